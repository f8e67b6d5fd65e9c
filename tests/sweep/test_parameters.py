"""Every address of the API, found from the resolver: what it does not know it refuses by name."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Program, User
from tests.sweep.everybody import ROUTES, TABLE, browser_of
from tests.sweep.test_versions import set_removed
from tests.sweep.world import World

pytestmark = pytest.mark.django_db
PAGES = {"api:reference-list", "api:reference-detail"}
"""The description as people read it; a page forgives what it does not know."""
SERVED = {
    (name, method)
    for name, line in TABLE.items()
    for method, words in line.items()
    if name.startswith("api:") and name not in PAGES and "ok" in words.split()
}
FORM = "api:attachment-list"
"""Where a body is a form, for its file."""


@pytest.fixture
def administrator(pmo_lead: User) -> Client:
    User.objects.filter(pk=pmo_lead.pk).update(is_superuser=True, is_steward=True)
    return browser_of(User.objects.get(pk=pmo_lead.pk))


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def told(answer: Any) -> tuple[int, str, str]:
    """Status, code and field of the first error."""
    errors = answer.json().get("errors") or [{"code": "", "field": ""}]
    return answer.status_code, errors[0]["code"], errors[0]["field"]


def test_every_address_refuses_a_parameter_that_it_does_not_know(world: World, administrator: Client) -> None:
    answers = {
        (name, method): told(sent(f"{world.address(ROUTES[name])}?colour=red", method, client=administrator))
        for name, method in SERVED
    }

    assert {each: got for each, got in answers.items() if got != (400, "unknown_parameter", "colour")} == {}
    assert len(answers) > 300


def test_every_body_refuses_a_field_that_it_does_not_know(
    world: World, program: Program, administrator: Client
) -> None:
    bodies = [(name, method) for name, method in SERVED if method in {"POST", "PATCH"}]

    answers = {}
    for name, method in bodies:
        set_removed(program, name == "api:program-restore")
        answers[name, method] = told(sent(world.address(ROUTES[name]), method, client=administrator))

    assert {each: got for each, got in answers.items() if got != (400, "unknown_field", "colour")} == {}
    assert len(answers) > 200


def sent(address: str, method: str, *, client: Client) -> Any:
    """The answer to a body with a field that no address knows."""
    if method == "POST" and address.startswith(reverse(FORM)):
        return client.post(address, {"colour": "red"})
    return client.generic(method, address, '{"colour": "red"}', "application/json", headers={"If-Match": "*"})
