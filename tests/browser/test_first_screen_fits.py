"""A young and an old program say their seven answers on one screen of 1440 x 900; what does not fit is seen."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from programs.models import Milestone, Program, User
from programs.periods import monday_of
from tests import factories
from tests.browser.conftest import TODAY, sign_in
from tests.browser.every_page import AXE, serious
from tests.browser.first_screen import cut_off, ends, open_first_screen, tiny
from tests.factories.constraints import make_control, make_observation, make_resource
from tests.factories.governance import make_question
from tests.factories.interfaces import make_incident
from tests.factories.metrics import make_metric, make_program_metric, make_readings
from tests.tracker.views.conftest import compute
from tests.tracker.views.test_latency_pages import make_ladder

LONG = "Supplier schedules, stock reviews and forecasts laid on one calendar"
GATES = ("G0", "G1", "G2", "G3", "G4", "G5")
PHONE: ViewportSize = {"width": 390, "height": 844}


def make_plan(program: Program, *, day: int) -> list[Milestone]:
    """Every gate forty days after the one before, each with four items of long names, locked on the first day."""
    Program.objects.filter(pk=program.pk).update(start_on=TODAY - timedelta(days=day))
    work = []
    for number, code in enumerate(GATES):
        planned_on = TODAY + timedelta(days=40 * (number + 1) - day)
        gate = factories.make_gate(program, code, finish_on=planned_on)
        work += [
            factories.make_milestone(program, name=f"{LONG}, part {number}.{part}", gate=gate, finish_on=planned_on)
            for part in range(4)
        ]
    factories.make_baseline(program, locked_on=TODAY - timedelta(days=day))
    return work


@pytest.fixture
def young(live_server: LiveServer, program: Program, pmo_lead: User) -> Program:
    """On its first day: planned, with a flow of which nobody said how it plans, and evidence that waits."""
    work = make_plan(program, day=1)
    flow = factories.make_flow(program, name="Wear parts for installed pumps")
    for name in ("Customer service", "Inventory management", "Procurement"):
        function = factories.make_function(name=name)
        factories.make_stage(flow, function=function, name=f"Stage of {name.lower()}")
    factories.make_evidence(work[0], title="Map signed by both", given_on=TODAY)
    factories.make_status(program, "", reported_on=TODAY)
    compute(program)
    return program


@pytest.fixture
def old(live_server: LiveServer, program: Program, pmo_lead: User) -> Program:
    """In month 11: late, asked for an answer, over its cost, with a metric, a constraint and incidents."""
    make_plan(program, day=320)
    flow = make_ladder(program)
    bench = make_control(make_resource(name="Test bench for large pumps")).resource
    for age in range(8):
        make_observation(flow, resource=bench, week_starts_on=monday_of(TODAY) - timedelta(weeks=age))
    for age in range(12):
        make_incident(program, happened_on=TODAY - timedelta(days=9 * age))
    judged = make_program_metric(program, metric=make_metric(name="Inventory of castings"), target=Decimal(15))
    make_readings(judged, [20, 22, 19, 23, 20, 22, 19, 21])
    make_question(program, question=f"{LONG}: who decides on the order?", needed_by=TODAY - timedelta(days=7))
    factories.make_cost_line(program, kind="baseline", amount=100)
    factories.make_cost_line(program, kind="forecast", amount=118)
    factories.make_status(
        program, "green", reported_on=TODAY - timedelta(days=17), reason="One decision was overruled."
    )
    for days in (8, 0):
        compute(program, as_of=TODAY - timedelta(days=days))
    return program


@pytest.mark.parametrize("age", ["young", "old"])
def test_every_answer_is_seen_without_scrolling(
    age: str,
    request: pytest.FixtureRequest,
    page: Page,
    live_server: LiveServer,
    pmo_lead: User,
    complaints: list[str],
) -> None:
    program: Program = request.getfixturevalue(age)
    page.add_init_script(path=AXE)
    sign_in(page, live_server, pmo_lead)

    open_first_screen(page, f"{live_server.url}{program.get_absolute_url()}")

    assert cut_off(page) == []
    assert [*tiny(page), *serious(page)] == []
    page.locator(".first-gate").evaluate("card => { card.style.height = `${innerHeight}px` }")
    assert any(each.startswith("attention: ") for each in cut_off(page))


def test_on_a_phone_the_next_gate_and_what_needs_attention_come_first(
    page: Page, live_server: LiveServer, old: Program, pmo_lead: User, complaints: list[str]
) -> None:
    sign_in(page, live_server, pmo_lead)
    open_first_screen(page, f"{live_server.url}{old.get_absolute_url()}")

    page.set_viewport_size(PHONE)

    found = ends(page)
    assert sorted(found, key=lambda each: found[each])[:4] == [
        "sentence",
        "how complete",
        "next gate",
        "attention",
    ]
    gate = page.locator(".first-gate").bounding_box()
    assert gate is not None
    assert gate["y"] < PHONE["height"]
