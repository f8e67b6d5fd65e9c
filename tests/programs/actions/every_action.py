"""Every action of the record: the cases of each area, and what the house itself finds."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import iter_modules
from typing import Any

import programs.actions
from programs.models import Program, User
from tests.areas import merged
from tests.programs.actions.case import ActionCase

CASES: dict[str, ActionCase] = merged("tests.programs.actions.cases", "CASES")
# The import writes whole tables, tokens and accounts of systems belong to no program, the feed is kept by the house:
# who may, and what they leave, is tried where their files are.
TRIED_ELSEWHERE = {
    "feed.begin_generation",
    "feed.prune",
    "imports.publish",
    "service_accounts.create",
    "tokens.issue",
    "tokens.revoke",
}
# What actions run in, no actions themselves.
CONTEXTS = {
    "signature",
    "said_in_words",
    "all_or_nothing",
    "together",
    "coming_from",
    "gathered",
    "read_once",
    "writing_for",
}


def all_actions() -> dict[str, Callable[..., Any]]:
    """Every function under ``programs.actions`` that is decorated as an action, by the name that signs history."""
    found: dict[str, Callable[..., Any]] = {}
    for module in iter_modules(programs.actions.__path__):
        rooms = import_module(f"programs.actions.{module.name}")
        for name, function in getmembers(rooms, isfunction):
            if function.__module__ == rooms.__name__ and hasattr(function, "__wrapped__") and name not in CONTEXTS:
                found[f"{module.name}.{name}"] = function
    return found


def call(case: ActionCase, program: Program, by: User, **read: int) -> Any:
    """The rows of the case made, and the action done."""
    return case.act(case.prepare(program), by, **read)
