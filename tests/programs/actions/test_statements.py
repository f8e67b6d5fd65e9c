"""Status and cost as stated on a day: the second word of a day replaces the first, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, Unpack

import pytest
from django.core.exceptions import ValidationError

from programs.actions import cost_lines, status_reports
from programs.actions.cost_lines import CostKey
from programs.models import CostLine, Program, User
from tests.factories import START

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_status_is_reported_with_its_reason(program: Program, pmo_lead: User) -> None:
    said = status_reports.report(program, by=pmo_lead, on=START, status="red", reason="Supplier late")

    assert (said.status, said.reason, said.rated_by, said.reported_by) == ("red", "Supplier late", "PMO lead", pmo_lead)


def test_the_second_word_of_a_day_replaces_all_of_the_first(program: Program, pmo_lead: User) -> None:
    first = status_reports.report(
        program, by=pmo_lead, on=START, status="red", reason="Supplier late", cost_narrative="Over"
    )

    second = status_reports.report(program, by=pmo_lead, on=START, status="green")

    assert (second.pk, second.status, second.version) == (first.pk, "green", 2)
    assert (second.reason, second.cost_narrative) == ("", "")


def test_a_day_that_was_not_rated_may_be_rated_after_all(program: Program, pmo_lead: User) -> None:
    status_reports.report(program, by=pmo_lead, on=START, not_rated_reason="Committee did not meet")

    said = status_reports.report(program, by=pmo_lead, on=START, status="amber")

    assert (said.status, said.not_rated_reason) == ("amber", "")


def test_another_body_and_another_day_stand_beside_it(program: Program, pmo_lead: User) -> None:
    status_reports.report(program, by=pmo_lead, on=START, status="green")
    status_reports.report(program, by=pmo_lead, on=START, rated_by="Audit", status="red")
    status_reports.report(program, by=pmo_lead, on=START + DAY, status="amber")

    assert list(program.status_reports.values_list("status", flat=True)) == ["green", "red", "amber"]


def test_no_rating_needs_a_reason(program: Program, pmo_lead: User) -> None:
    with pytest.raises(ValidationError, match="Give a rating, or the reason why"):
        status_reports.report(program, by=pmo_lead, on=START, reason="Unclear")


WHOLE_KEY: CostKey = {"kind": "actual", "scope": "financial_year", "period": "2021/22", "currency": "EUR"}


def state(program: Program, by: User, amount: Decimal | None = Decimal(5), **key: Unpack[CostKey]) -> CostLine:
    """An amount of START for the year 2021/22, or for what ``key`` says instead."""
    named = WHOLE_KEY | key
    return cost_lines.state(program, by=by, on=START, amount=amount, **named)


def test_the_second_amount_of_a_day_replaces_the_first(program: Program, pmo_lead: User) -> None:
    state(program, pmo_lead)

    again = state(program, pmo_lead, Decimal(7))

    assert program.cost_lines.get() == again
    assert (again.amount, again.version, again.stated_by) == (Decimal(7), 2, pmo_lead)


@pytest.mark.parametrize(
    "key",
    [{"kind": "forecast"}, {"period": "2022/23"}, {"currency": "GBP"}, {"scope": "whole_life", "period": ""}],
    ids=["kind", "year", "currency", "scope"],
)
def test_an_amount_of_something_else_stands_beside_it(key: CostKey, program: Program, pmo_lead: User) -> None:
    state(program, pmo_lead)

    state(program, pmo_lead, **key)

    assert program.cost_lines.count() == 2


@pytest.mark.parametrize("part", ["kind", "scope", "period", "currency"])
def test_a_key_with_a_part_missing_replaces_nothing(part: str, program: Program, pmo_lead: User) -> None:
    state(program, pmo_lead)
    rest: Any = {name: value for name, value in WHOLE_KEY.items() if name != part}

    with pytest.raises(ValidationError):
        cost_lines.state(program, by=pmo_lead, on=START, amount=Decimal(7), **rest)

    assert program.cost_lines.get().amount == Decimal(5)


def test_a_withheld_amount_keeps_the_reason_instead(program: Program, pmo_lead: User) -> None:
    state(program, pmo_lead)

    line = cost_lines.state(
        program,
        by=pmo_lead,
        on=START,
        amount=None,
        withheld_reason="Exempt under Section 43",
        **WHOLE_KEY,
    )

    assert (line.amount, line.withheld_reason) == (None, "Exempt under Section 43")
