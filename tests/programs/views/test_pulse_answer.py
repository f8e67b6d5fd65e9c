"""The page that people answer on without signing in, and what it must not leave behind."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Context

from programs.actions import pulse_waves
from programs.models import Program, PulseAnswer, PulseLink, PulseWave, RefreshRequest, User
from programs.pulse_items import ITEMS
from tests.factories import culture as make_culture
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ANSWERS = {item.key: str(place % 5 + 1) for place, item in enumerate(ITEMS)}
SCORES = [1, 2, 3, 4, 5, 1, 2, 3]
SECRET = "the-secret-of-a-link"


@pytest.fixture
def link(program: Program) -> PulseLink:
    return make_culture.make_pulse_link(make_culture.make_wave(program), SECRET)


def page(secret: str = SECRET) -> str:
    return reverse("programs:pulse-answer", args=[secret])


def send(client: Client, secret: str = SECRET, **changed: str) -> HttpResponse:
    return client.post(page(secret), ANSWERS | changed)  # type: ignore[return-value]


def test_the_statements_are_asked_with_answers_in_words(link: PulseLink, client: Client) -> None:
    text = client.get(page()).content.decode()

    assert [item.text for item in ITEMS if item.text.replace("'", "&#x27;") not in text] == []
    assert text.count('type="radio"') == 5 * len(ITEMS)
    assert "Strongly disagree" in text


def test_a_link_answers_once_and_says_so_the_second_time(link: PulseLink, client: Client) -> None:
    first, again, opened = send(client), send(client, same_data="5"), client.get(page())

    assert (first.status_code, again.status_code, opened.status_code) == (200, 409, 200)
    assert "Thank you" in first.content.decode()
    assert all("Already answered" in each.content.decode() for each in (again, opened))
    assert PulseAnswer.objects.get().scores == SCORES


def test_what_is_missing_is_marked_and_the_link_stays(link: PulseLink, client: Client) -> None:
    answer = send(client, same_data="")

    assert answer.status_code == 422
    assert "Choose one of the five answers." in answer.content.decode()
    assert not PulseAnswer.objects.exists()


@pytest.mark.parametrize("value", ["0", "6", "agree", "4.5"])
def test_other_numbers_are_no_answer(value: str, link: PulseLink, client: Client) -> None:
    assert send(client, same_data=value).status_code == 422


def test_wrong_early_late_and_closed_links_look_alike(program: Program, pmo_lead: User, client: Client) -> None:
    far = timedelta(days=30)
    early = make_culture.make_wave(program, opens_on=TODAY + far, closes_on=TODAY + far)
    late = make_culture.make_wave(program, opens_on=TODAY - far, closes_on=TODAY - far)
    closed = make_culture.make_wave(program)
    for secret, wave in (("early", early), ("late", late), ("closed", closed)):
        make_culture.make_pulse_link(wave, secret)
    pulse_waves.close(closed, by=pmo_lead, on=TODAY)

    answers = [act(page(each)) for each in ("wrong", "early", "late", "closed") for act in (client.get, client.post)]

    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1


def test_the_page_is_cached_indexed_and_referred_to_nowhere(link: PulseLink, client: Client) -> None:
    for answer in (client.get(page()), send(client), client.get(page("wrong"))):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_no_cookie_is_given_and_none_is_needed(link: PulseLink) -> None:
    client = Client(enforce_csrf_checks=True)

    answers = [client.get(page()), send(client)]

    assert [each.status_code for each in answers] == [200, 200]
    assert not client.cookies
    assert not Session.objects.exists()


def written_by(client: Client) -> list[str]:
    """The statements with which an answer is written, as the database is sent them."""
    with CaptureQueriesContext(connection) as queries:
        assert send(client).status_code == 200
    return [query["sql"] for query in queries if not query["sql"].startswith('SELECT "')]


def test_statements_carry_neither_the_person_nor_the_address(link: PulseLink, pmo_lead: User) -> None:
    """A request's history context goes along with every write: here it must be empty, also when signed in."""
    statements = written_by(signed_in(pmo_lead))

    assert any("programs_pulseanswer" in each for each in statements)
    assert not [each for each in statements if SECRET in each or '"user"' in each or "/pulse/" in each]


def test_an_answer_leaves_no_history_and_marks_no_program(link: PulseLink, pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    before = kept_everywhere()

    send(client)

    assert kept_everywhere() == before
    assert not RefreshRequest.objects.exists()


def kept_everywhere() -> dict[str, int]:
    """Rows of every table of the product, but for sessions of the browser and the two that an answer is for."""
    tables = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    unwatched = {PulseAnswer, PulseLink, Session}
    return {model.__name__: model._base_manager.count() for model in tables if model not in unwatched}


def test_no_log_holds_the_secret(link: PulseLink, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for act in (client.get, client.post, client.put, client.delete):
            act(page())
            act(page(f"{SECRET}-that-is-wrong"))
        send(client)
        send(client)

    told = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert SECRET not in " ".join(record.getMessage() for record in told)
    assert PulseAnswer.objects.count() == 1


def places_of(table: str) -> list[dict[str, Any]]:
    """What the database knows of each row beside its columns: where it lies and which transaction wrote it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text, xmin::text, * FROM {table} ORDER BY ctid")
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_after_closing_nothing_joins_an_answer_to_a_link(program: Program, pmo_lead: User) -> None:
    """Forty people answer one after another, each in words of their own; then every trace is looked at."""
    wave = make_culture.make_wave(program)
    group = make_culture.make_group(wave, invited=40)
    given = {f"secret-{number}": unlike(number) for number in range(40)}
    for secret, scores in given.items():
        make_culture.make_pulse_link(wave, secret, group=group)
        send(Client(), secret, **dict(zip(ANSWERS, map(str, scores), strict=True)))
    before = {str(row["id"]) for row in places_of("programs_pulseanswer")}

    pulse_waves.close(wave, by=pmo_lead, on=TODAY)

    after = places_of("programs_pulseanswer")
    assert not PulseLink.objects.exists()
    assert set(after[0]) == {"ctid", "xmin", "id", "wave_id", "group_id", "scores"}
    assert len({row["xmin"] for row in after}) == 1
    assert not before & {str(row["id"]) for row in after}
    assert_no_order(list(given.values()), [row["scores"] for row in after])


def assert_no_order(given: list[list[int]], kept: list[list[int]]) -> None:
    """The same answers, but in another order: by chance the same one would come once in 40! times."""
    assert sorted(given) == sorted(kept)
    assert kept not in (given, given[::-1])


def unlike(number: int) -> list[int]:
    """Scores that no other of 40 numbers has."""
    return [1 + number // 5**place % 5 for place in range(8)]


def test_history_tables_know_nothing_of_links_and_answers(link: PulseLink, pmo_lead: User, client: Client) -> None:
    send(client)
    pulse_waves.close(PulseWave.objects.get(), by=pmo_lead, on=TODAY)

    tracked = {getattr(model, "pgh_tracked_model", None) for model in apps.get_models()}
    assert not tracked & {PulseAnswer, PulseLink}
    assert {str(context.metadata.get("url", "")) for context in Context.objects.all()} == {""}
    assert {field.name for field in PulseAnswer._meta.get_fields()} == {"id", "wave", "group", "scores"}
