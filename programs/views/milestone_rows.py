"""Milestones as the rows of a page, with what the person may do about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from programs.acceptance import accepted_since, passed_since
from programs.models import (
    BaselineItem,
    Evidence,
    EvidenceUse,
    GateReview,
    Milestone,
    MilestoneForecast,
)
from programs.periods import months_later
from programs.views.rights import Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A piece of evidence on a row, and whether the person may accept it or take its acceptance back.

    last_day  proposed to whoever accepts it, because it was given with it or lapses by the policy's ``months``
    """

    evidence: Evidence
    may_accept: bool
    may_revoke: bool
    last_day: date | None = None
    months: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """One milestone. Days are calendar days; ``review`` is the latest decision when it is a gate.

    days_past  days since the expected day, while nothing is accepted; else 0
    state  accepted, waiting (evidence to accept), stopped, overdue, started or open
    """

    milestone: Milestone
    planned_on: date | None
    forecast_on: date | None
    stated_on: date | None
    accepted_on: date | None
    state: str
    evidence: tuple[EvidenceLine, ...]
    review: GateReview | None
    may_answer: bool
    rights: Rights
    days_past: int = 0

    @property
    def is_gate(self) -> bool:
        """Whether a review, not evidence, decides it."""
        return self.milestone.kind == Milestone.Kind.GATE

    @property
    def shift_days(self) -> int | None:
        """Expected (or accepted) day minus the planned one; positive is later."""
        expected = self.accepted_on or self.forecast_on
        return (expected - self.planned_on).days if expected and self.planned_on else None


def with_row_details(milestones: QuerySet[Milestone], today: date) -> QuerySet[Milestone]:
    """Milestones with all that their rows show; five queries, whatever their number. Later days are not known yet."""
    stated = MilestoneForecast.objects.filter(milestone=OuterRef("pk"), stated_on__lte=today)
    latest = stated.order_by("-stated_on")
    planned = BaselineItem.objects.filter(milestone=OuterRef("pk"), baseline__number=1, baseline__locked_on__lte=today)
    uses = EvidenceUse.objects.select_related("evidence__given_by", "evidence__accepted_by")
    uses = uses.prefetch_related("evidence__attachments").order_by("id")
    decided = GateReview.objects.filter(decided_on__lte=today)
    reviews = decided.select_related("decided_by").order_by("-decided_on", "-id")
    return (
        milestones.select_related("owner", "function", "gate", "gate_of")
        .annotate(
            forecast_on=Subquery(latest.values("finish_on")[:1]),
            stated_on=Subquery(latest.values("stated_on")[:1]),
            planned_on=Subquery(planned.values("planned_on")[:1]),
        )
        .prefetch_related(Prefetch("evidence_uses", uses), Prefetch("gate_of__reviews", reviews))
    )


def milestone_row(milestone: Milestone, rights: Rights, today: date) -> MilestoneRow:
    """The row of a milestone that came from ``with_row_details``."""
    evidence = [use.evidence for use in milestone.evidence_uses.all()]
    gate = getattr(milestone, "gate_of", None)
    reviews = list(gate.reviews.all()) if gate is not None else []
    review = reviews[0] if reviews else None
    if gate is not None:
        accepted_on = passed_since(reversed(reviews))
    else:
        accepted_on = accepted_since(evidence, level=milestone.minimum_evidence_level, today=today)
    forecast_on: date | None = getattr(milestone, "forecast_on", None)
    return MilestoneRow(
        milestone=milestone,
        planned_on=getattr(milestone, "planned_on", None),
        forecast_on=forecast_on,
        stated_on=getattr(milestone, "stated_on", None),
        accepted_on=accepted_on,
        state=state_of(
            milestone, evidence, review, accepted_on=accepted_on, late=bool(forecast_on and forecast_on < today)
        ),
        evidence=tuple(evidence_line(each, milestone, rights) for each in evidence),
        review=review,
        may_answer=rights.answers_for(milestone),
        rights=rights,
        days_past=max((today - forecast_on).days, 0) if forecast_on and accepted_on is None else 0,
    )


def state_of(
    milestone: Milestone,
    evidence: list[Evidence],
    review: GateReview | None,
    *,
    accepted_on: date | None,
    late: bool,
) -> str:
    """The one word that the row shows; what needs somebody comes before what does not."""
    if accepted_on is not None:
        return "accepted"
    if review is not None and review.outcome == GateReview.Outcome.STOPPED:
        return "stopped"
    if any(each.accepted_on is None for each in evidence):
        return "waiting"
    if late:
        return "overdue"
    return "started" if milestone.started_on is not None else "open"


def evidence_line(evidence: Evidence, milestone: Milestone, rights: Rights) -> EvidenceLine:
    """The evidence with the buttons the person gets."""
    may_accept = evidence.accepted_on is None and rights.may_accept(evidence, milestone)
    lapses = may_accept and evidence.expires_on is None and milestone.dimension == Milestone.Dimension.CULTURAL
    months = rights.evidence_months if lapses else 0
    return EvidenceLine(
        evidence=evidence,
        may_accept=may_accept,
        last_day=months_later(timezone.localdate(), months) if lapses else evidence.expires_on,
        months=months,
        may_revoke=evidence.accepted_on is not None and evidence.revoked_on is None and rights.decide,
    )
