"""A change of protocol is a new pilot, which follows the old one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import pilot_guardrails, pilots
from programs.errors import Refused
from programs.models import Pilot, Program, User
from tests.factories import START
from tests.factories.pilots import done_until, make_guardrail, make_pilot, make_pilot_metric

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def guarded(program: Program, step: str) -> Pilot:
    """A pilot with one guardrail that came as far as the step."""
    pilot = make_pilot(program, name="Weekly plan", minimum_periods=10)
    make_guardrail(pilot)
    Pilot.objects.filter(pk=pilot.pk).update(**done_until(step, START))
    pilot.refresh_from_db()
    return pilot


def test_a_running_pilot_is_stopped_because_its_protocol_changed(program: Program, pmo_lead: User) -> None:
    old = guarded(program, "started")

    new = pilots.replace(old, by=pmo_lead, on=START + DAY, maximum_periods=30)

    old.refresh_from_db()
    assert (old.outcome, old.decision_reason) == ("stopped", "protocol changed")
    assert (old.decided_on, old.decided_by) == (START + DAY, pmo_lead)
    assert (new.follows, new.state, new.maximum_periods) == (old, "drafted", 30)


def test_the_copy_has_the_protocol_and_the_guardrails(program: Program, pmo_lead: User) -> None:
    old = guarded(program, "locked")

    new = pilots.replace(old, by=pmo_lead, on=START)

    assert (new.flow, new.primary, new.minimum_periods) == (old.flow, old.primary, 10)
    assert new.name == "Weekly plan, protocol 2"
    assert new.guardrails.get().program_metric == old.guardrails.get().program_metric


def test_a_pilot_that_did_not_run_has_no_decision(program: Program, pmo_lead: User) -> None:
    old = guarded(program, "locked")

    pilots.replace(old, by=pmo_lead, on=START)

    old.refresh_from_db()
    assert (old.outcome, old.decided_on) == ("", None)


def test_a_decision_that_was_taken_stays(program: Program, pmo_lead: User) -> None:
    old = guarded(program, "decided")

    pilots.replace(old, by=pmo_lead, on=START + DAY)

    old.refresh_from_db()
    assert (old.outcome, old.decided_on, old.decision_reason) == ("cut_over", START, "Clearly faster.")


def test_a_guardrail_that_becomes_primary_guards_no_more(program: Program, pmo_lead: User) -> None:
    old = guarded(program, "locked")

    new = pilots.replace(old, by=pmo_lead, on=START, primary=old.guardrails.get().program_metric)

    assert not new.guardrails.exists()


def test_the_third_protocol_has_the_next_name(program: Program, pmo_lead: User) -> None:
    second = pilots.replace(guarded(program, "locked"), by=pmo_lead, on=START)

    third = pilots.replace(pilots.lock_protocol(second, by=pmo_lead, on=START), by=pmo_lead, on=START)

    assert third.name == "Weekly plan, protocol 3"


def test_a_draft_is_changed_and_not_replaced(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        pilots.replace(make_pilot(program), by=pmo_lead, on=START)

    assert refusal.value.code == "protocol_open"


def test_a_pilot_is_replaced_once_and_never_starts_again(program: Program, pmo_lead: User) -> None:
    old = guarded(program, "locked")
    pilots.replace(old, by=pmo_lead, on=START)

    for attempt in (pilots.replace, pilots.start):
        with pytest.raises(Refused) as refusal:
            attempt(old, by=pmo_lead, on=START)
        assert refusal.value.code == "replaced"


def test_a_run_is_not_stopped_before_it_started(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        pilots.replace(guarded(program, "started"), by=pmo_lead, on=START - DAY)

    assert (refusal.value.code, refusal.value.field) == ("before_start", "on")


def test_a_guardrail_of_a_locked_protocol_stays(program: Program, pmo_lead: User) -> None:
    pilot = guarded(program, "locked")
    guardrail, metric = pilot.guardrails.get(), make_pilot_metric(program)

    for attempt in (
        lambda: pilot_guardrails.change(guardrail, by=pmo_lead, margin=guardrail.margin, agreed_with="Me"),
        lambda: pilot_guardrails.remove(guardrail, by=pmo_lead),
        lambda: pilot_guardrails.add(
            pilot, by=pmo_lead, program_metric=metric, margin=guardrail.margin, agreed_with="Me"
        ),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "protocol_locked"


def test_the_primary_metric_guards_nothing(program: Program, pmo_lead: User) -> None:
    pilot = make_pilot(program)

    with pytest.raises(Refused) as refusal:
        pilot_guardrails.add(pilot, by=pmo_lead, program_metric=pilot.primary, margin=pilot.alpha, agreed_with="Me")

    assert (refusal.value.code, refusal.value.field) == ("metric_has_two_roles", "program_metric")
