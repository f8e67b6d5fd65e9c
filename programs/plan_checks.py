"""What others know against a plan before it is locked; the record asks them without knowing who they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from programs.models import Program

PlanCheck: TypeAlias = Callable[[Program, Mapping[str, date], date], list[str]]
"""From a program, the planned day of each of its gates by code, and today, to sentences for people."""

_checks: list[PlanCheck] = []


def ask_before_locking(check: PlanCheck) -> None:
    """The check is asked whenever somebody looks at what a lock would freeze; twice registered, it is asked once."""
    if check not in _checks:
        _checks.append(check)


def objections(program: Program, planned: Mapping[str, date], today: date) -> list[str]:
    """What every check says against the plan, in the order in which they were registered."""
    return [sentence for check in _checks for sentence in check(program, planned, today)]
