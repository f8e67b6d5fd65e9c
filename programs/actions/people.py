"""Who may sign in, who keeps the installation, and who takes over from whom; stewards do all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.actions.kept_elsewhere import check_row_kept_here
from programs.actions.seats import leave_seats, move_seats
from programs.errors import NotAllowed, Refused
from programs.models import ApiToken, Membership, Program, User
from programs.models.effective import holds_between
from programs.open_work import KINDS, open_interfaces

Role = Membership.Role


@action
def deactivate(person: User, *, by: User) -> User:
    """The person can sign in no more: sessions and tokens end at once; what they did and owned stays in the record.

    Their seats in committees go to their delegates tomorrow, or end today where nobody stands in.
    Refused for oneself, for the last steward, and for the last PMO lead of a program that is not closed.
    """
    require_over(person, by)
    if person == by:
        raise Refused("oneself", "Nobody deactivates themselves: ask another steward.")
    led = programs_led_by(person)
    lock_programs(led)
    person = lock_people(person)
    check_other_steward(person)
    for program in led:
        if not other_leads(program, person).exists():
            message = f"{person} is the only PMO lead of {program}: hand over first."
            raise Refused("last_pmo_lead", message)
    set_columns(person, {"is_active": False})
    end_access(person)
    leave_seats(person, on=timezone.localdate())
    return person


@action
def reactivate(person: User, *, by: User) -> User:
    """The person can sign in again, with the password and the roles they had."""
    require_over(person, by)
    person = lock_people(person)
    set_columns(person, {"is_active": True})
    return person


@action
def make_steward(person: User, *, by: User) -> User:
    """The person keeps the installation from now on."""
    require_over(person, by)
    person = lock_people(person)
    if not person.is_active:
        raise Refused("deactivated", f"{person} was deactivated: reactivate first.")
    set_columns(person, {"is_steward": True})
    return person


@action
def take_back(person: User, *, by: User) -> User:
    """The person is no steward any more; refused for the last one."""
    require_over(person, by)
    person = lock_people(person)
    check_other_steward(person)
    set_columns(person, {"is_steward": False})
    return person


@action
def hand_over(person: User, *, by: User, to: User, programs: Sequence[Program], on: date) -> User:
    """The person's open work, roles and seats in ``programs``, and the interfaces they own, given to somebody else.

    Seats are those in committees that steer one of the programs, or none at all.

    on  first day of the roles and seats; the person's own end the day before
    Refused when the other would own work in a program without a role in it, or another system keeps who owns it.
    """
    require_over(person, by)
    check_successor(person, to, by=by)
    programs = lock_programs(programs)
    for program in programs:
        move_roles(program, person=person, to=to, on=on)
        if not roles_from(program, user=to, on=on).exists() and owns_work(program, person):
            raise Refused("no_role", f"{to} has no role in {program}: give one first.", field="to")
    for rows in (*(kind.rows(person).filter(program__in=programs) for kind in KINDS), open_interfaces(person)):
        for row in rows.exclude(source_system=""):
            check_row_kept_here(row, ["owner"], field="to")
        rows.update(owner=to)
    move_seats(person, to=to, programs=programs, on=on)
    refresh(program.pk for program in programs)
    return to


def require_over(person: User, by: User) -> None:
    """Returns when ``by`` keeps the installation; only administrators touch administrators."""
    require(by, "keep_installation")
    if person.is_superuser and not by.is_superuser:
        raise NotAllowed("Only an administrator may do this to an administrator.")


def lock_people(person: User) -> User:
    """The person as they are now. Every steward is locked too: two who end each other at once would leave none."""
    keys = models.Q(pk=person.pk) | models.Q(is_steward=True)
    locked = {user.pk: user for user in User.objects.select_for_update().filter(keys).order_by("pk")}
    return locked[person.pk]


def check_other_steward(person: User) -> None:
    """Returns unless the person is the only steward who can sign in."""
    if not (person.is_steward and person.is_active):
        return
    if person.is_service:
        return
    others = User.objects.filter(is_steward=True, is_active=True, is_service=False).exclude(pk=person.pk)
    if not others.exists():
        raise Refused("last_steward", "Make somebody else a steward first: an installation is never without one.")


def set_columns(person: User, changes: dict[str, bool]) -> None:
    """The columns written; no write when nothing differs."""
    if all(getattr(person, name) == value for name, value in changes.items()):
        return
    for name, value in changes.items():
        setattr(person, name, value)
    person.save(update_fields=list(changes))


def end_access(person: User) -> None:
    """Sessions and tokens of the person deleted: a later reactivation revives none."""
    ApiToken.objects.filter(user=person).delete()
    key = str(person.pk)
    living = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    mine = [session.pk for session in living if session.get_decoded().get("_auth_user_id") == key]
    Session.objects.filter(pk__in=mine).delete()


def programs_led_by(person: User) -> list[Program]:
    """Programs that are not closed, which the person leads today or later."""
    leads = roles_of(person, on=timezone.localdate()).filter(role=Role.PMO_LEAD)
    over = [Program.State.CLOSED, Program.State.ARCHIVED]
    rows = Program.objects.kept().exclude(state__in=over).filter(pk__in=leads.values("program_id"))
    return list(rows.order_by("pk"))


def lock_programs(programs: Sequence[Program]) -> list[Program]:
    """The programs locked in one order, so that two who lock the same ones never wait for each other."""
    return [lock(program) for program in sorted(set(programs), key=lambda program: program.pk)]


def other_leads(program: Program, person: User) -> models.QuerySet[Membership]:
    """Roles of other people who lead the program, that hold today and have no end; a service account leads nobody."""
    leads = program.memberships.filter(role=Role.PMO_LEAD, user__is_active=True, user__is_service=False, valid_to=None)
    return leads.exclude(user=person).valid_on(timezone.localdate())


def roles_of(person: User, *, on: date) -> models.QuerySet[Membership]:
    """Roles of the person that hold on the day or later."""
    return Membership.objects.filter(holds_between(on, None), user=person)


def roles_from(program: Program, *, user: User, on: date) -> models.QuerySet[Membership]:
    """Roles in the program, of one who can change something, that hold on the day or later."""
    return roles_of(user, on=on).filter(program=program).exclude(role=Role.VIEWER)


def owns_work(program: Program, person: User) -> bool:
    """True when something in the program is open and owned by the person."""
    return any(kind.rows(person).filter(program=program).exists() for kind in KINDS)


def check_successor(person: User, to: User, *, by: User) -> None:
    """Returns when the other may take over: an active person, and no steward who serves themselves."""
    if to == person:
        raise Refused("oneself", "Name somebody else.", field="to")
    if not to.is_active:
        raise Refused("deactivated", f"{to} was deactivated.", field="to")
    if to == by and not by.is_superuser:
        raise Refused("oneself", "Nobody gives themselves roles: ask another steward.", field="to")


def move_roles(program: Program, *, person: User, to: User, on: date) -> None:
    """Roles of the person in the program ended the day before ``on``, and given to the other from then on."""
    for role in roles_of(person, on=on).filter(program=program).order_by("pk"):
        begins = max(on, role.valid_from)
        last = role.valid_to
        if role.valid_from < on:
            change_fields(role, {"valid_to": on - timedelta(days=1)})
        else:
            role.delete()  # None of it lies before that day; its history stays.
        give_rest(role, to=to, begins=begins, last=last)


def give_rest(role: Membership, *, to: User, begins: date, last: date | None) -> None:
    """The role given to the other, for the days on which they do not have it already."""
    same = roles_of(to, on=begins).filter(program=role.program_id, role=role.role, function=role.function_id)
    for held in same.order_by("valid_from"):
        if held.valid_from > begins:
            last = min(last or date.max, held.valid_from - timedelta(days=1))
            break
        if held.valid_to is None:
            return
        begins = held.valid_to + timedelta(days=1)
    if last is not None and begins > last:
        return
    values = {"program_id": role.program_id, "role": role.role, "function_id": role.function_id}
    save_checked(Membership(user=to, valid_from=begins, valid_to=last, **values))
