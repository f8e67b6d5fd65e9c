"""Seats in committees that change hands: the old one ends, the new one begins the day after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models

from programs.actions.base import change_fields, lock, save_checked
from programs.errors import Refused
from programs.models import Committee, CommitteeMandate, CommitteeMember, Program, User
from programs.models.effective import holds_between
from programs.periods import day_name

DAY = timedelta(days=1)
Seats = models.QuerySet[CommitteeMember]


def seats_of(person: User, *, on: date) -> Seats:
    """Seats of the person that hold on the day or later."""
    return CommitteeMember.objects.filter(holds_between(on, None), user=person)


def programs_steered_by(person: User, *, on: date) -> models.QuerySet[Program]:
    """Programs steered on the day or later by a committee in which the person has a seat then."""
    seats = seats_of(person, on=on)
    mandates = CommitteeMandate.objects.filter(holds_between(on, None), committee__in=seats.values("committee_id"))
    return Program.objects.kept().filter(pk__in=mandates.values("program_id"))


def seats_in(person: User, programs: Iterable[Program], *, on: date) -> Seats:
    """Seats of the person in committees that steer one of the programs on the day or later, or none at all."""
    steering = CommitteeMandate.objects.filter(holds_between(on, None), committee=models.OuterRef("committee"))
    mine = models.Exists(steering.filter(program__in=list(programs)))
    return seats_of(person, on=on).filter(mine | ~models.Exists(steering))


def move_seats(person: User, *, to: User, programs: Iterable[Program], on: date) -> None:
    """The person's seats in committees of the programs given to the other from ``on``, and their delegacies there."""
    seats = list(seats_in(person, programs, on=on).order_by("pk"))
    lock_committees(seats)
    for seat in seats:
        move_seat(seat, to=to, on=on)
    for seat in delegacies(person, on=on).filter(committee__in=committees_of(programs, on=on)).order_by("pk"):
        change_fields(seat, {"delegate": None if seat.user_id == to.pk else to})


def leave_seats(person: User, *, on: date) -> None:
    """Every seat of the person given to its delegate from tomorrow, or ended; they stand in for nobody any more."""
    seats = list(seats_of(person, on=on).select_related("delegate").order_by("pk"))
    lock_committees(seats)
    for seat in seats:
        heir = seat.delegate
        if heir is not None and heir.is_active:
            move_seat(seat, to=heir, on=on + DAY)
        else:
            end_before(seat, on + DAY)
    for seat in delegacies(person, on=on).order_by("pk"):
        change_fields(seat, {"delegate": None})


def delegacies(person: User, *, on: date) -> Seats:
    """Seats of others, that hold on the day or later, in which the person may sit."""
    return CommitteeMember.objects.filter(holds_between(on, None), delegate=person)


def committees_of(programs: Iterable[Program], *, on: date) -> models.QuerySet[Committee]:
    """Committees that steer one of the programs on the day or later."""
    mandates = CommitteeMandate.objects.filter(holds_between(on, None), program__in=list(programs))
    return Committee.objects.filter(pk__in=mandates.values("committee_id"))


def lock_committees(seats: Iterable[CommitteeMember]) -> None:
    """The committees of the seats locked in one order, so that nobody else gives the same seat meanwhile."""
    for committee in Committee.objects.filter(members__in=list(seats)).distinct().order_by("pk"):
        lock(committee)


def move_seat(seat: CommitteeMember, *, to: User, on: date) -> None:
    """The seat ended the day before ``on`` and given to the other from then on, with its chair and its delegate.

    Who sits in the committee already keeps the own seat; with the chair's seat they begin to chair.
    """
    begins, last = max(on, seat.valid_from), seat.valid_to
    end_before(seat, on)
    if last is not None and last < begins:
        return
    held = seats_of(to, on=begins).filter(committee=seat.committee_id).order_by("valid_from").first()
    if held is not None and seat.is_chair and held.valid_from <= begins:
        seat.delegate, last = held.delegate, held.valid_to
        end_before(held, begins)
        held = seats_of(to, on=begins).filter(committee=seat.committee_id).order_by("valid_from").first()
    if held is not None:
        if held.valid_from <= begins:
            return
        last = min(last or date.max, held.valid_from - DAY)
    save_checked(
        CommitteeMember(
            committee_id=seat.committee_id,
            user=to,
            is_chair=seat.is_chair,
            delegate=None if seat.delegate_id == to.pk else seat.delegate,
            valid_from=begins,
            valid_to=last,
        )
    )


def end_before(seat: CommitteeMember, day: date) -> None:
    """The seat ended the day before ``day``; gone when it had not begun by then. Its history stays."""
    used = seat.attendances.filter(meeting__held_on__gte=day).order_by("-meeting__held_on").first()
    if used is not None:
        message = f"{seat} was taken in the meeting of {day_name(used.meeting.held_on or day)}: give a later day."
        raise Refused("seat_was_taken", message, field="on")
    if seat.valid_from >= day:
        seat.delete()
    elif seat.valid_to is None or seat.valid_to >= day:
        change_fields(seat, {"valid_to": day - DAY})
