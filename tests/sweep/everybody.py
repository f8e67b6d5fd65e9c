"""Every address, tried as everybody. A route that is not in the table fails the suite.

The table, a file for each area in ``tables/``, says for each method what the six people get, in the order of PEOPLE:
``ok`` served, or refused for what was sent; ``no`` 403; ``--`` 404; ``in`` asked to sign in; ``..`` 405.
A method that a line does not name is CLOSED there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from copy import copy
from http import HTTPStatus

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from programs.models import User
from tests.areas import WITH_ADDRESSES, merged
from tests.sweep.world import PEOPLE, Route, World, routes

Cast = dict[str, Client]
TABLE: dict[str, dict[str, str]] = merged("tests.sweep.tables", "TABLE", WITH_ADDRESSES)
ROUTES = {route.name: route for route in routes()}
CLOSED = ".. .. .. .. .. in"
SERVED = {200, 201, 204, 301, 302, 304, 400, 409, 412, 415, 422, 428}


def browser_of(person: User | None) -> Client:
    """A browser in which the person signed in; signing in anew for each request would take most of the time."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


def answer(client: Client, *, method: str, address: str) -> str:
    """What the person gets, in the table's words; what was written is taken back, and the browser stays signed in."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        response = sent(client, method=method, address=address)
        if response.status_code == HTTPStatus.PRECONDITION_REQUIRED:
            response = sent(client, method=method, address=address, headers={"If-Match": "*"})
        transaction.set_rollback(True)
    client.cookies = cookies
    return in_words(response)


def sent(client: Client, *, method: str, address: str, headers: dict[str, str] | None = None) -> HttpResponseBase:
    """The answer to a request that says nothing."""
    if address.startswith("/api/"):
        return client.generic(method, address, "{}", "application/json", headers=headers)
    return client.generic(method, address)


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


def answers_of(names: Iterable[str], *, world: World, cast: Cast) -> dict[str, dict[str, str]]:
    """What everybody gets at these routes, as the table writes it."""
    logging.disable(logging.CRITICAL)
    try:
        return {name: answers(ROUTES[name], world=world, cast=cast) for name in names}
    finally:
        logging.disable(logging.NOTSET)
