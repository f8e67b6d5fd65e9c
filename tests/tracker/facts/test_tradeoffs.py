from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import Program
from tests.factories import START, make_program
from tests.factories.tradeoffs import make_estimate, make_later, make_response, make_shift
from tracker.facts.tradeoffs import trade_off_facts

pytestmark = pytest.mark.django_db


def test_a_later_entry_names_its_estimate(program: Program) -> None:
    first = make_estimate(program)
    make_later(first, "true_up", amount=Decimal(-800), entered_on=START + timedelta(days=9))

    estimate, real = trade_off_facts([program.pk])[program.pk].entries

    assert (estimate.kind, estimate.first, estimate.amount) == ("estimate", str(first.uid), Decimal("-1000.00"))
    assert (real.kind, real.first, real.amount) == ("true_up", str(first.uid), Decimal("-800.00"))
    assert (real.originator, real.affected) == (str(first.originator.uid), str(first.affected.uid))


def test_a_shift_comes_with_its_responses(program: Program) -> None:
    shift = make_shift(program, floor_changed_on=START + timedelta(days=20))
    response = make_response(shift, known_on=START)

    (fact,) = trade_off_facts([program.pk])[program.pk].shifts

    assert (fact.visible_on, fact.floor_changed_on) == (START, START + timedelta(days=20))
    assert [(each.function, each.known_on) for each in fact.responses] == [(str(response.function.uid), START)]


def test_a_batch_takes_three_queries(django_assert_num_queries: Any) -> None:
    programs = [make_program() for _ in range(3)]
    for program in programs:
        make_later(make_estimate(program), "dispute")
        make_response(make_shift(program))

    with django_assert_num_queries(3):
        found = trade_off_facts([program.pk for program in programs])

    assert {len(each.entries) for each in found.values()} == {2}
