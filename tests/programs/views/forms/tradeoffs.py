"""Forms of trade-offs and market shifts that stand below a program."""

from __future__ import annotations

from tests.programs.views.conftest import TODAY
from tests.programs.views.form_case import FormCase

PROGRAM_FORMS: dict[str, FormCase] = {
    "market-shift-create": (
        {"title": "Demand doubled", "visible_on": str(TODAY)},
        lambda p: p.market_shifts.filter(title="Demand doubled").exists(),
    ),
}
