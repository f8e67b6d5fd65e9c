"""What a person still has to do, as rows that can be given to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from programs.models import (
    ActionItem,
    CommitteeDecision,
    CommitteeMember,
    EvidenceUse,
    GateReview,
    Interface,
    Milestone,
    Program,
    RaidItem,
    User,
)
from programs.models.effective import holds_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of work with the rows of it that a person owns and that are not done."""

    name: str
    rows: Callable[[User], QuerySet[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """Rows of one kind in one program; shared ones belong to no program.

    titles  what they are called; empty where the reader may not see the program
    """

    program: Program | None
    name: str
    count: int
    titles: tuple[str, ...]


def owned_milestones(person: User) -> QuerySet[Any]:
    """Milestones in the plan that the person owns and for which no evidence stands accepted, and gates not passed.

    What was accepted and has lapsed since is open again.
    """
    today = timezone.localdate()
    accepted = EvidenceUse.objects.filter(
        Q(evidence__expires_on__isnull=True) | Q(evidence__expires_on__gte=today),
        milestone=OuterRef("pk"),
        evidence__accepted_on__isnull=False,
        evidence__revoked_on__isnull=True,
    )
    reviews = GateReview.objects.filter(gate__item=OuterRef("pk")).order_by("-decided_on", "-id")
    owned = Milestone.objects.kept().filter(~Exists(accepted), owner=person)
    stands = Coalesce(Subquery(reviews.values("outcome")[:1]), Value(GateReview.Outcome.OPEN))
    return owned.annotate(stands=stands).exclude(stands=GateReview.Outcome.PASSED)


KINDS = (
    Kind(name="Milestones", rows=owned_milestones),
    Kind(
        name="Risks, assumptions, issues and dependencies",
        rows=lambda person: RaidItem.objects.filter(owner=person, closed_on=None),
    ),
    Kind(name="Actions", rows=lambda person: ActionItem.objects.filter(owner=person, done_on=None)),
    Kind(
        name="Decisions to carry out",
        rows=lambda person: CommitteeDecision.objects.filter(owner=person, done_on=None).exclude(outcome="declined"),
    ),
)
INTERFACES = "Interfaces between functions"
SEATS = "Seats in committees"


def open_interfaces(person: User) -> QuerySet[Any]:
    """Interfaces that the person owns; they are shared by all programs."""
    return Interface.objects.filter(owner=person)


def open_seats(person: User) -> QuerySet[Any]:
    """Seats of the person in committees that hold today or later; a committee may steer several programs."""
    return CommitteeMember.objects.filter(holds_between(timezone.localdate(), None), user=person)


def open_work(person: User, *, reader: User) -> list[OpenWork]:
    """Everything that is open, by program and kind, with titles where the reader may see the program."""
    visible = set(Program.objects.visible_to(reader).values_list("pk", flat=True))
    found: dict[tuple[int, str], list[Any]] = {}
    for kind in KINDS:
        rows = kind.rows(person).filter(program__removed_on=None).select_related("program")
        for row in rows.order_by("program__name", "program_id", "id"):
            found.setdefault((row.program_id, kind.name), []).append(row)
    work = [
        OpenWork(
            program=rows[0].program,
            name=name,
            count=len(rows),
            titles=tuple(str(row) for row in rows) if program_id in visible else (),
        )
        for (program_id, name), rows in found.items()
    ]
    shared = list(open_interfaces(person).select_related("from_function", "to_function").order_by("id"))
    if shared:
        titles = tuple(str(row) for row in shared)
        work.append(OpenWork(program=None, name=INTERFACES, count=len(shared), titles=titles))
    seats = list(open_seats(person).select_related("committee").order_by("committee__name", "valid_from"))
    if seats:
        titles = tuple(f"{seat.committee}, in the chair" if seat.is_chair else str(seat.committee) for seat in seats)
        work.append(OpenWork(program=None, name=SEATS, count=len(seats), titles=titles))
    return work
