"""How every page is looked at: what axe says of it, and whether it is wider than a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from programs.models import Program, User
from tests import factories
from tests.programs.views.conftest import signed_in
from tests.sweep.world import build, routes
from tracker.reporting.publish import publish
from tracker.views.coordination import AREA_OF

AXE = Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js"
HEIGHT = 720
PATIENCE = 2000
FITS = """([width, patience]) => new Promise((answer) => {
  const until = performance.now() + patience;
  (function look() {
    const fits = document.documentElement.scrollWidth <= width;
    fits || performance.now() > until ? answer(fits) : setTimeout(look, 50);
  })();
})"""
WIDTHS = [1440, 820, 390]
WITH_NUMBERS = ["tracker:report-list", "programs:baseline-list", "programs:gate-create", "programs:baseline-lock"]


def addresses_of(program: Program, bridge: Program, user: User) -> list[str]:
    """Every address that may give a page, with one of everything on it, and programs that have numbers."""
    user.is_steward = True
    user.save(update_fields=["is_steward"])
    whole = factories.make_program(name="Whole")
    factories.make_membership(user, whole)
    world = build(whole, user)
    report = publish(program, by=user, at=timezone.now())
    return [
        "/nothing/",
        *[page.get_absolute_url() for page in (program, bridge)],
        *[reverse(name, args=[program.uid]) for name in WITH_NUMBERS],
        *[reverse("tracker:coordination-area", args=[whole.uid, area]) for area in AREA_OF],
        reverse("tracker:report-detail", args=[report.uid]),
        *[world.address(route) for route in routes() if not route.name.startswith(("api:", "admin:"))],
    ]


def is_in_second_half(address: str) -> bool:
    """True for addresses of programs and of what comes after them in the alphabet: about half of all pages."""
    return address[1:2] >= "n"


def pages_among(addresses: Iterable[str], user: User) -> dict[str, str]:
    """Addresses that show a page of their own, or say that there is none, each with the template that it is drawn from.

    No file, no redirect, no mere action.
    """
    client = signed_in(user)
    drawn = ((address, template_of(client, address)) for address in addresses)
    return {address: template for address, template in drawn if template}


def template_of(client: Client, address: str) -> str:
    """Name of what the page is drawn from; empty where there is no page."""
    answer = client.get(address)
    is_shown = answer.status_code == 200 or address == "/nothing/"
    is_page = is_shown and answer["Content-Type"].startswith("text/html")
    return str(answer.templates[0].name) if is_page else ""


def one_of_each(pages: dict[str, str]) -> list[str]:
    """The last page of each template with numbers on it, and every area; the long runs look at all, in both themes."""
    shown = {address: template for address, template in pages.items() if template.startswith("tracker/")}
    areas = [address for address in shown if "/coordination/" in address]
    return list(dict.fromkeys([*{template: address for address, template in shown.items()}.values(), *areas]))


def problems_of(page: Page, addresses: Iterable[str]) -> list[str]:
    """What is wrong with each page: serious or critical for axe, or wider than one of three screens."""
    page.add_init_script(path=AXE)
    found = []
    for address in addresses:
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        page.goto(address)
        found += [*serious(page), *too_wide(page)]
    return found


def too_wide(page: Page) -> Iterator[str]:
    """Widths of a screen that the page does not fit, a chart having had the time to be drawn anew."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if not page.evaluate(FITS, [width, PATIENCE]):
            yield f"{page.url}: wider than {width}"


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical on the page as it stands."""
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url}: {each['id']} {node['target']} {node['any'][0]['message'] if node['any'] else ''}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
