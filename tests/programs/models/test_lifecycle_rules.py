"""What can never be true of a pause: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import Program
from tests.factories import START, make_program
from tests.factories.lifecycle import make_pause
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def pause_twice(program: Program) -> None:
    make_pause(program, paused_on=START, resumed_on=None)
    make_pause(program, paused_on=START + DAY, resumed_on=START + 2 * DAY)


CASES: dict[str, Write] = {
    "program_pause_ends_after_it_begins": lambda program: make_pause(program, paused_on=START, resumed_on=START - DAY),
    "program_pauses_once_at_a_time": pause_twice,
    "program_pause_has_a_reason": lambda program: make_pause(program, reason=""),
    "program_currency_has_three_letters": lambda _: make_program(currency="euro"[:3]),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))
