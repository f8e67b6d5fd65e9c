"""A program that is over is read, not written: only what is named may still come in (ADR 19)."""

from __future__ import annotations

import pytest
from django.db import transaction

from programs.actions.after_close import ALWAYS, WHILE_CLOSED
from programs.errors import Refused
from programs.models import Program
from tests.factories import START, make_user
from tests.programs.actions.case import ActionCase
from tests.programs.actions.every_action import CASES, all_actions

pytestmark = pytest.mark.django_db
WRITES_NO_PROGRAM = {
    name
    for name in CASES
    if name.partition(".")[0]
    in {
        "committee_members",
        "committees",
        "currencies",
        "fiscal_periods",
        "functions",
        "handoff_counts",
        "interfaces",
        "meetings",
        "metric_definitions",
        "metrics",
        "people",
        "planning_cycles",
        "readings",
        "resources",
        "working_calendars",
    }
} | {"policies.approve", "portfolios.create", "portfolios.change", "programs.create"}


def code_in(state: str, case: ActionCase, program: Program) -> str:
    """The code of the refusal when the program has come into the state; blank when the state is no reason."""
    with transaction.atomic():
        subject = case.prepare(program)
        Program.objects.filter(pk=program.pk).update(state=state, closed_on=START)
        program.refresh_from_db()
        code = ""
        try:
            with transaction.atomic():
                case.act(subject, make_user(is_superuser=True))
        except Refused as refusal:
            code = refusal.code
        transaction.set_rollback(True)
    program.refresh_from_db()
    return code


@pytest.mark.parametrize(("state", "open_to"), [("closed", ALWAYS | WHILE_CLOSED), ("archived", ALWAYS)])
def test_only_what_is_named_is_written_of_a_program_that_is_over(
    state: str, open_to: frozenset[str], program: Program
) -> None:
    let_in = {name for name, case in CASES.items() if code_in(state, case, program) != f"program_is_{state}"}

    assert let_in == {*open_to, *WRITES_NO_PROGRAM}


def test_every_name_is_that_of_an_action() -> None:
    assert set(all_actions()) >= ALWAYS | WHILE_CLOSED
