"""Every kind of page: nothing refused by the security policy, nothing serious for axe, nothing too wide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from programs.models import Milestone, Program, User
from tests import factories
from tests.browser.conftest import sign_in
from tests.programs.views.conftest import signed_in
from tests.sweep.world import build, routes
from tracker.reporting.publish import publish

AXE = Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js"
WIDTHS = [390, 820, 1440]
WITH_NUMBERS = ["tracker:report-list", "programs:baseline-list", "programs:gate-create", "programs:baseline-lock"]


@pytest.fixture
def addresses(running: list[Milestone], bridge: Program, pmo_lead: User) -> list[str]:
    """Every address that gives a page, with one of everything on it, and the programs that have numbers."""
    pmo_lead.is_steward = True
    pmo_lead.save(update_fields=["is_steward"])
    whole = factories.make_program(name="Whole")
    factories.make_membership(pmo_lead, whole)
    world = build(whole, pmo_lead)
    program = running[0].program
    report = publish(program, by=pmo_lead, at=timezone.now())
    tried = [world.address(route) for route in routes() if not route.name.startswith(("api:", "admin:"))]
    client = signed_in(pmo_lead)
    return [
        "/nothing/",
        *[page.get_absolute_url() for page in (program, bridge)],
        *[reverse(name, args=[program.uid]) for name in WITH_NUMBERS],
        reverse("tracker:report-detail", args=[report.uid]),
        *[address for address in tried if is_page(client, address)],
    ]


def is_page(client: Client, address: str) -> bool:
    """True when the address shows a page of its own: no file, no redirect, nothing that is only sent to."""
    answer = client.get(address)
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical on the page as it stands."""
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url}: {each['id']} {node['target']} {node['any'][0]['message'] if node['any'] else ''}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_no_page_is_refused_or_hard_to_use(
    theme: str,
    page: Page,
    live_server: LiveServer,
    addresses: list[str],
    pmo_lead: User,
    complaints: list[str],
) -> None:
    sign_in(page, live_server, pmo_lead)
    page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
    source, problems = AXE.read_text(encoding="utf-8"), []

    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        page.evaluate(source)
        problems += serious(page)

    assert problems == []


def test_no_page_is_wider_than_the_screen(
    page: Page, live_server: LiveServer, addresses: list[str], pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    wide = []

    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{address} at {width}")

    assert wide == []


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
    assert plain.get_by_label("Expected finish").is_visible()
    context.close()
