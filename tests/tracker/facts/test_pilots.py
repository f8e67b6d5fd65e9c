from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from programs.models import Pilot, Program
from tests import factories
from tests.factories import START
from tests.factories import pilots as make_pilots
from tests.factories.pilots import WEEK
from tracker.facts.pilots import read_pilots

pytestmark = pytest.mark.django_db
LATER = START + 3 * WEEK


def whole_pilot(program: Program) -> Pilot:
    """A pilot that has run for three weeks, of which the second is missing in one arm, with a guardrail."""
    pilot = make_pilots.make_pilot(program, burn_in_periods=1)
    make_pilots.make_guardrail(pilot, margin=Decimal("0.25"))
    Pilot.objects.filter(pk=pilot.pk).update(**make_pilots.done_until("started", START))
    make_pilots.make_arm_readings(pilot, [(9, 9), (10, None), (12, 7)])
    return pilot


def test_a_batch_takes_as_many_queries_as_one_program(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    programs = [factories.make_program() for _ in range(3)]
    for program in programs:
        whole_pilot(program)
        whole_pilot(program)

    with django_assert_num_queries(5):
        found = read_pilots([program.pk for program in programs], as_of=LATER)

    assert [len(found[program.pk]) for program in programs] == [2, 2, 2]


def test_a_pilot_carries_its_protocol_and_its_dates(program: Program) -> None:
    pilot = whole_pilot(program)

    (fact,) = read_pilots([program.pk], as_of=LATER)[program.pk]

    assert (fact.uid, fact.flow, fact.name) == (str(pilot.uid), str(pilot.flow.uid), pilot.name)
    assert (fact.alpha, fact.minimum_periods, fact.maximum_periods) == (Decimal("0.05"), 8, 26)
    assert (fact.locked_on, fact.started_on, fact.decided_on, fact.outcome) == (START, START, None, "")


def test_a_later_definition_is_told_with_its_day(program: Program) -> None:
    pilot = whole_pilot(program)
    make_pilots.make_pilot_definition(pilot.primary.metric, effective_from=START + 2 * WEEK)
    make_pilots.make_pilot_definition(pilot.primary.metric, effective_from=START + 3 * WEEK)

    (fact,) = read_pilots([program.pk], as_of=LATER)[program.pk]

    assert (fact.primary.definition, fact.primary.redefined_on) == (1, START + 2 * WEEK)
    assert fact.guardrails[0].redefined_on is None
    assert (fact.old_arm, fact.new_arm, fact.primary.unit) == ("Functional", "Integrated", "days")


def test_periods_are_in_order_with_what_they_are_worth(program: Program) -> None:
    whole_pilot(program)

    (fact,) = read_pilots([program.pk], as_of=LATER)[program.pk]

    assert [each.standing for each in fact.primary.periods] == ["burn_in", "missing_new", "pair"]
    assert [each.old for each in fact.primary.periods] == [Decimal(9), Decimal(10), Decimal(12)]
    assert [each.new for each in fact.primary.periods] == [Decimal(9), None, Decimal(7)]
    assert [each.starts_on for each in fact.primary.periods] == [START, START + WEEK, START + 2 * WEEK]


def test_a_guardrail_carries_its_margin_and_the_primary_metric_none(program: Program) -> None:
    pilot = whole_pilot(program)

    (fact,) = read_pilots([program.pk], as_of=LATER)[program.pk]

    assert (fact.primary.metric, fact.primary.margin) == (str(pilot.primary.metric.uid), None)
    assert [each.margin for each in fact.guardrails] == [Decimal("0.25")]
    assert (fact.primary.direction, fact.primary.frequency, fact.primary.definition) == ("lower", "week", 1)


def test_what_came_after_the_day_is_not_read(program: Program) -> None:
    whole_pilot(program)

    (fact,) = read_pilots([program.pk], as_of=START + WEEK)[program.pk]

    assert [each.number for each in fact.primary.periods] == [1]


def test_pilots_stand_in_the_order_of_their_drafts(program: Program) -> None:
    first = make_pilots.make_pilot(program, name="Zeta", step="locked")
    second = make_pilots.make_pilot(program, name="Alpha", follows=first)

    facts = read_pilots([program.pk], as_of=LATER)[program.pk]

    assert [fact.uid for fact in facts] == [str(first.uid), str(second.uid)]
    assert [fact.follows for fact in facts] == ["", str(first.uid)]
