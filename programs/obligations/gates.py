"""Gates to review, and evidence for their criteria to accept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from programs.counts import counted
from programs.gate_deciders import decided_by
from programs.models import CriterionEvidence, Gate, GateReview, Program, User
from programs.obligations.obligation import SOON, Obligation, Role, address_of, running
from programs.obligations.plan_days import forecast_on, planned_on

ACCEPT_DAYS = timedelta(days=7)


def reviews_due(user: User, day: date) -> Iterator[Obligation]:
    """Open gates due in two weeks, for the committee; for the PMO lead where a program has no committee."""
    mine = Q(decided_by(user, day), program__in=Program.objects.active())
    gates: QuerySet[Any] = Gate.objects.filter(mine, item__removed_on__isnull=True).with_state(day)
    dated = gates.annotate(planned_on=planned_on("item", day), forecast_on=forecast_on("item"))
    due = dated.filter(Q(planned_on__lte=day + SOON) | Q(forecast_on__lte=day + SOON), state="open")
    for row in due.select_related("program").order_by("id"):
        due_on = row.planned_on or row.forecast_on
        yield Obligation(
            kind="gate_review",
            key=str(row.uid),
            what=f"Review of gate {row}",
            program=row.program,
            due_on=due_on,
            expected=row.forecast_on if row.forecast_on != due_on else None,
            gate=row.code,
            why=f"The steps after {row.code} wait for it, and the likely dates of all later gates move with it.",
            button="Review the gate",
            address=address_of(row, "programs:gate-review"),
        )


def passes_to_complete(user: User, day: date) -> Iterator[Obligation]:
    """Gates that stand as passed with something open, for whoever decides them: they earn once nothing is."""
    mine = Q(decided_by(user, day), program__in=Program.objects.active())
    gates: QuerySet[Any] = Gate.objects.filter(mine, item__removed_on__isnull=True).with_state(day)
    in_part = gates.filter(state=GateReview.Outcome.PASSED, open_count__gt=0)
    for row in in_part.select_related("program").order_by("id"):
        open_then = counted(row.open_count, "thing")
        yield Obligation(
            kind="gate_to_complete",
            key=str(row.uid),
            what=f"Gate {row}, passed with {open_then} open",
            program=row.program,
            since=row.decided_on,
            gate=row.code,
            why=f"Until {row.code} is passed again with nothing open it earns nothing, and Delivery is not green.",
            button="See what is still missing",
            address=address_of(row, "programs:gate-review"),
        )


def criterion_evidence_to_accept(user: User, day: date) -> Iterator[Obligation]:
    """Evidence and citations for criteria of gates that the person may accept: neither theirs nor of their gate."""
    programs = running(user, day, Role.PMO_LEAD, Role.COMMITTEE_MEMBER)
    uses = CriterionEvidence.objects.filter(
        criterion__gate__program__in=programs,
        criterion__removed_on__isnull=True,
        accepted_on__isnull=True,
        evidence__revoked_on__isnull=True,
    )
    mine = Q(cited_by=user) | Q(evidence__given_by=user) | Q(criterion__gate__in=Gate.objects.filter(item__owner=user))
    rows = uses.exclude(mine).select_related("evidence__given_by", "cited_by", "criterion__gate__program")
    for row in rows.order_by("cited_on", "id"):
        gate, given = row.criterion.gate, row.evidence
        is_cited = given.accepted_on is not None
        yield Obligation(
            kind="criterion_evidence",
            key=str(row.uid),
            what=f"“{given.title}”, {'cited' if is_cited else 'given'} by {row.cited_by} for “{row.criterion}”",
            program=gate.program,
            since=row.cited_on,
            due_on=row.cited_on + ACCEPT_DAYS,
            gate=gate.code,
            why=f"Until somebody else accepts it, this criterion of gate {gate} is not met.",
            button="Look at it",
            address=address_of(gate, "programs:gate-detail", part=f"criterion-{row.criterion.uid}"),
        )
