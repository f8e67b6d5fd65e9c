"""Every action on interfaces between functions and their incidents."""

from __future__ import annotations

from tests.programs.actions.case import ActionCase

CASES: dict[str, ActionCase] = {}
