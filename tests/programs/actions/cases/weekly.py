"""Every action on the week."""

from __future__ import annotations

from typing import Any

from programs.actions import statements
from programs.models import BusinessFunction, Program, User
from tests.factories import START
from tests.programs.actions.case import ActionCase, itself


def stated(program: Program, by: User) -> Any:
    """The word of Procurement, which nobody leads but the function lead of the cast; without one the PMO lead may."""
    function = BusinessFunction.objects.get_or_create(name="Procurement", parent=None)[0]
    return statements.state(
        program, by=by, function=function, week_starts_on=START, subject="incidents", happened=False, on=START
    )


CASES: dict[str, ActionCase] = {"statements.state": ActionCase(frozenset({"function_lead"}), itself, stated)}
