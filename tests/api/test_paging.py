"""Lists page by key: what is written meanwhile neither repeats a row nor hides one."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories as make
from tests.api.resources import HISTORY

pytestmark = pytest.mark.django_db


def walk(client: APIClient, address: str | None, *, direction: str = "next") -> list[list[str]]:
    """Uids of each page, following the links."""
    pages = []
    while address:
        page: dict[str, Any] = client.get(address).json()
        pages.append([row["uid"] for row in page["results"]])
        address = page[direction]
    return pages


def test_pages_follow_each_other_and_lead_back(program: Program, lead_client: APIClient) -> None:
    uids = [str(make.make_flow(program).uid) for _ in range(7)]

    pages = walk(lead_client, "/api/v1/flows/?page_size=3")
    last = lead_client.get("/api/v1/flows/?page_size=3").json()["next"]
    last = lead_client.get(last).json()["next"]

    assert pages == [uids[:3], uids[3:6], uids[6:]]
    assert walk(lead_client, last, direction="previous") == [uids[6:], uids[3:6], uids[:3]]


def test_a_list_that_fits_has_no_other_pages(program: Program, lead_client: APIClient) -> None:
    for _ in range(3):
        make.make_flow(program)

    page = lead_client.get("/api/v1/flows/?page_size=3").json()

    assert (page["next"], page["previous"], len(page["results"])) == (None, None, 3)


def test_a_row_that_is_inserted_or_deleted_meanwhile_disturbs_nobody(program: Program, lead_client: APIClient) -> None:
    flow = make.make_flow(program)
    stages = [make.make_stage(flow) for _ in range(6)]
    first = lead_client.get("/api/v1/stages/?page_size=3").json()

    stages[0].delete()
    newcomer = make.make_stage(flow, position=99)

    rest = [uid for page in walk(lead_client, first["next"]) for uid in page]
    assert rest == [str(stage.uid) for stage in (*stages[3:], newcomer)]


def test_changes_since_come_in_the_order_of_change(program: Program, lead_client: APIClient) -> None:
    flows = [make.make_flow(program) for _ in range(5)]
    since = flows[1].__class__.objects.get(pk=flows[1].pk).updated_at.isoformat().replace("+00:00", "Z")
    first = lead_client.get(f"/api/v1/flows/?page_size=2&updated_since={since}").json()

    for flow in (flows[0], flows[2]):  # One that was not in the list, and one that was read already.
        flow.state = "pilot"
        flow.save(update_fields=["state"])

    rest = [uid for page in walk(lead_client, first["next"]) for uid in page]
    assert [row["uid"] for row in first["results"]] == [str(flow.uid) for flow in flows[1:3]]
    assert rest == [str(flow.uid) for flow in (flows[3], flows[4], flows[0], flows[2])]


def test_rows_changed_in_the_same_moment_are_all_read(program: Program, lead_client: APIClient) -> None:
    for _ in range(5):
        HISTORY.make(program)

    pages = walk(lead_client, f"{HISTORY.address(program)}?page_size=2")
    days = [row["as_of"] for row in lead_client.get(HISTORY.address(program)).json()["results"]]

    assert [len(page) for page in pages] == [2, 2, 1]
    assert days == sorted(days, reverse=True)


def test_a_cursor_of_another_order_is_refused(program: Program, lead_client: APIClient) -> None:
    for _ in range(3):
        make.make_flow(program)
    beyond = lead_client.get("/api/v1/flows/?page_size=2").json()["next"]

    answer = lead_client.get(f"{beyond}&updated_since=2026-01-01T00:00:00Z")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=active", ["ALPHA"]),
        ("state=draft", ["DRAFT"]),
        ("follows_sequence=false", ["DRAFT"]),
        ("code=ALPHA", ["ALPHA"]),
        ("external_id=7&source_system=gmpp", ["DRAFT"]),
        ("portfolio={portfolio}", ["ALPHA"]),
        ("updated_since=2999-01-01T00:00:00Z", []),
    ],
)
def test_programs_are_filtered(
    query: str, found: list[str], program: Program, pmo_lead: User, lead_client: APIClient
) -> None:
    draft = make.make_program(
        code="DRAFT", state="draft", follows_sequence=False, external_id="7", source_system="gmpp"
    )
    make.make_membership(pmo_lead, draft)
    portfolio = make.make_portfolio(program, draft)
    draft.portfolio_entries.update(left_on=make.START)

    page = lead_client.get(f"/api/v1/programs/?{query.format(portfolio=portfolio.uid)}").json()

    assert [row["code"] for row in page["results"]] == found


def test_milestones_are_filtered(program: Program, pmo_lead: User, lead_client: APIClient) -> None:
    mine = make.make_milestone(program, owner=pmo_lead, dimension="cultural", step="sustain")
    make.make_milestone(program)
    queries = [f"owner={pmo_lead.uid}", "dimension=cultural", f"step=sustain&program={program.uid}&removed=false"]

    found = [lead_client.get(f"/api/v1/milestones/?{query}").json()["results"] for query in queries]

    assert [[row["uid"] for row in rows] for rows in found] == [[str(mine.uid)]] * 3
