from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from programs.models.base import Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins, holds_on, never_at_once
from programs.models.grant import reach_of, sees_all
from programs.models.visibility import Row

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


class OfCommittee(models.QuerySet[Row]):
    """Rows of a committee, found through the column that ``committee_path`` names."""

    committee_path: ClassVar[str] = "committee"

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Rows of committees that serve a program the user may see, or in which the user may sit.

        A delegate may sit as well; stewards see all.
        """
        from programs.models.program import Program

        if not user.is_authenticated or not user.is_active:
            return self.none()
        if sees_all(user):
            return self.all()
        serves = CommitteeMandate.objects.filter(program__in=Program.objects.visible_to(user))
        mine = models.Q(**{f"{self.committee_path}__in": serves.values("committee_id")})
        return self.filter(mine | models.Q(**{f"{self.committee_path}__in": seats_of(user).values("committee_id")}))


class Committees(OfCommittee[Row]):
    committee_path = "pk"


@with_history
class Committee(Record):
    """A steering committee; it may serve several programs, and decides with at least ``quorum`` members."""

    name = models.CharField(max_length=150, unique=True)
    quorum = models.PositiveSmallIntegerField(default=1)
    cadence_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days between two meetings, such as 28."
    )

    objects = Committees.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=models.Q(quorum__gte=1), name="committee_needs_somebody_to_decide"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:committee-detail", args=[self.uid])


class MandateQuerySet(OfCommittee["CommitteeMandate"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Mandates over programs the user may see; all of them for stewards."""
        from programs.models.program import Program

        if sees_all(user):
            return self.all()
        return self.filter(program__in=Program.objects.visible_to(user))

    def valid_on(self, day: date) -> Self:
        """Rows that hold on ``day``; the last day, ``valid_to``, still counts."""
        return self.filter(holds_on(day))


@with_history
class CommitteeMandate(Record):
    """The time in which a committee steers a program."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="mandates")
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="mandates")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["committee", "program", "valid_from"]
        constraints = [
            *Record.Meta.constraints,
            ends_after_it_begins("committee_mandate_ends_after_it_begins"),
            never_at_once("committee_steers_a_program_once_at_a_time", "committee", "program"),
        ]

    def __str__(self) -> str:
        return f"{self.committee} steers {self.program}"

    def clean(self) -> None:
        check_ends(self.valid_from, self.valid_to)


class SeatQuerySet(OfCommittee["CommitteeMember"]):
    def valid_on(self, day: date) -> Self:
        """Rows that hold on ``day``; the last day, ``valid_to``, still counts."""
        return self.filter(holds_on(day))


@with_history
class CommitteeMember(Record):
    """A person's seat in a committee for a time; ``delegate`` may sit and decide in their place."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    is_chair = models.BooleanField(default=False)
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="delegated_seats"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["committee", "-is_chair", "user", "valid_from"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(delegate__isnull=True) | ~models.Q(delegate=models.F("user")),
                name="committee_member_delegates_to_another",
            ),
            ends_after_it_begins("committee_seat_ends_after_it_begins"),
            never_at_once("person_sits_in_a_committee_once_at_a_time", "committee", "user"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.committee}"

    def clean(self) -> None:
        check_ends(self.valid_from, self.valid_to)


def seats_of(user: User | AnonymousUser) -> SeatQuerySet:
    """Seats in which the user may sit today, as a delegate too; none by a token that is limited to some programs."""
    seats = CommitteeMember.objects.filter(models.Q(user=user.pk) | models.Q(delegate=user.pk))
    return seats.valid_on(timezone.localdate()) if reach_of(user) is None else seats.none()


def of_the_mandate(user: User | AnonymousUser, *, to_meeting: str = "") -> models.Q:
    """Condition of rows of meetings that the user may read; ``to_meeting`` leads from the row to its meeting.

    Who sits today and stewards read every meeting; whoever sees a program reads those of the days on which the
    committee steered it, never what it said before or after about others.
    """
    from programs.models.program import Program

    if not user.is_authenticated or not user.is_active:
        return models.Q(pk__in=[])
    if sees_all(user):
        return models.Q()
    day = Coalesce(models.OuterRef(f"{to_meeting}held_on"), models.OuterRef(f"{to_meeting}scheduled_on"))
    steered = CommitteeMandate.objects.filter(
        models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
        committee=models.OuterRef(f"{to_meeting}committee"),
        program__in=Program.objects.visible_to(user),
        valid_from__lte=day,
    )
    sits = models.Q(**{f"{to_meeting}committee__in": seats_of(user).values("committee_id")})
    return sits | models.Q(models.Exists(steered))


class MeetingQuerySet(OfCommittee["Meeting"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Meetings of committees the user sits in, and those held while the committee steered a program they see."""
        return self.filter(of_the_mandate(user))

    def with_attendance(self) -> Self:
        """Annotates ``came``, how many people came, and ``quorum_reached`` (NULL as of ``Meeting.quorum_reached``)."""
        seats = MeetingAttendance.objects.filter(meeting=models.OuterRef("pk")).order_by().values("meeting")
        people = models.Subquery(seats.annotate(people=models.Count("user", distinct=True)).values("people"))
        came = Coalesce(people, 0)
        known = models.Q(held_on__isnull=False, quorum__isnull=False)
        enough = models.Case(
            models.When(known & models.Q(quorum__lte=came), then=True), models.When(known, then=False), default=None
        )
        return self.annotate(came=came, quorum_reached=enough)


@with_history
class Meeting(Record):
    """A meeting of a committee: scheduled, then held on a day, with its agenda and minutes.

    quorum            how many had to come when it was held; NULL before, and where nobody wrote it down
    attendance_edits  how often it was written who came, so that a correction gives the meeting another version
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    scheduled_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    agenda = models.TextField(blank=True, default="")
    minutes = models.TextField(blank=True, default="")
    quorum = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    attendance_edits = models.PositiveIntegerField(default=0, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["committee", "scheduled_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["committee", "scheduled_on"], name="committee_meets_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(held_on__isnull=False) | models.Q(minutes=""),
                name="minutes_are_of_a_meeting_that_was_held",
            ),
            models.CheckConstraint(
                condition=models.Q(quorum__isnull=True) | models.Q(quorum__gte=1, held_on__isnull=False),
                name="quorum_is_of_a_meeting_that_was_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.scheduled_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("programs:meeting-detail", args=[self.uid])

    @property
    def came(self) -> int:
        """How many people came; who sat in two seats is one person."""
        return len({attendance.user_id for attendance in self.attendances.all()})

    @property
    def quorum_reached(self) -> bool | None:
        """Whether enough people came to decide; None before it was held, and where the quorum was not written down."""
        return None if self.held_on is None or self.quorum is None else self.came >= self.quorum


class AttendanceQuerySet(OfCommittee["MeetingAttendance"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Who came to the meetings that the user may read."""
        return self.filter(of_the_mandate(user, to_meeting="meeting__"))


@with_history
class MeetingAttendance(Record):
    """Somebody who came to a meeting, for themselves or for the member whose delegate they are."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    member = models.ForeignKey(CommitteeMember, models.PROTECT, related_name="attendances")

    objects = AttendanceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["meeting", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "member"], name="seat_is_taken_once_in_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.meeting}"
