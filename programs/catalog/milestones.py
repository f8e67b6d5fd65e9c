"""Milestones that most programs need for the gates of the sequence, to start a plan from. All of it is a suggestion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from programs.models import Gate, Milestone

Code = Gate.Code
STRUCTURAL, CULTURAL = Milestone.Dimension.STRUCTURAL, Milestone.Dimension.CULTURAL


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedMilestone:
    """A milestone as it is suggested.

    gate         code of the gate that needs it; empty for cultural work, which no gate of the sequence needs
    days_before  days that it is finished before its gate
    start_days   without a gate: days from the start of the program to its finish
    """

    name: str
    dimension: str = STRUCTURAL
    gate: str = ""
    days_before: int = 0
    start_days: int = 0

    def finish_on(self, *, start_on: date | None, gate_dates: Mapping[str, date]) -> date | None:
        """The day it would be finished; None where gate or start are not known, never before the start."""
        from_gate = gate_dates.get(self.gate)
        if self.gate:
            suggested = from_gate - timedelta(days=self.days_before) if from_gate else None
        else:
            suggested = start_on + timedelta(days=self.start_days) if start_on else None
        return max(suggested, start_on) if suggested and start_on else suggested


MILESTONES: tuple[SuggestedMilestone, ...] = (
    SuggestedMilestone(gate=Code.G0, days_before=7, name="Decision flows between the functions mapped"),
    SuggestedMilestone(gate=Code.G0, name="Hand-offs ranked by the risk they carry"),
    SuggestedMilestone(gate=Code.G1, name="Constraint named and agreed by all functions"),
    SuggestedMilestone(gate=Code.G2, days_before=7, name="Shared metrics signed by the functions that move them"),
    SuggestedMilestone(gate=Code.G2, name="Baselines of the shared metrics locked"),
    SuggestedMilestone(gate=Code.G3, days_before=21, name="Decision authority given to who controls the constraint"),
    SuggestedMilestone(gate=Code.G3, days_before=14, name="Planning cycles brought to one rhythm"),
    SuggestedMilestone(gate=Code.G3, name="Integrated planning runs beside the old way"),
    SuggestedMilestone(gate=Code.GR, name="First results of the parallel run compared"),
    SuggestedMilestone(gate=Code.G4, name="Pilot decided by its protocol"),
    SuggestedMilestone(gate=Code.G5, name="First flow works the new way alone"),
    SuggestedMilestone(dimension=CULTURAL, start_days=270, name="Trade-offs count in the evaluation of who chose them"),
    SuggestedMilestone(dimension=CULTURAL, start_days=350, name="Leaders evaluated by shared metrics"),
    SuggestedMilestone(
        dimension=CULTURAL, start_days=450, name="Functions hold integrated planning without being asked"
    ),
    SuggestedMilestone(dimension=CULTURAL, start_days=530, name="Coordination lasts without the program office"),
)
