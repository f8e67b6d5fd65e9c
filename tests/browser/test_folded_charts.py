"""A chart in a closed fold waits until the fold is opened, and has the page's width then."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programs.models import Pilot, Program, User
from programs.periods import monday_of
from tests.browser.conftest import TODAY, sign_in
from tests.factories import pilots as make
from tests.tracker.views.conftest import compute

WEEKS = 9
BETTER = (15, 16, 14, 15, 17, 14, 16, 15, 16)
LEAST_WIDTH = 200


def make_run(program: Program, name: str, *, first_on: date, outcome: str = "") -> None:
    """A run of nine weeks in which the new way is better; stopped in the end when it has an outcome."""
    metric = make.make_pilot_metric(program, name=f"Service of {name}", unit="%", direction="higher")
    pilot = make.make_pilot(program, name=name, primary=metric, burn_in_periods=0)
    done = make.done_until("started", first_on)
    if outcome:
        done = make.done_until("decided", first_on) | {"decided_on": TODAY, "outcome": outcome}
    Pilot.objects.filter(pk=pilot.pk).update(**done)
    pilot.refresh_from_db()
    make.make_arm_readings(pilot, [(10, each) for each in BETTER], first_on=first_on)


def test_a_chart_is_drawn_when_its_fold_is_opened(
    page: Page, live_server: LiveServer, program: Program, viewer: User, complaints: list[str]
) -> None:
    first_on = monday_of(TODAY) - timedelta(weeks=WEEKS)
    make_run(program, "Second try", first_on=first_on)
    make_run(program, "First try", first_on=first_on, outcome="stopped")
    compute(program)
    sign_in(page, live_server, viewer)
    page.goto(f"{live_server.url}{reverse('tracker:coordination-area', args=[program.uid, 'pilots'])}")
    expect(page.locator(".chart svg")).to_have_count(1)

    page.get_by_text("Conditions, numbers and charts").click()

    folded = page.locator("details .chart svg")
    expect(folded).to_have_count(1)
    box = folded.bounding_box()
    assert box is not None
    assert box["width"] > LEAST_WIDTH
    assert complaints == []
