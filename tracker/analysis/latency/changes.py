"""What would be different: another rhythm, another moment, another cut-off, one session for several stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from tracker.analysis.latency.chain import Step
from tracker.analysis.latency.moments import length_of, moment_of

SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleChange:
    """A cycle as it would be; what is None stays as it is.

    cycle      uid
    anchor_at  a moment with its zone at which it would run
    follows    it would run right when the plan that it waits for arrives
    """

    cycle: str
    period_days: Decimal | None = None
    anchor_at: datetime | None = None
    cut_off_lead_days: Decimal | None = None
    processing_days: Decimal | None = None
    handoff_days: Decimal | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChange:
    """The stages from ``first`` to ``last`` would plan in one session.

    first, last  uids of stages, in the order of the flow
    period_days  None: as often as the one of them that plans most often
    """

    first: str
    last: str
    period_days: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Everything that would be different at once: cycles first, then sessions of what they have become."""

    cycles: tuple[CycleChange, ...] = ()
    sessions: tuple[SessionChange, ...] = ()


def changed(steps: Sequence[Step], change: Change, *, zone: str) -> tuple[Step, ...]:
    """The steps after the change.

    raises  ValueError, with a sentence for people, when the change names what the flow does not have
    """
    found = list(steps)
    for each in change.cycles:
        if all(step.clocked_by != each.cycle for step in found):
            raise ValueError("No stage of this flow plans by that cycle.")
        found = [with_cycle(step, each, zone=zone) if step.clocked_by == each.cycle else step for step in found]
    for session in change.sessions:
        found = merged(found, session)
    return tuple(found)


def with_cycle(step: Step, change: CycleChange, *, zone: str) -> Step:
    """The step by the changed cycle."""

    def length(days: Decimal | None, now: int) -> int:
        return now if days is None else length_of(days)

    return replace(
        step,
        period=length(change.period_days, step.period),
        runs_at=step.runs_at if change.anchor_at is None else moment_of(change.anchor_at, zone),
        lead=length(change.cut_off_lead_days, step.lead),
        processing=length(change.processing_days, step.processing),
        handoff=length(change.handoff_days, step.handoff),
        follows=change.follows,
    )


def merged(steps: Sequence[Step], session: SessionChange) -> list[Step]:
    """The steps with those from the first to the last stage of the session as one."""
    places = {stage.uid: number for number, step in enumerate(steps) for stage in step.stages}
    if session.first not in places or session.last not in places:
        raise ValueError("A session can only take stages of this flow.")
    first, last = sorted((places[session.first], places[session.last]))
    if first == last:
        raise ValueError("A session takes at least two stages that plan apart now.")
    one = as_session(steps[first : last + 1])
    if session.period_days is not None:
        one = replace(one, period=length_of(session.period_days))
    return [*steps[:first], one, *steps[last + 1 :]]


def as_session(steps: Sequence[Step]) -> Step:
    """Stages that plan together: work side by side, so the longest counts, one run, the last one's hand-off.

    Inputs by the earliest cut-off of all. It runs when the one runs that plans most often of those that leave enough
    time for the longest work; when none does, with the one that plans least often.
    """
    longest = max(steps, key=lambda step: step.processing)
    running = sorted((step for step in steps if step.period > 0), key=lambda step: step.period)
    leading = next((step for step in running if step.period >= longest.processing), [steps[0], *running][-1])
    return Step(
        stages=tuple(stage for step in steps for stage in step.stages),
        clocked_by=f"{SESSION}-{steps[0].stages[0].uid}",
        period=leading.period,
        runs_at=leading.runs_at,
        lead=max(step.lead for step in steps),
        processing=longest.processing,
        handoff=steps[-1].handoff,
        calendar=longest.calendar,
    )
