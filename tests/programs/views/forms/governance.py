"""Forms of governance that stand below a program."""

from __future__ import annotations

from tests.programs.views.conftest import TODAY
from tests.programs.views.form_case import FormCase

PROGRAM_FORMS: dict[str, FormCase] = {
    "waiver-grant": (
        {"rule": "focusing_step", "on": str(TODAY), "expires_on": str(TODAY), "reason": "The supplier left"},
        lambda p: p.waivers.filter(rule="focusing_step").exists(),
    ),
    "raid-item-raise": (
        {"title": "The supplier is late", "kind": "risk", "probability": "4", "impact": ""},
        lambda p: p.raid_items.filter(probability=4, impact=None).exists(),
    ),
}
