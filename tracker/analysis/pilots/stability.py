"""Whether the new arm is out of control on the bad side: a control chart of its own readings (METHODS 6.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from tracker.analysis.facts.pilots import ComparisonFact, PeriodFact
from tracker.analysis.metrics.control_limits import limits_of
from tracker.analysis.metrics.question import FIRM_FROM
from tracker.analysis.metrics.readings import Run, run_of
from tracker.analysis.metrics.results import FIRM_RULES, ControlLimits
from tracker.analysis.metrics.rules import ZONES, found_by
from tracker.analysis.pilots.pairing import BURN_IN, NOT_FINAL
from tracker.progress.periods import Period

LATEST = 3
"""A signal in so many of the latest periods counts."""


def new_readings(fact: ComparisonFact, periods: Sequence[PeriodFact]) -> Run:
    """Final readings of the new arm in these periods, without the burn-in."""
    counting = [
        (each.starts_on, float(each.new))
        for each in periods
        if each.new is not None and each.standing not in (BURN_IN, NOT_FINAL)
    ]
    return run_of(counting, Period(fact.frequency))


def first_limits(run: Run) -> ControlLimits | None:
    """The limits of the first twelve readings; None while fewer than six, or readings that are all the same."""
    first = run.part(0, FIRM_FROM)
    return limits_of(first.values, first.places)


def unfavorable(run: Run, limits: ControlLimits, *, higher_is_better: bool) -> list[date]:
    """First days of the periods at which a firm rule finds more than chance, on the bad side."""
    z = (run.values - limits.center) / limits.sigma
    bad = -1 if higher_is_better else 1
    met = np.logical_or.reduce([found_by(ZONES[rule], z, run.places) == bad for rule in FIRM_RULES])
    return [starts_on for starts_on, is_bad in zip(run.periods, met, strict=True) if is_bad]


def recent_signal(fact: ComparisonFact, periods: Sequence[PeriodFact]) -> bool:
    """Whether the latest of the periods hold an unfavorable signal of the new arm; a missing one is among the latest.

    returns  False while nothing sets limits
    """
    run = new_readings(fact, periods)
    limits = first_limits(run)
    if limits is None:
        return False
    latest = {each.starts_on for each in periods[-LATEST:]}
    return not latest.isdisjoint(unfavorable(run, limits, higher_is_better=fact.direction == "higher"))
