"""One of everything of governance."""

from __future__ import annotations

from typing import Any

from programs.models import Gate, Program, User
from tests.factories import governance as make_governance
from tests.factories import make_milestone

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid; the gate is not reviewed, so its criteria are open."""
    gate = Gate.objects.create(program=program, code="G5", item=make_milestone(program, kind="gate"))
    criterion = make_governance.make_criterion(program, gate=gate)
    return {
        "gate-criteria": criterion,
        "criterion-evidence": make_governance.make_criterion_evidence(criterion),
        "waivers": make_governance.make_waiver(program),
        "approvals": make_governance.make_approval(program, gate=gate),
        "raid-items": make_governance.make_raid_item(program),
        "committee-decisions": make_governance.make_question(program),
        "action-items": make_governance.make_action_item(program),
    }
