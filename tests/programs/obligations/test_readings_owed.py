"""Readings that are owed: in no arm and in both arms of a running pilot, and never for a time of rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from programs.models import BusinessFunction, Pilot, Program, ProgramMetric, User
from programs.obligations.readings import Series, readings_missing, series_owed
from tests import factories as make
from tests.factories import lifecycle as make_lifecycle
from tests.factories import pilots as make_pilots
from tests.factories import readings as make_readings
from tests.factories import weekly as make_weekly
from tests.programs.views.conftest import TODAY

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
WEEKS = [make_weekly.monday(weeks_ago=back) for back in (3, 2, 1)]


@pytest.fixture
def lead(program: Program, procurement: BusinessFunction) -> User:
    user = make.make_user()
    make_weekly.make_lead(user, program, procurement)
    return user


@pytest.fixture
def judged(program: Program, procurement: BusinessFunction) -> ProgramMetric:
    """A weekly metric that Procurement answers for."""
    metric = make_readings.judge_by(program, make_readings.make_readable_metric(name="Late orders"))
    make_pilots.make_pilot_account(metric, function=procurement)
    return metric


@pytest.fixture
def pilot(judged: ProgramMetric, lead: User) -> Pilot:
    """Runs for three weeks, the first of which runs in."""
    return pilot_of(judged, step="started")


def pilot_of(judged: ProgramMetric, *, step: str) -> Pilot:
    flow = make.make_flow(judged.program, name="Pumps")
    return make_pilots.make_pilot(judged.program, step=step, on=WEEKS[0], flow=flow, primary=judged, burn_in_periods=1)


def read(pilot: Pilot, *, arm: str, starts_on: date, **given: Any) -> None:
    make_pilots.make_arm_reading(pilot, arm=arm, starts_on=starts_on, **given)


def owed(user: User) -> dict[str, list[date]]:
    """Missing periods by arm."""
    return {series.arm: series.missing for series in series_owed(user, TODAY)}


def test_each_arm_is_expected_from_the_first_period_that_counts(pilot: Pilot, lead: User) -> None:
    assert owed(lead) == {"": WEEKS, "Functional": WEEKS[1:], "Integrated": WEEKS[1:]}


def test_an_arm_that_was_read_is_not_owed_and_one_that_is_not_final_is(pilot: Pilot, lead: User) -> None:
    read(pilot, arm="Functional", starts_on=WEEKS[1])
    read(pilot, arm="Integrated", starts_on=WEEKS[1], is_final=False)

    assert (owed(lead)["Functional"], owed(lead)["Integrated"]) == (WEEKS[2:], WEEKS[1:])


def test_arms_that_are_read_for_the_whole_organization_are_owed_there(pilot: Pilot, lead: User) -> None:
    read(pilot, arm="Functional", starts_on=WEEKS[1], flow=None)

    flows = {(series.arm, series.flow) for series in series_owed(lead, TODAY) if series.arm}

    assert flows == {("Functional", None), ("Integrated", None)}
    assert owed(lead)["Functional"] == WEEKS[2:]


@pytest.mark.parametrize("step", ["", "locked", "decided"])
def test_a_pilot_that_does_not_run_expects_nothing(step: str, judged: ProgramMetric, lead: User) -> None:
    pilot_of(judged, step=step)

    assert set(owed(lead)) == {""}


def test_my_work_names_flow_and_arm_and_tells_the_arms_apart(pilot: Pilot, lead: User) -> None:
    found = list(readings_missing(lead, TODAY))

    assert [each.what.partition(", the week")[0] for each in found] == [
        "Late orders", "Late orders, Pumps, Functional", "Late orders, Pumps, Integrated"
    ]  # fmt: skip
    assert len({each.key for each in found}) == 3


def test_guardrails_are_expected_in_both_arms_too(
    pilot: Pilot, program: Program, procurement: BusinessFunction, lead: User
) -> None:
    drafted = make_pilots.make_pilot(program)
    guard = make_pilots.make_guardrail(drafted)
    Pilot.objects.filter(pk=drafted.pk).update(**make_pilots.done_until("started", WEEKS[0]))
    make_pilots.make_pilot_account(guard.program_metric, function=procurement)

    series = [each for each in series_owed(lead, TODAY) if each.metric == guard.program_metric.metric]

    assert {each.arm for each in series} == {"", "Functional", "Integrated"}


def test_a_period_wholly_inside_a_pause_is_not_owed(pilot: Pilot, lead: User) -> None:
    make_lifecycle.make_pause(pilot.program, paused_on=WEEKS[1], resumed_on=WEEKS[2])

    assert owed(lead)["Functional"] == WEEKS[2:]
    assert owed(lead)[""] == [WEEKS[0], WEEKS[2]]


def test_a_shared_metric_is_owed_when_one_of_its_programs_was_at_work(
    pilot: Pilot, procurement: BusinessFunction, lead: User
) -> None:
    make_lifecycle.make_pause(pilot.program, paused_on=WEEKS[1], resumed_on=WEEKS[2])
    beside = make.make_program(name="Zeta")
    make_weekly.make_lead(lead, beside, procurement)
    shared = make_readings.judge_by(beside, pilot.primary.metric)
    make_pilots.make_pilot_account(shared, function=procurement)

    (series,) = [each for each in series_owed(lead, TODAY) if not each.arm]

    assert isinstance(series, Series)
    assert series.missing == WEEKS
