"""Answers and the closing of a wave at the same moment, on connections of their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from programs.actions import pulse_answers, pulse_waves
from programs.errors import Refused
from programs.models import Program, PulseAnswer, PulseLink, User
from tests.factories import culture as make_culture
from tests.factories.culture import AGREED
from tests.programs.actions.test_at_once import at_once, codes, held_back

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def link(program: Program) -> PulseLink:
    return make_culture.make_pulse_link(make_culture.make_wave(program), "secret")


def test_two_answers_by_one_link_at_once_are_one(link: PulseLink) -> None:
    def give() -> Any:
        return pulse_answers.answer(link, scores=AGREED)

    assert codes(at_once(give, give)) == ["already_answered", "done"]
    assert PulseAnswer.objects.count() == 1


def test_an_answer_under_way_is_kept_when_the_wave_is_closed(link: PulseLink, pmo_lead: User) -> None:
    with held_back(lambda: pulse_waves.close(link.wave, by=pmo_lead, on=TODAY)):
        pulse_answers.answer(link, scores=AGREED)

    link.wave.refresh_from_db()
    assert link.wave.closed_on == TODAY
    assert link.wave.answers.get().scores == AGREED


def test_an_answer_that_comes_while_the_wave_is_closed_is_refused(link: PulseLink, pmo_lead: User) -> None:
    refusals: list[str] = []

    def late() -> None:
        try:
            pulse_answers.answer(link, scores=AGREED)
        except Refused as error:
            refusals.append(error.code)

    with held_back(late), transaction.atomic():
        pulse_waves.close(link.wave, by=pmo_lead, on=TODAY)

    assert refusals == ["wave_closed"]
    assert not PulseAnswer.objects.exists()


def test_a_wave_closed_twice_at_once_is_closed_once(link: PulseLink, pmo_lead: User) -> None:
    def close() -> Any:
        return pulse_waves.close(link.wave, by=pmo_lead, on=TODAY)

    assert codes(at_once(close, close)) == ["already_closed", "done"]
