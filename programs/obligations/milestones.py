"""Milestones to finish, and evidence to accept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from programs.models import Evidence, EvidenceUse, Milestone, User
from programs.obligations.obligation import SOON, Obligation, Role, address_of, of_my_functions, running
from programs.obligations.plan_days import planned_on


def open_milestones(user: User, day: date) -> QuerySet[Any]:
    """Milestones that the person answers for in active programs, without evidence that proves them.

    Annotates ``forecast_on``, the finish as last stated.
    """
    programs = running(user, day, Role.PMO_LEAD, Role.FUNCTION_LEAD, Role.COMMITTEE_MEMBER)
    led = of_my_functions(user, day, program="program", function="function")
    mine = Q(owner=user) | (Q(owner__isnull=True) & led)
    proof = EvidenceUse.objects.filter(
        Q(evidence__expires_on__isnull=True) | Q(evidence__expires_on__gte=day),
        milestone=OuterRef("pk"),
        evidence__accepted_on__isnull=False,
        evidence__revoked_on__isnull=True,
        evidence__level__gte=OuterRef("minimum_evidence_level"),
    )
    rows = Milestone.objects.kept().filter(mine, program__in=programs).exclude(kind=Milestone.Kind.GATE)
    return rows.filter(~Q(Exists(proof))).with_forecast()


def milestones_due(user: User, day: date) -> Iterator[Obligation]:
    """Milestones of the person that are overdue or due in two weeks, and for which no evidence waits already."""
    waiting = EvidenceUse.objects.filter(
        milestone=OuterRef("pk"),
        evidence__accepted_on__isnull=True,
        evidence__level__gte=OuterRef("minimum_evidence_level"),
    )
    dated = open_milestones(user, day).filter(~Q(Exists(waiting))).annotate(planned_on=planned_on("pk", day))
    due = dated.filter(Q(forecast_on__lte=day + SOON) | Q(planned_on__lte=day + SOON))
    for row in due.select_related("program", "gate").order_by("id"):
        due_on = row.planned_on or row.forecast_on
        yield Obligation(
            kind="milestone_due",
            key=str(row.uid),
            what=row.name,
            program=row.program,
            due_on=due_on,
            expected=row.forecast_on if row.forecast_on != due_on else None,
            gate=row.gate.code if row.gate else "",
            why=f"Gate {row.gate} needs it." if row.gate else "Only accepted evidence counts as progress.",
            button="Give evidence",
            address=address_of(row, "programs:evidence-give"),
        )


def evidence_to_accept(user: User, day: date) -> Iterator[Obligation]:
    """Evidence that the person may accept: they gave none of it, and own none of what it speaks for."""
    programs = running(user, day, Role.PMO_LEAD, Role.COMMITTEE_MEMBER)
    waits = Evidence.objects.filter(program__in=programs, accepted_on__isnull=True, revoked_on__isnull=True)
    own = EvidenceUse.objects.filter(evidence=OuterRef("pk"), milestone__owner=user)
    spoken_for = EvidenceUse.objects.filter(evidence__in=waits.exclude(given_by=user).filter(~Q(Exists(own))))
    kept = spoken_for.filter(milestone__removed_on__isnull=True)
    related = ("evidence__program", "evidence__given_by", "milestone__program", "milestone__gate")
    rows = kept.select_related(*related).order_by("evidence_id", "id")
    for row in rows.distinct("evidence_id"):
        given_on = row.evidence.given_on
        yield Obligation(
            kind="evidence_to_accept",
            key=str(row.evidence.uid),
            what=f"“{row.evidence.title}”, given by {row.evidence.given_by} for {row.milestone}",
            program=row.evidence.program,
            since=given_on,
            due_on=given_on + timedelta(days=7),
            gate=row.milestone.gate.code if row.milestone.gate else "",
            why=f"Gate {row.milestone.gate} needs it: until somebody else accepts it, it counts as not done."
            if row.milestone.gate
            else "Until somebody else accepts it, the milestone counts as not done.",
            button="Look at it",
            address=f"{row.milestone.program.get_absolute_url()}#milestone-{row.milestone.uid}",
        )
