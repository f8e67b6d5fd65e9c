"""What a person owes, and the few questions that every kind of it asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from programs.models import BusinessFunction, Membership, Program, User
from programs.models.base import Record

Role = Membership.Role
State = Program.State
SOON = timedelta(days=14)
# Bookkeeping of what has happened already: late or not, nothing stands still for it.
AFTERWARDS = frozenset({"incident_cost", "happening_to_record", "week_to_state", "week_to_correct", "reading_missing"})


class Rank(IntEnum):
    """How much an obligation holds up, the most first."""

    BLOCKS = 0
    SOON = 1
    OTHER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One thing that a person owes.

    kind      what sort of thing, for programs: ``milestone_due``
    key       uid of the row that it is about, or what else tells two of one kind apart
    what      the thing itself, in words
    program   whose it is; ``also`` names others that it serves as well
    since     the day from which it is owed; None when nobody wrote that down
    due_on    the day by which, the planned one where a plan was locked; None when there is none
    expected  the day on which it is expected now, where that is another one
    gate      code of the gate that needs it; blank when none does
    why       which number or gate it unlocks
    button    what the link says
    address   where one does it
    """

    kind: str
    key: str
    what: str
    program: Program
    also: str = ""
    since: date | None = None
    due_on: date | None = None
    expected: date | None = None
    gate: str = ""
    why: str
    button: str
    address: str

    def is_late(self, day: date) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and self.due_on < day

    def days_late(self, day: date) -> int:
        """How many days ago its day was; 0 while it has not passed."""
        return max(0, (day - self.due_on).days) if self.due_on is not None else 0

    def rank(self, day: date) -> Rank:
        """What blocks most comes first: late things that a gate needs, then what is due soon, then the others."""
        if self.gate and self.is_late(day):
            return Rank.BLOCKS
        if self.is_late(day):
            return Rank.OTHER if self.kind in AFTERWARDS else Rank.SOON
        return Rank.SOON if self.gate or (self.due_on is not None and self.due_on <= day + SOON) else Rank.OTHER

    def order(self, day: date) -> tuple[int, date, str, str, str]:
        """By rank, then earliest due first, what has no day last; then by kind, program and row."""
        return self.rank(day), self.due_on or date.max, self.kind, self.program.code, self.key


@dataclass(frozen=True, slots=True)
class Seat:
    """A function that the person leads in a program, since the first day of the role."""

    program: Program
    function: BusinessFunction
    valid_from: date

    @property
    def function_id(self) -> int:
        return self.function.pk


def running(user: User, day: date, *roles: str) -> QuerySet[Program]:
    """Active programs in which the person has one of the roles on the day; programs at rest ask for nothing."""
    return Program.objects.active().filter(pk__in=_programs(user, day, roles))


def prepared_or_running(user: User, day: date) -> QuerySet[Program]:
    """Active programs and drafts in which the person has a role: what was asked of them by name counts there too."""
    return Program.objects.kept().filter(
        state__in=[State.DRAFT, State.ACTIVE], pk__in=_programs(user, day, tuple(Role.values))
    )


def _programs(user: User, day: date, roles: tuple[str, ...]) -> QuerySet[Membership, int]:
    mine = Membership.objects.of(user).filter(role__in=roles).valid_on(day)
    return mine.order_by().values_list("program_id", flat=True)


def seats(user: User, day: date) -> list[Seat]:
    """Functions that the person leads on the day, in active programs; one query, by program and function."""
    rows = _leading(user, day).select_related("program", "function").order_by("program__name", "function__name", "id")
    return [Seat(row.program, row.function, row.valid_from) for row in rows if row.function is not None]


def of_my_functions(user: User, day: date, *, program: str, function: str) -> Q:
    """Condition of rows whose function, in whose active program, the person leads on the day."""
    return Q(Exists(_leading(user, day).filter(program=OuterRef(program), function=OuterRef(function))))


def _leading(user: User, day: date) -> QuerySet[Membership]:
    """Roles in which the person leads a function on the day, in active programs."""
    leads = Membership.objects.of(user).filter(role=Role.FUNCTION_LEAD, program__in=Program.objects.active())
    return leads.valid_on(day)


def address_of(row: Record, name: str, *, part: str = "") -> str:
    """The page of that name for the row, at a part of it."""
    return reverse(name, args=[row.uid]) + (f"#{part}" if part else "")


def in_order(found: Iterator[Obligation], day: date) -> list[Obligation]:
    """What is owed, what blocks most first."""
    return sorted(found, key=lambda each: each.order(day))
