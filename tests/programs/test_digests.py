"""Digest mail: at most once a window, to active people who owe something, and stopped by a link without signing in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from programs import digests
from programs.actions.digests import secret_of
from programs.models import DigestMail, Program, User
from programs.tasks import send_digests
from tests import factories as make
from tests.factories import START
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def owing(program: Program) -> User:
    """Owes a milestone, and gets a weekly digest."""
    user = make.make_user(email="owing@example.com", name="Olga Owing")
    make.make_membership(user, program, "committee_member")
    make.make_milestone(program, name="Map signed", owner=user, finish_on=START)
    return user


def choose(user: User, digest: str) -> None:
    User.objects.filter(pk=user.pk).update(digest=digest)


def test_a_digest_says_what_is_owed_and_how_to_stop_it(owing: User, settings: Settings) -> None:
    settings.SITE_URL = "https://tracker.example.com"

    assert digests.send_due(MONDAY) == 1
    (sent,) = mail.outbox
    stop = f"https://tracker.example.com/mail/{secret_of(owing)}/stop/"

    assert (sent.to, sent.subject) == ([owing.email], "1 thing to do in your programs")
    assert sent.extra_headers == {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert all(each in sent.body for each in ("Map signed", "https://tracker.example.com/milestones/", stop))
    assert "<a href=" in str(sent.alternatives[0].content)  # type: ignore[attr-defined]


def test_a_digest_is_sent_once_a_window(owing: User) -> None:
    assert [digests.send_due(MONDAY + timedelta(hours=hour)) for hour in range(3)] == [1, 0, 0]
    assert digests.send_due(MONDAY + 7 * DAY) == 1

    assert [row.obligations for row in DigestMail.objects.filter(user=owing)] == [1, 1]


@pytest.mark.parametrize(
    ("digest", "days"),
    [("none", []), ("daily", [0, 1, 2, 3, 4, 5, 6]), ("weekly", [0])],
    ids=["none", "daily", "weekly"],
)
def test_a_person_gets_mail_as_often_as_they_chose(digest: str, days: list[int], owing: User) -> None:
    choose(owing, digest)

    assert [day for day in range(7) if digests.send_due(MONDAY + day * DAY)] == days


def test_a_monday_without_mail_does_not_lose_the_week(owing: User) -> None:
    assert [day for day in range(2, 9) if digests.send_due(MONDAY + day * DAY)] == [2, 7]


def test_who_changes_to_weekly_gets_no_second_mail_in_the_week(owing: User) -> None:
    choose(owing, "daily")
    digests.send_due(MONDAY + DAY)
    choose(owing, "weekly")

    assert [day for day in range(2, 8) if digests.send_due(MONDAY + day * DAY)] == [7]


def test_monday_begins_in_the_installations_time_zone(owing: User) -> None:

    with timezone.override("Pacific/Auckland"):
        assert digests.send_due(datetime(2026, 3, 8, 18, 0, tzinfo=UTC)) == 1


@pytest.mark.parametrize("reason", ["inactive", "nothing owed", "paused"])
def test_no_mail_to_who_left_or_owes_nothing(reason: str, owing: User, program: Program) -> None:
    if reason == "inactive":
        User.objects.filter(pk=owing.pk).update(is_active=False)
    elif reason == "paused":
        Program.objects.update(state="paused")
    else:
        program.milestones.update(removed_on=START, removed_by=owing)

    assert (digests.send_due(MONDAY), mail.outbox, DigestMail.objects.exists()) == (0, [], False)


def test_without_a_mail_server_nothing_is_claimed_and_the_next_run_sends(owing: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert (digests.send_due(MONDAY), DigestMail.objects.exists()) == (0, False)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digests.send_due(MONDAY) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one(owing: User) -> None:
    barrier = Barrier(2)

    def worker(_: int) -> bool:
        try:
            barrier.wait(timeout=10)
            return digests.claim(owing, today=MONDAY.date(), now=MONDAY, count=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        claimed = sorted(workers.map(worker, range(2)))

    assert claimed == [False, True]
    assert DigestMail.objects.count() == 1


def test_the_task_sends_what_is_due_today(owing: User) -> None:
    choose(owing, "daily")

    assert (send_digests(), send_digests()) == (1, 0)
    assert len(mail.outbox) == 1


def test_looking_at_the_link_stops_nothing_and_the_button_does(owing: User) -> None:
    client, address = Client(enforce_csrf_checks=True), f"/mail/{secret_of(owing)}/stop/"
    looked = client.get(address)
    owing.refresh_from_db()
    assert ("Stop this mail?" in looked.content.decode(), owing.digest) == (True, "weekly")

    stopped = client.post(address, {"List-Unsubscribe": "One-Click"})

    owing.refresh_from_db()
    assert (stopped.status_code, owing.digest) == (200, "none")
    assert digests.send_due(MONDAY) == 0


@pytest.mark.parametrize(
    "change", [lambda text: text[:-1], lambda text: f"x{text}", lambda text: text.partition(":")[0]]
)
def test_a_link_that_was_never_given_out_opens_nothing(change: object, owing: User) -> None:
    assert callable(change)
    answer = Client().post(f"/mail/{change(secret_of(owing))}/stop/")

    owing.refresh_from_db()
    assert (answer.status_code, owing.digest) == (404, "weekly")


def test_a_person_chooses_how_often(owing: User) -> None:
    client = signed_in(owing)

    assert client.post("/settings/digest/", {"digest": "daily"}).status_code == 302
    assert client.post("/settings/digest/", {"digest": "hourly"}).status_code == 422
    owing.refresh_from_db()
    assert owing.digest == "daily"
