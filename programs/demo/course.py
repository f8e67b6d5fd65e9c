"""How a program goes on: work starts, evidence comes in, forecasts move, gates are decided."""

from __future__ import annotations

from datetime import date, timedelta

from programs.actions import baselines, evidence, flows, gates, lifecycle, milestones
from programs.demo.chance import between
from programs.demo.proofs import proof_of
from programs.demo.story import FlowStory, GateStory, ItemStory, Lock, Move, Revocation, Story
from programs.demo.telling import Telling, dimension_of, step_of
from programs.gate_needs import gate_needs
from programs.models import EvidenceLevel, GateReview, Milestone

HALF_A_YEAR = timedelta(days=182)
"""For so long evidence of a behavior speaks; then it must be renewed."""


def follow_program(telling: Telling) -> None:
    """Adds the events of the program's life until today."""
    story = telling.story
    for item in story.items:
        follow_item(telling, item)
    for told in story.moves:
        telling.at(told.on, move_forecast, told)
    for flow in story.flows:
        for day, state in flow.states:
            telling.at(day, change_flow, (flow, state))
    for lock in story.locks:
        telling.at(lock.on, lock_plan, lock)
    follow_committee(telling)
    for stopped_on, stop in ((story.paused, pause), (story.closed, close)):
        if stopped_on is not None:
            telling.at(stopped_on, stop, story)


def follow_committee(telling: Telling) -> None:
    """Adds what the committee decides: gates, and acceptances taken back."""
    for gate in telling.story.gates:
        for day, outcome, note in gate.reviews:
            telling.at(day, review, (gate, outcome, note), ends_the_day=True)
    for revocation in telling.story.revocations:
        telling.at(revocation.on, revoke, revocation)


def follow_item(telling: Telling, item: ItemStory) -> None:
    """Adds start, evidence given and accepted, or the item taken out."""
    given, started = item.waiting, item.started
    if item.done is not None:
        given = item.done - between(f"acceptance {item.name}", 1, 4)
    if given is not None and started is None:
        started = given - between(f"start {item.name}", 6, 16)
    if started is not None:
        telling.at(max(started, telling.story.planned), start, item)
    if given is not None:
        telling.at(given, give, item)
    if item.done is not None:
        telling.at(item.done, accept, item)
    if item.removed is not None:
        telling.at(item.removed, remove, item)


def start(telling: Telling, item: ItemStory, on: date) -> None:
    milestones.start(telling.items[item.key], by=telling.giver(item), on=on)


def give(telling: Telling, item: ItemStory, on: date) -> None:
    lapses = dimension_of(item) == Milestone.Dimension.CULTURAL and item.level >= EvidenceLevel.SYSTEM_RECORD
    telling.evidence[item.key] = evidence.give(
        [telling.items[item.key]],
        by=telling.giver(item),
        on=on,
        level=item.level,
        title=proof_of(item, step_of(item)),
        reference=f"Program folder {telling.story.code}, {item.gate or step_of(item)}, {item.key}",
        expires_on=on + HALF_A_YEAR if lapses else None,
    )


def accept(telling: Telling, item: ItemStory, on: date) -> None:
    evidence.accept(telling.evidence[item.key], by=telling.accepter(item), on=on)


def remove(telling: Telling, item: ItemStory, on: date) -> None:
    milestones.remove(telling.items[item.key], by=telling.pmo, on=on)


def move_forecast(telling: Telling, told: Move, on: date) -> None:
    """A new expected finish, stated by the item's owner."""
    item = telling.items[told.item]
    finish_on = telling.days.intended(told.to)
    milestones.forecast(item, by=item.owner or telling.pmo, finish_on=finish_on, stated_on=on, reason=told.why)


def change_flow(telling: Telling, told: tuple[FlowStory, str], _on: date) -> None:
    flow, state = told
    flows.change(telling.flows[telling.story.flows.index(flow)], by=telling.pmo, state=state)


def review(telling: Telling, told: tuple[GateStory, str, str], on: date) -> None:
    """The decision; its words say why the gate is passed all the same where something is missing."""
    gate, outcome, note = told
    row, passed = telling.gates[gate.code], outcome == GateReview.Outcome.PASSED
    lacks = passed and bool(gate_needs(row, on=on).missing)
    words = gates.ReviewWords(in_spite=note) if lacks else gates.ReviewWords(note=note)
    gates.review(row, by=telling.chair, outcome=outcome, on=on, **words)


def lock_plan(telling: Telling, told: Lock, on: date) -> None:
    baselines.lock_plan(telling.program, by=telling.pmo, on=on, reason=told.reason)


def revoke(telling: Telling, told: Revocation, on: date) -> None:
    evidence.revoke(telling.evidence[told.item], by=telling.chair, on=on, reason=told.why)


def pause(telling: Telling, story: Story, on: date) -> None:
    lifecycle.pause(telling.program, by=telling.pmo, on=on, reason=story.why)


def close(telling: Telling, story: Story, on: date) -> None:
    lifecycle.close(telling.program, by=telling.pmo, on=on, lessons=story.lessons)
