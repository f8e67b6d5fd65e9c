"""What no role has to do with: the sign-in page, and reading without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import Milestone, User
from tests.browser.conftest import sign_in
from tests.browser.every_page import AXE, serious


def test_the_sign_in_page_is_easy_to_use(page: Page, live_server: LiveServer, complaints: list[str]) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.evaluate(AXE.read_text(encoding="utf-8"))

    assert serious(page) == []


def test_pages_are_read_without_javascript(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User
) -> None:
    sign_in(page, live_server, pmo_lead)
    cookies = page.context.cookies()
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    context.add_cookies(cookies)  # type: ignore[arg-type]
    plain = context.new_page()

    plain.goto(f"{live_server.url}{running[0].program.get_absolute_url()}")
    text = plain.inner_text("main")
    plain.locator(f"#milestone-{running[0].uid} .edit-date").click()

    assert "Still missing" in text
    expect(plain.get_by_label("Expected finish")).to_be_visible()
    context.close()
