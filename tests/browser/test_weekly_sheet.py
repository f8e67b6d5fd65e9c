"""The weekly sheet on a phone, for somebody who leads a function in four programs: three minutes, mostly one tap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from programs.models import ConstraintObservation, CoordinationIncident, DecisionRecord, User, WeeklyStatement
from tests import factories
from tests.browser.conftest import TODAY, sign_in
from tests.factories.constraints import make_observation, make_resource
from tests.factories.decisions import make_decision
from tests.factories.interfaces import make_interface
from tests.factories.pilots import make_pilot_account
from tests.factories.readings import judge_by, make_readable_metric
from tests.factories.weekly import make_lead, monday

WIDTH, HEIGHT, THUMB = 390, 844, 44
# A radio group or a group of boxes is one field; so is every other control that a person can see.
FIELDS = """() => new Set([...document.querySelectorAll('.sheet :is(input, select, textarea)')]
  .filter(each => each.type !== 'hidden').map(each => each.name)).size"""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def lead(live_server: LiveServer) -> User:
    """Leads Procurement in four programs; last week Castings limited each flow, and two readings are owed."""
    user, function = factories.make_user(name="Lea Lead"), factories.make_function(name="Procurement")
    castings = make_resource(name="Castings supplier")
    make_resource(name="Assembly line 2")
    for name in ("Pumps", "Valves", "Service parts", "Compressors for the northern plants"):
        program = factories.make_program(name=name)
        make_lead(user, program, function)
        flow = factories.make_flow(program, name="Standard orders")
        make_interface(program, from_function=function, to_function=factories.make_function(name=f"Production {name}"))
        make_observation(
            flow, resource=castings, observed_by=user, source=str(user), week_starts_on=monday(weeks_ago=2)
        )
        for what in ("Supplier calendar agreed", "Order limits moved to procurement"):
            factories.make_milestone(program, name=what, owner=user, finish_on=TODAY + timedelta(days=9))
    for name in ("Late orders", "Expediting cost"):
        metric = judge_by(program, make_readable_metric(name=name))
        make_pilot_account(metric, function=function, valid_from=monday(weeks_ago=1))
    make_decision(program, raised_by=user, question="Who may change the weekly plan?")
    return user


@pytest.fixture
def taps(page: Page) -> list[str]:
    """Every tap of the finger or the mouse on any page from now on."""
    heard: list[str] = []
    page.expose_function("tapped", lambda target: heard.append(target))
    page.add_init_script("addEventListener('pointerdown', event => tapped(event.target.tagName), true)")
    return heard


@pytest.fixture
def phone(page: Page, live_server: LiveServer, lead: User, complaints: list[str], taps: list[str]) -> Page:
    """The sheet on a phone."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    sign_in(page, live_server, lead)
    page.goto(f"{live_server.url}/week/")
    taps.clear()
    return page


def test_four_programs_are_at_most_seven_questions_and_twelve_fields(phone: Page) -> None:
    questions, fields = phone.locator(".question").count(), phone.evaluate(FIELDS)

    assert (questions, fields) == (7, 12)
    assert phone.locator(".question .unlocks").count() == questions
    assert not phone.evaluate(TOO_WIDE)


def test_my_work_fits_a_phone_and_says_how_many_things_wait(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/owed/")
    phone.locator(".owed-number").wait_for()

    assert phone.locator(".owed-number").inner_text().startswith(str(phone.locator(".owed").count()))
    assert not phone.evaluate(TOO_WIDE)


def test_it_opens_with_what_others_owe_and_every_target_is_large_enough(phone: Page) -> None:
    first = phone.locator(".sheet > *").first.inner_text()
    targets = [each.bounding_box() for each in phone.locator(".sheet-chip, .sheet-field select, .sheet-end .btn").all()]

    assert "Others owe you" in first
    assert "Who may change the weekly plan?" in first
    assert len(targets) > 15
    assert all(box is not None and box["height"] >= THUMB for box in targets)


def test_one_tap_sends_a_quiet_week_for_all_programs(phone: Page, lead: User, taps: list[str]) -> None:
    phone.get_by_role("button", name="Nothing happened: send").click()
    phone.get_by_text("Thank you: that was the week.").wait_for()

    assert WeeklyStatement.objects.filter(stated_by=lead, happened=False).count() == 12
    assert ConstraintObservation.objects.filter(observed_by=lead).count() == 8
    assert phone.locator(".sheet-chip input:checked").count() == 3
    assert len(taps) == 1


def test_an_eventful_week_takes_nine_taps_with_the_incident_itself(phone: Page, lead: User, taps: list[str]) -> None:
    for question, answer in (("incidents", "Valves"), ("overrides", "No, nowhere"), ("interventions", "No, nowhere")):
        phone.locator(f"#ask-{question} .sheet-chip").filter(has_text=answer).click()
    phone.locator("#ask-limits select").first.select_option(label="Assembly line 2")
    phone.locator("#ask-committee input").fill("Who orders castings in August?")
    phone.locator("#ask-committee select").select_option(label="Pumps")
    phone.get_by_role("button", name="Send", exact=True).click()
    phone.get_by_text("Thank you: that was the week.").wait_for()
    phone.get_by_role("link", name="Report the incident").click()
    for choice in ("Procurement to Production Valves", "Expediting", "Under 1,000"):
        phone.locator("#quick .chip").filter(has_text=choice).click()
    phone.get_by_role("button", name="Report it").click()
    phone.get_by_text("Recorded:").wait_for()

    assert len(taps) == 9
    assert CoordinationIncident.objects.get().reported_by == lead
    assert DecisionRecord.objects.filter(question="Who orders castings in August?").exists()
    assert WeeklyStatement.objects.get(happened=True).program.name == "Valves"


def test_the_send_button_stands_at_one_place_wherever_the_page_is_scrolled_to(phone: Page) -> None:
    top = "() => document.querySelector('.sheet-end [type=submit]').getBoundingClientRect().top"
    places = []
    for part in (0, 0.5, 1):
        phone.evaluate("part => scrollTo(0, part * document.documentElement.scrollHeight)", part)
        places.append(phone.evaluate(top))

    assert phone.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert max(places) + THUMB <= HEIGHT
    # A page ends between two pixels.
    assert max(places) - min(places) < 1


def test_what_is_missing_is_said_beside_the_question_and_nothing_typed_is_lost(phone: Page) -> None:
    phone.locator("#ask-readings input").first.fill("12.5")
    phone.locator("#ask-committee input").fill("Who orders castings in August?")
    phone.get_by_role("button", name="Send", exact=True).click()
    phone.get_by_text("Nothing was sent yet.").wait_for()

    assert phone.locator("#ask-readings input").first.input_value() == "12.5"
    assert "say that it happened nowhere" in phone.locator("#ask-overrides").inner_text()
    assert phone.locator("#ask-committee input").input_value() == "Who orders castings in August?"
    assert not WeeklyStatement.objects.exists()


def test_the_keyboard_alone_sends_the_sheet(phone: Page, lead: User) -> None:
    phone.locator("#ask-incidents input").first.focus()
    for question in ("incidents", "overrides", "interventions"):
        phone.locator(f"#ask-{question} input").first.focus()
        phone.keyboard.press("Space")
    phone.locator("#ask-committee input").focus()
    phone.keyboard.press("Enter")
    phone.get_by_text("Thank you: that was the week.").wait_for()

    assert WeeklyStatement.objects.filter(stated_by=lead, happened=False).count() == 12
