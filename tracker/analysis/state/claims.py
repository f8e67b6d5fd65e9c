"""Whether the plan's progress runs ahead of what the records show (METHODS 1.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.analysis.facts.plan import PlannedWork
from tracker.analysis.state.plan import STRUCTURAL, earns
from tracker.analysis.state.question import StateRecord
from tracker.analysis.state.results import METHOD, ClaimedWork, StateClaims, StateIndex
from tracker.progress.numbers import Gauge, Number

NO_PLAN = "no plan with structural work is locked yet"


def claims_of(record: StateRecord, state: StateIndex, *, allowed: float) -> StateClaims:
    """Percent of the structural work that is accepted, and by how many points it leads the state."""
    work = [each for each in record.plan.work if each.dimension == STRUCTURAL and each.weight > 0]
    earned = earned_of(work)
    gauge = Gauge(METHOD, "points", earned.n)
    if earned.value is None or state.value.value is None:
        reason = earned.reason or state.value.reason
        return StateClaims(
            earned=earned, ahead=gauge.insufficient(reason), allowed=allowed, is_ahead=False, rests_on=()
        )
    ahead = earned.value - state.value.value
    is_ahead = ahead > allowed
    return StateClaims(
        earned=earned,
        ahead=gauge.value(ahead),
        allowed=allowed,
        is_ahead=is_ahead,
        rests_on=tuple(sorted(claimed_work(work, state), key=gap, reverse=True)) if is_ahead else (),
    )


def earned_of(work: Sequence[PlannedWork]) -> Number:
    """Accepted weight of the first plan's structural work, in percent."""
    gauge = Gauge(METHOD, "percent", len(work))
    total = sum(each.weight for each in work)
    if total <= 0:
        return gauge.insufficient(NO_PLAN)
    return gauge.value(100 * sum(each.weight for each in work if each.accepted_on is not None) / total)


def claimed_work(work: Sequence[PlannedWork], state: StateIndex) -> Iterator[ClaimedWork]:
    """Components of which more is accepted than shown, with the milestones that were."""
    for component in state.components:
        own = [each for each in work if earns(each) == component.key]
        accepted = [each for each in own if each.accepted_on is not None]
        if component.weight <= 0 or not accepted:
            continue
        claimed = sum(each.weight for each in accepted) / sum(each.weight for each in own)
        if claimed > component.earned:
            names = tuple(each.name for each in accepted)
            yield ClaimedWork(key=component.key, claimed=claimed, shown=component.earned, milestones=names)


def gap(claimed: ClaimedWork) -> tuple[float, str]:
    return claimed.claimed - claimed.shown, claimed.key
