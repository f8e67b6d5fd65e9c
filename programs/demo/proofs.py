"""What a piece of evidence is called when its story does not say."""

from __future__ import annotations

from programs.demo.chance import one_of
from programs.demo.story import ItemStory
from programs.models import EvidenceLevel, Milestone

Step = Milestone.Step
PROOFS: dict[str, tuple[str, ...]] = {
    Step.MAP: ("Map signed by both sides of the handoff", "Workshop record, signed", "Signed interface sheet"),
    Step.CONSTRAINT: ("Queue and utilization records", "Signed review of the limits", "Shift log, four weeks"),
    Step.METRICS: ("Definition sheet, signed by both functions", "Signed scorecard", "Readings extract"),
    Step.PARALLEL_RUN: ("Session log of the parallel run", "Comparison of both plans", "Log of the integrated plan"),
    Step.CUT_OVER: ("Planning calendar in force", "Decision log, first decisions by the new owner", "System record"),
    Step.EXPAND: ("Signed rollout note of the second flow", "Session log of the second flow"),
    Step.SUSTAIN: ("Attendance and decision log", "Evaluation record", "Session log without the PMO"),
}
MEASURED = ("Readings against the locked baseline", "Measured before and after", "Chart of readings, signed by finance")


def proof_of(item: ItemStory, step: str) -> str:
    """The title of the evidence for an item."""
    if item.proof:
        return item.proof
    measured = item.level == EvidenceLevel.MEASURED_OUTCOME
    return one_of(f"proof {item.name}", MEASURED if measured else PROOFS[step])
