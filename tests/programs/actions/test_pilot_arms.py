"""Whose arm a reading is of: found by its label and period, named, or asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from programs.actions import pilots, readings
from programs.actions.given_readings import GivenReading
from programs.errors import NotAllowed, Refused
from programs.importing.arm_names import ArmNames
from programs.models import Pilot, Program, ProgramMetric, Reading, User
from tests.factories import START, make_flow
from tests.factories import pilots as make
from tests.factories.pilots import WEEK

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(program: Program) -> ProgramMetric:
    """A metric of the whole organization."""
    return make.make_pilot_metric(program)


@pytest.fixture
def pilot(program: Program, judged: ProgramMetric) -> Pilot:
    return make.make_pilot(program, step="started", primary=judged)


def enter(judged: ProgramMetric, by: User, **given: Any) -> Reading:
    values: dict[str, Any] = {"period_starts_on": START, "value": Decimal(7), "arm": "Integrated"} | given
    return readings.enter(judged.metric, by=by, **values)


def test_a_label_is_the_arm_of_the_pilot_that_ran_it(judged: ProgramMetric, pilot: Pilot, pmo_lead: User) -> None:
    assert enter(judged, pmo_lead).pilot == pilot
    assert enter(judged, pmo_lead, flow=pilot.flow).pilot == pilot


def test_a_label_that_no_pilot_ran_belongs_to_none(judged: ProgramMetric, pilot: Pilot, pmo_lead: User) -> None:
    other_flow = make_flow(pilot.program)

    entered = [
        enter(judged, pmo_lead, arm="Direct Drop"),
        enter(judged, pmo_lead, flow=other_flow),
        enter(judged, pmo_lead, arm=""),
    ]

    assert [reading.pilot for reading in entered] == [None, None, None]


def test_the_same_label_follows_the_pilot_of_its_time(program: Program, judged: ProgramMetric, pmo_lead: User) -> None:
    first = make.make_pilot(program, step="started", primary=judged)
    decision = {"outcome": "stopped", "decision_reason": "Harm", "decided_by": pmo_lead, "decided_on": START + 2 * WEEK}
    Pilot.objects.filter(pk=first.pk).update(**decision)
    second = make.make_pilot(program, step="started", on=START + 2 * WEEK, primary=judged)

    found = [enter(judged, pmo_lead, period_starts_on=START + weeks * WEEK).pilot for weeks in (1, 2)]

    assert found == [first, second]


def test_two_pilots_that_ran_the_label_are_named(judged: ProgramMetric, pilot: Pilot, pmo_lead: User) -> None:
    other = make.make_pilot(pilot.program, step="started", primary=judged)

    with pytest.raises(Refused) as refusal:
        enter(judged, pmo_lead)
    named = [enter(judged, pmo_lead, pilot=each) for each in (pilot, other)]

    assert (refusal.value.code, refusal.value.field) == ("arm_of_several_pilots", "arm")
    assert f"“{other} / Integrated”" in refusal.value.message
    assert [reading.pilot for reading in named] == [pilot, other]


@pytest.mark.parametrize("wrong", ["arm", "metric", "flow"])
def test_a_pilot_without_such_an_arm_is_refused(
    wrong: str, judged: ProgramMetric, pilot: Pilot, pmo_lead: User
) -> None:
    read = make.make_pilot_metric(pilot.program) if wrong == "metric" else judged
    wrong_values: dict[str, dict[str, Any]] = {"arm": {"arm": "Third"}, "flow": {"flow": make_flow(pilot.program)}}
    given = wrong_values.get(wrong, {})

    with pytest.raises(Refused) as refusal:
        enter(read, pmo_lead, pilot=pilot, **given)

    assert (refusal.value.code, refusal.value.field) == ("no_such_arm", "arm")


def test_readings_of_a_pilot_are_entered_by_those_who_lead_its_program(
    judged: ProgramMetric, pilot: Pilot, steward: User
) -> None:
    with pytest.raises(NotAllowed):
        enter(judged, steward, pilot=pilot)

    assert enter(judged, steward).pilot is None


def test_a_load_names_each_row_whose_arm_must_be_said(judged: ProgramMetric, pilot: Pilot, pmo_lead: User) -> None:
    make.make_pilot(pilot.program, step="started", primary=judged)
    given = [GivenReading(period_starts_on=START, value=Decimal(7), arm=arm) for arm in ("", "Integrated")]

    with pytest.raises(Refused, match="More than one pilot has an arm Integrated"):
        readings.load(judged.metric, by=pmo_lead, given=given, source="ERP")

    assert not Reading.objects.exists()


def test_a_start_takes_the_readings_that_wait_under_its_labels(program: Program, pmo_lead: User) -> None:
    pilot = make.make_pilot(program, step="locked")
    waiting = make.make_arm_reading(pilot, arm="Functional", starts_on=START, pilot=None)
    before = make.make_arm_reading(pilot, arm="Functional", starts_on=START - WEEK, pilot=None)

    pilots.start(pilot, by=pmo_lead, on=START)

    for reading in (waiting, before):
        reading.refresh_from_db()
    assert (waiting.pilot, before.pilot) == (pilot, None)


def test_an_arm_is_found_by_its_label_or_with_its_pilot(pilot: Pilot) -> None:
    names = ArmNames([pilot], ["Direct Drop"])

    assert names.find("integrated") == (None, "Integrated")
    assert names.find(f"{pilot} /  INTEGRATED") == (pilot, "Integrated")
    assert names.find("Third") == (None, "Third")
    assert names.names == sorted(
        [f"{pilot} / Functional", f"{pilot} / Integrated", "Direct Drop", "Functional", "Integrated", "Third"]
    )
