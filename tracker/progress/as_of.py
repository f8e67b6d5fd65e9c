"""What the record said on a day: everything dated later is not known yet."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from operator import attrgetter

from tracker.progress.facts import Acceptance, Baseline, Forecast, Gate, Item, OpenPass, ProgramFacts

_STATED_ON = attrgetter("stated_on")


def acceptance_on(item: Item, day: date) -> Acceptance | None:
    """The acceptance that held at the end of ``day``, or None while the item was open."""
    for span in item.acceptances:
        if span.accepted_on <= day and (span.revoked_on is None or span.revoked_on > day):
            return span
    return None


def accepted_on(item: Item, day: date) -> date | None:
    """Since when the item had been accepted at the end of ``day``; None while it was open."""
    span = acceptance_on(item, day)
    return span.accepted_on if span else None


def open_pass_on(gate: Gate, day: date) -> OpenPass | None:
    """The pass with something missing that stood at the end of ``day``, or None."""
    for span in gate.open_passes:
        if span.passed_on <= day and (span.ended_on is None or span.ended_on > day):
            return span
    return None


def is_removed(item: Item, day: date) -> bool:
    """Whether the item had left the program by the end of ``day``."""
    return item.removed_on is not None and item.removed_on <= day


def forecasts_by(item: Item, day: date) -> tuple[Forecast, ...]:
    """Forecasts stated on or before ``day``, oldest first."""
    return item.forecasts[: bisect_right(item.forecasts, day, key=_STATED_ON)]


def latest_forecast(item: Item, day: date) -> Forecast | None:
    """The newest forecast stated on or before ``day``."""
    known = bisect_right(item.forecasts, day, key=_STATED_ON)
    return item.forecasts[known - 1] if known else None


def expected_finish(item: Item, planned_on: date | None, day: date) -> date | None:
    """When the item finished, else its latest forecast, else its plan; None when none is known."""
    done_on = accepted_on(item, day)
    if done_on is not None:
        return done_on
    forecast = latest_forecast(item, day)
    return forecast.finish_on if forecast else planned_on


def original_baseline(facts: ProgramFacts, day: date) -> Baseline | None:
    """Baseline 1, when it was locked on or before ``day``."""
    return next((each for each in facts.baselines if each.number == 1 and each.locked_on <= day), None)


def current_baseline(facts: ProgramFacts, day: date) -> Baseline | None:
    """The highest-numbered baseline locked on or before ``day``."""
    locked = [each for each in facts.baselines if each.locked_on <= day]
    return max(locked, key=lambda each: each.number, default=None)


def planned_dates(baseline: Baseline | None) -> dict[str, date]:
    """Planned finish by item uid; empty without a baseline."""
    return {line.uid: line.planned_on for line in baseline.items} if baseline else {}
