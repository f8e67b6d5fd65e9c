"""The pages of the API's description in a browser: without sign-in, offline, in both themes, searched as one types."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.every_page import problems_of

PAGES = ["/api/v1/docs/", "/api/v1/docs/?q=forecast", "/api/v1/docs/milestones/", "/api/v1/docs/tokens/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_refused_too_wide_or_hard_to_use_or_from_elsewhere(
    theme: str, page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    page.add_init_script(f"localStorage.setItem('theme', '{theme}')")
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    problems = problems_of(page, [f"{live_server.url}{address}" for address in PAGES])

    assert problems == []
    assert hosts == {urlsplit(live_server.url).netloc}


def test_a_search_answers_as_one_types_and_leads_to_the_operation(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    page.goto(f"{live_server.url}/api/v1/docs/")

    page.get_by_label("Search names").press_sequentially("evidence accept")
    page.get_by_role("link", name="Evidence: accept", exact=True).click()

    expect(page.get_by_role("heading", name="evidence", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Evidence: accept")).to_be_in_viewport()
