"""Working calendars, currencies with dated rates, and fiscal years."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from programs.actions import currencies, fiscal_periods, working_calendars
from programs.errors import Refused
from programs.models import Currency, FiscalPeriod, Holiday, User
from tests.factories import START
from tests.factories.planning import make_calendar, make_currency, make_fiscal_period, make_rate
from tests.programs.models.test_history import events_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
APRIL = date(2027, 4, 1)


def test_working_days_are_kept_once_and_in_order(steward: User) -> None:
    calendar = working_calendars.create("Plant", by=steward, working_days=[6, 1, 6])

    assert calendar.working_days == [1, 6]
    with pytest.raises(ValidationError):
        working_calendars.change(calendar, by=steward, working_days=[])


def test_holidays_given_again_change_nothing_but_their_names(steward: User) -> None:
    calendar = make_calendar()
    for name in ("Christmas", "Christmas", "Christmas Day"):
        working_calendars.add_holidays(calendar, by=steward, days={START: name})

    holiday = Holiday.objects.get()
    assert holiday.name == "Christmas Day"
    assert len(events_of(holiday)) == 2


def test_a_day_is_one_holiday(steward: User) -> None:
    calendar = make_calendar(START)

    with pytest.raises(Refused, match="Christmas Day"):
        working_calendars.add_holiday(calendar, by=steward, on=START, name="New Year")


def test_reports_add_up_in_one_currency_at_a_time(steward: User) -> None:
    euro, dollar = currencies.add(" eur", by=steward, name="Euro"), currencies.add("USD", by=steward, name="US dollar")
    for currency in (euro, dollar, dollar):
        currencies.report_in(currency, by=steward)

    assert Currency.objects.get(is_reporting=True) == dollar
    assert euro.code == "EUR"


def test_a_rate_follows_another_on_another_day(steward: User) -> None:
    first = make_rate()
    values: dict[str, Any] = {"into": first.into, "rate": Decimal("1.2"), "source": "Bank"}

    second = currencies.state_rate(first.currency, by=steward, effective_from=START + DAY, **values)
    with pytest.raises(Refused) as refusal:
        currencies.state_rate(first.currency, by=steward, effective_from=START, **values)

    assert list(first.currency.rates.all()) == [first, second]
    assert (refusal.value.code, refusal.value.field) == ("already_stated", "effective_from")


@pytest.mark.parametrize("rate", [Decimal(0), Decimal(-1)])
def test_a_rate_is_positive(rate: Decimal, steward: User) -> None:
    with pytest.raises(ValidationError):
        currencies.state_rate(
            make_currency(), by=steward, into=make_currency(), effective_from=START, rate=rate, source="Bank"
        )


def test_a_currency_has_no_rate_into_itself(steward: User) -> None:
    currency = make_currency()

    with pytest.raises(Refused) as refusal:
        currencies.state_rate(
            currency, by=steward, into=currency, effective_from=START, rate=Decimal(1), source="Nobody"
        )

    assert refusal.value.code == "same_currency"


def test_a_year_is_made_with_its_parts_in_one_go(steward: User) -> None:
    year = fiscal_periods.add_year(APRIL, by=steward, quarters=True, months=True)

    months = FiscalPeriod.objects.filter(kind="month")
    assert (year.name, year.starts_on, year.ends_on) == ("2027/28", APRIL, date(2028, 3, 31))
    assert FiscalPeriod.objects.filter(kind="quarter").count() == 4
    assert months.get(name="February 2028").ends_on == date(2028, 2, 29)
    assert months.count() == 12


def test_months_come_later_and_quarters_stay(steward: User) -> None:
    fiscal_periods.add_year(APRIL, by=steward)
    before = set(FiscalPeriod.objects.values_list("pk", "version"))

    fiscal_periods.add_year(APRIL, by=steward, quarters=True, months=True)

    assert before < set(FiscalPeriod.objects.values_list("pk", "version"))
    assert FiscalPeriod.objects.count() == 17


def test_years_do_not_overlap_and_nothing_is_left_of_a_refused_one(steward: User) -> None:
    fiscal_periods.add_year(APRIL, by=steward)

    with pytest.raises(Refused, match="2027/28 has some of these days") as refusal:
        fiscal_periods.add_year(APRIL + DAY, by=steward, name="Other")

    assert refusal.value.field == "first_day"
    assert FiscalPeriod.objects.count() == 5


def test_two_periods_do_not_have_one_name(steward: User) -> None:
    make_fiscal_period(name="2027/28")

    with pytest.raises(Refused) as refusal:
        fiscal_periods.add_year(APRIL, by=steward)

    assert (refusal.value.code, refusal.value.field) == ("name_taken", "name")


def test_a_year_so_far_away_that_it_has_no_end_is_refused(steward: User) -> None:
    with pytest.raises(Refused) as refusal:
        fiscal_periods.add_year(date(9999, 12, 31), by=steward)

    assert refusal.value.code == "no_such_year"


def test_one_period_is_entered_by_hand_where_it_overlaps_none(steward: User) -> None:
    fiscal_periods.add_year(APRIL, by=steward)
    summer = FiscalPeriod(kind="quarter", name="Summer", starts_on=APRIL, ends_on=APRIL + 90 * DAY)

    with pytest.raises(Refused) as refusal:
        fiscal_periods.add(summer, by=steward)

    assert (refusal.value.code, refusal.value.field) == ("overlaps", "starts_on")
