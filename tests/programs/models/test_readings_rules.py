"""What can never be true of readings: one refusal for each rule."""

from __future__ import annotations

import pytest

from programs.models import Program
from tests.factories import make_flow
from tests.factories import readings as make
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db


def twice_for_the_organization(_: Program) -> None:
    metric = make.make_readable_metric()
    make.make_reading(metric)
    make.make_reading(metric, value=8)


def twice_for_an_arm_of_a_flow(program: Program) -> None:
    metric, flow = make.make_readable_metric(), make_flow(program)
    for _ in range(2):
        make.make_reading(metric, flow=flow, arm="Direct Drop")


CASES: dict[str, Write] = {
    "metric_has_one_reading_a_period": twice_for_the_organization,
    "metric_has_one_reading_a_period/2": twice_for_an_arm_of_a_flow,
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_flows_arms_and_definitions_have_readings_of_their_own(program: Program) -> None:
    metric = make.make_readable_metric()
    make.make_reading(metric)
    make.make_reading(metric, arm="Direct Drop")
    make.make_reading(metric, flow=make_flow(program))

    assert make.make_reading(metric, definition=make.make_next_definition(metric)).pk
    assert metric.readings.count() == 4
