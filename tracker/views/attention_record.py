"""What of the log, the actions and the approvals of a program waits for somebody: three queries, however many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q
from django.urls import reverse

from programs.models import Approval, Program, RaidItem
from programs.models.raid import Rating
from programs.obligations.obligation import SOON
from tracker.progress.attention import HEAVY, Attention, Pressing
from tracker.progress.words import count_words, sentence
from tracker.reporting.wording import display_date

NO_OWNER = "no owner named"


def record_attention(program: Program, today: date) -> Iterator[Attention]:
    """Late actions, RAID items that are late or heavy without an owner, and approvals; only of active programs."""
    if program.state == Program.State.ACTIVE:
        page = reverse("programs:governance", args=[program.uid])
        yield from approval_attention(program, today, page)
        yield from raid_attention(program, today, page)
        yield from action_attention(program, today, page)


def approval_attention(program: Program, today: date, page: str) -> Iterator[Attention]:
    """Approvals that were asked for and not answered; without a day they are due two weeks after they were asked."""
    waiting = program.approvals.waiting()
    for row in waiting.select_related("gate", "baseline", "waiver", "approver", "requested_by").order_by("id"):
        due_on = row.due_on or row.requested_on + SOON
        late = (today - due_on).days
        what = row.gate or row.baseline or row.waiver
        asked = f"{row.approver} was asked by {row.requested_by} on {display_date(row.requested_on)}"
        needed = f"gate {row.gate.code} cannot be passed without it" if row.gate else "it holds only with it"
        yield Attention(
            pressing=Pressing.APPROVAL_LATE if late > 0 else Pressing.APPROVAL_WAITS,
            sentence=f"{approval_words(row)}, {count_words(late, 'day')} late: {what}."
            if late > 0
            else f"{approval_words(row)} waits: {what}.",
            detail=f"{asked}, due {display_date(due_on)}; {needed}.",
            address=f"{page}#approval-{row.uid}",
            days_late=late,
        )


def approval_words(row: Approval) -> str:
    """Who has to approve."""
    return f"Approval of {row.approver}"


def raid_attention(program: Program, today: date, page: str) -> Iterator[Attention]:
    """Open items past their day, and the heavy ones that nobody owns."""
    unowned = Q(owner__isnull=True, weight__gte=HEAVY)
    rows = program.raid_items.filter(closed_on__isnull=True).annotate(weight=F("probability") * F("impact"))
    for row in rows.filter(Q(due_on__lt=today) | unowned).select_related("owner").order_by("id"):
        is_late = row.due_on is not None and row.due_on < today
        late = (today - row.due_on).days if row.due_on else 0
        kind = row.get_kind_display()
        due = f"due {display_date(row.due_on)}" if row.due_on else "without a day"
        rated = rating_words(row)
        yield Attention(
            pressing=Pressing.RAID_LATE if is_late else Pressing.RAID_UNOWNED,
            sentence=sentence(f"{kind}, {count_words(late, 'day')} late: {row.title}")
            if is_late
            else sentence(f"Nobody owns the {kind.lower()}: {row.title}"),
            detail=sentence(f"{row.owner or NO_OWNER}, {due}{f'; {rated}' if rated else ''}"),
            address=f"{page}#raid-item-{row.uid}",
            weight=row.weight or 0,
            days_late=late,
        )


def rating_words(row: RaidItem) -> str:
    """``probability high, impact very high``; empty for what nobody rated."""
    rated = (("probability", row.probability), ("impact", row.impact))
    return ", ".join(f"{name} {Rating(rating).label.lower()}" for name, rating in rated if rating is not None)


def action_attention(program: Program, today: date, page: str) -> Iterator[Attention]:
    """Actions past their day that nobody said are done."""
    rows = program.action_items.filter(done_on__isnull=True, due_on__lt=today)
    for row in rows.select_related("owner").order_by("id"):
        late = (today - row.due_on).days
        yield Attention(
            pressing=Pressing.ACTION_LATE,
            sentence=sentence(f"Action, {count_words(late, 'day')} late: {row.title}"),
            detail=sentence(f"{row.owner}, due {display_date(row.due_on)}"),
            address=f"{page}#action-item-{row.uid}",
            days_late=late,
        )
