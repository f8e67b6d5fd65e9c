"""The demo's programs, from their first day to month 11: each says its seven answers on one screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from programs.demo.load import load
from programs.models import Membership, Program
from tests.browser.conftest import PASSWORD, TODAY, sign_in
from tests.browser.every_page import AXE, serious
from tests.browser.first_screen import cut_off, open_first_screen, tiny
from tests.tracker.views.conftest import compute

YOUNGEST = "TPV-SPARES"
COMPUTED_DAYS_AGO = (8, 1, 0)


@pytest.fixture
def demo(live_server: LiveServer) -> list[Program]:
    """The active programs of the demo with the numbers of a few days, oldest program first."""
    load(TODAY)
    programs = list(Program.objects.active().order_by("start_on", "code"))
    for days in COMPUTED_DAYS_AGO:
        compute(*programs, as_of=TODAY - timedelta(days=days))
    return programs


def begin_yesterday(program: Program) -> None:
    """The program as on its first day."""
    Program.objects.filter(pk=program.pk).update(start_on=TODAY - timedelta(days=1))
    compute(program)


def problems(page: Page, live_server: LiveServer, program: Program) -> list[str]:
    """What cannot be read on the first screen of the program, in both themes."""
    found = []
    for theme in ("light", "dark"):
        page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
        open_first_screen(page, f"{live_server.url}{program.get_absolute_url()}")
        found += [f"{program.code} {theme}: {each}" for each in [*cut_off(page), *tiny(page), *serious(page)]]
    return found


@pytest.mark.slow
def test_no_answer_is_cut_off_at_any_age(
    page: Page, live_server: LiveServer, demo: list[Program], complaints: list[str]
) -> None:
    found, signed_in = list[str](), None
    page.add_init_script(path=AXE)
    by_lead = sorted(demo, key=lambda each: str(lead_of(each).pk))
    for program in by_lead:
        lead = lead_of(program)
        if lead.user != signed_in:
            page.context.clear_cookies()
            lead.user.set_password(PASSWORD)
            lead.user.save(update_fields=["password"])
            sign_in(page, live_server, lead.user)
            signed_in = lead.user
        found += problems(page, live_server, program)
        if program.code == YOUNGEST:
            begin_yesterday(program)
            found += problems(page, live_server, program)

    assert len(demo) > 6
    assert found == []


def lead_of(program: Program) -> Membership:
    """Who plans the program, and so sees the way to the first numbers."""
    return program.memberships.filter(role=Membership.Role.PMO_LEAD, valid_to__isnull=True).earliest("pk")
