"""An incident on a phone: three choices and one button, with the thumb; then the form stands empty again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import CoordinationIncident, Interface, Program, User
from tests.browser.conftest import TODAY, sign_in
from tests.factories import make_function
from tests.factories.interfaces import make_incident, make_interface

WIDTH, HEIGHT, THUMB = 390, 844, 44


@pytest.fixture
def interfaces(program: Program) -> list[Interface]:
    """The hand-offs of a program; at the second one an incident happened already."""
    functions = [make_function(name=name) for name in ("Planning", "Assembly", "Production", "Logistics")]
    pairs = pairwise(functions)
    made = [make_interface(program, from_function=first, to_function=second) for first, second in pairs]
    make_incident(program, interface=made[1])
    return made


@pytest.fixture
def form(
    page: Page,
    live_server: LiveServer,
    program: Program,
    interfaces: list[Interface],
    function_lead: User,
    complaints: list[str],
) -> Locator:
    """The five-second form on a phone."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    sign_in(page, live_server, function_lead)
    page.goto(f"{live_server.url}/programs/{program.uid}/incidents/")
    return page.locator("#quick")


def choose(form: Locator, *words: str) -> int:
    """Taps each choice; how many taps that took."""
    for each in words:
        form.locator(".chip").filter(has_text=each).click()
    return len(words)


def test_four_taps_report_an_incident_and_leave_the_form_empty(form: Locator, page: Page, program: Program) -> None:
    taps = choose(form, "Assembly to Production", "Expediting", "Under 1,000")
    form.get_by_role("button", name="Report it").click()
    form.get_by_role("status").wait_for()

    incident = CoordinationIncident.objects.latest("id")
    assert (taps, str(incident.interface), incident.happened_on) == (3, "Assembly to Production", TODAY)
    assert "Recorded: Assembly to Production, expediting." in form.inner_text()
    assert form.locator("input:checked").count() == 0
    assert page.locator(".incident").count() == 2


def test_every_choice_is_large_enough_for_a_thumb_and_the_button_always_in_reach(form: Locator, page: Page) -> None:
    chips = [chip.bounding_box() for chip in form.locator(".chip").all()]
    button = form.get_by_role("button", name="Report it").bounding_box()

    assert len(chips) == 12
    assert all(box is not None and box["height"] >= THUMB and box["x"] + box["width"] <= WIDTH for box in chips)
    assert button is not None
    assert button["height"] >= THUMB
    assert button["y"] + button["height"] <= HEIGHT


def test_the_most_used_hand_off_comes_first(form: Locator) -> None:
    assert form.locator(".chip").first.inner_text() == "Assembly to Production"


def test_what_was_not_chosen_is_asked_for_and_the_rest_stays_chosen(form: Locator) -> None:
    choose(form, "Expediting", "Under 1,000")
    form.get_by_role("button", name="Report it").click()
    form.get_by_role("alert").wait_for()

    assert "Choose the hand-off where it happened." in form.inner_text()
    assert form.locator("input:checked").count() == 2


def test_a_text_that_was_drawn_larger_comes_back_without_a_complaint(form: Locator) -> None:
    """The size is a style that htmx would copy onto the new text; the security policy refuses it, and says so."""
    form.locator("summary").click()
    form.locator("textarea").evaluate("text => text.scrollIntoView({ block: 'center' })")
    corner = form.locator("textarea").bounding_box()
    assert corner is not None
    x, y = corner["x"] + corner["width"] - 4, corner["y"] + corner["height"] - 4
    mouse = form.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, y + 80, steps=4)
    mouse.up()
    assert "height" in (form.locator("textarea").get_attribute("style") or "")

    form.get_by_role("button", name="Report it").click()
    form.get_by_role("alert").first.wait_for()

    assert form.locator("textarea").get_attribute("style") is None


def test_the_keyboard_alone_reports_an_incident(form: Locator, page: Page) -> None:
    form.locator("input[type=radio]").first.focus()
    for key in ("Space", "Tab", "Space", "Tab", "Space", "Enter"):
        page.keyboard.press(key)
    expect(form.locator(".quick-saved")).to_be_focused()

    assert CoordinationIncident.objects.count() == 2
