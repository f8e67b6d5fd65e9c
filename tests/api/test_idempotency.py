"""A POST that is sent again with its key is answered again, and nothing is written twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.db.models import F
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from programs.api.idempotency import AnswersOnce
from programs.models import Attachment, KeptAnswer, Program, User
from programs.tasks import forget_requests
from tests.api.conftest import SignedIn
from tests.api.test_races import wait_until_blocked

pytestmark = pytest.mark.django_db
KEY = "7c1f3f0e-5a3c-4d0e-9d0a-0c8f9a1b2c3d"
BETA = {"code": "BETA", "name": "Beta"}
LIST = "/api/v1/programs/"


def ask(client: APIClient, body: Any = BETA, *, path: str = LIST, key: str = KEY, **more: Any) -> Any:
    return client.post(path, body, headers={"idempotency-key": key}, **more)


def test_the_same_request_is_answered_again_and_writes_nothing(lead_client: APIClient) -> None:
    first = ask(lead_client)

    again = ask(lead_client)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for header in ("ETag", "Location", "Content-Type", "Cache-Control", "Vary"):
        assert again[header] == first[header]
    assert ("Idempotent-Replayed" in first.headers, again["Idempotent-Replayed"]) == (False, "true")
    assert Program.objects.filter(code="BETA").count() == 1


@pytest.mark.parametrize("body", [b'{"name":"Beta",\n "code": "BETA"}', b'{"code":"BETA","name":"Beta"}'])
def test_spaces_and_the_order_of_fields_say_nothing(body: bytes, lead_client: APIClient) -> None:
    ask(lead_client)

    again = ask(lead_client, body, key=f'"{KEY}"', content_type="application/json")

    assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")


@pytest.mark.parametrize(
    ("path", "body"), [(LIST, BETA | {"name": "Gamma"}), ("/api/v1/portfolios/", BETA)], ids=["body", "address"]
)
def test_a_key_is_of_one_request(path: str, body: Any, lead_client: APIClient) -> None:
    ask(lead_client)

    other = ask(lead_client, body, path=path)

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_what_was_refused_is_not_kept(lead_client: APIClient) -> None:
    refused = ask(lead_client, {"code": "BETA"})

    corrected = ask(lead_client)

    assert (refused.status_code, corrected.status_code) == (400, 201)


def test_a_key_is_of_one_person(lead_client: APIClient, signed_in: SignedIn, committee_member: User) -> None:
    ask(lead_client)
    User.objects.filter(pk=committee_member.pk).update(is_superuser=True)

    other = ask(signed_in(committee_member), BETA | {"code": "GAMMA"})

    assert other.status_code == 201


def test_an_operation_on_a_row_is_done_once(lead_client: APIClient, program: Program) -> None:
    path, body = f"{LIST}{program.uid}/pause/", {"reason": "Plant rebuilt"}
    headers = {"idempotency-key": KEY, "if-match": f'"{program.uid}-{program.version}"'}

    answers = [lead_client.post(path, body, headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0]["ETag"] == answers[1]["ETag"]
    assert answers[0]["ETag"].startswith(f'"{program.uid}-{program.version + 1}-')


@pytest.mark.parametrize("path", ["invitations/", "service-accounts/", "tokens/"])
def test_an_answer_with_a_secret_is_not_kept(path: str, lead_client: APIClient) -> None:
    answer = lead_client.post(f"/api/v1/{path}", {}, headers={"idempotency-key": KEY})

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_not_taken")


def test_a_file_sent_again_is_kept_once(lead_client: APIClient, program: Program) -> None:
    def send(content: bytes) -> Any:
        form = {"program": str(program.uid), "file": SimpleUploadedFile("minutes.txt", content)}
        return ask(lead_client, form, path="/api/v1/attachments/", format="multipart")

    first, again, other = send(b"We decided."), send(b"We decided."), send(b"We waited.")

    assert (first.status_code, again["Idempotent-Replayed"], other.status_code) == (201, "true", 422), first.content
    assert Attachment.objects.filter(program=program).count() == 1


def test_a_key_is_forgotten_after_a_day(lead_client: APIClient) -> None:
    ask(lead_client)
    KeptAnswer.objects.update(answered_at=F("answered_at") - timedelta(hours=24))

    other = ask(lead_client, BETA | {"code": "GAMMA"})

    assert other.status_code == 201
    assert KeptAnswer.objects.count() == 1


def test_the_night_forgets_what_is_a_day_old(lead_client: APIClient) -> None:
    ask(lead_client)
    KeptAnswer.objects.update(answered_at=F("answered_at") - timedelta(hours=24))
    ask(lead_client, BETA | {"code": "GAMMA"}, key="other")

    assert (forget_requests(), forget_requests()) == (1, 0)
    assert KeptAnswer.objects.get().key == "other"


@pytest.mark.parametrize("key", ["", "a b", "a" * 256, '"a', "ä"])
def test_a_key_that_is_none_is_refused(key: str, lead_client: APIClient) -> None:
    answer = ask(lead_client, key=key)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_idempotency_key")


def test_tokens_take_no_key(pmo_lead: User) -> None:
    answer = ask(APIClient(), {"email": pmo_lead.email, "password": "x", "name": "BI"}, path="/api/v1/tokens/")

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_not_taken")
    assert not KeptAnswer.objects.exists()


def test_neither_row_nor_answer_stays_when_the_answer_cannot_be_kept(lead_client: APIClient) -> None:
    lead_client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'The disk is full'; END $$;"
            "CREATE TRIGGER no_answer BEFORE INSERT ON programs_keptanswer EXECUTE FUNCTION no_answer()"
        )

    answer = ask(lead_client)

    assert answer.status_code == 500
    assert not Program.objects.filter(code="BETA").exists()


@pytest.mark.django_db(transaction=True)
def test_a_key_that_is_being_answered_is_in_use(program: Program, pmo_lead: User, signed_in: SignedIn) -> None:
    path, body = (
        "/api/v1/milestones/",
        {"program": str(program.uid), "name": "A", "step": "map", "finish_on": "2030-01-01"},
    )
    clients = [signed_in(pmo_lead) for _ in range(2)]

    def first() -> Any:
        try:
            return ask(clients[0], body, path=path)
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            Program.objects.select_for_update().get(pk=program.pk)
            slow = pool.submit(first)
            wait_until_blocked(1)
            meanwhile = ask(clients[1], body, path=path)
        made = slow.result(timeout=20)

    assert (meanwhile.status_code, meanwhile.json()["code"]) == (409, "idempotency_key_in_use")
    assert meanwhile["Retry-After"] == "1"
    assert (made.status_code, ask(clients[1], body, path=path).content) == (201, made.content)


def test_every_post_takes_a_key() -> None:
    takes = {view: getattr(view, "takes_keys", False) for view in posting(get_resolver("config.api").url_patterns)}

    assert {view.__name__ for view, has in takes.items() if not has} == {
        "InvitationViewSet",
        "ServiceAccountViewSet",
        "TokenViewSet",
    }
    assert all(issubclass(view, AnswersOnce) for view in takes)
    assert len(takes) > 60


def posting(patterns: list[Any]) -> Iterator[Any]:
    """What answers to POST at any address of the API."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from posting(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            view: Any = pattern.callback
            actions = getattr(view, "actions", None)
            if "post" in actions if actions else hasattr(getattr(view, "cls", None), "post"):
                yield view.cls
