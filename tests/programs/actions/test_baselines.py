from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from programs.actions import baselines
from programs.errors import Refused
from programs.models import Baseline, Program, User
from tests.factories import START, make_baseline, make_forecast, make_gate, make_milestone, make_program

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def lock(program: Program, by: User, days: int = 0) -> Baseline:
    return baselines.lock_plan(program, by=by, on=START + days * DAY, reason="Agreed plan")


def test_the_plan_is_frozen_with_dates_and_weights(program: Program, pmo_lead: User) -> None:
    first = make_milestone(program, finish_on=START + 10 * DAY, weight=Decimal("2.500"))
    gate = make_gate(program, finish_on=START + 20 * DAY).item
    make_milestone(make_program(), finish_on=START)

    baseline = lock(program, pmo_lead)

    items = list(baseline.items.order_by("planned_on").values_list("milestone", "planned_on", "weight"))
    assert items == [(first.pk, START + 10 * DAY, Decimal("2.500")), (gate.pk, START + 20 * DAY, Decimal(1))]
    assert (baseline.number, baseline.locked_on, baseline.locked_by) == (1, START, pmo_lead)


def test_the_forecast_known_on_the_day_is_frozen(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, finish_on=START + 10 * DAY)
    make_forecast(milestone, stated_on=START + 3 * DAY, finish_on=START + 15 * DAY)
    make_forecast(milestone, stated_on=START + 6 * DAY, finish_on=START + 90 * DAY)

    assert lock(program, pmo_lead, days=5).items.get().planned_on == START + 15 * DAY


def test_a_milestone_taken_out_is_not_planned(program: Program, pmo_lead: User) -> None:
    kept = make_milestone(program, finish_on=START)
    make_milestone(program, removed_on=START, removed_by=pmo_lead)

    assert [item.milestone for item in lock(program, pmo_lead).items.all()] == [kept]


def test_the_original_stays_and_the_next_is_current(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, finish_on=START + 10 * DAY)
    original = lock(program, pmo_lead)
    make_forecast(milestone, stated_on=START + DAY, finish_on=START + 20 * DAY)

    current = lock(program, pmo_lead, days=1)

    assert (original.number, current.number) == (1, 2)
    assert original.items.get().planned_on == START + 10 * DAY
    assert current.items.get().planned_on == START + 20 * DAY


def test_a_plan_with_an_undated_milestone_is_refused_by_name(program: Program, pmo_lead: User) -> None:
    make_milestone(program, finish_on=START)
    make_milestone(program, name="Cut over")

    with pytest.raises(Refused, match="Cut over") as refusal:
        lock(program, pmo_lead)

    assert refusal.value.code == "plan_has_no_date"
    assert not program.baselines.exists()


def test_a_forecast_stated_later_does_not_date_the_plan(program: Program, pmo_lead: User) -> None:
    make_forecast(make_milestone(program), stated_on=START + DAY, finish_on=START + 10 * DAY)

    with pytest.raises(Refused) as refusal:
        lock(program, pmo_lead)

    assert refusal.value.code == "plan_has_no_date"


def test_an_empty_plan_is_refused(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        lock(program, pmo_lead)

    assert refusal.value.code == "plan_is_empty"


def test_a_baseline_is_not_locked_before_the_last(program: Program, pmo_lead: User) -> None:
    make_milestone(program, finish_on=START)
    make_baseline(program, locked_on=START + 5 * DAY)

    with pytest.raises(Refused) as refusal:
        lock(program, pmo_lead, days=4)

    assert (refusal.value.code, refusal.value.field) == ("baseline_out_of_order", "on")


def test_a_baseline_needs_a_reason(program: Program, pmo_lead: User) -> None:
    make_milestone(program, finish_on=START)

    with pytest.raises(ValidationError) as refusal:
        baselines.lock_plan(program, by=pmo_lead, on=START, reason="")

    assert "reason" in refusal.value.message_dict
