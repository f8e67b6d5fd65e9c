"""A pilot from its draft to the end of the old way: effects and refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import pilots
from programs.errors import Refused
from programs.models import Pilot, PilotGuardrail, Program, Tombstone, User
from tests.factories import START, make_flow, make_program
from tests.factories.pilots import make_guardrail, make_pilot, make_pilot_metric

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def terms(program: Program, **given: Any) -> Any:
    return {"program_metric": make_pilot_metric(program), "margin": Decimal(1), "agreed_with": "Both"} | given


def test_a_draft_has_the_usual_protocol_and_its_guardrails(program: Program, pmo_lead: User) -> None:
    pilot = pilots.draft(
        program,
        by=pmo_lead,
        guardrails=[terms(program, margin=Decimal("0.25"))],
        name="Weekly plan",
        change="One plan",
        flow=make_flow(program),
        primary=make_pilot_metric(program),
    )

    assert (pilot.state, pilot.alpha) == ("drafted", Decimal("0.05"))
    assert (pilot.minimum_periods, pilot.maximum_periods, pilot.burn_in_periods) == (8, 26, 1)
    assert (pilot.old_arm, pilot.new_arm) == ("Functional", "Integrated")
    assert pilot.guardrails.get().margin == Decimal("0.25")


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"minimum_periods": 9, "maximum_periods": 8}, "too_short", "maximum_periods"),
        ({"burn_in_periods": 26}, "nothing_counts", "burn_in_periods"),
        ({"new_arm": "Functional"}, "same_arms", "new_arm"),
        ({"new_arm": " Functional "}, "same_arms", "new_arm"),
        ({"old_arm": " "}, "arm_without_name", "new_arm"),
    ],
    ids=["too short", "nothing counts", "same arms", "same but for blanks", "no name"],
)
def test_a_protocol_that_cannot_be_judged_is_refused(
    values: dict[str, Any], code: str, field: str, program: Program, pmo_lead: User
) -> None:
    with pytest.raises(Refused) as refusal:
        pilots.change(make_pilot(program), by=pmo_lead, **values)

    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_the_last_period_may_be_the_only_one_that_counts(program: Program, pmo_lead: User) -> None:
    assert pilots.change(make_pilot(program), by=pmo_lead, burn_in_periods=25).burn_in_periods == 25


@pytest.mark.parametrize("name", ["flow", "primary"])
def test_flow_and_metric_are_of_the_same_program(name: str, program: Program, pmo_lead: User) -> None:
    elsewhere = make_pilot(make_program())

    with pytest.raises(Refused) as refusal:
        pilots.change(make_pilot(program), by=pmo_lead, **{name: getattr(elsewhere, name)})

    assert (refusal.value.code, refusal.value.field) == ("other_program", name)


def test_a_metric_of_another_flow_judges_nothing_here(program: Program, pmo_lead: User) -> None:
    metric = make_pilot_metric(program, flow=make_flow(program))

    with pytest.raises(Refused, match="is judged in"):
        pilots.change(make_pilot(program), by=pmo_lead, primary=metric)


def test_a_metric_never_decides_and_guards_one_pilot(program: Program, pmo_lead: User) -> None:
    pilot = make_pilot(program)
    guardrail = make_guardrail(pilot)

    with pytest.raises(Refused) as refusal:
        pilots.change(pilot, by=pmo_lead, primary=guardrail.program_metric)

    assert refusal.value.code == "metric_has_two_roles"


def test_a_draft_is_discarded_with_its_guardrails(program: Program, pmo_lead: User) -> None:
    guardrail = make_guardrail(make_pilot(program))

    pilots.discard(guardrail.pilot, by=pmo_lead)

    assert not Pilot.objects.exists()
    assert not PilotGuardrail.objects.exists()
    assert set(Tombstone.objects.values_list("kind", "program_id")) == {
        ("pilot", program.pk),
        ("pilotguardrail", program.pk),
    }


def test_a_pilot_goes_from_draft_to_the_end_of_the_old_way(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    pilot = make_pilot(program)
    states = [pilot.state]

    for number, act in enumerate(steps(pmo_lead, committee_member)):
        pilot = act(pilot, START + number * DAY)
        states.append(pilot.state)

    assert states == ["drafted", "locked", "running", "decided", "cut_over", "retired"]
    assert (pilot.locked_by, pilot.started_by, pilot.decided_by) == (pmo_lead, pmo_lead, committee_member)
    assert (pilot.outcome, pilot.decision_reason) == ("cut_over", "Faster")
    assert pilot.legacy_retired_on == START + 4 * DAY


def steps(lead: User, committee: User) -> list[Callable[[Pilot, Any], Pilot]]:
    """Every step of a pilot that goes well, in order."""
    return [
        lambda it, on: pilots.lock_protocol(it, by=lead, on=on),
        lambda it, on: pilots.start(it, by=lead, on=on),
        lambda it, on: pilots.decide(it, by=committee, on=on, outcome="cut_over", reason="Faster"),
        lambda it, on: pilots.cut_over(it, by=lead, on=on),
        lambda it, on: pilots.retire_legacy(it, by=lead, on=on),
    ]


REACHED = ("", "locked", "started", "decided", "cut_over", "legacy_retired")
OUT_OF_ORDER = {
    ("locked", 0): "protocol_locked",
    ("", 1): "protocol_open",
    ("started", 1): "already_started",
    ("locked", 2): "not_started",
    ("decided", 2): "already_decided",
    ("started", 3): "not_decided_for",
    ("cut_over", 3): "already_cut_over",
    ("decided", 4): "not_cut_over",
    ("legacy_retired", 4): "already_retired",
}


@pytest.mark.parametrize(("reached", "step"), OUT_OF_ORDER)
def test_a_step_out_of_order_is_refused(reached: str, step: int, program: Program, pmo_lead: User) -> None:
    pilot = make_pilot(program, step=reached)

    with pytest.raises(Refused) as refusal:
        steps(pmo_lead, pmo_lead)[step](pilot, START)

    assert refusal.value.code == OUT_OF_ORDER[reached, step]


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_step_never_lies_before_the_one_that_it_follows(step: int, program: Program, pmo_lead: User) -> None:
    pilot = make_pilot(program, step=REACHED[step])

    with pytest.raises(Refused) as refusal:
        steps(pmo_lead, pmo_lead)[step](pilot, START - DAY)

    assert refusal.value.field == "on"
    assert "5 January 2026" in refusal.value.message


@pytest.mark.parametrize("step", range(5))
def test_a_step_that_has_not_come_is_refused(step: int, program: Program, pmo_lead: User) -> None:
    pilot = make_pilot(program, step=REACHED[step])

    with pytest.raises(Refused, match="has not come yet"):
        steps(pmo_lead, pmo_lead)[step](pilot, timezone.localdate() + DAY)


@pytest.mark.parametrize("outcome", ["stopped", "inconclusive"])
def test_only_a_pilot_decided_for_it_is_cut_over(outcome: str, program: Program, pmo_lead: User) -> None:
    pilot = pilots.decide(make_pilot(program, step="started"), by=pmo_lead, on=START, outcome=outcome, reason="Harm")

    with pytest.raises(Refused) as refusal:
        pilots.cut_over(pilot, by=pmo_lead, on=START)

    assert refusal.value.code == "not_decided_for"


@pytest.mark.parametrize(("outcome", "reason", "field"), [("", "Harm", "outcome"), ("stopped", " ", "reason")])
def test_a_decision_says_what_and_why(outcome: str, reason: str, field: str, program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        pilots.decide(make_pilot(program, step="started"), by=pmo_lead, on=START, outcome=outcome, reason=reason)

    assert refusal.value.field == field


def test_a_locked_protocol_is_neither_changed_nor_discarded(program: Program, pmo_lead: User) -> None:
    pilot = make_pilot(program, step="locked")

    for attempt in (
        lambda: pilots.change(pilot, by=pmo_lead, name="Other"),
        lambda: pilots.discard(pilot, by=pmo_lead),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "protocol_locked"


def test_a_decision_against_the_numbers_is_kept(program: Program, pmo_lead: User) -> None:
    """The record accepts what happened: a cut-over without a single pair is the guard's to judge."""
    decided = pilots.decide(
        make_pilot(program, step="started"), by=pmo_lead, on=START, outcome="cut_over", reason="We believe in it"
    )

    assert decided.outcome == "cut_over"


def test_two_open_pilots_never_share_the_readings_of_a_new_arm(program: Program, pmo_lead: User) -> None:
    first = make_pilot(program, step="started")
    second = make_pilot(program, flow=first.flow, primary=first.primary)

    with pytest.raises(Refused) as refusal:
        pilots.lock_protocol(second, by=pmo_lead, on=START)

    assert refusal.value.code == "arm_in_use"
    assert first.name in refusal.value.message


OTHERS: dict[str, dict[str, Any]] = {
    "another name": {"new_arm": "Daily call"},
    "decided": {"step": "decided"},
    "only a draft": {"step": ""},
}


@pytest.mark.parametrize("given", OTHERS.values(), ids=OTHERS)
def test_pilots_whose_readings_can_be_told_apart_are_locked_beside_each_other(
    given: dict[str, Any], program: Program, pmo_lead: User
) -> None:
    first = make_pilot(program, **{"step": "started"} | given)
    second = make_pilot(program, flow=first.flow, primary=first.primary)

    assert pilots.lock_protocol(second, by=pmo_lead, on=START).state == "locked"


def test_a_replaced_pilot_leaves_its_arms_to_the_one_that_follows(program: Program, pmo_lead: User) -> None:
    new = pilots.replace(make_pilot(program, step="locked"), by=pmo_lead, on=START)

    assert pilots.lock_protocol(new, by=pmo_lead, on=START).state == "locked"
