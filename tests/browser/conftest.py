"""A real browser against a live server. ``CHROMIUM`` names the browser, else the machine's own is used."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.utils import timezone
from playwright.sync_api import ConsoleMessage, Page, Request
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from programs.models import Milestone, Program, User
from tests import factories
from tests.tracker.views.conftest import compute, make_forecast_only, make_planned

# Playwright keeps an event loop in this thread; the tests talk to the database from it on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
TODAY = timezone.localdate()
PASSWORD = "correct horse"
MOST_WAITS = 150
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder as one that needs a browser."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return browser_type_launch_args | {"executable_path": chromium, "args": FLAGS}


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(autouse=True)
def answered_requests(transactional_db: None, page: Page) -> Iterator[None]:
    """No test ends while the server still answers its page: emptying the tables would wait for that, and it for us.

    A page that is left gives up its requests at once, the server does not: so the server is asked as well.
    """
    open_requests: set[Request] = set()
    page.on("request", lambda request: open_requests.add(request))
    page.on("requestfinished", lambda request: open_requests.discard(request))
    page.on("requestfailed", lambda request: open_requests.discard(request))
    at_work: Counter[str] = Counter()

    def begin(**_: Any) -> None:
        at_work["begun"] += 1

    def end(**_: Any) -> None:
        at_work["ended"] += 1

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    page.goto("about:blank")
    for _ in range(MOST_WAITS):
        if not open_requests and at_work["begun"] <= at_work["ended"]:
            break
        page.wait_for_timeout(20)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complained about: broken scripts, and whatever the security policy refused."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            heard.append(f"{page.url}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    yield heard
    assert heard == []


@pytest.fixture
def running(live_server: LiveServer, program: Program, pmo_lead: User, committee_member: User) -> list[Milestone]:
    """The milestones of a program on day 70 with numbers, evidence that waits, a status and a cost."""
    work = make_planned(program, milestones=3)
    factories.make_evidence(work[1], title="Map signed by both", given_on=TODAY - timedelta(days=3))
    factories.make_status(program, "green", reported_on=TODAY - timedelta(days=3), reason="People like it")
    factories.make_cost_line(program)
    compute(program)
    return work


@pytest.fixture
def bridge(live_server: LiveServer, pmo_lead: User) -> Program:
    """A program without a sequence, thirty days late."""
    made = make_forecast_only("Bridge", 10, 40)
    factories.make_membership(pmo_lead, made)
    factories.make_status(made, "amber", schedule_narrative="The river was high.")
    compute(made)
    return made


def sign_in(page: Page, live_server: LiveServer, user: User) -> None:
    """Signs the person in through the page."""
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{live_server.url}/")
