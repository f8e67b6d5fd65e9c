"""A chosen date stands in words beside its field, however the browser writes it."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import Program, User
from tests.browser.conftest import sign_in


def test_a_chosen_date_is_said_in_words(
    page: Page, live_server: LiveServer, program: Program, pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    page.goto(f"{live_server.url}/programs/{program.uid}/milestones/new/")
    words = page.locator("#id_finish_on + .date-words")

    page.locator("#id_finish_on").fill("2026-03-04")
    expect(words).to_have_text("4 March 2026")
    page.locator("#id_finish_on").fill("")

    expect(words).to_be_hidden()
