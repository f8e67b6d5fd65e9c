"""Forms of the policy that stand below a program."""

from __future__ import annotations

from tests.programs.views.form_case import FormCase

PROGRAM_FORMS: dict[str, FormCase] = {}
