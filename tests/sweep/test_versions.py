"""Every write on a row that is there, found from the addresses: it names the version that it was made for."""

from __future__ import annotations

from inspect import Parameter, signature
from json import dumps
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from rest_framework.serializers import CharField

from programs.api.views import RecordViewSet, Write
from programs.models import Program, User
from tests.sweep.everybody import browser_of, sent
from tests.sweep.world import World, operations_of

pytestmark = pytest.mark.django_db
# Tokens and accounts have no version: nothing of them can be changed, and revoked or deactivated twice they are so.
OF_NO_VERSION = {
    "DELETE api:token-detail",
    "POST api:service-account-deactivate",
    "POST api:service-account-reactivate",
    "POST api:service-account-tokens",
}


WRITES = {
    f"{method} {route.name}": (route, method, view, action)
    for route, method, view, action in operations_of({"post", "put", "patch", "delete"}, detail=True)
}
ON_ROWS = {name: found for name, found in WRITES.items() if name not in OF_NO_VERSION}
# A copy leaves its source as it is, which the description says.
CHANGING = {name: found for name, found in ON_ROWS.items() if name != "POST api:program-copy"}


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


def test_every_write_on_a_row_calls_an_action_that_checks_the_version() -> None:
    """Whether each of them raises the version is tried where the actions are, with a call that succeeds."""
    unchecked = {name for name, (_, _, view, action) in ON_ROWS.items() if not takes_version(view.writes[action].act)}

    assert unchecked == set()


def takes_version(act: Any) -> bool:
    """Whether the action takes the version that was read, by name or among what it passes on."""
    parameters = signature(act).parameters
    return "version" in parameters or any(each.kind is Parameter.VAR_KEYWORD for each in parameters.values())


def test_what_was_written_once_is_not_written_again_for_the_same_version(
    world: World, program: Program, administrator: Client
) -> None:
    """Every operation that needs nothing said, and every change of a word, sent twice with one tag."""
    answers = {name: twice(name, world=world, program=program, client=administrator) for name in CHANGING}

    done = {name: again for name, (first, again) in answers.items() if first < 300}
    assert {name: again for name, again in done.items() if again not in {404, 412}} == {}
    assert len(done) > 60


def twice(name: str, *, world: World, program: Program, client: Client) -> tuple[int, int]:
    """The statuses of a write and of its repetition with the tag that the row had before."""
    route, method, view, action = ON_ROWS[name]
    address = world.address(route)
    with transaction.atomic():
        set_removed(program, action == "restore")
        noun, uid = address.split("/")[3:5]
        shown = client.get(f"/api/v1/{noun}/{'removed/' if action == 'restore' else ''}?page_size=1000").json()
        row = next(each for each in shown["results"] if each["uid"] == uid)
        body = dumps(said(view.writes[action], row) if method == "PATCH" else {})
        tag = {"If-Match": f'"{uid}-{row["version"]}"'}
        statuses = [
            client.generic(method, address, body, "application/json", headers=tag).status_code for _ in range(2)
        ]
        transaction.set_rollback(True)
    return statuses[0], statuses[1]


def said(plan: Write, row: dict[str, Any]) -> dict[str, Any]:
    """A change of the first field of text; something that is no change where there is none."""
    texts = [
        name
        for name, field in plan.body().fields.items()
        if isinstance(row.get(name), str) and type(field) is CharField
    ]
    return {texts[0]: f"{row[texts[0]]} x"} if texts else {"nothing": "to say"}


def test_every_write_on_a_row_names_a_version(world: World, program: Program, administrator: Client) -> None:
    answers = {name: refusals_of(name, world=world, program=program, client=administrator) for name in ON_ROWS}

    overtaken = (412, "changed_meanwhile")
    refused = ((428, "precondition_required"), overtaken, overtaken)
    assert {name: answers[name] for name in CHANGING} == dict.fromkeys(CHANGING, refused)
    assert answers["POST api:program-copy"][1:] == (overtaken, overtaken)


def refusals_of(name: str, *, world: World, program: Program, client: Client) -> tuple[tuple[int, str], ...]:
    """Status and code without a tag, with that of an overtaken version, and with a weak one of this version."""
    route, method, _, action = ON_ROWS[name]
    set_removed(program, action == "restore")
    address = world.address(route)
    uid = address.split("/")[4]
    headers = [None, {"If-Match": f'"{uid}-0"'}, {"If-Match": f'W/"{uid}-1"'}]
    found: list[Any] = [sent(client, method=method, address=address, headers=each) for each in headers]
    return tuple((answer.status_code, answer.json()["code"]) for answer in found)


def set_removed(program: Program, is_removed: bool) -> None:
    """Only what was removed can be restored."""
    Program.objects.filter(pk=program.pk).update(
        removed_on=timezone.localdate() if is_removed else None,
        removed_by=program.memberships.earliest("id").user if is_removed else None,
    )
