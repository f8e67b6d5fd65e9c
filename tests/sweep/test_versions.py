"""Every write on a row that is there, found from the addresses: it names the version that it was made for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from programs.api.views import RecordViewSet
from programs.models import Program, User
from tests.sweep.everybody import browser_of, sent
from tests.sweep.world import Route, World

pytestmark = pytest.mark.django_db
# Tokens and accounts have no version: nothing of them can be changed, and revoked or deactivated twice they are so.
OF_NO_VERSION = {
    "DELETE api:token-detail",
    "POST api:service-account-deactivate",
    "POST api:service-account-reactivate",
    "POST api:service-account-tokens",
}


def operations(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[Route, str, Any, str]]:
    """Each unsafe operation on one row: its route, method, what answers there, and the name of the action."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from operations(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and getattr(pattern.callback, "actions", None):
            view: Any = pattern.callback
            for method, action in view.actions.items():
                if view.initkwargs.get("detail") and method in {"post", "put", "patch", "delete"}:
                    yield Route(f"api:{pattern.name}", path), method.upper(), view.cls, action


WRITES = {f"{method} {route.name}": (route, method, view, action) for route, method, view, action in operations()}
ON_ROWS = {name: found for name, found in WRITES.items() if name not in OF_NO_VERSION}


@pytest.fixture
def administrator(pmo_lead: User) -> Client:
    User.objects.filter(pk=pmo_lead.pk).update(is_superuser=True, is_steward=True)
    return browser_of(User.objects.get(pk=pmo_lead.pk))


def test_every_write_on_a_row_is_an_operation_of_the_record() -> None:
    others = {name for name, (_, _, view, action) in ON_ROWS.items() if not is_of_the_record(view, action)}

    assert others == set()
    assert len(ON_ROWS) > 100


def is_of_the_record(view: Any, action: str) -> bool:
    return issubclass(view, RecordViewSet) and action in view.writes


def test_every_write_on_a_row_names_a_version(world: World, program: Program, administrator: Client) -> None:
    answers = {name: refusals_of(name, world=world, program=program, client=administrator) for name in ON_ROWS}

    refused = ((428, "precondition_required"), (412, "changed_meanwhile"), (412, "changed_meanwhile"))
    assert answers == dict.fromkeys(ON_ROWS, refused)


def refusals_of(name: str, *, world: World, program: Program, client: Client) -> tuple[tuple[int, str], ...]:
    """Status and code without a tag, with that of an overtaken version, and with a weak one of this version."""
    route, method, _, action = ON_ROWS[name]
    Program.objects.filter(pk=program.pk).update(
        removed_on=timezone.localdate() if action == "restore" else None,
        removed_by=program.memberships.earliest("id").user if action == "restore" else None,
    )
    address = world.address(route)
    uid = address.split("/")[4]
    headers = [None, {"If-Match": f'"{uid}-0"'}, {"If-Match": f'W/"{uid}-1"'}]
    found: list[Any] = [sent(client, method=method, address=address, headers=each) for each in headers]
    return tuple((answer.status_code, answer.json()["code"]) for answer in found)
