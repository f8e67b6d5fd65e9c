"""The pulse: opened once, answered once a link, read only when it is closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import pulse_answers, pulse_waves
from programs.actions.pulse_waves import OpenedWave, digest_of
from programs.errors import Refused
from programs.models import Program, PulseAnswer, PulseLink, PulseWave, User
from programs.pulse_results import read_results
from tests import factories as make
from tests.factories import culture as make_culture
from tests.factories.culture import AGREED

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def opened(program: Program, by: User, *people: int, **days: date) -> OpenedWave:
    """A wave that asks so many people in functions A, B, C ..."""
    invited = {make.make_function(name=name): number for name, number in zip("ABCDEF", people, strict=False)}
    values: dict[str, Any] = {"name": "Spring", "opens_on": TODAY, "closes_on": TODAY} | days
    return pulse_waves.open_wave(program, by=by, invited=invited, **values)


def secrets_of(wave: OpenedWave, name: str) -> tuple[str, ...]:
    return next(secrets for function, secrets in wave.secrets.items() if function.name == name)


def give(secret: str, scores: list[int] = AGREED) -> None:
    link = pulse_answers.link_of(secret, today=TODAY)
    assert link is not None
    pulse_answers.answer(link, scores=scores)


def test_as_many_links_are_made_as_people_are_asked(program: Program, pmo_lead: User) -> None:
    wave = opened(program, pmo_lead, 6, 9)

    assert {function.name: len(secrets) for function, secrets in wave.secrets.items()} == {"A": 6, "B": 9}
    assert wave.wave.links.count() == 15
    assert len({secret for secrets in wave.secrets.values() for secret in secrets}) == 15


def test_only_the_digest_of_a_secret_is_kept(program: Program, pmo_lead: User) -> None:
    wave = opened(program, pmo_lead, 6)

    kept = str(list(PulseLink.objects.values()))
    assert not any(secret in kept for secret in secrets_of(wave, "A"))
    assert all(digest_of(secret) in kept for secret in secrets_of(wave, "A"))


@pytest.mark.parametrize(
    ("people", "named"),
    [((6, 9), "AB"), ((9, 4, 7), "A"), ((2, 3, 9), "C"), ((4, 9), "")],
    ids=["none small", "one small and the next", "two small", "all of two"],
)
def test_links_of_small_functions_name_none(
    people: tuple[int, ...], named: str, program: Program, pmo_lead: User
) -> None:
    wave = opened(program, pmo_lead, *people)

    assert {link.group.function.name for link in wave.wave.links.exclude(group=None) if link.group} == set(named)
    assert wave.wave.links.count() == sum(people)


@pytest.mark.parametrize(
    ("people", "code"),
    [((4,), "too_few_invited"), ((), "too_few_invited"), ((6, 0), "nobody_invited"), ((5_001,), "too_many_invited")],
)
def test_a_wave_that_could_never_be_read_is_refused(
    people: tuple[int, ...], code: str, program: Program, pmo_lead: User
) -> None:
    with pytest.raises(Refused) as refusal:
        opened(program, pmo_lead, *people)

    assert refusal.value.code == code
    assert not PulseWave.objects.exists()


def test_a_name_is_given_once_in_a_program(program: Program, pmo_lead: User) -> None:
    make_culture.make_wave(program, name="Spring")

    with pytest.raises(Refused, match="has that name"):
        opened(program, pmo_lead, 6)


def test_an_answer_is_kept_with_its_function_and_uses_the_link_up(program: Program, pmo_lead: User) -> None:
    wave = opened(program, pmo_lead, 6)
    secret = secrets_of(wave, "A")[0]

    give(secret)
    with pytest.raises(Refused) as refusal:
        give(secret)

    assert refusal.value.code == "already_answered"
    answer = PulseAnswer.objects.get()
    assert (answer.scores, answer.group) == (AGREED, wave.wave.groups.get())


@pytest.mark.parametrize("scores", [[1] * 7, [1] * 9, [0] + [1] * 7, [6] + [1] * 7])
def test_an_incomplete_answer_uses_nothing_up(scores: list[int], program: Program, pmo_lead: User) -> None:
    secret = secrets_of(opened(program, pmo_lead, 6), "A")[0]

    with pytest.raises(Refused):
        give(secret, scores)

    assert not PulseLink.objects.filter(is_used=True).exists()
    assert not PulseAnswer.objects.exists()


@pytest.mark.parametrize(("opens", "closes", "is_open"), [(0, 0, True), (-3, 3, True), (1, 3, False), (-3, -1, False)])
def test_a_link_works_from_the_first_through_the_last_day(
    opens: int, closes: int, is_open: bool, program: Program, pmo_lead: User
) -> None:
    days = {"opens_on": TODAY + opens * DAY, "closes_on": TODAY + closes * DAY}
    secret = secrets_of(opened(program, pmo_lead, 6, **days), "A")[0]

    assert (pulse_answers.link_of(secret, today=TODAY) is not None) == is_open


def test_closing_ends_the_links_and_keeps_the_answers(program: Program, pmo_lead: User) -> None:
    wave = opened(program, pmo_lead, 6, 9)
    for secret in secrets_of(wave, "A"):
        give(secret)

    closed = pulse_waves.close(wave.wave, by=pmo_lead, on=TODAY)

    assert (closed.closed_on, closed.closed_by) == (TODAY, pmo_lead)
    assert not closed.links.exists()
    assert pulse_answers.link_of(secrets_of(wave, "B")[0], today=TODAY) is None
    assert [list(scores) for scores in closed.answers.values_list("scores", flat=True)] == [AGREED] * 6


def test_a_wave_is_closed_once(program: Program, pmo_lead: User) -> None:
    wave = pulse_waves.close(opened(program, pmo_lead, 6).wave, by=pmo_lead, on=TODAY)

    with pytest.raises(Refused, match="closed already"):
        pulse_waves.close(wave, by=pmo_lead, on=TODAY)


def test_a_wave_is_not_closed_before_it_opens(program: Program, pmo_lead: User) -> None:
    wave = opened(program, pmo_lead, 6, opens_on=TODAY + DAY, closes_on=TODAY + 9 * DAY).wave

    with pytest.raises(Refused, match="This wave opens on"):
        pulse_waves.close(wave, by=pmo_lead, on=TODAY)


def test_an_open_wave_has_no_results(program: Program) -> None:
    with pytest.raises(ValueError, match="open wave"):
        read_results(make_culture.make_wave(program))


def test_results_count_those_who_agree_and_hide_small_groups(program: Program) -> None:
    wave = make_culture.make_closed_wave(program, {"A": (9, 9), "B": (8, 4), "C": (7, 6)})
    PulseAnswer.objects.filter(pk=PulseAnswer.objects.filter(group__function__name="A")[0].pk).update(scores=[3] * 8)

    results = read_results(wave)

    assert [cell.agreeing for cell in results.cells] == [(8,) * 8, None, None]
    assert results.everybody.agreeing == (18,) * 8
    assert [(cell.answered, cell.invited) for cell in results.cells] == [(9, 9), (4, 8), (6, 7)]


def test_small_functions_stand_in_one_cell(program: Program, pmo_lead: User) -> None:
    wave = opened(program, pmo_lead, 2, 4, 9)
    for secrets in wave.secrets.values():
        for secret in secrets:
            give(secret)

    results = read_results(pulse_waves.close(wave.wave, by=pmo_lead, on=TODAY))

    assert [(cell.name, cell.answered) for cell in results.cells] == [("C", 9), ("A, B", 6)]


@pytest.mark.parametrize(("answers", "shown", "thin"), [(4, False, True), (5, True, True), (6, True, False)])
def test_few_answers_are_hidden_or_called_thin(answers: int, shown: bool, thin: bool, program: Program) -> None:
    results = read_results(make_culture.make_closed_wave(program, {"A": (12, answers)}))

    assert (results.everybody.scores is not None) == shown
    assert results.is_thin == thin
