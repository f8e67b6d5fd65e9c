"""Forms of decisions that stand below a program."""

from __future__ import annotations

from tests.programs.views.conftest import TODAY
from tests.programs.views.form_case import FormCase

PROGRAM_FORMS: dict[str, FormCase] = {
    "decision-raise": (
        {"question": "Air or sea?", "on": str(TODAY)},
        lambda p: p.decisions.get().decided_on is None,
    ),
    "decision-right-create": (
        {"decision": "Which orders are expedited", "valid_from": str(TODAY), "times_a_month": "12"},
        lambda p: p.decision_rights.get().times_a_month == 12,
    ),
}
