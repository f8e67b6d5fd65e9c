"""What can never be true of readings: one refusal for each rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from programs.models import Pilot, Program
from tests.factories import START, make_flow
from tests.factories import readings as make
from tests.factories.pilots import make_arm_reading, make_pilot, make_pilot_metric
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


def given_flow(pilot: Pilot) -> dict[str, Any]:
    return {"flow": make_flow(pilot.program)}


WRONG_ARMS: dict[str, tuple[str, Callable[[Pilot], dict[str, Any]]]] = {
    "no label at all": ("locked", lambda pilot: {"arm": "", "pilot": pilot}),
    "a label of neither arm": ("locked", lambda _: {"arm": "Third"}),
    "a protocol that is still open": ("", lambda _: {}),
    "another flow": ("locked", given_flow),
    "a metric that does not judge it": (
        "locked",
        lambda _: {"metric": (other := make.make_readable_metric()), "definition": other.definitions.get()},
    ),
}


@pytest.mark.parametrize(("step", "wrong"), WRONG_ARMS.values(), ids=WRONG_ARMS)
def test_a_reading_of_a_pilot_is_of_one_of_its_arms(
    step: str, wrong: Callable[[Pilot], dict[str, Any]], program: Program
) -> None:
    pilot = make_pilot(program, step=step)
    given: dict[str, Any] = {"arm": "Functional", "starts_on": START} | wrong(pilot)

    with pytest.raises(IntegrityError, match="has no such arm"), transaction.atomic():
        make_arm_reading(pilot, **given)


def test_two_pilots_with_the_same_arms_have_readings_of_their_own(program: Program) -> None:
    metric = make_pilot_metric(program)
    pilots = [make_pilot(program, step="locked", primary=metric) for _ in range(2)]

    readings = [make_arm_reading(pilot, arm="Functional", starts_on=START, flow=None) for pilot in pilots]

    assert metric.metric.readings.count() == len(readings)
