"""Days behind the plan beside points ahead of it: one sentence that says why both can be true."""

from __future__ import annotations

from datetime import date

from tracker.analysis.state.results import StateAnalysis
from tracker.progress.exit_sets import STRUCTURAL
from tracker.progress.results import HorizonProgress, ProgramProgress
from tracker.progress.words import count_words
from tracker.reporting.sections.horizons import days_behind_of


def bridge_words(found: StateAnalysis, progress: ProgramProgress, start_on: date | None) -> str:
    """Why the days of Delivery and the points of the state point different ways; empty where they do not.

    The pace is that of the slowest open horizon, as Delivery tells it; the state is of the same kind of change.
    Where claims run ahead of evidence that is said instead.
    """
    slowest = slowest_open(progress)
    if slowest is None or slowest.original is None or found.claims.is_ahead:
        return ""
    days = days_behind_of(slowest, slowest.original, start_on)
    index = found.structural if slowest.kind == STRUCTURAL else found.cultural
    if days is None or index.to_plan is None or index.to_plan.value is None or not index.planned:
        return ""
    which = "structural" if slowest.kind == STRUCTURAL else "cultural"
    return bridged(round(days), round(index.to_plan.value), of_what=f"the {which} change")


def bridged(days_behind: int, points_ahead: int, *, of_what: str) -> str:
    """``Both are true: the plan's items are 7 days behind, yet the record shows 11 points more of ...``.

    days_behind, points_ahead  as the page rounds them; both may be negative
    returns  empty when both say late, both say early, or both say as planned
    """
    early = -days_behind
    if (early > 0) == (points_ahead > 0) and (early < 0) == (points_ahead < 0):
        return ""
    when = "on time"
    if days_behind:
        when = f"{count_words(abs(days_behind), 'day')} {'behind' if days_behind > 0 else 'ahead'}"
    much = f"as much of {of_what} as"
    if points_ahead:
        much = f"{count_words(abs(points_ahead), 'point')} {'more' if points_ahead > 0 else 'less'} of {of_what} than"
    return (
        f"Both are true: the plan's items are {when}, yet the record shows {much} the plan had promised by today; "
        "days count items that were accepted, points what has changed."
    )


def slowest_open(progress: ProgramProgress) -> HorizonProgress | None:
    """The horizon whose pace Delivery tells: something is due, it is not complete, and its pace is the lowest."""
    running = [
        (performance, each)
        for each in progress.horizons
        if (performance := pace_of(each)) is not None and each.original and each.original.complete_on is None
    ]
    return min(running, key=lambda pair: pair[0], default=(0.0, None))[1]


def pace_of(horizon: HorizonProgress) -> float | None:
    """SPI(t) against the first plan; None while nothing is due."""
    original = horizon.original
    if original is None or not (original.earned_value.value or original.planned_value.value):
        return None
    return original.schedule_performance.value
