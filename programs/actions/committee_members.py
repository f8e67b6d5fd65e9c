from __future__ import annotations

from datetime import date

from programs.actions.base import action, change_fields, lock, require, save_checked
from programs.errors import Refused
from programs.models import CommitteeMember, User
from programs.models.effective import holds_between


@action
def give_seat(member: CommitteeMember, *, by: User) -> CommitteeMember:
    """The seat entered; a person sits once at a time, and a committee has one chair at a time."""
    require(by, "keep_installation")
    lock(member.committee)
    check_free(member, valid_to=member.valid_to, person_field="user", chair_field="is_chair")
    check_another(member.user, by, field="user")
    check_delegate(member, member.delegate, by=by)
    return save_checked(member)


@action
def end(member: CommitteeMember, *, by: User, valid_to: date, version: int | None = None) -> CommitteeMember:
    """The seat with its last day."""
    require(by, "keep_installation")
    if member.valid_to is not None and valid_to > member.valid_to:
        check_another(member.user, by, field="valid_to")
    lock(member.committee)
    member = lock(member, version=version)
    check_free(member, valid_to=valid_to, person_field="valid_to", chair_field="valid_to")
    return change_fields(member, {"valid_to": valid_to})


@action
def name_delegate(
    member: CommitteeMember, *, by: User, delegate: User | None, version: int | None = None
) -> CommitteeMember:
    """The seat with the person who may sit and decide in the member's place; None for nobody."""
    require(by, "keep_installation")
    member = lock(member, version=version)
    check_delegate(member, delegate, by=by)
    return change_fields(member, {"delegate": delegate})


def check_free(member: CommitteeMember, *, valid_to: date | None, person_field: str, chair_field: str) -> None:
    """Returns when no other seat of the person, nor of a chair beside one, holds until ``valid_to``."""
    if valid_to is not None and valid_to < member.valid_from:
        return  # The row itself says that it would end before it begins.
    others = CommitteeMember.objects.filter(holds_between(member.valid_from, valid_to), committee=member.committee)
    others = others.exclude(pk=member.pk)
    if others.filter(user=member.user).exists():
        message = f"{member.user} sits in {member.committee} at that time already."
        raise Refused("sits_already", message, field=person_field)
    if member.is_chair and others.filter(is_chair=True).exists():
        message = "Somebody chairs the committee at that time: end that seat first."
        raise Refused("chair_taken", message, field=chair_field)


def check_another(person: User, by: User, *, field: str) -> None:
    """Returns unless a steward would seat themselves; an administrator may."""
    if person == by and not by.is_superuser:
        raise Refused("oneself", "Nobody gives themselves a seat: ask another steward.", field=field)


def check_delegate(member: CommitteeMember, delegate: User | None, *, by: User) -> None:
    """Returns when the person may stand in for the member."""
    if delegate is None or (delegate.pk == member.delegate_id and member.pk is not None):
        return
    check_another(delegate, by, field="delegate")
    if delegate == member.user:
        raise Refused("own_delegate", "Name somebody else: a member needs no delegate to sit.", field="delegate")
    if not delegate.is_active:
        raise Refused("deactivated", f"{delegate} was deactivated and cannot sit.", field="delegate")
