"""Every kind of obligation: who owes it, who does not, and as many queries for one program as for many."""

# ruff: noqa: ARG005 - every maker takes the same three things.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import (
    ActionItem,
    Approval,
    BusinessFunction,
    CommitteeDecision,
    CriterionEvidence,
    MetricAccountability,
    Program,
    RaidItem,
    User,
)
from programs.obligations import KINDS, owed_by
from programs.obligations.week import weeks_asked
from tests import factories as make
from tests.factories import START
from tests.factories import culture as make_culture
from tests.factories import decisions as make_decisions
from tests.factories import governance as make_governance
from tests.factories import interfaces as make_interfaces
from tests.factories import lifecycle as make_lifecycle
from tests.factories import pilots as make_pilots
from tests.factories import weekly as make_weekly
from tests.programs.views.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Make = Callable[[Program, User, BusinessFunction], Any]


@dataclass(frozen=True)
class Case:
    """Something owed by a person with the role; ``others`` is the role of a member who does not owe it."""

    role: str
    make: Make
    others: str = "viewer"


def waiting_decision(program: Program, user: User, function: BusinessFunction) -> None:
    right = make_decisions.make_decision_right(program)
    make_decisions.make_authority(right, function=function)
    make_decisions.make_decision(program, right=right)


def decision_of_a_team(program: Program, user: User, function: BusinessFunction) -> None:
    right, team = make_decisions.make_decision_right(program), make_decisions.make_team(program)
    make_decisions.make_team_function(team, function=function, decides=True)
    make_decisions.make_authority(right, team=team)
    make_decisions.make_decision(program, right=right)


def answered_metric(program: Program, user: User, function: BusinessFunction) -> None:
    metric = make_pilots.make_pilot_metric(program)
    MetricAccountability.objects.create(program_metric=metric, function=function, weight="0.5", valid_from=START)


def approval(program: Program, user: User, function: BusinessFunction) -> None:
    asked_by = make.make_user()
    Approval.objects.create(
        program=program, gate=make.make_gate(program), approver=user, requested_by=asked_by, requested_on=START
    )


def waiting_criterion(program: Program) -> CriterionEvidence:
    """Evidence for a criterion that nobody has accepted."""
    criterion = make_governance.make_criterion(program)
    given = make.make_evidence(make.make_milestone(program, finish_on=TODAY + 60 * DAY), title="Minutes")
    return CriterionEvidence.objects.create(
        criterion=criterion, evidence=given, cited_by=given.given_by, cited_on=START
    )


def committee_decision(program: Program, user: User, function: BusinessFunction) -> None:
    people = dict.fromkeys(("owner", "asked_by", "decided_by"), user)
    days = dict.fromkeys(("asked_on", "decided_on"), START)
    CommitteeDecision.objects.create(
        program=program, question="Move it?", recommendation="Yes", outcome="agreed", **people, **days
    )


def contradicted(program: Program, user: User, function: BusinessFunction) -> None:
    week = make_weekly.monday(weeks_ago=2)
    make_weekly.make_statement(program, function=function, week_starts_on=week)
    interface = make_interfaces.make_interface(program, to_function=function)
    make_interfaces.make_incident(program, interface=interface, happened_on=week)


CASES: dict[str, Case] = {
    "week_to_correct": Case("function_lead", contradicted),
    "week_to_state": Case("function_lead", lambda program, user, function: None),
    "happening_to_record": Case(
        "function_lead",
        lambda program, user, function: make_weekly.make_statement(
            program, function=function, week_starts_on=make_weekly.monday(weeks_ago=1), happened=True
        ),
    ),
    "incident_cost": Case(
        "function_lead",
        lambda program, user, function: make_interfaces.make_incident(program, reported_by=user),
    ),
    "gate_to_complete": Case(
        "committee_member",
        lambda program, user, function: make.make_review(
            make.make_gate(program), needed_count=2, open_count=1, missing="Map", in_spite="Harvest"
        ),
    ),
    "milestone_due": Case(
        "function_lead",
        lambda program, user, function: make.make_milestone(program, function=function, finish_on=TODAY + 14 * DAY),
    ),
    "milestone_due/owner": Case(
        "committee_member",
        lambda program, user, function: make.make_milestone(program, owner=user, finish_on=START),
    ),
    "evidence_to_accept": Case(
        "committee_member",
        lambda program, user, function: make.make_evidence(make.make_milestone(program)),
        "function_lead",
    ),
    "criterion_evidence": Case(
        "committee_member",
        lambda program, user, function: waiting_criterion(program),
        "function_lead",
    ),
    "gate_review": Case(
        "committee_member", lambda program, user, function: make.make_gate(program, finish_on=TODAY), "function_lead"
    ),
    "gate_review/no committee": Case(
        "pmo_lead", lambda program, user, function: make.make_gate(program, finish_on=TODAY)
    ),
    "redesign_to_accept": Case(
        "pmo_lead",
        lambda program, user, function: make_interfaces.make_interface(program, redesign="Daily"),
        "function_lead",
    ),
    "decision_waiting": Case("function_lead", waiting_decision, "pmo_lead"),
    "decision_waiting/team": Case("function_lead", decision_of_a_team, "pmo_lead"),
    "pilot_to_decide": Case(
        "committee_member",
        lambda program, user, function: make_pilots.make_pilot(program, step="started", maximum_periods=8),
        "function_lead",
    ),
    "session_to_record": Case(
        "pmo_lead", lambda program, user, function: make_culture.make_session(make.make_flow(program)), "function_lead"
    ),
    "approval_asked": Case("viewer", approval, "pmo_lead"),
    "action_item": Case(
        "viewer",
        lambda program, user, function: ActionItem.objects.create(
            program=program, title="Call them", owner=user, due_on=TODAY, raised_by=user, raised_on=START
        ),
        "pmo_lead",
    ),
    "raid_item": Case(
        "viewer",
        lambda program, user, function: RaidItem.objects.create(
            program=program, kind="risk", title="Strike", owner=user, due_on=TODAY, raised_by=user, raised_on=START
        ),
        "pmo_lead",
    ),
    "decision_to_carry_out": Case("viewer", committee_decision, "pmo_lead"),
    "definition_to_sign": Case("function_lead", answered_metric, "pmo_lead"),
    "reading_missing": Case("function_lead", answered_metric, "pmo_lead"),
}
cases = pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)


def member(program: Program, role: str, user: User | None = None) -> tuple[User, BusinessFunction]:
    """A person with the role, and the function that they lead, or that nobody leads."""
    user, function = user or make.make_user(), make.make_function()
    make.make_membership(user, program, role, function=function if role == "function_lead" else None)
    return user, function


def kinds_of(user: User) -> set[str]:
    return {each.kind for each in owed_by(user, TODAY)}


def kind_of(name: str) -> str:
    return name.partition("/")[0]


def test_every_kind_is_tried() -> None:
    assert len({kind_of(name) for name in CASES}) == len(KINDS)


@cases
def test_who_owes_it_and_who_does_not(name: str, case: Case, program: Program) -> None:
    user, function = member(program, case.role)
    other, _ = member(program, case.others)
    case.make(program, user, function)

    (found,) = [each for each in owed_by(user, TODAY) if each.kind == kind_of(name)][:1]

    assert found.program == program
    assert found.why.endswith(".")
    assert found.address.startswith("/")
    assert kind_of(name) not in kinds_of(other)


@cases
@pytest.mark.parametrize("state", ["paused", "closed", "archived", "removed"])
def test_a_program_at_rest_asks_for_nothing(name: str, case: Case, state: str, program: Program) -> None:
    user, function = member(program, case.role)
    case.make(program, user, function)
    at_rest = {"removed_on": TODAY, "removed_by": user} if state == "removed" else {"state": state}
    Program.objects.filter(pk=program.pk).update(**at_rest)

    assert kinds_of(user) == set()


@cases
def test_one_kind_takes_as_many_queries_for_four_programs_as_for_one(name: str, case: Case, program: Program) -> None:
    user, function = member(program, case.role)
    case.make(program, user, function)

    def queries() -> list[int]:
        found = []
        for kind in KINDS:
            with CaptureQueriesContext(connection) as caught:
                list(kind(user, TODAY))
            found.append(len(caught))
        return found

    few = queries()
    for _ in range(3):
        beside = make.make_program()
        _, led = member(beside, case.role, user)
        case.make(beside, user, led)

    assert queries() == few


def test_what_is_owed_is_in_one_order_and_never_by_who_was_deactivated(program: Program) -> None:
    user, function = member(program, "function_lead")
    for case in CASES.values():
        if case.role in ("function_lead", "viewer"):
            case.make(program, user, function)
    owed = owed_by(user, TODAY)

    assert [each.order(TODAY) for each in owed] == sorted({each.order(TODAY) for each in owed})
    assert len({(each.kind, each.key) for each in owed}) == len(owed) > 10
    user.is_active = False
    assert owed_by(user, TODAY) == []


def test_accepted_evidence_ends_the_milestone_and_waiting_evidence_pauses_it(program: Program) -> None:
    user, function = member(program, "function_lead")
    done, waits, weak, revoked = (
        make.make_milestone(program, function=function, finish_on=START, name=name)
        for name in ("done", "waits", "weak", "revoked")
    )
    make.make_evidence(done, accepted_on=START)
    make.make_evidence(waits)
    make.make_evidence(weak, accepted_on=START, level=0)
    make.make_evidence(revoked, accepted_on=START, revoked_on=START, revoked_by=user, revocation_reason="Wrong")

    assert {each.what for each in owed_by(user, TODAY) if each.kind == "milestone_due"} == {"weak", "revoked"}


def test_nobody_is_asked_to_accept_their_own_evidence(program: Program, committee_member: User, pmo_lead: User) -> None:
    make.make_evidence(make.make_milestone(program), given_by=committee_member)
    make.make_evidence(make.make_milestone(program, owner=committee_member))

    assert "evidence_to_accept" not in kinds_of(committee_member)
    assert "evidence_to_accept" in kinds_of(pmo_lead)


def test_the_present_week_is_asked_from_friday_on() -> None:
    monday = make_weekly.monday()

    assert max(weeks_asked(monday + 3 * DAY)) == monday - 7 * DAY
    assert max(weeks_asked(monday + 4 * DAY)) == monday


def test_weeks_before_the_role_are_not_asked_and_a_stated_week_is_done(program: Program) -> None:
    user, function, monday = make.make_user(), make.make_function(), make_weekly.monday()
    make.make_membership(user, program, "function_lead", function=function, valid_from=monday - 10 * DAY)
    for subject in ("incidents", "overrides", "interventions"):
        make_weekly.make_statement(program, function=function, week_starts_on=monday - 7 * DAY, subject=subject)

    asked = [each for each in owed_by(user, monday) if each.kind == "week_to_state"]

    assert [f"week={monday - 14 * DAY}" in each.address for each in asked] == [True]


def test_a_week_wholly_inside_a_pause_is_not_asked(program: Program) -> None:
    user, _ = member(program, "function_lead")
    monday = make_weekly.monday()
    make_lifecycle.make_pause(program, paused_on=monday - 22 * DAY, resumed_on=monday - 13 * DAY)

    asked = [each.key for each in owed_by(user, monday) if each.kind == "week_to_state"]

    assert sorted(asked) == [str(monday - back * DAY) for back in (28, 14, 7)]


@pytest.mark.parametrize(("decided", "days"), [(None, 7), ("3", 3), ("20", 20)])
def test_a_question_is_late_by_the_policy_of_its_program(decided: str | None, days: int, program: Program) -> None:
    user, function = member(program, "function_lead")
    waiting_decision(program, user, function)
    beside = make.make_program()
    make.make_membership(user, beside, "function_lead", function=function)
    waiting_decision(beside, user, function)
    if decided:
        make.make_policy(program=program, effective_from=START, values={"decision_days": decided})

    due = {each.program: each.due_on for each in owed_by(user, TODAY) if each.kind == "decision_waiting"}

    raised = program.decisions.get().raised_on
    assert due[program] == raised + days * DAY
    assert due[beside] == raised + 7 * DAY


def test_a_reading_is_owed_once_for_all_programs_that_share_the_metric(program: Program) -> None:
    user, function = member(program, "function_lead")
    answered_metric(program, user, function)
    beside = make.make_program(name="Zeta")
    make.make_membership(user, beside, "function_lead", function=function)
    shared = beside.metrics.create(metric=program.metrics.get().metric, role="primary")
    MetricAccountability.objects.create(program_metric=shared, function=function, weight="0.5", valid_from=START)

    owed = [each for each in owed_by(user, TODAY) if each.kind in ("reading_missing", "definition_to_sign")]

    assert len(owed) == 2
    assert {each.also for each in owed} == {"Zeta", ""}
