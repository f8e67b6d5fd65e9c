"""A PMO lead's and a committee member's daily work, done with mouse and keyboard in a real browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import Milestone, Program, RefreshRequest, User
from tests import factories
from tests.browser.conftest import TODAY, sign_in
from tests.tracker.views.conftest import compute, make_forecast_only
from tracker.runs import work_off

NEW_DAY = TODAY + timedelta(days=30)
SHOWN_DAY = f"{NEW_DAY:%-d %b %Y}"


def open_program(page: Page, live_server: LiveServer, program: Program) -> None:
    page.goto(f"{live_server.url}{program.get_absolute_url()}")


def test_from_the_portfolio_to_a_program(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)

    page.get_by_role("link", name="Alpha").click()

    expect(page.get_by_role("heading", name="Alpha", level=1)).to_be_visible()
    expect(page.get_by_text("Day 70 of 90", exact=False).first).to_be_visible()
    expect(page.locator(".chart svg")).to_be_visible()


def test_a_forecast_is_edited_in_place_and_the_numbers_follow(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    open_program(page, live_server, running[0].program)
    row = page.locator(f"#milestone-{running[0].uid}")
    before = page.locator(".as-of time").get_attribute("datetime") or ""

    row.locator(".edit-date").click()
    row.get_by_label("Expected finish").last.fill(NEW_DAY.isoformat())
    row.get_by_role("button", name="State forecast").click()
    expect(row.locator(".edit-date")).to_contain_text(SHOWN_DAY)
    expect(page.locator("#refresh")).to_contain_text("Computing")
    work_off()

    expect(page.locator(".as-of time")).not_to_have_attribute("datetime", before)
    assert not RefreshRequest.objects.exists()


def test_a_refusal_stays_in_the_row_with_what_was_typed(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    open_program(page, live_server, running[0].program)
    row = page.locator(f"#milestone-{running[0].uid}")

    row.locator(".edit-date").click()
    expect(row.locator(".inline-form :focus")).to_have_count(1)  # Else it takes the focus from what is filled.
    row.get_by_label("Why it moved").fill("The supplier asked")
    row.get_by_label("Expected finish").last.fill("")
    row.get_by_role("button", name="State forecast").click()

    expect(row.get_by_text("This field is required.")).to_be_visible()
    expect(row.get_by_label("Why it moved")).to_have_value("The supplier asked")


def test_a_forecast_of_somebody_else_is_shown_before_it_is_replaced(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User, complaints: list[str]
) -> None:
    theirs = TODAY + timedelta(days=5)
    sign_in(page, live_server, pmo_lead)
    open_program(page, live_server, running[0].program)
    row = page.locator(f"#milestone-{running[0].uid}")
    row.locator(".edit-date").click()
    row.get_by_label("Expected finish").last.fill(NEW_DAY.isoformat())
    factories.make_forecast(running[0], finish_on=theirs, stated_on=TODAY)

    row.get_by_role("button", name="State forecast").click()
    expect(row.locator(".conflicts")).to_contain_text(theirs.isoformat())
    row.get_by_role("button", name="State forecast").click()

    expect(row.locator(".edit-date")).to_contain_text(SHOWN_DAY)


def test_a_committee_member_accepts_evidence_in_the_row(
    page: Page, live_server: LiveServer, running: list[Milestone], committee_member: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, committee_member)
    open_program(page, live_server, running[1].program)
    row = page.locator(f"#milestone-{running[1].uid}")

    row.get_by_role("button", name="Accept").click()

    expect(row.get_by_text("accepted by Carla Committee", exact=False)).to_be_visible()


def test_the_history_opens_below_the_row_and_closes(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    open_program(page, live_server, running[0].program)
    row = page.locator(f"#milestone-{running[0].uid}")

    row.get_by_role("link", name="History").click()
    expect(row.get_by_text("Milestone added")).to_be_visible()
    row.get_by_role("button", name="Close the history").click()

    expect(row.get_by_text("Milestone added")).to_be_hidden()


def test_everything_of_an_edit_can_be_done_with_the_keyboard(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User, complaints: list[str]
) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("Email").focus()
    page.keyboard.type(pmo_lead.email)
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")

    tab_to(page, "Alpha")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{running[0].program.get_absolute_url()}")
    tab_to(page, f"change the forecast of {running[0].name}")
    page.keyboard.press("Enter")
    expect(page.locator(".inline-form input[type=date]")).to_be_focused()
    page.keyboard.type(f"{NEW_DAY:%m%d%Y}")
    page.keyboard.press("Enter")

    link = page.locator(f"#milestone-{running[0].uid} .edit-date")
    expect(link).to_contain_text(SHOWN_DAY)
    expect(link).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the element whose accessible name holds ``name`` has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        named = page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
        if name in named:
            return
    pytest.fail(f"the keyboard never comes to {name}")


def test_escape_leaves_a_form_without_saving(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    open_program(page, live_server, running[0].program)
    row = page.locator(f"#milestone-{running[0].uid}")
    row.locator(".edit-date").click()
    row.get_by_label("Why it moved").fill("Never mind")
    # A form that was just put in answers only once the page has settled; no person is so quick.
    expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)

    page.keyboard.press("Escape")

    expect(row.locator(".inline-form")).to_have_count(0)
    assert running[0].forecasts.count() == 1


def test_more_programs_are_loaded_below_and_the_filter_narrows_as_one_types(
    page: Page, live_server: LiveServer, pmo_lead: User, complaints: list[str]
) -> None:
    programs = [make_forecast_only(f"Bridge {number:02}", 10, 20) for number in range(55)]
    for each in programs:
        factories.make_membership(pmo_lead, each)
    compute(*programs)
    sign_in(page, live_server, pmo_lead)

    page.get_by_role("link", name="Load 50 more").click()
    expect(page.locator(".row-name")).to_have_count(56)
    page.get_by_label("Search by name or code").fill("Bridge 5")

    expect(page.locator(".row-name")).to_have_count(5)
    expect(page).to_have_url(re.compile(r"/\?q=Bridge(%20|\+)5&"))


def test_the_theme_is_remembered(
    page: Page, live_server: LiveServer, running: list[Milestone], pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    page.get_by_role("button", name="Switch to the dark theme").click()

    open_program(page, live_server, running[0].program)

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Switch to the light theme")).to_be_visible()
