"""Numbers and days: read by one convention, decided by the cells, or asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from programs.importing.conventions import NUMBERS, Verdict, day_orders, judge, read_day, read_number

ASK = Verdict(decided="", must_ask=True)
EITHER = Verdict(decided="", must_ask=False)


def decided(name: str) -> Verdict:
    return Verdict(decided=name, must_ask=False)


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("12", "12", "12"),
        ("-3", "-3", "-3"),
        ("\N{MINUS SIGN}3", "-3", "-3"),
        ("1.5", "1.5", None),
        ("1,5", None, "1.5"),
        ("1,234", "1234", "1.234"),
        ("1.234", "1.234", "1234"),
        ("0,123", None, "0.123"),
        ("1234,567", None, "1234.567"),
        ("1,234.5", "1234.5", None),
        ("1.234,5", None, "1234.5"),
        ("1,234,567", "1234567", None),
        ("1 234,5", None, "1234.5"),
        ("1'234.5", "1234.5", None),
        ("1,23,456", None, None),
        ("1 234,567.8", None, None),
        ("n/a", None, None),
        ("1e5", None, None),
        ("", None, None),
        ("1,", None, None),
        ("12%", None, None),
    ],
)
def test_a_number_by_both_conventions(text: str, point: str | None, comma: str | None) -> None:
    assert read_number(text, mark="point") == (Decimal(point) if point else None)
    assert read_number(text, mark="comma") == (Decimal(comma) if comma else None)


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        (["1", "2"], EITHER),
        (["1,234"], ASK),
        (["1,234", "2.5"], decided("point")),
        (["1,234", "2,5"], decided("comma")),
        (["1.5", "2,5"], ASK),
        (["1,234", "n/a"], ASK),
    ],
)
def test_the_cells_decide_the_decimal_mark_or_it_is_asked(texts: list[str], verdict: Verdict) -> None:
    assert judge(texts, NUMBERS) == verdict


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        (["2026-01-05", "5 Jan 2026"], EITHER),
        (["05/05/2026"], EITHER),
        (["05/01/2026"], ASK),
        (["05/01/2026", "19/01/2026"], decided("day_first")),
        (["05/01/2026", "01/19/2026"], decided("month_first")),
        (["13/01/2026", "01/19/2026"], ASK),
    ],
)
def test_the_cells_decide_the_order_of_day_and_month_or_it_is_asked(texts: list[str], verdict: Verdict) -> None:
    assert judge(texts, day_orders("week")) == verdict


@pytest.mark.parametrize(
    ("text", "frequency", "day"),
    [
        ("2026-01-05", "week", date(2026, 1, 5)),
        ("2026-01-05 00:00:00", "week", date(2026, 1, 5)),
        ("2026-01-05 07:30", "week", None),
        ("5 January 2026", "week", date(2026, 1, 5)),
        ("05-Jan-2026", "week", date(2026, 1, 5)),
        ("Jan 5, 2026", "week", date(2026, 1, 5)),
        ("2026-W02", "week", date(2026, 1, 5)),
        ("2026-W54", "week", None),
        ("2026-01", "month", date(2026, 1, 1)),
        ("Jan 2026", "month", date(2026, 1, 1)),
        ("Jan 2026", "week", None),
        ("2-Jun-06", "month", None),
        ("05/01/26", "week", None),
        ("31/02/2026", "week", None),
        ("46027", "week", None),
        ("Mai 2026", "month", None),
    ],
)
def test_a_day_is_read_or_not(text: str, frequency: str, day: date | None) -> None:
    assert read_day(text, order="day_first", frequency=frequency) == day


def test_the_order_matters_for_three_numbers_that_end_with_the_year() -> None:
    assert read_day("05.01.2026", order="day_first", frequency="week") == date(2026, 1, 5)
    assert read_day("05.01.2026", order="month_first", frequency="week") == date(2026, 5, 1)
