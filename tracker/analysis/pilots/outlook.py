"""When a verdict can come: the first day on which one is possible, and about how many periods more it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.pilots.design import is_too_dependent
from tracker.analysis.pilots.limits import FEWEST_TO_STOP
from tracker.analysis.pilots.measured import Measured
from tracker.analysis.pilots.results import PilotOutlook
from tracker.analysis.pilots.rule import Verdict, needed
from tracker.analysis.pilots.sequence import inflation, radius_of
from tracker.progress.periods import Period, first_whole, periods_after, periods_over

FARTHEST = 520
"""More pairs are never forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one metric must be sure of: to lie above ``target`` after no fewer pairs than ``fewest``."""

    measured: Measured
    target: float
    fewest: int


def outlook_of(
    pilot: PilotFact, measured: tuple[Measured, ...], *, verdict: Verdict | None, alpha: float, as_of: date
) -> PilotOutlook:
    """When the run can be settled in favor of the new way."""
    primary = measured[0]
    first_on = first_possible(pilot, primary, as_of=as_of)
    every = primary.fact.frequency
    if pilot.decided_on is not None or verdict not in (None, Verdict.CONTINUE, Verdict.BLOCKED):
        return PilotOutlook(first_on=None, more=None, likely_on=None, words="")
    if len(primary.values) < FEWEST_TO_STOP:
        return PilotOutlook(first_on=first_on, more=None, likely_on=None, words="too early to say how long it takes")
    if is_reached(wanted_of(pilot, measured), as_of=as_of):
        return PilotOutlook(first_on=first_on, more=None, likely_on=None, words="")
    likely_on = likely_day(wanted_of(pilot, measured), alpha=alpha)
    if likely_on is None:
        words = f"at this effect more {every}s would not settle it"
        return PilotOutlook(first_on=first_on, more=None, likely_on=None, words=words)
    more = max(1, periods_over(next_starts_on(primary), likely_on, primary.period))
    words = f"about {more} more {every if more == 1 else every + 's'} if the effect holds"
    if len(primary.values) + more > pilot.maximum_periods:
        words += f", longer than the {pilot.maximum_periods} that were agreed"
    return PilotOutlook(first_on=first_on, more=more, likely_on=likely_on, words=words)


def is_reached(wanted: tuple[Wanted, ...], *, as_of: date) -> bool:
    """Whether every metric is sure enough already, so that more periods are not what is missing."""
    looks = [(each, each.measured.look(as_of)) for each in wanted]
    return all(look.lower > each.target and look.pairs >= each.fewest for each, look in looks)


def wanted_of(pilot: PilotFact, measured: tuple[Measured, ...]) -> tuple[Wanted, ...]:
    """What a cut-over asks of each metric."""
    primary, *guardrails = measured
    worthwhile = float(pilot.worthwhile_effect or 0)
    return (
        Wanted(measured=primary, target=worthwhile, fewest=needed(pilot.minimum_periods)),
        *(Wanted(measured=each, target=-each.margin, fewest=0) for each in guardrails),
    )


def first_period(pilot: PilotFact, period: Period, *, as_of: date) -> date:
    """First day of the first whole period; of a run that has not begun, as if it began on the day."""
    return first_whole(pilot.started_on or as_of, period)


def next_starts_on(measured: Measured) -> date:
    """First day of the period after the last that is over."""
    last = measured.fact.periods[-1].starts_on
    return periods_after(last, 1, measured.period)


def first_possible(pilot: PilotFact, primary: Measured, *, as_of: date) -> date | None:
    """The first day with pairs enough for a cut-over, if every period to come is one; None when they are there."""
    missing = needed(pilot.minimum_periods) - len(primary.values)
    if missing <= 0:
        return None
    begun = max(pilot.burn_in_periods, len(primary.fact.periods))
    return periods_after(first_period(pilot, primary.period, as_of=as_of), begun + missing, primary.period)


def likely_day(wanted: tuple[Wanted, ...], *, alpha: float) -> date | None:
    """The day on which the last of the metrics is sure enough; None when one of them never would be."""
    days = []
    for each in wanted:
        measured = each.measured
        if not len(measured.values):
            return None
        more = more_pairs(each, alpha=alpha)
        if more is None:
            return None
        days.append(periods_after(next_starts_on(measured), more, measured.period))
    return max(days)


def more_pairs(wanted: Wanted, *, alpha: float) -> int | None:
    """Pairs still missing if mean, spread and correlation stay what they are; None when no number of them is enough."""
    path, n = wanted.measured.path, len(wanted.measured.values)
    variance, correlation = path.variance[-1:], path.correlation[-1:]
    if variance[0] == 0:
        return None
    later = np.arange(n, n + FARTHEST, dtype=np.float64)
    radius = radius_of(np.repeat(variance, len(later)), later, alpha=alpha)
    lower = path.mean[-1] - radius * inflation(np.repeat(correlation, len(later)), later)
    sure = np.maximum(lower, path.lower[-1]) > wanted.target
    sure &= (later >= wanted.fewest) & ~is_too_dependent(correlation, later)
    return int(np.argmax(sure)) if sure.any() else None
