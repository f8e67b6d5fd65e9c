from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tracker.analysis.coverage import coverage, led_in, whole_weeks
from tracker.analysis.facts.weekly import Lead, Standstill, Statement, WeeklyFacts

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)


def lead(function: str, first: date, last: date | None = None) -> Lead:
    return Lead(function=function, valid_from=first, valid_to=last)


def said(function: str, subject: str = "incidents") -> Statement:
    return Statement(function=function, week_starts_on=MONDAY, subject=subject, happened=False)


def test_nobody_expected_is_unknown_and_not_complete() -> None:
    (week,) = coverage(WeeklyFacts(statements=(said("a"),)), subject="incidents", weeks=[MONDAY])

    assert (week.expected, week.reporting, week.is_complete) == ((), (), None)


def test_another_subject_or_a_function_without_a_lead_does_not_count() -> None:
    facts = WeeklyFacts(
        statements=(said("a", "overrides"), said("c"), said("b")), leads=(lead("b", MONDAY), lead("a", MONDAY))
    )

    (week,) = coverage(facts, subject="incidents", weeks=[MONDAY])

    assert (week.expected, week.reporting) == (("a", "b"), ("b",))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (MONDAY + 6 * DAY, None, ("a",)),
        (MONDAY + 7 * DAY, None, ()),
        (MONDAY - 9 * DAY, MONDAY, ("a",)),
        (MONDAY - 9 * DAY, MONDAY - DAY, ()),
    ],
    ids=["from Sunday", "from the next Monday", "through Monday", "through Sunday before"],
)
def test_a_day_of_the_week_is_enough_to_be_expected(first: date, last: date | None, expected: tuple[str, ...]) -> None:
    assert led_in(WeeklyFacts(leads=(lead("a", first, last),)), MONDAY) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"start_on": MONDAY + 6 * DAY}, ("a",)),
        ({"start_on": MONDAY + 7 * DAY}, ()),
        ({"standstills": (Standstill(first=MONDAY, last=MONDAY + 6 * DAY),)}, ()),
        ({"standstills": (Standstill(first=MONDAY - DAY, last=None),)}, ()),
        ({"standstills": (Standstill(first=MONDAY + DAY, last=None),)}, ("a",)),
        ({"standstills": (Standstill(first=MONDAY, last=MONDAY + 5 * DAY),)}, ("a",)),
    ],
    ids=["began on Sunday", "not begun", "paused all week", "closed", "worked on Monday", "worked on Sunday"],
)
def test_a_week_without_a_day_at_work_asks_nobody(given: dict[str, Any], expected: tuple[str, ...]) -> None:
    facts = WeeklyFacts(leads=(lead("a", MONDAY - 70 * DAY),), statements=(said("a"),), **given)

    (week,) = coverage(facts, subject="incidents", weeks=[MONDAY])

    assert (week.expected, week.reporting) == (expected, expected)


def test_only_whole_weeks_are_counted() -> None:
    assert whole_weeks(MONDAY, MONDAY + 13 * DAY) == (MONDAY, MONDAY + 7 * DAY)
    assert whole_weeks(MONDAY + DAY, MONDAY + 12 * DAY) == ()
