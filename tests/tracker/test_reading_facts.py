from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import Program
from tests.factories import START, make_flow, make_program
from tests.factories import pilots as make_pilots
from tests.factories import readings as make
from tests.factories.readings import MONDAY
from tracker.analysis.facts.readings import Reading
from tracker.facts.readings import read_readings

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def test_a_reading_becomes_a_fact_with_plain_values(program: Program) -> None:
    flow = make_flow(program)
    metric = make.make_readable_metric()
    make.judge_by(program, metric, flow=flow)
    make.make_reading(metric, flow=flow, arm="New", is_final=False)

    assert read_readings([program.pk]) == {
        program.pk: [
            Reading(
                metric_uid=str(metric.uid),
                definition_number=1,
                flow_uid=str(flow.uid),
                pilot_uid=None,
                arm="New",
                period_starts_on=MONDAY,
                value=Decimal("12.5"),
                is_final=False,
            )
        ]
    }


def test_the_whole_comes_first_and_each_series_is_in_order(program: Program) -> None:
    flow = make_flow(program)
    metric = make.make_readable_metric()
    for each in (flow, make_flow(program)):
        make.judge_by(program, metric, flow=each)
    make.make_reading(metric, flow=flow)
    for arm, start in (("New", MONDAY), ("", MONDAY + WEEK), ("", MONDAY)):
        make.make_reading(metric, arm=arm, period_starts_on=start)

    read = read_readings([program.pk])[program.pk]

    assert [(each.flow_uid is None, each.arm, each.period_starts_on) for each in read] == [
        (True, "", MONDAY),
        (True, "", MONDAY + WEEK),
        (True, "New", MONDAY),
        (False, "", MONDAY),
    ]


def test_flows_of_other_programs_and_other_metrics_are_left_out(program: Program) -> None:
    metric = make.make_readable_metric()
    other = make_program()
    for each in (program, other):
        make.judge_by(each, metric)
    make.make_reading(metric, flow=make_flow(other))
    make.make_reading()

    assert list(read_readings([program.pk, other.pk])) == [other.pk]


def test_a_batch_takes_one_query(django_assert_num_queries: Any) -> None:
    programs = [make_program() for _ in range(3)]
    shared = make.make_readable_metric()
    make.make_reading(shared)
    for program in programs:
        make.make_flow_reading(program)
        make.judge_by(program, shared)

    with django_assert_num_queries(1):
        found = read_readings([program.pk for program in programs])

    assert {pk: len(read) for pk, read in found.items()} == {program.pk: 2 for program in programs}


def test_arms_say_their_pilot_and_those_of_other_programs_are_left_out(program: Program) -> None:
    judged = make_pilots.make_pilot_metric(program)
    own = make_pilots.make_pilot(program, step="locked", primary=judged)
    other = make_program()
    foreign = make_pilots.make_pilot(other, step="locked", primary=make.judge_by(other, judged.metric))
    for pilot in (own, foreign):
        make_pilots.make_arm_reading(pilot, arm="Integrated", starts_on=START, flow=None)

    found = read_readings([program.pk, other.pk])

    assert [[each.pilot_uid for each in found[pk]] for pk in (program.pk, other.pk)] == [
        [str(own.uid)],
        [str(foreign.uid)],
    ]
