"""What each parallel run said on a day, from its looks: nothing is judged again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.analysis.pilots.results import ComparedMetric, PilotResult, SequencePoint
from tracker.analysis.pilots.rule import Verdict
from tracker.analysis.result.question import LEAST_FOR_HARM, LEAST_PAIRS, ResultPolicy
from tracker.progress.periods import Period, add_months, periods_after

NOT_USABLE = (Verdict.STOP_HARM.value, Verdict.BLOCKED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A run on a day.

    verdict    what the rule said at the last look; empty before the first
    pairs      of the primary metric
    is_better  whether the interval that decides lies above zero, and nothing forbids to say so
    breached   names of the guardrails whose estimate lies below what was agreed
    reverts    whether the metric left its range on the bad side since the cut-over
    """

    verdict: str
    pairs: int
    is_better: bool
    breached: tuple[str, ...]
    reverts: bool

    @property
    def is_harmful(self) -> bool:
        return self.verdict == Verdict.STOP_HARM.value


def ran_on(pilot: PilotResult, day: date, *, as_of: date, policy: ResultPolicy) -> Ran | None:
    """What the run says about that day; None where it says nothing.

    A run that was stopped or ended without a verdict says nothing any more: its new way is not in use. After a cut-over
    it is evidence for some months, and then the metrics alone judge.

    as_of  the day of the record: on it the verdict is the one of the run itself
    """
    if not is_evidence(pilot, day, policy):
        return None
    until = min(day, pilot.decided_on or day)
    verdict = pilot.verdict if day == as_of else verdict_on(pilot, until)
    point = point_on(pilot.primary, until)
    pairs = point.pairs if point else 0
    reverts = reverts_on(pilot, day)
    low = point.low if point is not None and pairs >= LEAST_PAIRS else None
    return Ran(
        verdict=verdict,
        pairs=pairs,
        is_better=low is not None and low > 0 and verdict not in NOT_USABLE and not reverts,
        breached=tuple(each.name for each in pilot.guardrails if is_breached(each, until)),
        reverts=reverts,
    )


def is_evidence(pilot: PilotResult, day: date, policy: ResultPolicy) -> bool:
    """Whether the new way ran or was in use on the day, and the comparison is not too old."""
    if pilot.started_on is None or day < pilot.started_on:
        return False
    if pilot.decided_on is None or day < pilot.decided_on:
        return True
    return pilot.outcome == "cut_over" and day <= add_months(pilot.decided_on, policy.evidence_months)


def verdict_on(pilot: PilotResult, until: date) -> str:
    """What the rule said when the last period by the day was over."""
    period = Period(pilot.primary.frequency)
    said = [each.verdict for each in pilot.looks if periods_after(each.starts_on, 1, period) <= until]
    return said[-1] if said else ""


def point_on(compared: ComparedMetric, until: date) -> SequencePoint | None:
    """The newest pair by the day."""
    period = Period(compared.frequency)
    over = [each for each in compared.points if periods_after(each.starts_on, 1, period) <= until]
    return over[-1] if over else None


def is_breached(guardrail: ComparedMetric, until: date) -> bool:
    """Whether its mean difference is a larger loss than was agreed; not sure, but not fine either."""
    point = point_on(guardrail, until)
    return point is not None and point.pairs >= LEAST_FOR_HARM and point.mean < -(guardrail.margin or 0.0)


def reverts_on(pilot: PilotResult, day: date) -> bool:
    """Whether the sign to restart the old way was there by the day."""
    if pilot.watch is None or pilot.watch.signal_on is None:
        return False
    return periods_after(pilot.watch.signal_on, 1, Period(pilot.primary.frequency)) <= day
