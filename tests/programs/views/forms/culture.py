"""Forms of culture that stand below a program."""

from __future__ import annotations

from tests.programs.views.form_case import FormCase

# They name flows and functions that must be there first: see tests/programs/views/test_culture_forms.py.
PROGRAM_FORMS: dict[str, FormCase] = {}
