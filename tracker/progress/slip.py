"""How far the finish has moved: against the original baseline, and from forecast to forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.progress.as_of import accepted_on, expected_finish, forecasts_by, is_removed, latest_forecast
from tracker.progress.facts import Item
from tracker.progress.numbers import Gauge, Number
from tracker.progress.record import Basis, Record
from tracker.progress.results import ForecastPoint, ItemSlip, SlipProgress
from tracker.progress.words import count_words, day_words

METHOD = "slip"
ONE_FORECAST = "only one dated forecast so far"
NO_FORECAST = "nobody has stated a forecast yet"
MOST_ITEMS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """Planned and expected finish of one item; ``planned_on`` is None outside of the original baseline."""

    item: Item
    planned_on: date | None
    expected_on: date
    accepted: bool


def read_slip(record: Record, as_of: date) -> SlipProgress:
    """Slip of the whole program and of its items, as of a day.

    The whole is the items of the original baseline that are still in the program (without a
    baseline, every item). Cost: proportional to items and forecasts.
    """
    finishes = _finishes(record, as_of)
    last = max(finishes, key=lambda each: (each.expected_on, each.planned_on or date.min, each.item.uid), default=None)
    history = forecasts_by(last.item, as_of) if last else ()
    newest = [latest_forecast(item, as_of) for item in record.facts.items]
    stated = [forecast.stated_on for forecast in newest if forecast is not None]
    done = all(each.accepted for each in finishes)
    return SlipProgress(
        finish=_finish_slip(finishes, last, as_of, follows_sequence=record.facts.follows_sequence),
        drift=_moved([point.finish_on for point in history[-2:]]),
        total_drift=_moved([point.finish_on for point in history]),
        planned_on=_planned_finish(finishes),
        expected_on=last.expected_on if last else None,
        last_stated_on=max(stated, default=None),
        forecast_passed=last is not None and bool(stated) and not done and last.expected_on < as_of,
        history=tuple(ForecastPoint(stated_on=each.stated_on, finish_on=each.finish_on) for each in history),
        items=_slipped(finishes),
    )


def is_finished(record: Record, as_of: date) -> bool:
    """Whether the program has items and every one of them was accepted or taken out."""
    left = [item for item in record.facts.items if not is_removed(item, as_of)]
    return bool(left) and all(accepted_on(item, as_of) for item in left)


def _finishes(record: Record, as_of: date) -> list[Finish]:
    """Items that count, each with its planned and expected finish; items with neither are left out."""
    planned = record.planned(as_of, Basis.ORIGINAL)
    found = []
    for item in record.facts.items:
        if is_removed(item, as_of) or (planned and item.uid not in planned):
            continue
        planned_on = planned.get(item.uid)
        expected_on = expected_finish(item, planned_on, as_of)
        if expected_on is not None:
            accepted = accepted_on(item, as_of) is not None
            found.append(Finish(item=item, planned_on=planned_on, expected_on=expected_on, accepted=accepted))
    return found


def _finish_slip(finishes: list[Finish], last: Finish | None, as_of: date, *, follows_sequence: bool) -> Number:
    """Expected finish of the whole minus its planned finish, in days."""
    planned_on = _planned_finish(finishes)
    forecasts = forecasts_by(last.item, as_of) if last else ()
    gauge = Gauge(METHOD, "days", 1 + len(forecasts) if last else 0)
    if last is None:
        return gauge.insufficient("no item has a planned or an expected finish")
    if planned_on is None:
        return gauge.insufficient("no baseline is locked yet, so there is no planned finish to compare with")
    days = (last.expected_on - planned_on).days
    if all(each.accepted for each in finishes):
        return gauge.value(days)
    if not follows_sequence and not forecasts:
        return gauge.insufficient(NO_FORECAST)
    if not follows_sequence and len(forecasts) == 1 and days == 0:
        return gauge.insufficient(ONE_FORECAST)
    if last.expected_on < as_of:
        ago = count_words((as_of - last.expected_on).days, "day")
        return gauge.degraded(
            days, f"the expected finish, {day_words(last.expected_on)}, passed {ago} ago and nothing says it is done"
        )
    return gauge.value(days)


def _planned_finish(finishes: list[Finish]) -> date | None:
    """The last planned finish of the original baseline, or None without one."""
    return max((each.planned_on for each in finishes if each.planned_on is not None), default=None)


def _moved(finishes: list[date]) -> Number:
    """Last date minus first, in days; insufficient below two dates."""
    gauge = Gauge(METHOD, "days", len(finishes))
    if len(finishes) < 2:
        return gauge.insufficient(ONE_FORECAST if finishes else NO_FORECAST)
    return gauge.value((finishes[-1] - finishes[0]).days)


def _slipped(finishes: list[Finish]) -> tuple[ItemSlip, ...]:
    """Items expected or accepted later than planned, worst first."""
    late = [
        ItemSlip(
            uid=each.item.uid,
            name=each.item.name,
            planned_on=each.planned_on,
            expected_on=each.expected_on,
            accepted=each.accepted,
            days=(each.expected_on - each.planned_on).days,
        )
        for each in finishes
        if each.planned_on is not None and each.expected_on > each.planned_on
    ]
    return tuple(sorted(late, key=lambda each: (-each.days, each.uid))[:MOST_ITEMS])
