"""A refusal for each rule that the database itself holds about sessions and the pulse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programs.models import Program, PulseAnswer, PulseWave, SessionFunction
from tests import factories as make
from tests.factories import START
from tests.factories import culture as make_culture
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db


def two_sessions_a_day(program: Program) -> None:
    flow = make.make_flow(program)
    make_culture.make_session(flow, scheduled_on=START)
    make_culture.make_session(flow, scheduled_on=START)


def held_and_cancelled(program: Program) -> None:
    make_culture.make_session(make.make_flow(program), held_on=START, cancel_reason="Nobody could come")


def function_twice(program: Program) -> None:
    row = make_culture.make_session(make.make_flow(program)).functions.get()
    SessionFunction.objects.create(session=row.session, function=row.function)


def invited_twice(program: Program) -> None:
    group = make_culture.make_group(make_culture.make_wave(program))
    make_culture.make_group(group.wave, function=group.function)


def two_waves_of_a_name(program: Program) -> None:
    make_culture.make_wave(program, name="Spring")
    make_culture.make_wave(program, name="Spring")


def closed_by_nobody(program: Program) -> None:
    PulseWave.objects.filter(pk=make_culture.make_wave(program).pk).update(closed_on=START)


def closed_by_somebody_on_no_day(program: Program) -> None:
    PulseWave.objects.filter(pk=make_culture.make_wave(program).pk).update(closed_by=make.make_user())


def answers(*scores: int) -> Write:
    def write(program: Program) -> Any:
        return PulseAnswer.objects.create(wave=make_culture.make_wave(program), scores=list(scores))

    return write


CASES: dict[str, Write] = {
    "flow_has_one_session_a_day": two_sessions_a_day,
    "session_is_held_or_cancelled": held_and_cancelled,
    "function_is_in_a_session_once": function_twice,
    "pulse_wave_name_is_unique_in_its_program": two_waves_of_a_name,
    "pulse_wave_closes_after_it_opens": lambda program: make_culture.make_wave(
        program, opens_on=START, closes_on=START - timedelta(days=1)
    ),
    "pulse_wave_close_names_person_and_day": closed_by_nobody,
    "pulse_wave_close_names_person_and_day/2": closed_by_somebody_on_no_day,
    "function_is_invited_to_a_wave_once": invited_twice,
    "pulse_group_has_people": lambda program: make_culture.make_group(make_culture.make_wave(program), invited=0),
    "pulse_answer_scores_eight_items_from_1_to_5": answers(1, 2, 3, 4, 5, 1, 2),
    "pulse_answer_scores_eight_items_from_1_to_5/2": answers(1, 2, 3, 4, 5, 1, 2, 6),
    "pulse_answer_scores_eight_items_from_1_to_5/3": answers(1, 2, 3, 4, 5, 1, 2, 0),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_two_flows_may_meet_on_one_day(program: Program) -> None:
    make_culture.make_session(make.make_flow(program), scheduled_on=START)

    assert make_culture.make_session(make.make_flow(program), scheduled_on=START).pk
