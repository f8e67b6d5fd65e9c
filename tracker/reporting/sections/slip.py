"""How far the finish has moved, and what was forecast when."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tracker.progress.numbers import State
from tracker.progress.results import ForecastPoint, ItemSlip, SlipProgress
from tracker.progress.words import day_words, sentence
from tracker.reporting.wording import Json, counted, days_text, display_date, iso, joined, later_or_earlier


def slip_section(slip: SlipProgress, as_of: date) -> Json:
    """Planned and expected finish, drift between forecasts, history and the worst items."""
    return {
        "planned_on": iso(slip.planned_on),
        "planned_on_text": display_date(slip.planned_on),
        "expected_on": iso(slip.expected_on),
        "expected_on_text": display_date(slip.expected_on),
        "last_stated_on": iso(slip.last_stated_on),
        "last_stated_on_text": display_date(slip.last_stated_on),
        "forecast_passed": slip.forecast_passed,
        "finish_sentence": _finish_sentence(slip, as_of),
        "drift_sentence": _drift_sentence(slip),
        "total_drift_sentence": _total_drift_sentence(slip),
        "passed_sentence": _passed_sentence(slip, as_of),
        "items_sentence": _items_sentence(slip),
        "history": _history_rows(slip.history),
        "items": [_item_row(item) for item in slip.items],
    }


def _finish_sentence(slip: SlipProgress, as_of: date) -> str:
    if slip.expected_on is None:
        planned = f" Planned: {day_words(slip.planned_on)}." if slip.planned_on else ""
        return f"No expected finish is known.{planned}"
    opening = f"{_finish_verb(slip, as_of)} {day_words(slip.expected_on)}"
    days = slip.finish.value
    if days is None:
        return sentence(f"{opening}; {slip.finish.reason}")
    if round(days) == 0:
        return f"{opening}, as planned."
    return f"{opening}, {later_or_earlier(days)} than planned."


def _finish_verb(slip: SlipProgress, as_of: date) -> str:
    """A day behind us is a finish only when the work was accepted; else it is a forecast that has passed."""
    if slip.expected_on is None or slip.expected_on >= as_of:
        return "Expected to finish on"
    is_known = slip.last_stated_on is not None or slip.finish.state is State.VALUE
    return "Finished on" if is_known and not slip.forecast_passed else "Was expected to finish on"


def _drift_sentence(slip: SlipProgress) -> str:
    days = slip.drift.value
    if days is None or not slip.history:
        return ""
    stated = day_words(slip.history[-1].stated_on)
    if round(days) == 0:
        return f"The latest forecast, of {stated}, left the finish where it was."
    return f"The latest forecast, of {stated}, put the finish {later_or_earlier(days)}."


def _total_drift_sentence(slip: SlipProgress) -> str:
    days = slip.total_drift.value
    if days is None or len(slip.history) < 2:
        return ""
    first = f"Since the first forecast, of {day_words(slip.history[0].stated_on)},"
    moves = sum(1 for before, after in pairwise(slip.history) if before.finish_on != after.finish_on)
    if moves == 0:
        return f"{first} the finish has not moved."
    times = {1: "once", 2: "twice"}.get(moves, f"{moves} times")
    if round(days) == 0:
        return f"{first} the finish moved {times} and is back where it was."
    return f"{first} the finish moved {times}, in total {later_or_earlier(days)}."


def _passed_sentence(slip: SlipProgress, as_of: date) -> str:
    if not slip.forecast_passed or slip.expected_on is None:
        return ""
    ago = days_text((as_of - slip.expected_on).days)
    return f"That day passed {ago} ago and nothing says the work is done: a new forecast is owed."


def _items_sentence(slip: SlipProgress) -> str:
    """The items that moved most; silent when one item is the whole program."""
    if [item.days for item in slip.items] == [slip.finish.value]:
        return ""
    moved = [f"{item.name} ({_item_text(item)})" for item in slip.items if item.days > 0]
    return f"Moved most: {joined(moved, limit=2)}." if moved else ""


def _item_text(item: ItemSlip) -> str:
    if item.days == 0:
        return "on plan"
    return f"{days_text(item.days)} {'late' if item.days > 0 else 'early'}"


def _history_rows(history: tuple[ForecastPoint, ...]) -> list[Json]:
    rows: list[Json] = []
    before: ForecastPoint | None = None
    for point in history:
        change = None if before is None else (point.finish_on - before.finish_on).days
        rows.append(
            {
                "stated_on": iso(point.stated_on),
                "stated_on_text": display_date(point.stated_on),
                "finish_on": iso(point.finish_on),
                "finish_on_text": display_date(point.finish_on),
                "change_days": change,
                "change_text": _change_text(change),
            }
        )
        before = point
    return rows


def _change_text(change: int | None) -> str:
    if change is None:
        return "first forecast"
    return "unchanged" if change == 0 else f"{counted(abs(change), 'day')} {'later' if change > 0 else 'earlier'}"


def _item_row(item: ItemSlip) -> Json:
    return {
        "uid": item.uid,
        "name": item.name,
        "planned_on": iso(item.planned_on),
        "planned_on_text": display_date(item.planned_on),
        "expected_on": iso(item.expected_on),
        "expected_on_text": display_date(item.expected_on),
        "accepted": item.accepted,
        "accepted_text": "accepted" if item.accepted else "forecast",
        "days": item.days,
        "days_text": _item_text(item),
    }
