"""The pulse on a phone: answered by a link, without signing in and without a cookie."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.actions import pulse_waves
from programs.models import Program, PulseAnswer, User
from tests import factories
from tests.browser.conftest import TODAY, sign_in


def test_a_phone_answers_once_and_keeps_no_cookie(
    page: Page, live_server: LiveServer, program: Program, pmo_lead: User, complaints: list[str]
) -> None:
    opened = pulse_waves.open_wave(
        program, by=pmo_lead, name="Spring", opens_on=TODAY, closes_on=TODAY, invited={factories.make_function(): 5}
    )
    (secrets,) = opened.secrets.values()
    page.set_viewport_size({"width": 390, "height": 800})

    page.goto(f"{live_server.url}/pulse/{secrets[0]}/")
    wide = page.evaluate("document.documentElement.scrollWidth")
    for number in range(8):
        page.get_by_role("group").nth(number).get_by_label("Agree", exact=True).check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()

    assert wide <= 390
    assert page.context.cookies() == []
    assert PulseAnswer.objects.get().scores == [4] * 8


def test_links_are_saved_as_a_file_for_each_function(
    page: Page, live_server: LiveServer, program: Program, pmo_lead: User, complaints: list[str]
) -> None:
    factories.make_stage(factories.make_flow(program), function=factories.make_function(name="Logistics"))
    sign_in(page, live_server, pmo_lead)

    page.goto(f"{live_server.url}/programs/{program.uid}/pulse/new/")
    page.get_by_label("People asked in Logistics").fill("6")
    page.get_by_role("button", name="Open it and show the links").click()
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save as a file").click()

    lines = Path(saving.value.path()).read_text(encoding="utf-8").split()
    assert saving.value.suggested_filename == "pulse Logistics.csv"
    assert [line.startswith(f"{live_server.url}/pulse/") for line in lines] == [False, *[True] * 6]
