"""Every action on a program's life."""

from __future__ import annotations

from collections.abc import Callable

from programs.actions import copies, lifecycle
from programs.models import Program
from tests.factories import START
from tests.programs.actions.case import LEAD, ON, ActionCase, itself


def in_state(state: str) -> Callable[[Program], Program]:
    """Puts the program into a state, whatever it was in."""

    def prepare(program: Program) -> Program:
        Program.objects.filter(pk=program.pk).update(state=state)
        program.refresh_from_db()
        return program

    return prepare


CASES: dict[str, ActionCase] = {
    "lifecycle.activate": ActionCase(
        LEAD, in_state("draft"), lambda it, by, **read: lifecycle.activate(it, by=by, **read), versioned=True
    ),
    "lifecycle.pause": ActionCase(
        LEAD,
        itself,
        lambda it, by, **read: lifecycle.pause(it, by=by, reason="Plant rebuilt", **ON, **read),
        versioned=True,
    ),
    "lifecycle.resume": ActionCase(
        LEAD, in_state("paused"), lambda it, by, **read: lifecycle.resume(it, by=by, **ON, **read), versioned=True
    ),
    "lifecycle.close": ActionCase(
        LEAD,
        itself,
        lambda it, by, **read: lifecycle.close(it, by=by, lessons="Begin with the metric.", **ON, **read),
        versioned=True,
    ),
    "lifecycle.archive": ActionCase(
        LEAD,
        in_state("closed"),
        lambda it, by, **read: lifecycle.archive(it, by=by, **read),
        refreshes=False,
        versioned=True,
    ),
    "copies.copy_structure": ActionCase(
        LEAD,
        itself,
        lambda it, by, **read: copies.copy_structure(it, by=by, code="COPY", name="Copy", start_on=START, **ON, **read),
        refreshes=False,
        versioned=True,
    ),
}
