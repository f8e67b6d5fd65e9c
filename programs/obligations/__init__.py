"""What a person owes over all programs: one function for each kind, and one list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from programs.models import User
from programs.obligations import (
    decisions,
    gates,
    governance,
    interfaces,
    metrics,
    milestones,
    pilots,
    readings,
    sessions,
    week,
)
from programs.obligations.obligation import Obligation, in_order

Kind = Callable[[User, date], Iterator[Obligation]]

KINDS: tuple[Kind, ...] = (
    week.statements_missing,
    week.happenings_unrecorded,
    week.words_contradicted,
    week.costs_missing,
    milestones.milestones_due,
    milestones.evidence_to_accept,
    gates.criterion_evidence_to_accept,
    gates.reviews_due,
    gates.passes_to_complete,
    interfaces.redesigns_to_accept,
    decisions.decisions_waiting,
    pilots.pilots_to_decide,
    sessions.sessions_to_record,
    governance.approvals_asked,
    governance.action_items_open,
    governance.raid_items_due,
    governance.committee_decisions_to_do,
    metrics.definitions_to_sign,
    readings.readings_missing,
)


def owed_by(user: User, day: date) -> list[Obligation]:
    """Everything that the person owes on the day, what blocks most first; nothing once they were deactivated."""
    if not user.is_authenticated or not user.is_active:
        return []
    return in_order(chain.from_iterable(kind(user, day) for kind in KINDS), day)
