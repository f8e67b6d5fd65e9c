"""What limits the flows: weekly words of several sources, and the constraints that were named from them."""

from __future__ import annotations

from datetime import date

from programs.actions import constraints
from programs.demo.record_story import LimitStory, VoteStory
from programs.demo.telling import Telling
from programs.periods import monday_of

SILENT = "."


def tell_limits(telling: Telling) -> None:
    for vote in telling.story.record.votes:
        for week, letter in enumerate(vote.weeks):
            if letter != SILENT:
                telling.at(vote.first + 7 * week, observe, (vote, letter))
    for limit in telling.story.record.limits:
        telling.at(limit.on, name, limit)
        for step, day, note in limit.steps:
            telling.at(day, enter_step, (limit, step, note))


def observe(telling: Telling, told: tuple[VoteStory, str], on: date) -> None:
    vote, letter = told
    constraints.observe(
        telling.flows[vote.flow - 1],
        by=telling.lead(vote.function),
        week_starts_on=monday_of(on),
        source=vote.source,
        resource=telling.stage.resources[vote.limits[letter]],
        basis=vote.basis,
    )


def name(telling: Telling, told: LimitStory, on: date) -> None:
    """The first constraint of a flow is named, a later one follows the one before; the committee decides both."""
    resource = telling.stage.resources[told.resource]
    before = telling.constraints.get(told.flow)
    if before is None:
        limiting = constraints.name(telling.flows[told.flow - 1], by=telling.chair, resource=resource, on=on)
    else:
        limiting = constraints.move(before, by=telling.chair, resource=resource, on=on, end_reason=told.why)
    telling.constraints[told.flow] = limiting


def enter_step(telling: Telling, told: tuple[LimitStory, str, str], on: date) -> None:
    limit, step, note = told
    constraints.enter_step(telling.constraints[limit.flow], by=telling.chair, step=step, on=on, note=note)
