from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from programs.actions import evidence, gates, milestones
from programs.errors import Refused
from programs.models import Milestone, MilestoneLink, Program, User
from tests.factories import START, make_baseline, make_flow, make_gate, make_milestone, make_program

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_new_milestone_has_its_first_forecast(program: Program, pmo_lead: User) -> None:
    milestone = milestones.create(
        program, by=pmo_lead, name="Map signed", step="map", stated_on=START, finish_on=START + 30 * DAY
    )

    forecast = milestone.forecasts.get()
    assert (forecast.stated_on, forecast.finish_on, forecast.stated_by) == (START, START + 30 * DAY, pmo_lead)


def test_a_later_forecast_stands_beside_the_first(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, finish_on=START + 30 * DAY)

    milestones.forecast(milestone, by=pmo_lead, stated_on=START + DAY, finish_on=START + 40 * DAY, reason="Late")

    assert list(milestone.forecasts.values_list("stated_on", flat=True)) == [START, START + DAY]


def test_a_second_forecast_of_a_day_replaces_the_first(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, finish_on=START + 30 * DAY)
    milestones.forecast(milestone, by=pmo_lead, stated_on=START, finish_on=START + 40 * DAY, reason="Late")

    forecast = milestones.forecast(milestone, by=pmo_lead, stated_on=START, finish_on=START + 35 * DAY)

    assert milestone.forecasts.get() == forecast
    assert (forecast.finish_on, forecast.reason, forecast.stated_by) == (START + 35 * DAY, "", pmo_lead)


def test_a_milestone_can_start_and_be_taken_out(program: Program, pmo_lead: User) -> None:
    milestone = milestones.start(make_milestone(program), by=pmo_lead, on=START)

    removed = milestones.remove(milestone, by=pmo_lead, on=START + DAY)

    assert (removed.started_on, removed.removed_on, removed.removed_by) == (START, START + DAY, pmo_lead)
    assert not program.milestones.kept().exists()


def test_a_locked_baseline_keeps_the_weight_it_froze(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, finish_on=START)
    baseline = make_baseline(program)

    milestones.change(milestone, by=pmo_lead, weight=Decimal(7))

    assert baseline.items.get().weight == 1


@pytest.mark.parametrize("act", [milestones.forecast, milestones.start], ids=["forecast", "start"])
def test_what_was_taken_out_takes_no_more_statements(act: Any, program: Program, pmo_lead: User) -> None:
    removed = make_milestone(program, removed_on=START, removed_by=pmo_lead)
    given = {"on": START} if act is milestones.start else {"stated_on": START, "finish_on": START}

    with pytest.raises(Refused) as refusal:
        act(removed, by=pmo_lead, **given)

    assert refusal.value.code == "milestone_removed"


def test_a_milestone_is_taken_out_once(program: Program, pmo_lead: User) -> None:
    removed = milestones.remove(make_milestone(program), by=pmo_lead, on=START)

    with pytest.raises(Refused) as refusal:
        milestones.remove(removed, by=pmo_lead, on=START)

    assert refusal.value.code == "already_removed"


def test_a_gate_is_not_taken_out(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        milestones.remove(make_gate(program).item, by=pmo_lead, on=START)

    assert refusal.value.code == "gate_stays"


@pytest.mark.parametrize("name", ["gate", "flow"])
def test_gate_and_flow_are_of_the_same_program(name: str, program: Program, pmo_lead: User) -> None:
    other = make_program()
    strange: dict[str, Any] = {name: make_gate(other) if name == "gate" else make_flow(other)}

    with pytest.raises(Refused) as created:
        milestones.create(program, by=pmo_lead, name="Map", step="map", stated_on=START, finish_on=START, **strange)
    with pytest.raises(Refused) as changed:
        milestones.change(make_milestone(program), by=pmo_lead, **strange)

    assert (created.value.code, created.value.field) == ("other_program", name)
    assert (changed.value.code, changed.value.field) == ("other_program", name)


def test_a_gate_is_not_created_as_a_milestone(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        milestones.create(program, by=pmo_lead, name="Gate", step="map", kind="gate", stated_on=START, finish_on=START)

    assert refusal.value.code == "gate_is_its_own"
    assert not Milestone.objects.exists()


def test_a_gate_stays_a_gate_and_a_milestone_a_milestone(program: Program, pmo_lead: User) -> None:
    for milestone, kind in ((make_gate(program).item, "deliverable"), (make_milestone(program), "gate")):
        with pytest.raises(Refused) as refusal:
            milestones.change(milestone, by=pmo_lead, kind=kind)
        assert refusal.value.code == "gate_is_its_own"


def test_the_item_of_a_gate_may_change_otherwise(program: Program, pmo_lead: User) -> None:
    item = make_gate(program).item

    assert milestones.change(item, by=pmo_lead, kind="gate", weight=Decimal(3)).weight == 3


def test_a_milestone_without_a_name_is_refused_before_the_database(program: Program, pmo_lead: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        milestones.create(program, by=pmo_lead, name="", step="map", stated_on=START, finish_on=START)

    assert set(refusal.value.message_dict) == {"name"}


@pytest.mark.parametrize("length", [1, 2, 5])
def test_an_order_in_a_circle_is_refused(length: int, program: Program, pmo_lead: User) -> None:
    chain = [make_milestone(program) for _ in range(length)]
    for first, second in pairwise(chain):
        milestones.put_before(first, by=pmo_lead, successor=second)

    with pytest.raises(Refused) as refusal:
        milestones.put_before(chain[-1], by=pmo_lead, successor=chain[0])

    assert (refusal.value.code, refusal.value.field) == ("order_in_a_circle", "successor")
    assert MilestoneLink.objects.count() == length - 1


def test_two_ways_to_one_milestone_are_no_circle(program: Program, pmo_lead: User) -> None:
    top, left, right, bottom = (make_milestone(program) for _ in range(4))

    for first, second in ((top, left), (top, right), (left, bottom), (right, bottom), (top, bottom)):
        milestones.put_before(first, by=pmo_lead, successor=second)

    assert milestones.all_before(bottom) == {top.pk, left.pk, right.pk, bottom.pk}


def test_milestones_of_two_programs_have_no_order(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        milestones.put_before(make_milestone(program), by=pmo_lead, successor=make_milestone(make_program()))

    assert refusal.value.code == "other_program"


def test_a_gate_created_as_a_gate_is_planned(program: Program, pmo_lead: User) -> None:
    gate = gates.create(
        program, by=pmo_lead, code="G1", stated_on=START, expected_on=START + DAY, weight=Decimal(2), criteria="Named"
    )

    assert (gate.item.kind, gate.item.step, gate.item.weight) == ("gate", "constraint", Decimal(2))
    assert (gate.criteria, gate.item.forecasts.get().finish_on) == ("Named", START + DAY)


def test_what_was_taken_out_is_not_changed_ordered_or_proved(program: Program, pmo_lead: User) -> None:
    kept, gone = make_milestone(program), make_milestone(program, removed_on=START, removed_by=pmo_lead)

    for call in (
        lambda: milestones.change(gone, by=pmo_lead, name="Other"),
        lambda: milestones.put_before(kept, by=pmo_lead, successor=gone),
        lambda: milestones.put_before(gone, by=pmo_lead, successor=kept),
        lambda: evidence.give([kept, gone], by=pmo_lead, on=START, level=2, title="Signed"),
    ):
        with pytest.raises(Refused) as refusal:
            call()
        assert refusal.value.code == "milestone_removed"


def test_who_owns_a_milestone_takes_part_in_its_program(program: Program, pmo_lead: User, outsider: User) -> None:
    milestone = make_milestone(program)

    with pytest.raises(Refused) as refusal:
        milestones.change(milestone, by=pmo_lead, owner=outsider)

    assert (refusal.value.code, refusal.value.field) == ("no_role", "owner")
    assert milestones.change(milestone, by=pmo_lead, owner=pmo_lead).owner == pmo_lead
