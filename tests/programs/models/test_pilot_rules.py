"""What can never be true of pilots: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from programs.models import Pilot, PilotGuardrail, Program
from tests.factories import START, make_user
from tests.factories.pilots import make_guardrail, make_pilot, make_pilot_metric
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
YESTERDAY = START - timedelta(days=1)


def after(step: str = "", **values: Any) -> Write:
    """Writes to a pilot that came as far as the step on START."""
    return lambda program: Pilot.objects.filter(pk=make_pilot(program, step=step).pk).update(**values)


def guardrail(**values: Any) -> Write:
    return lambda program: PilotGuardrail.objects.filter(pk=make_guardrail(make_pilot(program)).pk).update(**values)


def twice(make: Any) -> Write:
    def write(program: Program) -> None:
        for _ in range(2):
            make(program)

    return write


def guard_twice(program: Program) -> None:
    pilot, metric = make_pilot(program), make_pilot_metric(program, role="guardrail")
    for _ in range(2):
        make_guardrail(pilot, program_metric=metric)


CASES: dict[str, Write] = {
    "pilot_name_is_unique_in_its_program": twice(lambda program: make_pilot(program, name="Same")),
    "pilot_alpha_is_a_probability": after(alpha=0),
    "pilot_alpha_is_a_probability/2": after(alpha=1),
    "pilot_runs_at_least_its_minimum": after(minimum_periods=27),
    "pilot_runs_at_least_its_minimum/2": after(minimum_periods=0),
    "pilot_has_two_arms": after(new_arm="Functional"),
    "pilot_has_two_arms/2": after(old_arm=""),
    "pilot_has_two_arms/3": after(new_arm=""),
    "pilot_worthwhile_effect_is_not_negative": after(worthwhile_effect=Decimal("-0.1")),
    "pilot_lock_names_person_and_day": after(locked_on=START),
    "pilot_start_names_person_and_day": after("locked", started_on=START),
    "pilot_decision_names_person_and_day": after(
        "started", decided_on=START, outcome="stopped", decision_reason="Harm"
    ),
    "pilot_starts_after_its_protocol_was_locked": lambda program: after(started_on=START, started_by=make_user())(
        program
    ),
    "pilot_starts_after_its_protocol_was_locked/2": lambda program: after(
        "locked", started_on=YESTERDAY, started_by=make_user()
    )(program),
    "pilot_is_decided_after_it_started_with_a_reason": after("decided", decided_on=YESTERDAY),
    "pilot_is_decided_after_it_started_with_a_reason/2": after("decided", outcome=""),
    "pilot_is_decided_after_it_started_with_a_reason/3": after("decided", decision_reason=""),
    "only_a_pilot_decided_for_it_is_cut_over": after("cut_over", outcome="stopped"),
    "only_a_pilot_decided_for_it_is_cut_over/2": after("cut_over", cut_over_on=YESTERDAY),
    "legacy_is_retired_after_the_cut_over": after("legacy_retired", legacy_retired_on=YESTERDAY),
    "legacy_is_retired_after_the_cut_over/2": after("decided", legacy_retired_on=START),
    "pilot_external_id_is_unique_in_its_source": twice(
        lambda program: make_pilot(program, source_system="planview", external_id="1")
    ),
    "pilot_external_id_names_its_source": after(external_id="1"),
    "metric_guards_a_pilot_once": guard_twice,
    "guardrail_margin_is_positive": guardrail(margin=0),
    "guardrail_margin_was_agreed": guardrail(agreed_with=""),
    "pilotguardrail_external_id_names_its_source": guardrail(external_id="1"),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


PROTOCOL_CHANGES: dict[str, dict[str, Any]] = {
    "name": {"name": "Other"},
    "change": {"change": "Something else"},
    "arm": {"old_arm": "Old"},
    "alpha": {"alpha": Decimal("0.1")},
    "length": {"maximum_periods": 52},
    "burn-in": {"burn_in_periods": 3},
    "effect": {"worthwhile_effect": 1},
    "unlocking": {"locked_on": None, "locked_by": None},
    "another day": {"locked_on": YESTERDAY},
}


@pytest.mark.parametrize("values", PROTOCOL_CHANGES.values(), ids=PROTOCOL_CHANGES)
def test_a_locked_protocol_refuses(values: dict[str, Any], program: Program) -> None:
    pilot = make_pilot(program, step="locked")

    with pytest.raises(IntegrityError, match="another protocol is another pilot"), transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(**values)


def test_a_locked_pilot_is_never_deleted(program: Program) -> None:
    pilot = make_pilot(program, step="locked")

    with pytest.raises(IntegrityError, match="another protocol is another pilot"), transaction.atomic():
        pilot.delete()


GUARDRAIL_CHANGES: dict[str, Any] = {
    "another margin": lambda it: PilotGuardrail.objects.filter(pk=it.pk).update(margin=9),
    "deleting it": lambda it: it.delete(),
    "one more": lambda it: make_guardrail(it.pilot),
}


@pytest.mark.parametrize("write", GUARDRAIL_CHANGES.values(), ids=GUARDRAIL_CHANGES)
def test_the_guardrails_of_a_locked_protocol_stay(write: Any, program: Program) -> None:
    guarded = make_guardrail(make_pilot(program))
    Pilot.objects.filter(pk=guarded.pilot.pk).update(locked_on=START, locked_by=make_user())

    with pytest.raises(IntegrityError, match="its guardrails stay"), transaction.atomic():
        write(guarded)
