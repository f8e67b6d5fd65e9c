"""Who decides the gates of a program: its committee, where it has one; else the PMO lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from programs.models import Committee, CommitteeMandate, CommitteeMember, Membership, Program, User

Role = Membership.Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciders:
    """Who may decide a gate in their own name.

    committees  those that steer the program; empty while none has a mandate
    people      seats of these committees and their delegates; without a mandate, whoever has the committee's role
    leads       PMO leads: they decide where there are no people and no committee, and else record for them
    """

    committees: tuple[Committee, ...]
    people: tuple[User, ...]
    leads: tuple[User, ...]

    @property
    def is_committee(self) -> bool:
        """Whether a committee decides, by mandate or by its role."""
        return bool(self.committees or self.people)

    def others(self, user: User) -> list[User]:
        """Who could decide instead of the user."""
        return [each for each in (self.people if self.is_committee else self.leads) if each.pk != user.pk]

    def decides(self, user: User) -> bool:
        """Whether the user decides in the own name, without a meeting."""
        return not self.is_committee or user.pk in {each.pk for each in self.people}


def deciders_of(program: Program, day: date) -> Deciders:
    """Who decides the gates of the program on the day; three queries."""
    roles: dict[int, set[str]] = {}
    users: dict[int, User] = {}
    members = Membership.objects.filter(program=program, user__is_active=True).valid_on(day)
    for member in members.select_related("user").order_by("user__name", "user_id"):
        roles.setdefault(member.user_id, set()).add(member.role)
        users[member.user_id] = member.user
    mandates = CommitteeMandate.objects.filter(program=program).valid_on(day)
    committees = tuple(Committee.objects.filter(pk__in=mandates.values("committee_id")).order_by("name", "id"))
    if committees:
        seats = CommitteeMember.objects.filter(committee__in=committees).valid_on(day)
        sitting = {pk for seat in seats for pk in (seat.user_id, seat.delegate_id)}
    else:
        sitting = {pk for pk, held in roles.items() if Role.COMMITTEE_MEMBER in held}
    return Deciders(
        committees=committees,
        people=tuple(user for pk, user in users.items() if pk in sitting),
        leads=tuple(user for pk, user in users.items() if Role.PMO_LEAD in roles[pk]),
    )


def decided_by(user: User, day: date) -> Q:
    """Condition of rows of programs whose gates the user decides on the day, by seat, by role or as the PMO lead."""
    held = Membership.objects.of(user).valid_on(day)
    mine = held.values("program_id")
    mandates = CommitteeMandate.objects.valid_on(day)
    seats = CommitteeMember.objects.filter(Q(user=user) | Q(delegate=user)).valid_on(day)
    sits = mandates.filter(committee__in=seats.values("committee_id")).values("program_id")
    steered = mandates.values("program_id")
    role = Membership.objects.filter(role=Role.COMMITTEE_MEMBER, user__is_active=True).valid_on(day)
    return (
        Q(program__in=mine) & Q(program__in=sits)
        | Q(program__in=held.filter(role=Role.COMMITTEE_MEMBER).values("program_id")) & ~Q(program__in=steered)
        | Q(program__in=held.filter(role=Role.PMO_LEAD).values("program_id"))
        & ~Q(program__in=steered)
        & ~Q(program__in=role.values("program_id"))
    )
