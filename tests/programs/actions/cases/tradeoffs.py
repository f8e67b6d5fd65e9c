"""Every action on trade-offs."""

from __future__ import annotations

from tests.programs.actions.case import ActionCase

CASES: dict[str, ActionCase] = {}
