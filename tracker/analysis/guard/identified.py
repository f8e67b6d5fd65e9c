"""G1: is the constraint of the first flow identified, and since when (METHODS 2)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tracker.analysis.constraints.history import rivals
from tracker.analysis.constraints.posterior import chance_of_being_top
from tracker.analysis.constraints.results import ConstraintVerdict, FlowConstraint
from tracker.analysis.constraints.verdict import verdict_on
from tracker.analysis.constraints.votes import LAST_DAY, OPINION, named_in, votes_by_week, votes_for, weigh
from tracker.analysis.facts.constraints import Flow
from tracker.analysis.guard.mapped import owed
from tracker.analysis.guard.question import PMO, Guarded
from tracker.analysis.guard.results import GuardMissing, GuardPage, GuardPlace
from tracker.progress.words import and_words

WEEKS_BACK = 52
"""So many weeks with votes are looked back over to tell since when."""
PLACE = GuardPlace(page=GuardPage.CONSTRAINTS, label="What limits the flow")


def constraint_of(record: Guarded, flow: Flow) -> FlowConstraint | None:
    """What the ranking says of the flow."""
    return next((each for each in record.found.constraints if each.flow_uid == flow.uid), None)


def constraint_lacks(record: Guarded, flow: Flow) -> Iterator[GuardMissing]:
    """What the ranking says is missing until the constraint is identified."""
    found = constraint_of(record, flow)
    if found is None:
        yield owed(record, f"Nobody has said yet what limits {flow.name}.", who=PMO, place=PLACE)
    elif found.verdict is not ConstraintVerdict.IDENTIFIED:
        if not found.missing:
            yield owed(record, f"What limits {flow.name} is not identified: {found.headline}", who=PMO, place=PLACE)
        for each in found.missing:
            who = and_words(each.owed_by) or "the functions of the flow"
            # The very first vote can be given today; how many more it takes cannot be told without a rhythm.
            yield GuardMissing(words=each.words, who=who, place=PLACE, first_on=each.first_on)


def identified_on(record: Guarded, flow: Flow, day: date) -> bool:
    """Whether the votes of the flow up to the day identified its constraint, by today's policy."""
    policy = record.facts.constraint_policy
    resources = {each.uid: each for each in record.facts.rights.resources}
    named = named_in(flow, resources, as_of=day)
    votes = votes_for(flow, named, as_of=day)
    if not named or not votes:
        return False
    order = rivals(named)
    weighed = weigh(votes, order, as_of=day, weekly_factor=policy.weekly_factor)
    ranked = np.argsort(-weighed.counts, kind="stable")
    top = order[int(ranked[0])]
    verdict = verdict_on(
        weighed.counts[ranked],
        chance=chance_of_being_top(weighed.counts, int(ranked[0])),
        effective=weighed.effective,
        signs=sum(each.basis != OPINION for each in votes if each.resource_uid == top),
        policy=policy,
    )
    return verdict is ConstraintVerdict.IDENTIFIED


def identified_since(record: Guarded, flow: Flow) -> date | None:
    """The end of the week since which every week with votes identified it; None when it is not identified."""
    if not identified_on(record, flow, record.as_of):
        return None
    weeks = votes_by_week(each for each in flow.observations if each.week_starts_on <= record.as_of)
    since = record.as_of
    for week in sorted(weeks, reverse=True)[:WEEKS_BACK]:
        end = min(week + LAST_DAY, record.as_of)
        if not identified_on(record, flow, end):
            break
        since = end
    return since
