"""Stages and cycles of a batch of programs as facts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from programs.models import Program
from tests import factories as make
from tests.factories import START
from tests.factories import planning as make_planning
from tracker.facts.planning import money_facts, planning_facts

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
DAY = timedelta(days=1)
RAN = datetime(2026, 1, 5, 8, tzinfo=UTC)


def mapped(program: Program) -> None:
    """A flow whose one stage plans by a cycle with a calendar."""
    stage = make.make_stage(make.make_flow(program), planning_level="Capacity")
    calendar = make_planning.make_calendar(FIRST)
    make_planning.make_cycle(function=stage.function, level="Capacity", calendar=calendar)


def test_a_batch_takes_four_queries_whatever_its_size(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    batch = [make.make_program() for _ in range(3)]
    for program in batch:
        mapped(program)
        mapped(program)

    with django_assert_num_queries(4):
        facts = planning_facts([program.pk for program in batch], first=FIRST, last=LAST)

    assert {key: (len(each.stages), len(each.cycles), len(each.calendars)) for key, each in facts.items()} == {
        program.pk: (2, 2, 2) for program in batch
    }


def test_stages_come_in_the_order_of_expansion(program: Program) -> None:
    second, first = make.make_flow(program, position=2), make.make_flow(program, position=1)
    later = make.make_stage(second, planning_level="Weekly")
    stages = [make.make_stage(first, position=2), make.make_stage(first, position=1)]

    found = planning_facts([program.pk], first=FIRST, last=LAST)[program.pk].stages

    assert [each.uid for each in found] == [str(stages[1].uid), str(stages[0].uid), str(later.uid)]
    assert (found[2].level, found[2].function, found[0].level) == ("Weekly", str(later.function.uid), "")


def test_only_cycles_of_the_span_and_of_the_stages_functions_count(program: Program) -> None:
    function = make.make_stage(make.make_flow(program)).function
    make_planning.make_cycle()
    for begins, ends in (
        (START, FIRST - DAY), (FIRST, FIRST), (FIRST + DAY, LAST - DAY), (LAST, LAST), (LAST + DAY, None)
    ):  # fmt: skip
        make_planning.make_cycle(function=function, level="Capacity", valid_from=begins, valid_to=ends)

    found = planning_facts([program.pk], first=FIRST, last=LAST)[program.pk].cycles

    assert [each.valid_from for each in found] == [FIRST, FIRST + DAY, LAST]


def test_a_cycle_keeps_its_days_and_its_calendar(program: Program) -> None:
    function = make.make_stage(make.make_flow(program)).function
    calendar = make_planning.make_calendar(LAST, FIRST, working_days=[1, 2, 6])
    make_planning.make_cycle(function=function, processing_days=Decimal("0.5"), anchor_at=RAN, calendar=calendar)

    facts = planning_facts([program.pk], first=FIRST, last=LAST)[program.pk]

    (cycle,), (days,) = facts.cycles, facts.calendars
    assert (cycle.period_days, cycle.processing_days, cycle.anchor_at) == (Decimal(28), Decimal("0.5"), RAN)
    assert cycle.calendar == days.uid == str(calendar.uid)
    assert (days.working_days, days.holidays) == ((1, 2, 6), (FIRST, LAST))


def test_a_program_without_flows_has_no_facts(program: Program) -> None:
    facts = planning_facts([program.pk], first=FIRST, last=LAST)[program.pk]

    assert (facts.stages, facts.cycles, facts.calendars) == ((), (), ())


def test_rates_come_by_pair_and_day(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    euro = make_planning.make_currency(code="EUR", is_reporting=True)
    dollar = make_planning.make_currency(code="USD")
    for day in (LAST, FIRST):
        make_planning.make_rate(dollar, into=euro, effective_from=day)

    with django_assert_num_queries(2):
        money = money_facts()

    assert money.reporting == "EUR"
    assert [(each.currency, each.into, each.effective_from) for each in money.rates] == [
        ("USD", "EUR", FIRST), ("USD", "EUR", LAST)
    ]  # fmt: skip
