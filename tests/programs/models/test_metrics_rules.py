"""What can never be true of metrics and what a program does with them: one refusal for each rule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import LeaderEvaluation, Program
from tests.factories import START
from tests.factories import metrics as make
from tests.factories.pilots import make_pilot
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
YESTERDAY = START - timedelta(days=1)


def judged(**values: Any) -> Write:
    return lambda program: make.make_program_metric(program, **values)


def baseline(**values: Any) -> Write:
    return lambda program: make.make_metric_baseline(make.make_program_metric(program), **values)


def accountable(**values: Any) -> Write:
    return lambda program: make.make_accountability(make.make_program_metric(program), **values)


def evaluation(**values: Any) -> Write:
    return lambda program: make.make_evaluation(program, **values)


def judged_twice(program: Program) -> None:
    first = make.make_program_metric(program)
    make.make_program_metric(program, metric=first.metric, role="guardrail")


def signed_twice(_: Program) -> None:
    first = make.make_signature()
    make.make_signature(first.definition, function=first.function)


def locked_twice(program: Program) -> None:
    judged_by = make.make_program_metric(program)
    make.make_metric_baseline(judged_by)
    make.make_metric_baseline(judged_by, last_period_on=make.MONTHS[5])


def two_weights_at_once(program: Program) -> None:
    first = make.make_accountability(make.make_program_metric(program))
    make.make_accountability(first.program_metric, function=first.function, valid_from=START + timedelta(days=1))


def evaluated_twice(program: Program) -> None:
    first = make.make_evaluation(program)
    make.make_evaluation(program, leader=first.leader, function=first.function)


CASES: dict[str, Write] = {
    "metric_shows_at_most_six_decimals": lambda _: make.make_metric(decimals=7),
    "baseline_of_a_pilot_names_its_arm": lambda program: baseline(pilot=make_pilot(program), arm="")(program),
    "metric_definition_number_is_unique": lambda _: make.make_definition(make.make_metric(), number=1),
    "metric_definition_number_starts_at_one": lambda _: make.make_definition(make.make_metric(), number=0),
    "metric_definition_says_how": lambda _: make.make_definition(make.make_metric(), text=""),
    "function_signs_a_definition_once": signed_twice,
    "metric_is_once_in_a_flow_of_a_program": judged_twice,
    "metric_target_date_has_a_target": judged(target_on=START),
    "hypothesis_names_whose_and_when": judged(hypothesis="Ten days by June"),
    "hypothesis_names_whose_and_when/2": judged(hypothesis_by="Ada Sponsor", hypothesis_on=START),
    "metric_baseline_is_locked_once_for_an_arm": locked_twice,
    "metric_baseline_ends_after_it_begins": baseline(first_period_on=START, last_period_on=YESTERDAY),
    "metric_baseline_holds_only_past_periods": baseline(locked_on=make.MONTHS[5]),
    "metric_baseline_has_values": baseline(values=[], periods=[]),
    "metric_baseline_has_a_period_for_each_value": baseline(periods=make.MONTHS[:11]),
    "metric_baseline_has_a_period_for_each_value/2": baseline(values=[Decimal(1)]),
    "accountability_weight_is_a_share": accountable(weight=0),
    "accountability_ends_after_it_begins": accountable(valid_from=START, valid_to=START - timedelta(days=1)),
    "accountability_weight_is_a_share/2": accountable(weight=Decimal("1.01")),
    "function_answers_for_a_metric_once_at_a_time": two_weights_at_once,
    "leader_is_evaluated_once_a_cycle": evaluated_twice,
    "evaluation_cycle_ends_after_it_begins": evaluation(cycle_ends_on=date(2024, 12, 31)),
    "evaluation_shared_weight_is_a_share": evaluation(shared_weight=Decimal("-0.01")),
    "evaluation_shared_weight_is_a_share/2": evaluation(shared_weight=Decimal("1.01")),
    "evaluation_is_completed_after_its_cycle_began": evaluation(completed_on=date(2024, 12, 31)),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_two_flows_may_be_judged_by_one_metric(program: Program) -> None:
    first = make.make_program_metric(program)
    flow = program.flows.create(name="Pumps", segment_kind="product_line")

    assert make.make_program_metric(program, metric=first.metric, flow=flow).pk


def test_the_highest_definition_that_took_effect_is_in_force() -> None:
    metric = make.make_metric()
    later = make.make_definition(metric, effective_from=date(2026, 3, 1))

    assert metric.definition_on(date(2024, 12, 31)) is None
    assert metric.definition_on(date(2026, 2, 28)) == metric.definitions.get(number=1)
    assert metric.definition_on(date(2026, 3, 1)) == later


@pytest.mark.parametrize(("count", "is_firm"), [(11, False), (12, True)])
def test_a_baseline_is_firm_from_twelve_readings(count: int, is_firm: bool, program: Program) -> None:
    values = [Decimal(day) for day in range(count)]
    frozen = make.make_metric_baseline(make.make_program_metric(program), values=values, periods=make.MONTHS[:count])

    assert frozen.is_firm is is_firm


def test_a_share_of_nothing_is_a_share_of_an_evaluation(program: Program) -> None:
    assert LeaderEvaluation.objects.get(pk=make.make_evaluation(program, shared_weight=0).pk).shared_weight == 0
