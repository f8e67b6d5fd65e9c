"""What was asked of the person by name: approvals, action items, RAID items, agreed decisions to carry out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q

from programs.models import (
    ActionItem,
    Approval,
    CommitteeDecision,
    CommitteeMandate,
    CommitteeMember,
    RaidItem,
    User,
)
from programs.obligations.obligation import SOON, Obligation, address_of, prepared_or_running


def approvals_asked(user: User, day: date) -> Iterator[Obligation]:
    """Requests for an approval that wait for the person, or for somebody in whose committee seat they may sit."""
    steering = CommitteeMandate.objects.filter(program=OuterRef(OuterRef("program"))).valid_on(day)
    stands_in = CommitteeMember.objects.filter(
        delegate=user, user=OuterRef("approver"), committee__in=steering.values("committee")
    ).valid_on(day)
    mine = Q(approver=user) | Q(Exists(stands_in))
    asked = Approval.objects.filter(mine, program__in=prepared_or_running(user, day)).waiting()
    rows = asked.exclude(requested_by=user).select_related("program", "gate", "baseline", "waiver", "requested_by")
    for row in rows.order_by("requested_on", "id"):
        what = row.gate or row.baseline or row.waiver
        yield Obligation(
            kind="approval_asked",
            key=str(row.uid),
            what=f"Approval of {what}, asked by {row.requested_by}",
            program=row.program,
            since=row.requested_on,
            due_on=row.due_on or row.requested_on + SOON,
            gate=row.gate.code if row.gate else "",
            why=f"{what} holds only with it." if row.gate is None else f"Gate {what} cannot be passed without it.",
            button="Answer",
            address=address_of(row, "programs:approval-answer"),
        )


def action_items_open(user: User, day: date) -> Iterator[Obligation]:
    """Action items of the person that are not done, due in two weeks or overdue."""
    mine = ActionItem.objects.filter(program__in=prepared_or_running(user, day), owner=user, done_on__isnull=True)
    for row in mine.filter(due_on__lte=day + SOON).select_related("program", "decision").order_by("due_on", "id"):
        yield Obligation(
            kind="action_item",
            key=str(row.uid),
            what=row.title,
            program=row.program,
            since=row.raised_on,
            due_on=row.due_on,
            why=f"It carries out what was decided on “{row.decision}”." if row.decision
            else "The next report says what of the last meeting was done.",
            button="Say that it is done",
            address=address_of(row.program, "programs:governance", part=f"action-item-{row.uid}"),
        )  # fmt: skip


def raid_items_due(user: User, day: date) -> Iterator[Obligation]:
    """Risks, assumptions, issues and dependencies of the person that are due in two weeks or overdue."""
    mine = RaidItem.objects.filter(program__in=prepared_or_running(user, day), owner=user, closed_on__isnull=True)
    for row in mine.filter(due_on__lte=day + SOON).select_related("program", "milestone").order_by("due_on", "id"):
        yield Obligation(
            kind="raid_item",
            key=str(row.uid),
            what=f"{row.get_kind_display()}: {row.title}",
            program=row.program,
            since=row.raised_on,
            due_on=row.due_on,
            why=f"It stands before the milestone {row.milestone}." if row.milestone
            else "The committee sees it as open until somebody says how it ended.",
            button="Say how it stands",
            address=address_of(row, "programs:raid-item-edit"),
        )  # fmt: skip


def committee_decisions_to_do(user: User, day: date) -> Iterator[Obligation]:
    """What a committee agreed and this person carries out, until it is done."""
    agreed = CommitteeDecision.objects.filter(
        program__in=prepared_or_running(user, day), owner=user, outcome="agreed", done_on__isnull=True
    )
    for row in agreed.select_related("program").order_by("decided_on", "id"):
        yield Obligation(
            kind="decision_to_carry_out",
            key=str(row.uid),
            what=f"Carry out what the committee agreed: {row.question}",
            program=row.program,
            since=row.decided_on,
            why="The next report says of every decision of the last meeting whether it was done.",
            button="Say that it is done",
            address=address_of(row.program, "programs:governance", part=f"decision-{row.uid}"),
        )
