"""Money as stated: one scope and one currency at a time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.tracker.progress.builders import make_facts, on
from tracker.progress.cost import read_costs
from tracker.progress.facts import Cost
from tracker.progress.numbers import State
from tracker.progress.results import CostProgress


def stated(kind: str, day: int, amount: str | None, **given: str) -> Cost:
    """A whole-life cost in GBP."""
    values = {"scope": "whole_life", "currency": "GBP", **given}
    return Cost(kind=kind, stated_on=on(day), amount=None if amount is None else Decimal(amount), **values)


def costs_on(day: int, *costs: Cost) -> tuple[CostProgress, ...]:
    """Costs of a program as of a day."""
    return read_costs(make_facts(costs=costs), on(day))


def test_variance_of_amounts_stated_on_the_same_day() -> None:
    (cost,) = costs_on(10, stated("baseline", 5, "200"), stated("forecast", 5, "230"))

    assert (cost.baseline.value, cost.forecast.value, cost.baseline.unit) == (200.0, 230.0, "GBP")
    assert (cost.variance.value, cost.variance.unit, cost.variance.n) == (15.0, "percent", 2)


@pytest.mark.parametrize(
    ("baseline", "state", "word"),
    [
        (stated("baseline", 4, "200"), State.INSUFFICIENT_DATA, "different days"),
        (stated("baseline", 5, "0"), State.NOT_APPLICABLE, "zero"),
        (stated("baseline", 5, None, withheld_reason="Exempt"), State.INSUFFICIENT_DATA, "both needed"),
        (stated("actual", 5, "40"), State.INSUFFICIENT_DATA, "both needed"),
    ],
    ids=["other day", "zero baseline", "withheld", "no baseline"],
)
def test_there_is_no_variance_between_amounts_that_do_not_compare(baseline: Cost, state: State, word: str) -> None:
    (cost,) = costs_on(10, baseline, stated("forecast", 5, "230"))

    assert (cost.variance.state, cost.variance.value) == (state, None)
    assert word in cost.variance.reason


def test_a_withheld_amount_is_not_replaced_by_an_older_one() -> None:
    (cost,) = costs_on(
        10, stated("forecast", 1, "100"), stated("forecast", 5, None, withheld_reason="Exempt under Section 43")
    )

    assert (cost.forecast.state, cost.forecast.value) == (State.INSUFFICIENT_DATA, None)
    assert (cost.forecast.reason, cost.withheld) == (
        "withheld: Exempt under Section 43",
        ("Exempt under Section 43",),
    )
    assert [point.amount for point in cost.history] == [Decimal(100)]


def test_currencies_and_scopes_are_never_mixed() -> None:
    costs = costs_on(
        10,
        stated("forecast", 5, "3", currency="USD"),
        stated("forecast", 5, "2", scope="financial_year"),
        stated("baseline", 5, "1"),
    )

    assert [(cost.scope, cost.currency, cost.forecast.value) for cost in costs] == [
        ("whole_life", "GBP", None),
        ("whole_life", "USD", 3.0),
        ("financial_year", "GBP", 2.0),
    ]


def test_the_history_holds_what_was_stated_by_then_oldest_first() -> None:
    (cost,) = costs_on(10, stated("forecast", 8, "3"), stated("forecast", 2, "1"), stated("forecast", 11, "9"))

    assert [(point.stated_on, point.amount) for point in cost.history] == [(on(2), Decimal(1)), (on(8), Decimal(3))]
    assert cost.forecast.value == 3.0


def test_no_costs_are_no_rows() -> None:
    assert costs_on(10) == ()
