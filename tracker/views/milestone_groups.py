"""Milestones in the order of the sequence, under the gate that needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from programs.models import Gate, Milestone
from programs.views.milestone_rows import MilestoneRow

NEEDS_EYES = {"started", "waiting", "overdue", "stopped"}
FEW_ACCEPTED = 2
CODES: list[str] = list(Gate.Code.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneGroup:
    """Rows under one heading; ``gate`` is the row of the gate itself, when the group has one."""

    title: str
    gate: MilestoneRow | None
    rows: tuple[MilestoneRow, ...]

    @property
    def done(self) -> int:
        """How many of the rows are accepted."""
        return sum(1 for row in self.rows if row.accepted_on is not None)

    @property
    def folds(self) -> bool:
        """Whether what is accepted stands folded behind what is open."""
        return FEW_ACCEPTED < self.done < len(self.rows)

    @property
    def first_rows(self) -> tuple[MilestoneRow, ...]:
        """The rows that are shown at once: the open ones, or all when there is nothing to fold."""
        return tuple(row for row in self.rows if row.accepted_on is None) if self.folds else self.rows

    @property
    def accepted_rows(self) -> tuple[MilestoneRow, ...]:
        """The rows that stand folded."""
        return tuple(row for row in self.rows if row.accepted_on is not None) if self.folds else ()

    @property
    def is_complete(self) -> bool:
        """Whether the gate is passed, or without a gate everything is accepted."""
        if self.gate is not None:
            return self.gate.accepted_on is not None and self.done == len(self.rows)
        return self.done == len(self.rows)

    @property
    def needs_eyes(self) -> bool:
        """Whether something in it is under way, late, stopped or waits for somebody."""
        rows = self.rows if self.gate is None else (self.gate, *self.rows)
        return any(row.state in NEEDS_EYES for row in rows)


def grouped(rows: Sequence[MilestoneRow]) -> list[MilestoneGroup]:
    """Gates first, in order; then work that no gate needs, by dimension. Rows by expected day, then name."""
    ordered = sorted(rows, key=lambda row: (row.forecast_on or date.max, row.milestone.name, row.milestone.pk))
    gates = {row.milestone.gate_of.code: row for row in ordered if row.is_gate and hasattr(row.milestone, "gate_of")}
    groups = [
        MilestoneGroup(
            title=f"{code} {Gate.Code(code).label}",
            gate=gates[code],
            rows=tuple(
                each for each in ordered if each.milestone.gate is not None and each.milestone.gate.code == code
            ),
        )
        for code in CODES
        if code in gates
    ]
    for dimension, label in Milestone.Dimension.choices:
        loose = tuple(
            row
            for row in ordered
            if not row.is_gate and row.milestone.gate is None and row.milestone.dimension == dimension
        )
        if loose:
            title = "Milestones" if dimension == Milestone.Dimension.DELIVERY and not groups else f"{label}, no gate"
            groups.append(MilestoneGroup(title=title, gate=None, rows=loose))
    return groups
