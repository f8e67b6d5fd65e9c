"""Two people edit one thing at once, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import Program, User
from tests import factories
from tests.browser.conftest import sign_in


@pytest.fixture
def second(browser: Browser) -> Iterator[Page]:
    """Another browser, in which nobody is signed in."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_both_texts_are_on_the_screen_after_the_second_was_refused(
    page: Page, second: Page, live_server: LiveServer, program: Program, pmo_lead: User
) -> None:
    other_lead = factories.make_user(name="Paula Lead")
    factories.make_membership(other_lead, program)
    for browser, person in ((page, pmo_lead), (second, other_lead)):
        sign_in(browser, live_server, person)
        browser.goto(f"{live_server.url}/programs/{program.uid}/edit/")

    page.get_by_label("Description").fill("Valves first, then spare parts.")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(f"{live_server.url}{program.get_absolute_url()}")
    second.get_by_label("Description").fill("Spare parts first.")
    second.get_by_role("button", name="Save").click()

    expect(second.get_by_label("Description")).to_have_value("Spare parts first.")
    expect(second.locator(".conflicts")).to_contain_text("Valves first, then spare parts.")
    expect(second.locator(".conflicts")).to_contain_text("Spare parts first.")
    program.refresh_from_db()
    assert program.description == "Valves first, then spare parts."
