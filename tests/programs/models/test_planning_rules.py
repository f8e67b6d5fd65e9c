"""What can never be true of planning cycles, calendars and money: one refusal for each rule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import Program
from tests.factories import START
from tests.factories import planning as make_planning
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
YESTERDAY = START - timedelta(days=1)
LENGTHS = ["period_days", "cut_off_lead_days", "processing_days", "handoff_days"]


def cycle(**given: Any) -> Write:
    return lambda _: make_planning.make_cycle(**given)


def two_cycles_on_one_day(_: Program) -> None:
    first = make_planning.make_cycle(valid_to=START)
    make_planning.make_cycle(function=first.function, level=first.level, valid_from=START)


def holiday_twice(_: Program) -> None:
    make_planning.make_calendar(START, START)


def rate_twice(_: Program) -> None:
    first = make_planning.make_rate()
    make_planning.make_rate(first.currency, into=first.into)


def rate_into_itself(_: Program) -> None:
    currency = make_planning.make_currency()
    make_planning.make_rate(currency, into=currency)


def period(first: date, last: date, kind: str = "quarter", **given: Any) -> Any:
    return make_planning.make_fiscal_period(kind=kind, starts_on=first, ends_on=last, **given)


CASES: dict[str, Write] = {
    **{
        f"planning_cycle_lengths_are_not_negative/{number}": cycle(**{length: Decimal("-0.001")})
        for number, length in enumerate(LENGTHS)
    },
    "planning_cycle_names_its_level": cycle(level=""),
    "planning_cycle_ends_after_it_begins": cycle(valid_to=YESTERDAY),
    "planning_cycle_is_one_at_a_time_for_a_level": two_cycles_on_one_day,
    "calendar_works_on_days_of_the_week": lambda _: make_planning.make_calendar(working_days=[]),
    "calendar_works_on_days_of_the_week/2": lambda _: make_planning.make_calendar(working_days=[1, 8]),
    "holiday_is_once_in_its_calendar": holiday_twice,
    "currency_code_has_three_letters": lambda _: make_planning.make_currency(code="eur"),
    "currency_code_has_three_letters/2": lambda _: make_planning.make_currency(code="EU"),
    "one_currency_is_for_reporting": lambda _: [make_planning.make_currency(is_reporting=True) for _ in range(2)],
    "exchange_rate_is_one_a_day_for_a_pair": rate_twice,
    "exchange_rate_is_positive": lambda _: make_planning.make_rate(rate=Decimal(0)),
    "exchange_rate_is_of_two_currencies": rate_into_itself,
    "fiscal_period_ends_after_it_begins": lambda _: period(START, YESTERDAY),
    "fiscal_periods_of_a_kind_do_not_overlap": lambda _: [
        period(START, date(2026, 3, 31)), period(date(2026, 3, 31), date(2026, 6, 30))
    ],
}  # fmt: skip


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_the_next_cycle_begins_the_day_after() -> None:
    first = make_planning.make_cycle(valid_to=YESTERDAY, valid_from=YESTERDAY)

    assert make_planning.make_cycle(function=first.function, level=first.level, valid_from=START).pk


def test_a_quarter_lies_within_a_year() -> None:
    period(date(2026, 1, 1), date(2026, 12, 31), "year")

    assert period(date(2026, 1, 1), date(2026, 3, 31)).pk
