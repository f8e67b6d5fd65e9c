"""Every address of the API with every scope of a token, and with a token that is limited to another program."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from programs.models import ApiToken, Program, User
from tests import factories
from tests.sweep.everybody import ROUTES, TABLE, answer
from tests.sweep.world import PEOPLE, World

pytestmark = pytest.mark.django_db
RESOURCES = {name: line for name, line in TABLE.items() if name.startswith("api:")}
WRITING = ("POST", "PATCH", "DELETE")
SCOPES = ("read", "write", "admin")
OPEN = {("api:token-list", "POST"), ("api:token-detail", "POST")}
"""Where nobody signs in by a token."""
NOTHING = "api:nothing-here"
READS = {("api:latency-what-if", "POST")}
"""What stores nothing, whatever its method says."""
ADMINISTERS = {
    ("api:committee-mandate-bulk", "POST"),
    ("api:committee-mandate-end", "POST"),
    ("api:committee-mandate-list", "POST"),
    ("api:committee-member-bulk", "POST"),
    ("api:committee-member-end", "POST"),
    ("api:committee-member-list", "POST"),
    ("api:committee-member-name-delegate", "POST"),
    ("api:field-source-bulk", "POST"),
    ("api:field-source-detail", "DELETE"),
    ("api:field-source-detail", "PATCH"),
    ("api:field-source-list", "POST"),
    ("api:invitation-bulk", "POST"),
    ("api:invitation-list", "POST"),
    ("api:invitation-withdraw", "POST"),
    ("api:membership-bulk", "POST"),
    ("api:membership-end", "POST"),
    ("api:membership-list", "POST"),
    ("api:policy-bulk", "POST"),
    ("api:policy-list", "POST"),
    ("api:program-detail", "DELETE"),
    ("api:program-restore", "POST"),
    ("api:service-account-deactivate", "POST"),
    ("api:service-account-list", "POST"),
    ("api:service-account-reactivate", "POST"),
    ("api:service-account-tokens", "POST"),
    ("api:token-detail", "DELETE"),
}
Line = dict[str, str]


@pytest.fixture
def people(
    pmo_lead: User, function_lead: User, committee_member: User, viewer: User, outsider: User
) -> dict[str, User]:
    return dict(zip(PEOPLE, (pmo_lead, function_lead, committee_member, viewer, outsider), strict=False))


def with_token(user: User, *, scope: str, programs: list[Program] | None = None) -> Client:
    lasts = timedelta(days=1)
    _, text = ApiToken.objects.issue(user, name="Sweep", lasts=lasts, scope=scope, programs=programs)
    return Client(raise_request_exception=False, headers={"authorization": f"Bearer {text}"})


def needed(name: str, method: str) -> str:
    """The scope that an operation needs."""
    if (name, method) in ADMINISTERS:
        return "admin"
    return "read" if method == "GET" or (name, method) in READS else "write"


def words(name: str, method: str, *, scope: str) -> dict[str, str]:
    """What each person gets with a token of the scope: what the table says, or 403 where the scope is too small."""
    said = RESOURCES[name][method].split()[: len(PEOPLE) - 1]
    if SCOPES.index(scope) < SCOPES.index(needed(name, method)) and name != NOTHING:
        said = [word if word == ".." else "no" for word in said]
    return dict(zip(PEOPLE, said, strict=False))


def is_worth_asking(name: str, method: str, *, scope: str) -> bool:
    """Everything for who only reads; for each greater scope what the smaller ones were refused."""
    if scope == "read":
        return True
    return needed(name, method) != "read" if scope == "write" else needed(name, method) == "admin"


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.parametrize("scope", SCOPES)
def test_everybody_gets_with_a_token_what_its_scope_and_the_table_allow(
    scope: str, world: World, people: dict[str, User]
) -> None:
    clients = {name: with_token(user, scope=scope) for name, user in people.items()}
    asked = [
        (name, method)
        for name, line in RESOURCES.items()
        for method in line
        if (name, method) not in OPEN and is_worth_asking(name, method, scope=scope)
    ]

    got = {
        (name, method): {
            who: answer(client, method=method, address=world.address(ROUTES[name])) for who, client in clients.items()
        }
        for name, method in asked
    }

    assert got == {(name, method): words(name, method, scope=scope) for name, method in asked}


def test_a_method_that_is_not_served_stays_so_for_every_scope(world: World, pmo_lead: User) -> None:
    client = with_token(pmo_lead, scope="read")
    closed = [(name, method) for name, line in RESOURCES.items() for method in WRITING if method not in line]

    got = {answer(client, method=method, address=world.address(ROUTES[name])) for name, method in closed}

    assert got == {".."}


@pytest.fixture
def limited(pmo_lead: User, world: World) -> Client:
    """A token of who leads the program of the world, limited to another program."""
    other = factories.make_program(code="BETA", name="Beta")
    factories.make_membership(pmo_lead, other, "pmo_lead")
    return with_token(pmo_lead, scope="admin", programs=[other])


def test_a_limited_token_gets_of_other_programs_what_a_stranger_gets(world: World, limited: Client) -> None:
    """A stranger leads another program: rows of this one are 404, what the installation shares is read."""
    asked = {(name, method): line[method].split()[4] for name, line in RESOURCES.items() for method in line}
    of_rows = {each: word for each, word in asked.items() if "<uuid:" in ROUTES[each[0]].path and each not in OPEN}

    got = {
        (name, method): answer(limited, method=method, address=world.address(ROUTES[name])) for name, method in of_rows
    }

    assert {each: word for each, word in got.items() if word != of_rows[each]} == {}
    assert sum(word == "--" for word in got.values()) > 150


def test_no_list_of_a_limited_token_names_a_row_of_another_program(world: World, limited: Client) -> None:
    theirs = {
        str(world.uids[name.removeprefix("api:").removesuffix("-detail") + "s"])
        for name, line in RESOURCES.items()
        if name.endswith("-detail")
        and line.get("GET", "").split()[4:5] == ["--"]
        and name.removeprefix("api:").removesuffix("-detail") + "s" in world.uids
    }
    lists = [name for name, line in RESOURCES.items() if "GET" in line and "<" not in ROUTES[name].path]

    shown = "".join(limited.get(world.address(ROUTES[name])).content.decode() for name in lists)

    assert len(theirs) > 40
    assert {uid for uid in theirs if uid in shown} == set()
