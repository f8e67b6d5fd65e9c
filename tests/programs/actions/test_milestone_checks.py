"""What a milestone is checked for: its step, its start, its name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import milestones
from programs.errors import Refused
from programs.models import Milestone, Program, User
from tests.factories import START, make_gate, make_milestone

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PLAN: dict[str, Any] = {"name": "Map signed", "stated_on": START, "finish_on": START + 30 * DAY}


@pytest.mark.parametrize(("code", "step"), [("G0", "map"), ("G2", "metrics"), ("G5", "cut_over")])
def test_without_a_step_it_takes_the_one_of_its_gate(code: str, step: str, program: Program, pmo_lead: User) -> None:
    made = milestones.create(program, by=pmo_lead, gate=make_gate(program, code), **PLAN)

    assert made.step == step


def test_a_cultural_one_without_a_gate_sustains_the_culture(program: Program, pmo_lead: User) -> None:
    assert milestones.create(program, by=pmo_lead, dimension="cultural", **PLAN).step == "sustain"


def test_a_step_that_was_named_stays(program: Program, pmo_lead: User) -> None:
    made = milestones.create(program, by=pmo_lead, gate=make_gate(program, "G0"), step="sustain", **PLAN)

    assert made.step == "sustain"


def test_a_change_to_no_step_takes_the_one_of_the_gate(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, step="sustain")

    changed = milestones.change(milestone, by=pmo_lead, step="", gate=make_gate(program, "G1"))

    assert changed.step == "constraint"


def test_work_does_not_begin_on_a_day_that_has_not_come(program: Program, pmo_lead: User) -> None:
    tomorrow = timezone.localdate() + DAY

    with pytest.raises(Refused) as refusal:
        milestones.create(program, by=pmo_lead, step="map", started_on=tomorrow, **PLAN)

    assert (refusal.value.code, refusal.value.field) == ("in_the_future", "started_on")
    assert f"{tomorrow.day} {tomorrow:%B %Y}" in refusal.value.message


def test_a_new_milestone_does_not_begin_after_the_finish_that_is_stated_with_it(
    program: Program, pmo_lead: User
) -> None:
    with pytest.raises(Refused) as refusal:
        milestones.create(program, by=pmo_lead, step="map", started_on=START + 31 * DAY, **PLAN)

    assert (refusal.value.code, refusal.value.field) == ("start_after_finish", "started_on")


def test_work_may_begin_after_a_finish_that_was_expected_once(program: Program, pmo_lead: User) -> None:
    late, milestone = START + 31 * DAY, make_milestone(program, finish_on=START + 30 * DAY)

    assert milestones.start(milestone, by=pmo_lead, on=late).started_on == late


def test_work_that_began_does_not_finish_before(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, finish_on=START + 30 * DAY, started_on=START + 5 * DAY)

    with pytest.raises(Refused, match="began on 10 January 2026") as refusal:
        milestones.forecast(milestone, by=pmo_lead, stated_on=START + 6 * DAY, finish_on=START + 4 * DAY)

    assert refusal.value.field == "finish_on"


def test_a_second_one_of_the_name_at_the_gate_is_refused_with_the_first(program: Program, pmo_lead: User) -> None:
    first = milestones.create(program, by=pmo_lead, gate=make_gate(program, "G0"), **PLAN)

    with pytest.raises(Refused) as refusal:
        milestones.create(program, by=pmo_lead, gate=first.gate, **PLAN | {"name": "map SIGNED "})

    assert (refusal.value.field, refusal.value.address) == ("name", first.get_absolute_url())
    assert Milestone.objects.filter(name__iexact="map signed").count() == 1


def test_the_name_may_stand_at_another_gate_and_after_a_removal(program: Program, pmo_lead: User) -> None:
    first = milestones.create(program, by=pmo_lead, gate=make_gate(program, "G0"), **PLAN)
    milestones.create(program, by=pmo_lead, gate=make_gate(program, "G1"), **PLAN)
    milestones.remove(first, by=pmo_lead, on=START)

    again = milestones.create(program, by=pmo_lead, gate=first.gate, **PLAN)

    assert again.pk != first.pk


def test_a_rename_to_a_taken_name_is_refused(program: Program, pmo_lead: User) -> None:
    make_milestone(program, name="Map signed")

    with pytest.raises(Refused) as refusal:
        milestones.change(make_milestone(program, name="Other"), by=pmo_lead, name="Map signed")

    assert refusal.value.code == "name_is_taken"
