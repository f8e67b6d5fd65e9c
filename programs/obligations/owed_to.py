"""What others owe the person: proof that waits for its acceptance, questions without an answer, requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils import timezone

from programs.models import ActionItem, Approval, DecisionRecord, Evidence, Interface, Membership, Program, User
from programs.obligations.obligation import Role, address_of, running

DECIDERS = "PMO lead or committee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Something that others owe the person since a day; ``by`` says who."""

    what: str
    by: str
    since: date
    program: Program | None
    address: str
    key: str


def owed_to(user: User, day: date) -> list[Expected]:
    """Everything that others owe the person, what waits longest first; nothing for who was deactivated."""
    if not user.is_active:
        return []
    kinds = (_evidence, _questions, _redesigns, _approvals, _action_items)
    found = chain.from_iterable(kind(user, day) for kind in kinds)
    return sorted(found, key=lambda each: (each.since, each.key))


def _evidence(user: User, day: date) -> Iterator[Expected]:
    given = Evidence.objects.filter(
        program__in=running(user, day, *Role.values), given_by=user, accepted_on__isnull=True, revoked_on__isnull=True
    )
    for row in given.select_related("program").order_by("id"):
        yield Expected(
            what=f"Acceptance of your evidence “{row.title}”",
            by=DECIDERS,
            since=row.given_on,
            program=row.program,
            address=row.program.get_absolute_url(),
            key=str(row.uid),
        )


def _questions(user: User, day: date) -> Iterator[Expected]:
    raised = DecisionRecord.objects.filter(
        program__in=running(user, day, *Role.values), raised_by=user, decided_on__isnull=True
    )
    for row in raised.select_related("program").order_by("id"):
        yield Expected(
            what=f"A decision on your question “{row.question}”",
            by="whoever decides it",
            since=row.raised_on,
            program=row.program,
            address=address_of(row.program, "programs:decision-list"),
            key=str(row.uid),
        )


def _redesigns(user: User, day: date) -> Iterator[Expected]:
    reads = Membership.objects.of(user).valid_on(day)
    if not reads.exists():
        return
    waiting = Interface.objects.filter(redesign_by=user, redesign_accepted_on__isnull=True).exclude(redesign="")
    for row in waiting.select_related("from_function", "to_function").order_by("id"):
        yield Expected(
            what=f"Acceptance of your redesign of {row}",
            by=DECIDERS,
            since=timezone.localdate(row.updated_at),
            program=None,
            address=row.get_absolute_url(),
            key=str(row.uid),
        )


def _approvals(user: User, day: date) -> Iterator[Expected]:
    asked = Approval.objects.filter(program__in=running(user, day, *Role.values), requested_by=user).waiting()
    rows = asked.exclude(approver=user).select_related("program", "approver", "gate", "baseline", "waiver")
    for row in rows.order_by("id"):
        yield Expected(
            what=f"An answer to your request: {row}",
            by=str(row.approver),
            since=row.requested_on,
            program=row.program,
            address=address_of(row.program, "programs:governance"),
            key=str(row.uid),
        )


def _action_items(user: User, day: date) -> Iterator[Expected]:
    raised = ActionItem.objects.filter(
        program__in=running(user, day, *Role.values), raised_by=user, done_on__isnull=True, due_on__lte=day
    )
    for row in raised.exclude(owner=user).select_related("program", "owner").order_by("id"):
        yield Expected(
            what=row.title,
            by=str(row.owner),
            since=row.due_on,
            program=row.program,
            address=address_of(row.program, "programs:governance"),
            key=str(row.uid),
        )
