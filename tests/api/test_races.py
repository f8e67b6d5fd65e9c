"""Two people at once: nobody's change is lost, and the loser is told so."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from rest_framework.test import APIClient

from programs.models import Authority, DecisionRight, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.factories import constraints as make_constraints
from tests.factories import decisions, tradeoffs

pytestmark = pytest.mark.django_db(transaction=True)


def moved() -> dict[str, Any]:
    """Another resource limits the flow."""
    return {"resource": str(make_constraints.make_resource().uid), "end_reason": "The queue moved"}


def to_a_function() -> dict[str, Any]:
    return {"function": str(make.make_function().uid)}


def measured() -> dict[str, Any]:
    """What an estimate really came to, in a person's own words."""
    return {"amount": "90", "currency": "EUR", "method": make.make_user().email}


# Each with the maker of its row, its method and address, and a body that differs from the other person's.
ON_ONE_VERSION: dict[str, tuple[Callable[[Program], Any], str, str, Callable[[], dict[str, Any]]]] = {
    "change": (lambda program: program, "patch", "programs/{}/", lambda: {"name": make.make_user().email}),
    "operation": (lambda program: program, "post", "programs/{}/pause/", lambda: {"reason": "Plant rebuilt"}),
    "removal": (make.make_milestone, "delete", "milestones/{}/", dict),
    "decision moved": (decisions.make_decision_right, "post", "decision-rights/{}/move/", to_a_function),
    "vote moved": (decisions.make_team, "post", "teams/{}/move-vote/", to_a_function),
    "true-up": (tradeoffs.make_estimate, "post", "trade-offs/{}/true-up/", measured),
    "successor": (make_constraints.constraint_in, "post", "constraints/{}/move/", moved),
}


@pytest.mark.parametrize(("maker", "method", "path", "body"), ON_ONE_VERSION.values(), ids=ON_ONE_VERSION)
def test_of_two_writes_on_the_same_version_one_is_refused(
    maker: Callable[[Program], Any],
    method: str,
    path: str,
    body: Callable[[], dict[str, Any]],
    program: Program,
    pmo_lead: User,
    signed_in: SignedIn,
) -> None:
    row = maker(program)
    version = type(row)._base_manager.get(pk=row.pk).version
    headers = {"if-match": f'"{row.uid}-{version}"'}
    asked = [(getattr(signed_in(pmo_lead), method), body()) for _ in range(2)]

    def write(number: int) -> int:
        ask, said = asked[number]
        return int(ask(f"/api/v1/{path.format(row.uid)}", said, headers=headers).status_code)

    with transaction.atomic():
        type(row)._base_manager.select_for_update().get(pk=row.pk)
        answers = at_once(write)

    assert sorted(answers()) == [200, 412]


def test_a_code_that_is_taken_at_the_same_moment_is_refused_as_one_taken_long_ago(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    clients = [signed_in(pmo_lead) for _ in range(2)]

    def create(number: int) -> int:
        return int(clients[number].post("/api/v1/programs/", {"code": "SAME", "name": "Same"}).status_code)

    with transaction.atomic():
        make.make_program(code="SAME")
        answers = at_once(create)

    assert answers() == [400, 400]
    assert create(0) == 400


def test_of_two_writes_that_wait_for_each_other_the_one_that_the_database_ends_is_a_conflict(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    client = signed_in(pmo_lead)
    right = decisions.make_decision_right(program)

    # The database ends who waited first, unless this machine stood still for a second: then once more.
    rows = (decisions.make_authority(right) for _ in range(5))
    ends = ((row, ended_while_held(row, client)) for row in rows)
    row, answer = next((row, answer) for row, answer in ends if answer.status_code != 200)

    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (409, "conflict", "1")
    assert Authority.objects.get(pk=row.pk).valid_to is None


def ended_while_held(authority: Authority, client: APIClient) -> Any:
    """The answer to ending an authority, which holds its decision first, while we hold them in the other order."""

    def end() -> Any:
        try:
            return client.post(f"/api/v1/authorities/{authority.uid}/end/", {"valid_to": "2030-01-01"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        with suppress(OperationalError), transaction.atomic():
            Authority.objects.select_for_update().get(pk=authority.pk)
            ending = pool.submit(end)
            wait_until_blocked(1)
            DecisionRight.objects.select_for_update().get(pk=authority.right_id)
        return ending.result(timeout=20)


def at_once(ask: Callable[[int], int]) -> Callable[[], list[int]]:
    """Asks twice; returns once both wait for this transaction, with a way to read the answers after it."""
    pool = ThreadPoolExecutor(max_workers=2)

    def asked(number: int) -> int:
        try:
            return ask(number)
        finally:
            connections.close_all()

    futures = [pool.submit(asked, number) for number in range(2)]
    wait_until_blocked(2)
    return lambda: [future.result(timeout=20) for future in futures]


def wait_until_blocked(count: int) -> None:
    """Returns when ``count`` connections of this database wait for a lock."""
    waiting: Any = 0
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            (waiting,) = cursor.fetchone()
        if waiting >= count:
            return
        time.sleep(0.05)
    raise AssertionError(f"{waiting} of {count} requests wait for the lock.")
