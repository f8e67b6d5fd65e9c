"""Every action on the policy."""

from __future__ import annotations

from tests.programs.actions.case import ActionCase

CASES: dict[str, ActionCase] = {}
