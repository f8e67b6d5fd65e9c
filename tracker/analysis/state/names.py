"""What the components are called in sentences."""

from __future__ import annotations

from tracker.analysis.state.results import CulturalSide, StructuralSide

NAMES: dict[str, str] = {
    StructuralSide.CONSTRAINT: "constraint and interfaces",
    StructuralSide.METRICS: "shared metrics",
    StructuralSide.CYCLES: "planning cycles",
    StructuralSide.AUTHORITY: "decision authority",
    StructuralSide.PILOT: "parallel run",
    CulturalSide.BEHAVIORS: "behaviors",
    CulturalSide.ACCOUNTABILITY: "shared accountability",
    CulturalSide.PULSE: "pulse",
    CulturalSide.SUSTAINMENT: "clean months",
}
