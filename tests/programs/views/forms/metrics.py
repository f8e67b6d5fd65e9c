"""Forms of metrics that stand below a program."""

from __future__ import annotations

from tests.programs.views.form_case import FormCase

# The others name a row by its number in the database, which only their own tests know: test_metric_forms.py.
PROGRAM_FORMS: dict[str, FormCase] = {}
