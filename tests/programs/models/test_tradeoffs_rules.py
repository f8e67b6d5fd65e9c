"""What can never be true of trade-offs and market shifts: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programs.models import Program
from tests.factories import START
from tests.factories.tradeoffs import make_estimate, make_later, make_response, make_shift
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def later(kind: str, **given: Any) -> Write:
    return lambda program: make_later(make_estimate(program), kind, **given)


def reverse_twice(program: Program) -> None:
    first = make_estimate(program)
    for _ in range(2):
        make_later(first, "reversal")


def respond_twice(program: Program) -> None:
    response = make_response(make_shift(program))
    make_response(response.shift, function=response.function)


def respond(**given: Any) -> Write:
    return lambda program: make_response(make_shift(program), **given)


CASES: dict[str, Write] = {
    "only_an_estimate_stands_first": lambda program: make_estimate(program, kind="true_up"),
    "only_an_estimate_stands_first/2": later("estimate"),
    "trade_off_amount_has_a_currency_and_a_method": lambda program: make_estimate(program, currency="eur"),
    "trade_off_amount_has_a_currency_and_a_method/2": lambda program: make_estimate(program, amount=None),
    "trade_off_amount_has_a_currency_and_a_method/3": lambda program: make_estimate(program, method=""),
    "trade_off_amount_has_a_currency_and_a_method/4": later("dispute", amount=5, currency="EUR"),
    "dispute_and_reversal_have_a_reason": later("dispute", reason=""),
    "dispute_and_reversal_have_a_reason/2": later("reversal", reason=""),
    "trade_off_effect_ends_after_it_begins": lambda program: make_estimate(
        program, expected_from=START, expected_to=START - DAY
    ),
    "trade_off_is_reversed_once": reverse_twice,
    "market_shift_is_recorded_once": lambda program: [make_shift(program, title="Doubled") for _ in range(2)],
    "floor_changes_after_the_shift_was_visible": lambda program: make_shift(program, floor_changed_on=START - DAY),
    "function_responds_to_a_shift_once": respond_twice,
    "function_plans_anew_after_it_knows": respond(replanned_on=START),
    "function_plans_anew_after_it_knows/2": respond(known_on=START, replanned_on=START - DAY),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))
