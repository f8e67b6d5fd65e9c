"""Every action on constraints and what was observed of them."""

from __future__ import annotations

from tests.programs.actions.case import ActionCase

CASES: dict[str, ActionCase] = {}
