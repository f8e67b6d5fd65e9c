"""Since when something has stood accepted: milestones by their evidence, gates by their reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from programs.models import Evidence, GateCriterion, GateReview


def accepted_since(evidence: Sequence[Evidence], *, level: int, today: date) -> date | None:
    """The day since which evidence of at least ``level`` stood accepted without a gap; None when none does today."""
    enough = [each for each in evidence if each.level >= level]
    return standing_since(((each.accepted_on, each.ends_on) for each in enough), today=today)


def met_since(criterion: GateCriterion, today: date) -> date | None:
    """The day since which evidence of its level has stood accepted for the criterion; None when none does today."""
    uses = [use for use in criterion.evidence_uses.all() if use.evidence.level >= criterion.minimum_evidence_level]
    return standing_since(((use.accepted_on, use.evidence.ends_on) for use in uses), today=today)


def standing_since(acceptances: Iterable[tuple[date | None, date | None]], *, today: date) -> date | None:
    """The day since which one of the acceptances has stood without a gap; None when none does today.

    It agrees with the spans that the reckoning reads: an acceptance counts until before the day on which it
    was taken back or had lapsed.
    """
    spans = [(begins, ends or date.max) for begins, ends in acceptances if begins is not None and begins <= today]
    since, until = None, date.min
    for begins, ends in sorted(span for span in spans if span[0] < span[1]):
        since = begins if begins > until else since
        until = max(until, ends)
    return since if until > today else None


def passed_since(reviews: Iterable[GateReview]) -> date | None:
    """The day since which the gate has stood as passed; None while it does not. Reviews in order of their day."""
    since: date | None = None
    for review in reviews:
        passed = review.outcome == GateReview.Outcome.PASSED
        since = (since or review.decided_on) if passed else None
    return since
