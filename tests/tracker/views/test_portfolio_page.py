"""The portfolio page: every program of the person, worst first, a page at a time."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import PortfolioEntry, Program, User
from tests import factories
from tests.tracker.views.conftest import TODAY, compute, make_forecast_only, make_planned, signed_in
from tracker.progress.results import Status
from tracker.reporting.wording import STATUS_LABELS

pytestmark = pytest.mark.django_db


def names_in(page: str) -> list[str]:
    """Program names in the order of the rows."""
    return re.findall(r'class="row-name"[^>]*>([^<]+)<', page)


def watched(user: User, *programs: Program) -> None:
    """The programs computed, with the user as a viewer of them."""
    for program in programs:
        factories.make_membership(user, program, "viewer")
    compute(*programs)


@pytest.fixture
def reader() -> User:
    return factories.make_user(name="Rita Reader")


def test_a_row_says_both_statuses_and_where_the_program_stands(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    factories.make_status(program, "green")
    compute(program)

    page = signed_in(pmo_lead).get("/").content.decode()

    assert "Day 70 of 90" in page
    assert "diverges" in page
    assert "9 days overdue" in page


def test_worst_comes_first(reader: User) -> None:
    calm, late, red = (make_forecast_only(name, 10, days) for name, days in (("Calm", 10), ("Late", 50), ("Red", 10)))
    factories.make_status(red, "red")
    watched(reader, calm, late, red)

    assert names_in(signed_in(reader).get("/").content.decode()) == ["Red", "Late", "Calm"]


def test_what_has_not_begun_or_is_over_is_not_counted_as_unknown(reader: User) -> None:
    for name, state in (("Going", "active"), ("Draft", "draft"), ("Over", "closed")):
        factories.make_membership(reader, factories.make_program(name=name, state=state), "viewer")
    client = signed_in(reader)

    summary = client.get("/").context["summary"]

    assert (summary.programs, summary.drafts, summary.closed) == (3, 1, 1)
    assert [count for color, _, count in summary.computed if color == "grey"] == [1]
    assert names_in(client.get("/?status=delivery-grey").content.decode()) == ["Going"]


def test_the_strip_counts_later_unchanged_and_earlier(reader: User) -> None:
    programs = [make_forecast_only("A", 10, 40), make_forecast_only("B", 10, 10), make_forecast_only("C", 20, 15)]
    watched(reader, *programs)

    summary = signed_in(reader).get("/").context["summary"]

    assert (summary.later, summary.unchanged, summary.earlier) == (1, 1, 1)
    assert summary.mean_slip_days == pytest.approx(25 / 3)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=alp", ["Alpine"]),
        ("status=reported-red", ["Borealis"]),
        ("status=nonsense", ["Borealis", "Alpine"]),
        ("show=attention", ["Borealis"]),
        ("show=diverging", []),
        ("state=paused", []),
        ("sort=name", ["Alpine", "Borealis"]),
    ],
)
def test_filters_narrow_and_sort(query: str, found: list[str], reader: User) -> None:
    alpine, borealis = make_forecast_only("Alpine", 10, 40), make_forecast_only("Borealis", 10, 10)
    factories.make_status(borealis, "red")
    watched(reader, alpine, borealis)

    assert names_in(signed_in(reader).get(f"/?{query}").content.decode()) == found


@pytest.mark.parametrize("order", ["attention", "slip", "name"])
def test_pages_hold_every_program_once_in_one_order(order: str, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.views.portfolio_filter.PAGE_SIZE", 3)
    programs = [make_forecast_only(f"P {number:02}", 10, *([number] if number % 3 else [])) for number in range(11)]
    watched(reader, *programs)
    client, address, pages = signed_in(reader), f"/?sort={order}", []
    while address:
        response = client.get(address)
        pages.append(names_in(response.content.decode()))
        address = f"/{response.context['next']}" if response.context["next"] else ""

    shown = [name for page in pages for name in page]
    assert len(pages) == 4
    assert sorted(shown) == [f"P {number:02}" for number in range(11)]


MADE_UP = ['[1, 2, "a\\u0000", 3]', '[1, 2, "\\ud800", 3]', f'[1, {10**30}, "a", 3]', "[" * 100_000]


@pytest.mark.parametrize(
    "after",
    [
        *("nonsense", "WzFd", "bnVsbA==", "WyJhIiwgImIiLCAiYyIsICJkIl0="),
        *(b64encode(text.encode(), b"-_").decode() for text in MADE_UP),
    ],
    ids=lambda key: key[:24],
)
def test_a_broken_key_begins_at_the_start(after: str, program: Program, pmo_lead: User) -> None:
    page = signed_in(pmo_lead).get("/", {"after": after}).content.decode()

    assert names_in(page) == ["Alpha"]


def test_grey_counts_and_finds_what_is_not_computed_and_only_sequences_have_a_computed_status(reader: User) -> None:
    computed, waiting = factories.make_program(name="Computed"), factories.make_program(name="Waiting")
    bridge = make_forecast_only("Bridge", 10, 10)
    factories.make_membership(reader, waiting, "viewer")
    watched(reader, computed, bridge)
    client = signed_in(reader)

    home = client.get("/")
    found = {color: names_in(client.get(f"/?status=delivery-{color}").content.decode()) for color in STATUS_LABELS}

    assert {color: count for color, _, count in home.context["summary"].computed} == {
        color.value: len(names) for color, names in found.items()
    }
    assert sorted(found[Status.GREY]) == ["Computed", "Waiting"]
    assert {color: count for color, _, count in home.context["summary"].reported}["grey"] == 3
    assert "Waiting" in names_in(client.get("/?status=reported-grey").content.decode())


@pytest.mark.parametrize(
    ("joined", "left", "inside"), [(-9, None, 1), (1, None, 0), (-9, 1, 1), (-9, 0, 0), (0, None, 1)]
)
def test_a_portfolio_holds_what_is_in_it_today(
    joined: int, left: int | None, inside: int, program: Program, pmo_lead: User
) -> None:
    portfolio = factories.make_portfolio()
    left_on = TODAY + timedelta(days=left) if left is not None else None
    joined_on = TODAY + timedelta(days=joined)
    PortfolioEntry.objects.create(portfolio=portfolio, program=program, joined_on=joined_on, left_on=left_on)
    client = signed_in(pmo_lead)

    listed = client.get(reverse("tracker:portfolio-list")).context["portfolios"]

    assert [each.program_count for each in listed] == [inside]
    assert len(names_in(client.get(portfolio.get_absolute_url()).content.decode())) == inside


def test_htmx_gets_the_rows_alone(program: Program, pmo_lead: User) -> None:
    response = signed_in(pmo_lead).get("/", headers={"HX-Request": "true"})

    assert "<html" not in response.content.decode()
    assert names_in(response.content.decode()) == ["Alpha"]
    assert "HX-Request" in response["Vary"]


def test_strangers_see_none_of_it(program: Program, outsider: User) -> None:
    assert names_in(signed_in(outsider).get("/").content.decode()) == ["Other"]


def test_a_portfolio_shows_its_programs_that_the_person_may_see(
    program: Program, pmo_lead: User, outsider: User
) -> None:
    portfolio = factories.make_portfolio(program, factories.make_program(name="Hidden"))
    client = signed_in(pmo_lead)

    assert names_in(client.get(portfolio.get_absolute_url()).content.decode()) == ["Alpha"]
    assert signed_in(outsider).get(portfolio.get_absolute_url()).status_code == 404
    assert portfolio.name in client.get(reverse("tracker:portfolio-list")).content.decode()


def test_queries_do_not_grow_with_the_programs(reader: User) -> None:
    client, counts = signed_in(reader), []
    for size in (2, 9):
        watched(reader, *[make_forecast_only(f"Of {size}: {number}", 10, 20) for number in range(size)])
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 10


def test_a_draft_stands_last_and_says_that_it_is_not_computed(program: Program, pmo_lead: User) -> None:
    compute(program)
    draft = factories.make_program(name="A draft", state="draft")
    factories.make_membership(pmo_lead, draft)

    page = signed_in(pmo_lead).get("/").content.decode()

    assert names_in(page) == ["Alpha", "A draft"]
    assert "not computed" in page
