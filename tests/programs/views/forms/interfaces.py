"""Forms of interfaces between functions and their incidents that stand below a program.

The five-second form needs an interface of its own program: see test_incident_pages.py.
"""

from __future__ import annotations

from tests.programs.views.form_case import FormCase

PROGRAM_FORMS: dict[str, FormCase] = {}
