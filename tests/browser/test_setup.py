"""From nothing to the first baseline, pilot protocol and incident, by the next step that each save offers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import BusinessFunction, Program, User
from tests.browser.conftest import sign_in

MOST_SCREENS, MOST_FIELDS = 24, 20


@dataclass(slots=True, kw_only=True)
class Newcomer:
    """Somebody who does what the page says next, and counts what it takes."""

    page: Page
    screens: int = 0
    fields: int = 0

    def next(self, words: str) -> None:
        """Follows the next step, which must be called so."""
        self.press(f"Next: {words}")

    def press(self, words: str) -> None:
        main = self.page.locator("#messages, main")
        main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first.click()
        self.page.wait_for_load_state()
        self.screens += 1

    def give(self, **values: str) -> None:
        """Fills fields by their names; a list by the words that it shows."""
        for name, value in values.items():
            field = self.page.locator(f"[name={name}]").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
            self.fields += 1


@pytest.fixture
def newcomer(page: Page, live_server: LiveServer, steward: User, complaints: list[str]) -> Newcomer:
    """The first steward, at the form of a new program; nothing but the person is recorded."""
    sign_in(page, live_server, steward)
    page.goto(f"{live_server.url}/programs/new/")
    return Newcomer(page=page)


def plan(newcomer: Newcomer) -> None:
    """From nothing to an active program."""
    newcomer.give(code="S2P", name="Source to pay")
    newcomer.press("Create program")
    newcomer.press("Add these functions")
    newcomer.next("Invite a function lead")
    newcomer.give(email="paula@example.com", name="Paula", function="Procurement")
    newcomer.press("Invite")
    newcomer.next("Add the suggested gates")
    newcomer.next("Add the suggested milestones")
    newcomer.next("Map a flow")
    newcomer.give(name="Spare parts", from_function="Procurement", to_function="Production")
    newcomer.press("Save")
    newcomer.next("Look at the plan and lock it")
    newcomer.press("Lock the plan")
    newcomer.next("Activate it")


def measure(newcomer: Newcomer) -> None:
    """The first metric with its baseline, and the first pilot with its protocol."""
    newcomer.next("Choose a metric")
    newcomer.give(metric="Inventory turns (turns a year, higher is better, monthly)")
    newcomer.press("Save")
    newcomer.next("Enter its readings")
    for number, field in enumerate(newcomer.page.locator(".reading-grid input.form-control").all()[:6]):
        field.fill(f"{5 + number / 10}")
        newcomer.fields += 1
    newcomer.press("Save what I typed")
    newcomer.next("Lock its baseline")
    newcomer.press("Lock these 6 readings")
    newcomer.next("Draft a pilot")
    newcomer.give(name="Weekly plan", change="One plan a week")
    newcomer.press("Save the draft")
    newcomer.next("Lock its protocol")
    newcomer.page.get_by_label("Lock it without a guardrail").check()
    newcomer.press("Lock the protocol")


def report(newcomer: Newcomer) -> None:
    newcomer.next("Report an incident")
    for words in ("Procurement to Production", "Expediting", "Under 1,000"):
        newcomer.page.locator("#quick .chip").filter(has_text=words).click()
    newcomer.page.get_by_role("button", name="Report it").click()
    expect(newcomer.page.locator(".quick-saved")).to_contain_text("The set-up is complete")


def test_each_save_leads_a_newcomer_on_to_the_first_incident(newcomer: Newcomer) -> None:
    plan(newcomer)
    measure(newcomer)
    report(newcomer)

    program = Program.objects.get()
    assert (program.state, program.baselines.count(), program.incidents.count()) == ("active", 1, 1)
    assert program.pilots.get().locked_on
    assert program.milestones.count() == 22
    assert newcomer.screens <= MOST_SCREENS
    assert newcomer.fields <= MOST_FIELDS

    newcomer.press("The set-up is complete: see the program")
    expect(newcomer.page.get_by_role("heading", name="The set-up is complete")).to_be_visible()
    newcomer.page.reload()
    expect(newcomer.page.get_by_role("heading", name="The set-up is complete")).to_have_count(0)
    assert BusinessFunction.objects.count() == 4
