"""A page of each template with numbers: nothing refused, nothing serious for axe, nothing too wide."""

from __future__ import annotations

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from programs.models import Milestone, Program, User
from tests.browser.conftest import sign_in
from tests.browser.every_page import addresses_of, one_of_each, pages_among, problems_of


def test_no_page_with_numbers_is_refused_too_wide_or_hard_to_use(
    page: Page,
    live_server: LiveServer,
    running: list[Milestone],
    bridge: Program,
    pmo_lead: User,
    complaints: list[str],
) -> None:
    found = pages_among(addresses_of(running[0].program, bridge, pmo_lead), pmo_lead)
    sign_in(page, live_server, pmo_lead)

    pages = [f"{live_server.url}{address}" for address in one_of_each(found)]

    assert len(pages) > 20
    assert problems_of(page, pages) == []
