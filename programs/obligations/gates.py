"""Gates to review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from programs.models import Gate, Membership, MilestoneForecast, User
from programs.obligations.obligation import Obligation, Role, address_of, running

SOON = timedelta(days=14)


def reviews_due(user: User, day: date) -> Iterator[Obligation]:
    """Open gates due in two weeks, for the committee; for the PMO lead where a program has no committee."""
    members = Membership.objects.filter(program=OuterRef("program"), role=Role.COMMITTEE_MEMBER)
    mine = Q(program__in=running(user, day, Role.COMMITTEE_MEMBER)) | (
        Q(program__in=running(user, day, Role.PMO_LEAD)) & ~Q(Exists(members.valid_on(day)))
    )
    latest = MilestoneForecast.objects.filter(milestone=OuterRef("item")).order_by("-stated_on")
    gates: QuerySet[Any] = Gate.objects.filter(mine, item__removed_on__isnull=True).with_state(day)
    due = gates.annotate(due_on=Subquery(latest.values("finish_on")[:1])).filter(state="open", due_on__lte=day + SOON)
    for row in due.select_related("program").order_by("id"):
        yield Obligation(
            kind="gate_review",
            key=str(row.uid),
            what=f"Review of gate {row}",
            program=row.program,
            due_on=row.due_on,
            why=f"The steps after {row.code} wait for it, and the likely dates of all later gates move with it.",
            button="Review the gate",
            address=address_of(row, "programs:gate-review"),
        )
