from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.models import Program
from tests import factories as make
from tests.factories import START
from tests.factories import weekly as make_weekly
from tests.factories.lifecycle import make_pause
from tracker.analysis.coverage import coverage
from tracker.analysis.facts.weekly import Standstill
from tracker.facts.weekly import read_weekly

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def fill(program: Program) -> None:
    """Two led functions: one spoke in both weeks, the other in the second only."""
    first, second = (make.make_function(name=f"{name} {program.pk}") for name in ("Assembly", "Buying"))
    for function in (first, second):
        make_weekly.make_lead(make.make_user(), program, function)
    for function, week in ((second, START + WEEK), (first, START + WEEK), (first, START)):
        make_weekly.make_statement(program, function=function, week_starts_on=week, happened=week > START)


def test_a_batch_takes_as_many_queries_as_one_program() -> None:
    programs = [make.make_program() for _ in range(3)]
    for program in programs:
        fill(program)

    with CaptureQueriesContext(connection) as queries:
        read = read_weekly([program.pk for program in programs], as_of=timezone.localdate())

    assert len(queries) == 4
    assert [(len(read[each.pk].statements), len(read[each.pk].leads)) for each in programs] == [(3, 2)] * 3


def test_statements_are_in_the_order_of_their_weeks_with_what_was_said(program: Program) -> None:
    fill(program)

    read = read_weekly([program.pk], as_of=timezone.localdate())[program.pk]

    assert [(each.week_starts_on, each.happened) for each in read.statements] == [
        (START, False), (START + WEEK, True), (START + WEEK, True)
    ]  # fmt: skip
    assert {each.subject for each in read.statements} == {"incidents"}


def test_what_is_said_later_is_not_known_yet(program: Program) -> None:
    fill(program)

    read = read_weekly([program.pk], as_of=START)[program.pk]

    assert [each.week_starts_on for each in read.statements] == [START]


def test_coverage_counts_those_who_spoke_of_those_who_lead(program: Program) -> None:
    fill(program)
    read = read_weekly([program.pk], as_of=timezone.localdate())[program.pk]

    covered = coverage(read, subject="incidents", weeks=[START, START + WEEK])

    assert [(len(each.reporting), len(each.expected), each.is_complete) for each in covered] == [
        (1, 2, False), (2, 2, True)
    ]  # fmt: skip


def test_the_start_and_what_stood_still_by_the_day_are_known(program: Program) -> None:
    Program.objects.filter(pk=program.pk).update(start_on=START)
    for first, last in ((START + WEEK, START + 2 * WEEK), (START + 9 * WEEK, None)):
        make_pause(program, paused_on=first, resumed_on=last)

    read = read_weekly([program.pk], as_of=START + 8 * WEEK)[program.pk]

    assert read.start_on == START
    assert read.standstills == (Standstill(first=START + WEEK, last=START + 2 * WEEK - timedelta(days=1)),)
