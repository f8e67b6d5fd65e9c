"""Forms of the plan that stand below a program."""

from __future__ import annotations

from tests.programs.views.conftest import TODAY
from tests.programs.views.form_case import FormCase, Values

MILESTONE: Values = {
    "name": "Cycle synchronized", "dimension": "structural", "step": "map", "kind": "deliverable", "weight": "2",
    "minimum_evidence_level": 2, "finish_on": str(TODAY),
}  # fmt: skip
PROGRAM_FORMS: dict[str, FormCase] = {
    "program-edit": ({"name": "Beta", "start_on": "2026-01-05", "version": 1}, lambda p: p.name == "Beta"),
    "flow-create": (
        {"name": "Pumps", "segment_kind": "product_line", "position": 1, "state": "mapped"},
        lambda p: p.flows.filter(name="Pumps").exists(),
    ),
    "milestone-create": (MILESTONE, lambda p: p.milestones.filter(name="Cycle synchronized").exists()),
    "gate-create": (
        {"G0": str(TODAY), "G2": str(TODAY)},
        lambda p: set(p.gates.values_list("code", flat=True)) == {"G0", "G2"},
    ),
    "status-report-create": (
        {"on": str(TODAY), "rated_by": "PMO lead", "status": "amber", "reason": "One gate is late"},
        lambda p: p.status_reports.get().status == "amber",
    ),
    "cost-line-create": (
        {"on": str(TODAY), "kind": "forecast", "scope": "whole_life", "amount": "12.50", "currency": "EUR"},
        lambda p: p.cost_lines.get().currency == "EUR",
    ),
    "membership-create": (
        {"email": "NEW@example.com", "role": "viewer", "valid_from": str(TODAY)},
        lambda p: p.memberships.filter(role="viewer").exists(),
    ),
}  # fmt: skip
