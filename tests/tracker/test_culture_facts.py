from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.models import Program
from tests import factories as make
from tests.factories import START
from tests.factories import culture as make_culture
from tracker.facts.culture import read_culture

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def fill(program: Program) -> None:
    flow = make.make_flow(program)
    make_culture.make_held(flow, held_on=START + DAY, Procurement="7", Production="absent")
    make_culture.make_session(flow, scheduled_on=START)
    for days in (4, 2):
        make_culture.make_intervention(flow, happened_on=START + days * DAY)
    make_culture.make_closed_wave(program, {"Procurement": (8, 6), "Production": (6, 5)})


def test_a_batch_takes_as_many_queries_as_one_program() -> None:
    programs = [make.make_program() for _ in range(3)]
    for program in programs:
        fill(program)

    with CaptureQueriesContext(connection) as queries:
        read = read_culture([program.pk for program in programs], as_of=timezone.localdate())

    assert len(queries) == 7
    assert [len(read[program.pk].sessions) for program in programs] == [2, 2, 2]
    assert [len(read[program.pk].waves) for program in programs] == [1, 1, 1]


def test_facts_are_in_the_order_of_their_days(program: Program) -> None:
    fill(program)

    read = read_culture([program.pk], as_of=timezone.localdate())[program.pk]

    assert [each.scheduled_on for each in read.sessions] == [START, START + DAY]
    assert [each.happened_on for each in read.interventions] == [START + 2 * DAY, START + 4 * DAY]


def test_a_session_says_who_came_and_which_plan_they_used(program: Program) -> None:
    session = make_culture.make_held(make.make_flow(program), Procurement="7", Production="absent")

    (read,) = read_culture([program.pk], as_of=START)[program.pk].sessions

    assert (read.held_on, read.is_cancelled) == (START, False)
    assert [(each.came, each.demand_plan) for each in read.functions] == [(True, "7"), (False, "")]
    assert read.functions[0].function == str(session.functions.earliest("id").function.uid)


@pytest.mark.parametrize(("as_of", "held"), [(START, None), (START + 3 * DAY, START + 3 * DAY)])
def test_what_happened_later_is_not_known_yet(as_of: date, held: date | None, program: Program) -> None:
    session = make_culture.make_held(make.make_flow(program), held_on=START + 3 * DAY, Procurement="7")
    type(session).objects.filter(pk=session.pk).update(scheduled_on=START)

    (read,) = read_culture([program.pk], as_of=as_of)[program.pk].sessions

    assert read.held_on == held
    assert read.functions[0].came == (True if held else None)


def test_a_small_group_is_hidden_before_any_analysis_sees_it(program: Program) -> None:
    make_culture.make_closed_wave(program, {"Procurement": (9, 9), "Production": (8, 4), "Logistics": (7, 6)})

    (wave,) = read_culture([program.pk], as_of=timezone.localdate())[program.pk].waves

    assert [cell.scores is None for cell in wave.cells] == [False, True, True]
    assert wave.everybody.answered == 19
    assert wave.cells[0].scores == (tuple(make_culture.AGREED),) * 9


def test_an_open_wave_is_no_fact(program: Program) -> None:
    make_culture.make_wave(program)

    assert read_culture([program.pk], as_of=timezone.localdate())[program.pk].waves == ()
