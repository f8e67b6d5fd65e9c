"""Forms of a program's life that stand below a program."""

from __future__ import annotations

from tests.programs.views.form_case import FormCase

PROGRAM_FORMS: dict[str, FormCase] = {
    "program-copy": (
        {"code": "COPY", "name": "Copy", "start_on": "2026-09-01"},
        lambda p: p.copies.filter(code="COPY", state="draft").exists(),
    ),
}
