"""The address itself: what it takes, what it refuses, and what it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from programs.actions import feed
from programs.api.feed.cursor import Place, decode
from programs.models import Change, FeedAccess, FeedGeneration, Membership, Program, User
from programs.tasks import prune_feed
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.api.feed.copy import ADDRESS, Copy, copy_of
from tests.sweep.world import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copy(program: Program, pmo_lead: User, signed_in: SignedIn) -> Copy:
    """What the PMO lead holds, who read to the end."""
    make.make_milestone(program)
    return copy_of(pmo_lead, signed_in)


def place_of(copy: Copy) -> Place:
    """Where the client stands, which it does not know itself."""
    return decode(copy.next.partition("after=")[2].partition("&")[0])


def beside_sign_in(asked: CaptureQueriesContext) -> list[str]:
    """What was asked of the database, but for who is signed in."""
    return [query["sql"] for query in asked.captured_queries if "programs_apitoken" not in query["sql"]]


def refused(client: APIClient, address: str) -> tuple[int, str, str]:
    problem = client.get(address)
    assert problem.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = problem.json()
    return problem.status_code, body["code"], body["detail"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?before=x", "unknown_parameter"),
        ("?after=", "blank_parameter"),
        ("?after=x&after=x", "repeated_parameter"),
        ("?page_size=0", "invalid"),
        ("?page_size=1001", "invalid"),
        ("?after=nonsense", "invalid_cursor"),
        ("?after=W10", "invalid_cursor"),
        ("?after=WyJ4IiwtMSwwLCJ4IiwwLG51bGxd", "invalid_cursor"),
    ],
)
def test_what_is_not_understood_is_refused(lead_client: APIClient, query: str, code: str) -> None:
    assert refused(lead_client, ADDRESS + query)[:2] == (400, code)


def test_a_page_says_where_to_go_on_with_the_same_size(program: Program, lead_client: APIClient) -> None:
    page = lead_client.get(f"{ADDRESS}?page_size=1").json()

    assert set(page) == {"results", "next", "at_end", "lag_seconds", "complete"}
    assert page["next"].startswith(f"http://testserver{ADDRESS}?after=")
    assert page["next"].endswith("&page_size=1")
    assert [set(entry) for entry in page["results"]] == [{"op", "kind", "uid", "version", "row"}]


def test_polling_costs_two_queries_and_writes_nothing(copy: Copy) -> None:
    with CaptureQueriesContext(connection) as asked:
        copy.read()

    assert len(beside_sign_in(asked)) == 2
    assert not [sql for sql in beside_sign_in(asked) if "INSERT" in sql]


def test_a_larger_page_takes_no_more_queries(program: Program, copy: Copy) -> None:
    def queries(rows: int) -> int:
        for _ in range(rows):
            make.make_milestone(program)
        with CaptureQueriesContext(connection) as asked:
            assert len(copy.read_page()["results"]) == rows
        return len(beside_sign_in(asked))

    assert queries(1) == queries(40) == 3


def test_no_page_takes_more_than_four_queries_with_sign_in(program: Program, pmo_lead: User, copy: Copy) -> None:
    """Neither the first reading, of every list, nor what is lost and gained with a role."""
    build(program, pmo_lead)
    role = Membership.objects.filter(user=pmo_lead, program=program)

    counts = [pages_of(Copy(copy.client, size=7)), pages_of(copy)]
    for last_day in (make.START, None):
        role.update(valid_to=last_day)
        counts.append(pages_of(copy))

    assert len(counts[0]) > 10
    assert max(map(max, counts)) == 4


def pages_of(copy: Copy) -> list[int]:
    """How many queries each page took, sign-in included."""
    counts, at_end = [], False
    while not at_end:
        with CaptureQueriesContext(connection) as asked:
            at_end = copy.read_page()["at_end"]
        counts.append(len(asked))
    return counts


def test_after_a_restore_a_cursor_leads_nowhere(program: Program, copy: Copy) -> None:
    FeedGeneration.objects.update(fingerprint="another database")

    status, code, detail = refused(copy.client, copy.next)

    assert (status, code) == (410, "read_anew")
    assert "read anew" in detail
    assert Change.objects.count() == 0
    assert Copy(copy.client).read().rows == copy.rows


def test_a_cursor_of_a_time_before_the_database_was_set_back_leads_nowhere(program: Program, copy: Copy) -> None:
    make.make_milestone(program)
    copy.read()
    place = place_of(copy)

    Change.objects.filter(xact=place.xact).update(xact=place.xact - 1)

    assert refused(copy.client, copy.next)[:2] == (410, "read_anew")


def test_old_entries_go_and_with_them_the_cursors_of_their_time(program: Program, copy: Copy) -> None:
    make.make_milestone(program)
    first = copy.read().next
    make.make_milestone(program)
    second = copy.read().next
    Change.objects.update(at=timezone.now() - feed.KEPT - timedelta(days=1))
    make.make_milestone(program)

    gone = [prune_feed(), prune_feed()]

    assert gone == [1, 0]
    assert refused(copy.client, first)[:2] == (410, "read_anew")
    assert copy.client.get(second).status_code == 200
    assert [kind for _, kind, _ in copy.read().told] == ["milestones"]


def test_a_cursor_of_an_empty_feed_leads_nowhere_once_entries_went(outsider: User, signed_in: SignedIn) -> None:
    Change.objects.all().delete()
    copy = copy_of(outsider, signed_in)
    assert copy.client.get(copy.next).status_code == 200

    FeedGeneration.objects.update(pruned_at=timezone.now())

    assert refused(copy.client, copy.next)[:2] == (410, "read_anew")


def test_what_somebody_could_see_is_kept_while_it_is_used(copy: Copy) -> None:
    FeedAccess.objects.update(used_on=timezone.now().date() - timedelta(days=50))

    copy.read()
    Change.objects.update(at=timezone.now() - feed.KEPT - timedelta(days=1))
    feed.prune(timezone.now() + timedelta(days=60))

    assert FeedAccess.objects.get(digest=place_of(copy).access)
