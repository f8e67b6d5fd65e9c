from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from programs.models import Program
from tests.factories import START, make_flow, make_program
from tests.factories import metrics as make
from tracker.analysis.facts.metrics import MetricFacts
from tracker.facts.metrics import metric_facts, read_metric_tables

pytestmark = pytest.mark.django_db


def gathered(program: Program) -> MetricFacts:
    return metric_facts(program.pk, read_metric_tables([program.pk]))


def test_a_metric_carries_what_its_rules_read(program: Program) -> None:
    flow = make_flow(program)
    judged = make.make_program_metric(program, flow=flow, target=Decimal(12), target_on=START)

    (fact,) = gathered(program).metrics

    assert (fact.uid, fact.metric_uid, fact.flow_uid) == (str(judged.uid), str(judged.metric.uid), str(flow.uid))
    assert (fact.higher_is_better, fact.frequency, fact.unit) == (False, "month", "days")
    assert (fact.role, fact.target, fact.target_on) == ("primary", Decimal(12), START)


def test_primary_metrics_come_first(program: Program) -> None:
    roles = ["guardrail", "primary", "guardrail", "primary"]
    made = [make.make_program_metric(program, role=role) for role in roles]

    facts = gathered(program).metrics

    assert [fact.uid for fact in facts] == [str(made[place].uid) for place in (1, 3, 0, 2)]


def test_definitions_come_in_order_with_their_signatures_by_day(program: Program) -> None:
    judged = make.make_program_metric(program)
    first, second = judged.metric.definitions.get(), make.make_definition(judged.metric)
    late = make.make_signature(first, signed_on=START + timedelta(days=1))
    early = make.make_signature(first)

    definitions = gathered(program).metrics[0].definitions

    assert [each.uid for each in definitions] == [str(first.uid), str(second.uid)]
    assert [each.function for each in definitions[0].signatures] == [early.function.name, late.function.name]
    assert definitions[1].signatures == ()


def test_a_baseline_keeps_the_period_of_each_value(program: Program) -> None:
    make.make_metric_baseline(make.make_program_metric(program))

    (baseline,) = gathered(program).metrics[0].baselines

    assert baseline.periods == tuple(make.MONTHS)
    assert baseline.values == tuple(Decimal(day) for day in range(20, 32))
    assert baseline.locked_on == START


def test_functions_answer_for_a_time_and_leaders_are_evaluated(program: Program) -> None:
    judged = make.make_program_metric(program)
    row = make.make_accountability(judged, valid_to=date(2026, 3, 1))
    evaluation = make.make_evaluation(program, completed_on=START)

    facts = gathered(program)

    (answering,) = facts.metrics[0].accountabilities
    assert (answering.function, answering.weight, answering.valid_to) == (
        row.function.name,
        Decimal("0.25"),
        date(2026, 3, 1),
    )
    assert facts.leaders[0].person_uid == facts.evaluations[0].person_uid == str(evaluation.leader.uid)
    assert facts.evaluations[0].completed_on == START


def test_a_batch_takes_seven_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    programs = [make_program() for _ in range(3)]
    for program in programs:
        for _ in range(2):
            judged = make.make_program_metric(program, flow=make_flow(program))
            make.make_signature(judged.metric.definitions.get())
            make.make_metric_baseline(judged)
            make.make_accountability(judged)
            make.make_evaluation(program)

    with django_assert_num_queries(7):
        tables = read_metric_tables([program.pk for program in programs])
        facts = [metric_facts(program.pk, tables) for program in programs]

    assert [len(each.metrics) for each in facts] == [2, 2, 2]
    assert all(len(metric.definitions[0].signatures) == 1 for each in facts for metric in each.metrics)
