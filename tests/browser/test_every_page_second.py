"""Every page whose address begins from N on: nothing refused, nothing serious for axe, nothing too wide."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from programs.models import Milestone, Program, User
from tests.browser.conftest import sign_in
from tests.browser.every_page import addresses_of, is_in_second_half, pages_among, problems_of


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_is_refused_too_wide_or_hard_to_use(
    theme: str,
    page: Page,
    live_server: LiveServer,
    running: list[Milestone],
    bridge: Program,
    pmo_lead: User,
    complaints: list[str],
) -> None:
    addresses = addresses_of(running[0].program, bridge, pmo_lead)
    half = [each for each in addresses if is_in_second_half(each)]
    sign_in(page, live_server, pmo_lead)
    page.evaluate("theme => localStorage.setItem('theme', theme)", theme)

    pages = [f"{live_server.url}{address}" for address in pages_among(half, pmo_lead)]

    assert len(pages) > 30
    assert problems_of(page, pages) == []
