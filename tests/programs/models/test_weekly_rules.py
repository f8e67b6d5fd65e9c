"""A refusal for each rule that the database itself holds about weekly statements and digests."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import DigestMail, Program
from tests import factories as make
from tests.factories import START
from tests.factories import weekly as make_weekly
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db


def said_twice(program: Program) -> None:
    first = make_weekly.make_statement(program)
    make_weekly.make_statement(program, function=first.function, happened=True)


def mailed_twice(_: Program) -> None:
    person = make.make_user()
    for _number in range(2):
        DigestMail.objects.create(user=person, window_starts_on=START, sent_at=timezone.now(), obligations=1)


CASES: dict[str, Write] = {
    "function_states_a_subject_once_a_week": said_twice,
    "statement_week_starts_on_monday": lambda program: make_weekly.make_statement(
        program, week_starts_on=START + timedelta(days=1)
    ),
    "week_is_stated_after_it_began": lambda program: make_weekly.make_statement(
        program, stated_on=START - timedelta(days=1)
    ),
    "digest_is_sent_once_a_window": mailed_twice,
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))
