"""Every address, tried as everybody. A route that is not in the table fails the suite.

The table, a file for each area in ``tables/``, says for each method what the six people get, in the order of PEOPLE:
``ok`` served, or refused for what was sent; ``no`` 403; ``--`` 404; ``in`` asked to sign in; ``..`` 405.
A method that a line does not name is CLOSED there.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from programs.models import Program, User
from tests.areas import merged
from tests.sweep.world import PEOPLE, Route, World, build, routes

pytestmark = pytest.mark.django_db
Cast = dict[str, User | None]
TABLE: dict[str, dict[str, str]] = merged("tests.sweep.tables", "TABLE")
ADMIN = ["index", "programs_program_changelist", "programs_user_changelist"]
ROUTES = {route.name: route for route in routes()}
CLOSED = ".. .. .. .. .. in"
SERVED = {200, 201, 204, 301, 302, 304, 400, 409, 412, 415, 422, 428}


@pytest.fixture
def world(program: Program, pmo_lead: User) -> World:
    return build(program, pmo_lead)


@pytest.fixture
def cast(pmo_lead: User, function_lead: User, committee_member: User, viewer: User, outsider: User) -> Cast:
    return dict(zip(PEOPLE, (pmo_lead, function_lead, committee_member, viewer, outsider, None), strict=True))


def answer(person: User | None, *, method: str, address: str) -> str:
    """What the person gets, in the table's words; what was written is taken back."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    is_api = address.startswith("/api/")
    etag = client.get(address).headers.get("ETag", "") if method in {"PATCH", "DELETE"} else ""
    headers = {"If-Match": etag} if etag else {}
    with transaction.atomic():
        if is_api:
            response = client.generic(method, address, "{}", "application/json", headers=headers)
        else:
            response = client.generic(method, address)
        transaction.set_rollback(True)
    return in_words(response)


def in_words(response: HttpResponseBase) -> str:
    """The answer as the table writes it; the number of a status that it has no word for."""
    location = response.headers.get("Location", "")
    if response.status_code == 401 or location.startswith((reverse("sign-in"), reverse("admin:login"))):
        return "in"
    if response.status_code in SERVED:
        return "ok"
    return {403: "no", 404: "--", 405: ".."}.get(response.status_code, str(response.status_code))


def answers(route: Route, *, world: World, cast: Cast) -> dict[str, str]:
    """What the six people get for each method that is not closed to them."""
    address = world.address(route)
    methods = ("GET", "POST", "PATCH", "DELETE") if route.name.startswith("api:") else ("GET", "POST")
    got = {
        method: " ".join(answer(cast[name], method=method, address=address) for name in PEOPLE) for method in methods
    }
    return {method: words for method, words in got.items() if words != CLOSED}


def test_every_route_is_in_the_table_and_every_line_of_the_table_is_a_route() -> None:
    assert {name for name in ROUTES if not name.startswith("admin:")} == set(TABLE)


def test_everybody_gets_what_the_table_says(world: World, cast: Cast) -> None:
    got = {name: answers(route, world=world, cast=cast) for name, route in ROUTES.items() if name in TABLE}

    assert got == TABLE


def test_administration_is_closed_to_everybody_of_the_cast(world: World, cast: Cast) -> None:
    addresses = [reverse(f"admin:{name}") for name in ADMIN]

    got = {answer(person, method="GET", address=address) for address in addresses for person in cast.values()}

    assert got == {"in"}
