"""An event log, brought by the page, read and loaded by a real worker while the page shows how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import HandoffCount, User
from tests.browser.conftest import sign_in
from tests.tracker.event_logs.conftest import SMALL
from tests.workers import running_worker

WORKED = 30_000


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    with running_worker(tmp_path / "worker.log"):
        yield


def bring(page: Page, live_server: LiveServer, content: bytes, *, actor: str) -> None:
    """The form filled and sent."""
    page.goto(f"{live_server.url}/event-logs/new/")
    page.get_by_label("Event log").set_input_files({"name": "log.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_label("Attribute or column that names who did a step").fill(actor)
    page.get_by_role("button", name="Look at it").click()


def test_a_log_is_brought_looked_at_and_loaded(
    page: Page, live_server: LiveServer, steward: User, worker: None, complaints: list[str]
) -> None:
    sign_in(page, live_server, steward)
    bring(page, live_server, SMALL, actor="team")

    expect(page.get_by_role("heading", name="3 hand-offs at 2 interfaces")).to_be_visible(timeout=WORKED)
    assert not HandoffCount.objects.exists()
    page.get_by_role("button", name="Load it").click()

    expect(page.locator("#log")).to_contain_text("2 new functions, 2 new interfaces", timeout=WORKED)
    page.get_by_role("link", name="See the interfaces").click()
    expect(page.get_by_role("row", name="Planning → Procurement")).to_contain_text("2")
    assert sum(HandoffCount.objects.values_list("handoffs", flat=True)) == 3


def test_what_is_wrong_with_a_log_is_said_and_it_is_read_otherwise(
    page: Page, live_server: LiveServer, steward: User, worker: None, complaints: list[str]
) -> None:
    sign_in(page, live_server, steward)
    bring(page, live_server, SMALL, actor="org:group")

    expect(page.locator("#log")).to_contain_text("There is no column “org:group”", timeout=WORKED)
    page.get_by_role("link", name="Read it otherwise").click()
    page.get_by_label("Attribute or column that names who did a step").fill("team")
    page.get_by_role("button", name="Read it").click()

    expect(page.get_by_role("heading", name="3 hand-offs at 2 interfaces")).to_be_visible(timeout=WORKED)
