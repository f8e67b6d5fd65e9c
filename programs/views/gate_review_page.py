"""Everything that a committee looks at to decide a gate, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from programs.gate_deciders import Deciders, deciders_of
from programs.gate_needs import GateNeeds, Need, gate_needs
from programs.models import Gate, GateReview, User
from programs.views.gate_page import CriterionLine, criterion_line, evidence_uses
from programs.views.milestone_rows import MilestoneRow, milestone_row, with_row_details
from programs.views.rights import rights_in


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """An item or an earlier gate with its row of the plan, and how many days it is behind its planned day."""

    need: Need
    row: MilestoneRow
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A gate to decide.

    alone      nobody but the person could decide it
    for_them   the person only records what a meeting of the committee decided
    own        the person owns the gate, and somebody else could pass it
    stands     the latest decision; None before the first
    """

    line: NeedLine
    needs: GateNeeds
    items: Sequence[NeedLine]
    criteria: Sequence[CriterionLine]
    earlier: Sequence[NeedLine]
    deciders: Deciders
    alone: bool
    for_them: bool
    own: bool
    stands: GateReview | None


def review_page(gate: Gate, user: User, *, today: date) -> ReviewPage:
    """The page of a review as one person sees it on a day."""
    rights, deciders = rights_in(user, gate.program), deciders_of(gate.program, today)
    needs = gate_needs(gate, on=today)
    rows = {row.pk: milestone_row(row, rights, today) for row in with_row_details(gate.program.milestones.all(), today)}
    own_need = Need(row=gate, met_on=rows[gate.item_id].accepted_on, waiver=needs.waiver)
    criteria = gate.criterion_list.kept().prefetch_related(Prefetch("evidence_uses", evidence_uses()))
    return ReviewPage(
        line=need_line(own_need, rows, today=today),
        needs=needs,
        items=sorted((need_line(each, rows, today=today) for each in needs.items), key=planned_first),
        criteria=[criterion_line(each, gate, rights, today=today) for each in criteria],
        earlier=[need_line(each, rows, today=today) for each in needs.earlier],
        deciders=deciders,
        alone=not deciders.others(user),
        for_them=not deciders.decides(user),
        own=gate.item.owner_id == user.pk and bool(deciders.others(user)),
        stands=gate.reviews.order_by("-decided_on", "-id").first(),
    )


def need_line(need: Need, rows: dict[int, MilestoneRow], *, today: date) -> NeedLine:
    """The item or gate with its row; late when it is missing after its planned day."""
    row = rows[need.row.item_id if isinstance(need.row, Gate) else need.row.pk]
    due = row.planned_on or row.forecast_on
    late = (today - due).days if need.met_on is None and due is not None else 0
    return NeedLine(need=need, row=row, days_late=max(0, late))


def planned_first(line: NeedLine) -> tuple[bool, date, int]:
    """What is missing first, each by its planned day."""
    return line.need.met_on is not None, line.row.planned_on or line.row.forecast_on or date.max, line.row.milestone.pk
