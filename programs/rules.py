"""Who may do what: person rules, as predicates. Whether it may be done now is a state rule of the action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import rules
from django.db.models import Q
from django.utils import timezone

from programs.gathering import Call, known
from programs.models import (
    Approval,
    BusinessFunction,
    Committee,
    CommitteeMandate,
    CommitteeMember,
    CoordinationIncident,
    Interface,
    Membership,
    Milestone,
    Program,
    SharedMetric,
    User,
    WeeklyStatement,
)
from programs.models.grant import reach_of

Role = Membership.Role
Held = tuple[str, int | None]
"""A role, and the key of the function where it names one."""


def program_of(subject: Any) -> Program | None:
    """The program that a row of the record belongs to, itself or through what it belongs to."""
    if subject is None or isinstance(subject, Program):
        return subject
    rows = subject.__class__._default_manager.all()  # A request's user is of another type until it is looked at.
    for column in getattr(rows, "program_path", "program").split("__"):
        subject = getattr(subject, column, None)
    return subject if isinstance(subject, Program) else None


def held_in(user: User, program: Program | None) -> set[Held]:
    """What the user is in the program today; by a limited token nothing in a program that it does not reach."""
    if program is None or not user.is_authenticated or not user.is_active:
        return set()
    reach = reach_of(user)
    return held_today(user, program) if reach is None or program.pk in reach else set()


def roles_in(user: User, program: Program | None) -> set[str]:
    """Roles of the user in the program today; by a limited token none in a program that it does not reach."""
    return {role for role, _ in held_in(user, program)}


def roles_today(person: User, program: Program) -> set[str]:
    """Roles of the person in the program today, whoever asks."""
    return {role for role, _ in held_today(person, program)}


def held_today(person: User, program: Program) -> set[Held]:
    """What the person is in the program today, whoever asks."""
    alone = Call(program, {"person": person})
    held = known(RolesToday.read, alone=alone).of(person, program)
    return RolesToday.read([alone]).of(person, program) or set() if held is None else held


@dataclass(frozen=True, slots=True)
class RolesToday:
    """Roles of some people in some programs, by the keys of both."""

    people: set[int]
    programs: set[int]
    held: dict[tuple[int, int], set[Held]]

    @classmethod
    def read(cls, calls: Sequence[Call]) -> RolesToday:
        """Those of everybody whom the calls name in the programs that they are about: one query."""
        people = {row.pk for call in calls for row in call.rows if isinstance(row, User)}
        programs = {program.pk for call in calls if (program := program_of(call.subject))}
        found = Membership.objects.filter(user__in=people, program__in=programs).valid_on(timezone.localdate())
        held: dict[tuple[int, int], set[Held]] = {}
        for person, place, role, function in found.order_by().values_list(
            "user_id", "program_id", "role", "function_id"
        ):
            held.setdefault((person, place), set()).add((role, function))
        return cls(people, programs, held)

    def of(self, person: User, program: Program) -> set[Held] | None:
        """What one of them is in one of the programs; None when nobody asked for them."""
        if person.pk not in self.people or program.pk not in self.programs:
            return None
        return self.held.get((person.pk, program.pk), set())


@rules.predicate
def is_steward(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.is_steward


@rules.predicate
def is_member(user: User, subject: object) -> bool:
    return bool(roles_in(user, program_of(subject)))


@rules.predicate
def is_pmo_lead(user: User, subject: object) -> bool:
    return Role.PMO_LEAD in roles_in(user, program_of(subject))


@rules.predicate
def is_committee_member(user: User, subject: object) -> bool:
    return Role.COMMITTEE_MEMBER in roles_in(user, program_of(subject))


@rules.predicate
def is_function_lead(user: User, subject: object) -> bool:
    return Role.FUNCTION_LEAD in roles_in(user, program_of(subject))


@rules.predicate
def leads_here(user: User, subject: object) -> bool:
    """Leads the program or a function of it: one question of the database for both."""
    return bool({Role.PMO_LEAD, Role.FUNCTION_LEAD} & roles_in(user, program_of(subject)))


@rules.predicate
def decides_here(user: User, subject: object) -> bool:
    """Leads the program or sits in its committee: one question of the database for both."""
    return bool({Role.PMO_LEAD, Role.COMMITTEE_MEMBER} & roles_in(user, program_of(subject)))


@rules.predicate
def leads_function(user: User, function: BusinessFunction) -> bool:
    """Leads this function in some program today."""
    mine = Membership.objects.held_by(user).filter(role=Role.FUNCTION_LEAD, function=function)
    return user.is_active and mine.exists()


@rules.predicate
def reads_metric(user: User, metric: SharedMetric) -> bool:
    """Leads a program that is judged by the metric, or a function in one."""
    if not user.is_authenticated or not user.is_active:
        return False
    mine = Membership.objects.of(user).filter(role__in=[Role.PMO_LEAD, Role.FUNCTION_LEAD])
    judged = mine.filter(program__metrics__metric=metric, program__removed_on__isnull=True)
    return judged.valid_on(timezone.localdate()).exists()


@rules.predicate
def answers_for(user: User, milestone: Milestone) -> bool:
    """Owns the milestone, or leads the function that does; either way with a role in the program today."""
    held = held_in(user, milestone.program)
    if milestone.owner_id == user.pk:
        return any(role != Role.VIEWER for role, _ in held)
    return milestone.function_id is not None and any(function == milestone.function_id for _, function in held)


def roles_at(user: User, interface: Interface) -> set[str]:
    """Roles of the user today in the programs whose flows use the interface."""
    if not user.is_authenticated or not user.is_active:
        return set()
    using = Program.objects.kept().filter(flows__flow_interfaces__interface=interface)
    mine = Membership.objects.of(user).filter(program__in=using).valid_on(timezone.localdate())
    return set(mine.order_by().values_list("role", flat=True))


@rules.predicate
def leads_program_at(user: User, interface: Interface) -> bool:
    return Role.PMO_LEAD in roles_at(user, interface)


@rules.predicate
def decides_at(user: User, interface: Interface) -> bool:
    return bool({Role.PMO_LEAD, Role.COMMITTEE_MEMBER} & roles_at(user, interface))


@rules.predicate
def records_at(user: User, interface: Interface) -> bool:
    return bool({Role.PMO_LEAD, Role.FUNCTION_LEAD} & roles_at(user, interface))


@rules.predicate
def owns_interface(user: User, interface: Interface) -> bool:
    """Owns the interface, and has a role in some program today; not only as a viewer."""
    if not user.is_active or interface.owner_id != user.pk:
        return False
    return Membership.objects.held_by(user).exclude(role=Role.VIEWER).exists()


@rules.predicate
def reported_incident(user: User, incident: CoordinationIncident) -> bool:
    """Reported the incident and still leads a function of the program."""
    return incident.reported_by_id == user.pk and is_function_lead(user, incident)


@rules.predicate
def may_create_programs(user: User) -> bool:
    """Stewards, and whoever leads a program already."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_steward or Membership.objects.held_by(user).filter(role=Role.PMO_LEAD).exists()


rules.add_perm("programs.keep_installation", is_steward)
rules.add_perm("programs.create_program", may_create_programs)
# Functions and metrics are added by whoever needs them for a program, and kept by stewards (docs/adr/0022).
rules.add_perm("programs.add_shared", may_create_programs)
rules.add_perm("programs.view_program", is_member)
rules.add_perm("programs.plan_program", is_pmo_lead)
rules.add_perm("programs.forecast_milestone", is_pmo_lead | answers_for)
rules.add_perm("programs.give_evidence", is_pmo_lead | answers_for)
rules.add_perm("programs.accept_evidence", decides_here)
rules.add_perm("programs.report_status", is_pmo_lead)
rules.add_perm("programs.publish_report", is_pmo_lead)


@rules.predicate
def may_approve_policy(user: User, program: Program | None) -> bool:
    """Stewards; for one program also its committee, but never its lead, whom it is a measure of."""
    if program is None:
        return bool(is_steward(user))
    roles = roles_in(user, program)
    return Role.PMO_LEAD not in roles and (Role.COMMITTEE_MEMBER in roles or bool(is_steward(user)))


rules.add_perm("programs.approve_policy", may_approve_policy)
# Facts of the week: observations, incidents, decisions, sessions, interventions, shifts, statements.
rules.add_perm("programs.record_fact", leads_here)
rules.add_perm("programs.decide", decides_here)
rules.add_perm("programs.sign_for_function", leads_function)
rules.add_perm("programs.enter_reading", is_steward | reads_metric)
rules.add_perm("programs.change_interface_redesign", is_steward | owns_interface | leads_program_at)
rules.add_perm("programs.accept_interface_redesign", is_steward | decides_at)
rules.add_perm("programs.count_handoffs", is_steward | records_at)
rules.add_perm("programs.correct_incident", is_pmo_lead | reported_incident)


@rules.predicate
def takes_part(user: User, subject: object) -> bool:
    """Has a role in the program today that does more than look."""
    return bool(roles_in(user, program_of(subject)) - {Role.VIEWER})


@rules.predicate
def owns(user: User, row: Any) -> bool:
    """Is the owner that the row names, and takes part in its program today."""
    return row.owner_id == user.pk and bool(takes_part(user, row))


@rules.predicate
def is_asked(user: User, approval: Approval) -> bool:
    """Is asked by the approval, or may answer in the place of who is; with a role in the program today."""
    if not is_member(user, approval):
        return False
    return approval.approver_id == user.pk or approval.approver_id in represented_by(user, approval.program_id)


def represented_by(user: User, program_id: int) -> set[int]:
    """Keys of people whose delegate the user is today, in a committee that steers the program today."""
    today = timezone.localdate()
    mandates = CommitteeMandate.objects.filter(program=program_id).valid_on(today)
    seats = CommitteeMember.objects.filter(delegate=user, committee__in=mandates.values("committee_id"))
    return set(seats.valid_on(today).values_list("user_id", flat=True))


@rules.predicate
def asked_for(user: User, approval: Approval) -> bool:
    """Asked for the approval, and takes part in the program today."""
    return approval.requested_by_id == user.pk and bool(takes_part(user, approval))


@rules.predicate
def sits_for(user: User, subject: object) -> bool:
    """Has a seat today, or stands in for one, in a committee that steers the program; and a role in it."""
    program = program_of(subject)
    if program is None or not is_member(user, program):
        return False
    today = timezone.localdate()
    mandates = CommitteeMandate.objects.filter(program=program).valid_on(today)
    seats = CommitteeMember.objects.filter(Q(user=user) | Q(delegate=user), committee__in=mandates.values("committee"))
    return seats.valid_on(today).exists()


# Who of these decides in the own name, and who only records what a meeting decided, is told by the action.
rules.add_perm("programs.review_gate", decides_here | sits_for)


# Governance: what anybody who takes part may raise, what its owner carries, what only who is asked may answer.
rules.add_perm("programs.raise_item", takes_part)
rules.add_perm("programs.carry_item", is_pmo_lead | owns)
rules.add_perm("programs.answer_approval", is_asked)
rules.add_perm("programs.withdraw_approval", is_pmo_lead | asked_for)


@rules.predicate
def runs_meetings(user: User, committee: Committee) -> bool:
    """Chairs the committee or stands in for its chair, or leads a program that it steers; all of it today."""
    if not user.is_authenticated or not user.is_active:
        return False
    today = timezone.localdate()
    chairs = CommitteeMember.objects.filter(Q(user=user) | Q(delegate=user), committee=committee, is_chair=True)
    steered = committee.mandates.filter(program__removed_on__isnull=True).valid_on(today)
    leads = Membership.objects.of(user).filter(role=Role.PMO_LEAD, program__in=steered.values("program_id"))
    return chairs.valid_on(today).exists() or leads.valid_on(today).exists()


rules.add_perm("programs.keep_meetings", runs_meetings)


@rules.predicate
def speaks_for_function(user: User, statement: WeeklyStatement) -> bool:
    """Leads the statement's function in its program today; a PMO lead when nobody does."""
    if not user.is_authenticated or not user.is_active:
        return False
    today = Membership.objects.filter(program=statement.program_id).valid_on(timezone.localdate())
    led = today.filter(function=statement.function_id, role=Role.FUNCTION_LEAD).order_by()
    leads = set(led.values_list("user_id", flat=True))
    return user.pk in leads or (not leads and Role.PMO_LEAD in roles_in(user, statement.program))


rules.add_perm("programs.state_week", speaks_for_function)
