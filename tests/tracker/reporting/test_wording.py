"""Dates, spans and amounts as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tracker.reporting.sample_parts import number, unknown
from tracker.progress.numbers import Number, State
from tracker.reporting.wording import (
    days_text,
    display_date,
    distance_text,
    joined,
    money_text,
    number_text,
    share_text,
    shorten,
)


def test_a_day_is_written_without_a_leading_zero() -> None:
    assert display_date(date(2026, 5, 3)) == "3 May 2026"
    assert display_date(None) == ""


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (-18, "18 days"),
        (120, "120 days"),
        (415.6, "416 days (about 14 months)"),
        (1014, "1,014 days (about 2.8 years)"),
    ],
)
def test_long_spans_are_also_told_in_months_or_years(days: float, text: str) -> None:
    assert days_text(days) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "today"), (1, "in 1 day"), (-20, "20 days ago"), (295, "in about 10 months"), (-240, "about 8 months ago")],
)
def test_a_distance_says_its_direction(days: int, text: str) -> None:
    assert distance_text(days) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (24_320.4, "EUR 24,320"),
        (1_850_000, "EUR 1.85 million"),
        (154_870_000, "EUR 154.9 million"),
        (2_606_770_000, "EUR 2.61 billion"),
        (-1_850_000, "EUR -1.85 million"),
    ],
)
def test_money_keeps_three_digits_that_count(amount: float, text: str) -> None:
    assert money_text(amount, "EUR") == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (number(-1.57, "weeks"), "-1.6 weeks"),
        (number(0.84, "ratio"), "0.84"),
        (number(6.7, "percent"), "+6.7%"),
        (number(85, "weight"), "85"),
        (number(1, "days"), "1 day"),
        (number(1_850_000, "GBP"), "GBP 1.85 million"),
        (unknown("too early", "m"), "not known yet"),
        (Number(state=State.NOT_APPLICABLE, method="m"), "not applicable"),
        (Number(state=State.VALUE, method="m", unbounded=True), "no finite answer yet"),
    ],
)
def test_a_number_carries_its_unit_or_says_why_there_is_none(given: Number, text: str) -> None:
    assert number_text(given) == text


def test_nearly_all_is_never_told_as_all() -> None:
    assert share_text(99.9, 100) == "99%"
    assert share_text(100, 100) == "100%"


def test_text_is_cut_by_words_and_by_length() -> None:
    assert shorten("one two three", 3) == "one two three"
    assert shorten("one two, three", 2) == "one two…"
    assert shorten("x" * 500, 3) == "x" * 24 + "…"
    assert shorten("One two three. Four five", 4) == "One two three. …"


def test_names_are_joined_as_people_do() -> None:
    assert joined([]) == ""
    assert joined(["A"]) == "A"
    assert joined(["A", "B", "C"]) == "A, B and C"
    assert joined(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
