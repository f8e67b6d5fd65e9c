"""Three clicks from the program to what weekly planning would save, and a scenario kept to compare."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import ProcessFlow, Program, User
from tests.browser.conftest import sign_in
from tests.tracker.views.conftest import compute
from tests.tracker.views.test_latency_pages import address_of, cycle_of, make_ladder
from tracker.models import LatencyScenario

NOW = "A signal takes about 29 days to get through Pumps"
SAVED = "18.5 days on average instead of 29.0: 10.5 less"


@pytest.fixture
def flow(program: Program, pmo_lead: User) -> ProcessFlow:
    """Monthly, weekly and daily planning after one another."""
    made = make_ladder(program)
    compute(program)
    return made


def test_three_clicks_lead_from_the_program_to_what_weekly_planning_would_save(
    page: Page, live_server: LiveServer, program: Program, flow: ProcessFlow, pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    page.goto(f"{live_server.url}{program.get_absolute_url()}")

    page.get_by_role("link", name="Coordination", exact=True).click()
    expect(page.locator(".answers")).to_contain_text(NOW)
    page.get_by_role("link", name="How long does a signal take?").click()
    page.get_by_role("link", name="weekly planning of Orders (Demand planning)").first.click()

    expect(page.locator("#answer .answer-words")).to_contain_text(SAVED)
    expect(page.locator("#answer .chart svg, #answer .chart canvas")).to_be_visible()


def test_a_change_is_answered_at_once_and_stands_in_the_address(
    page: Page, live_server: LiveServer, flow: ProcessFlow, pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    page.goto(f"{live_server.url}{address_of(flow)}")
    page.evaluate("document.title = 'not loaded again'")

    page.locator(".what-if summary", has_text="Demand planning").click()
    page.locator(f"#id_every-{cycle_of('Demand planning').uid}").fill("7")
    expect(page.locator("#answer .answer-words")).to_contain_text(SAVED)
    assert page.evaluate("document.title") == "not loaded again"
    expect(page.locator("#answer .chart svg, #answer .chart canvas")).to_be_visible()

    page.reload()
    expect(page.locator("#answer .answer-words")).to_contain_text(SAVED)


def test_a_change_is_kept_under_a_name_and_removed_again(
    page: Page, live_server: LiveServer, flow: ProcessFlow, pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    page.goto(f"{live_server.url}{address_of(flow)}?every-{cycle_of('Demand planning').uid}=7")

    page.get_by_label("Keep it under a name").fill("Weekly demand")
    page.get_by_role("button", name="Keep").click()
    row = page.get_by_role("region", name="Kept scenarios").get_by_role("row", name="Weekly demand")
    expect(row).to_contain_text("10.5")

    row.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("region", name="Kept scenarios")).to_have_count(0)
    assert not LatencyScenario.objects.exists()
