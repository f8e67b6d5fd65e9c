"""Every list, found from the resolver: paging while rows come, change and go loses nothing and says nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from programs.models import ApiToken, Program, User
from programs.models.base import Record
from tests import factories as make
from tests.api.resources import HISTORY, IN_INSTALLATION, IN_PROGRAM, a_snapshot
from tests.api.resources.resource import days
from tests.factories.plan import serial
from tests.sweep.everybody import browser_of
from tests.sweep.world import operations_of
from tracker.models import Analysis, KeptNumbers, ProgressReport, Run

pytestmark = pytest.mark.django_db
SIZE = 3
Maker = Callable[[Program], Any]


def a_removed_program(program: Program) -> Program:
    return make.make_program(removed_on=make.START, removed_by=make.make_user())


def a_deletion(program: Program) -> None:
    make.make_flow(program).delete()


def a_token(program: Program) -> ApiToken:
    administrator = User.objects.get(is_superuser=True)
    token, _ = ApiToken.objects.issue(administrator, name="BI", lasts=timedelta(days=1), scope="read")
    return token


def an_account(program: Program) -> User:
    return User.objects.create_service(f"tool-{next(serial)}@service.invalid", name="Tool")


def a_status(program: Program) -> Program:
    """A program of its own with progress."""
    beside = make.make_program()
    type(a_snapshot(beside)).objects.filter(program=beside).update(is_headline=True)
    return beside


def an_analysis(program: Program) -> Analysis:
    """The analyses of the day before the earliest; only those of the last weeks are listed."""
    earliest = program.analyses.order_by("as_of").first()
    day = (earliest.as_of if earliest else timezone.localdate()) - timedelta(days=1)
    values = {"method_version": "1", "policy_version": 0, "inputs_hash": "", "result": {}}
    return Analysis.objects.create(program=program, as_of=day, **values)


def some_numbers(program: Program) -> KeptNumbers:
    """Two numbers of a day."""
    day = next(days)
    told = {"unit": "items", "state": "value", "method": "horizons", "value": 1.0}
    numbers = [{"measure": f"day_90.{name}", **told} for name in ("late", "too_long")]
    values = {"method_version": "1", "policy_version": 0, "is_headline": True, "numbers": numbers}
    return KeptNumbers.objects.create(program=program, day=day, known_on=day, **values)


def a_run(program: Program) -> Run:
    return Run.objects.create(kind=Run.Kind.MANUAL, as_of=next(days))


# Lists whose rows are read otherwise than those of tests/api/resources.
OTHERS: dict[str, Maker] = {
    "programs/removed": a_removed_program,
    "deletions": a_deletion,
    "tokens": a_token,
    "service-accounts": an_account,
    "progress": a_status,
    "programs/<uuid:program_uid>/analyses": an_analysis,
    "program-daily": some_numbers,
    "runs": a_run,
}
MAKERS: dict[str, Maker] = OTHERS | {
    each.path.replace("{program}", "<uuid:program_uid>"): each.make for each in (*IN_PROGRAM, *IN_INSTALLATION, HISTORY)
}
LISTS = {
    route.path.removeprefix("api/v1/").removesuffix("/"): view
    for route, method, view, action in operations_of({"get"})
    if action in getattr(view, "paged", ())
}


def test_every_list_has_a_maker_of_its_rows() -> None:
    """A list that fails here wants one in tests/api/resources, or above."""
    assert set(LISTS) - set(MAKERS) == set()
    assert set(MAKERS) - set(LISTS) == set()


@dataclass(frozen=True)
class Listed:
    """One list while rows are made and taken away."""

    client: Client
    address: str
    make: Callable[[], Any]

    def pages(self, address: str | None, *, direction: str = "next") -> Iterator[dict[str, Any]]:
        while address:
            answer = self.client.get(address)
            assert answer.status_code == 200, answer.content
            yield answer.json()
            address = answer.json()[direction]

    def rows(self, address: str | None, *, direction: str = "next") -> list[str]:
        return [name_of(row) for page in self.pages(address, direction=direction) for row in page["results"]]

    def all(self) -> set[str]:
        return set(self.rows(f"{self.address}?page_size=1000"))


NAMING = ("program", "as_of", "day", "measure", "snapshot")
"""Columns that together name a row without a uid."""


def name_of(row: dict[str, Any]) -> str:
    return str(row.get("uid") or [row.get(name) for name in NAMING])


def version_of(row: dict[str, Any]) -> Any:
    """What is never the same of a row that changed."""
    return row.get("version") or row["updated_at"]


def taken_away(row: Any) -> None:
    """The row deleted, where the record lets go of it."""
    try:
        with transaction.atomic():
            row.delete()
    except (AttributeError, DatabaseError, ProtectedError):
        pass


@pytest.fixture
def listed(path: str, program: Program, pmo_lead: User) -> Listed:
    User.objects.filter(pk=pmo_lead.pk).update(is_superuser=True, is_steward=True)
    address = "/api/v1/" + path.replace("<uuid:program_uid>", str(program.uid)) + "/"

    def one_more() -> Any:
        beside = program if "<" in path or path in OTHERS else make.make_program()
        return MAKERS[path](beside)

    return Listed(browser_of(User.objects.get(pk=pmo_lead.pk)), address, one_more)


every_list = pytest.mark.parametrize("path", LISTS)


@every_list
@pytest.mark.parametrize("direction", ["next", pytest.param("previous", marks=pytest.mark.slow)])
def test_who_is_there_throughout_is_read_once(path: str, direction: str, listed: Listed) -> None:
    rows = [listed.make() for _ in range(8)]
    before = listed.all()
    address = f"{listed.address}?page_size={SIZE}"
    if direction == "previous":
        *_, last = listed.pages(address)
        address = str(last["previous"])
    first = next(listed.pages(address))

    for row in (rows[0], rows[3], rows[7]):
        taken_away(row)
    listed.make()

    read = Counter([name_of(row) for row in first["results"]] + listed.rows(first[direction], direction=direction))
    stayed = before & listed.all()
    if direction == "previous":
        stayed -= {name_of(row) for row in last["results"]}
    assert len(stayed) >= 2
    assert stayed - set(read) == set()
    assert max(read.values()) == 1


SINCE = [path for path, view in LISTS.items() if "updated_since" in getattr(view.filterset_class, "base_filters", ())]


@pytest.mark.parametrize("path", SINCE)
def test_what_changes_while_changes_are_read_comes_as_it_is_then(path: str, listed: Listed) -> None:
    rows = [listed.make() for _ in range(7)]
    address = f"{listed.address}?page_size={SIZE}&updated_since=2020-01-01T00:00:00Z"
    first = next(listed.pages(address))

    for number, row in enumerate((rows[0], rows[6])):
        changed(row, name=f"{number}")
    taken_away(rows[3])

    read: dict[str, Any] = {}
    for row in [*first["results"], *(each for page in listed.pages(first["next"]) for each in page["results"])]:
        assert read.get(name_of(row)) != version_of(row), "One version of a row came twice."
        read[name_of(row)] = version_of(row)
    everything = listed.pages(f"{listed.address}?page_size=1000")
    now = {name_of(row): version_of(row) for page in everything for row in page["results"]}
    assert {uid: version for uid, version in read.items() if uid in now} == now


MOMENTS = {Run: "heartbeat_at", ProgressReport: "published_at"}
"""What the reckoning writes as a row of it changes, where that is not ``updated_at`` itself."""


def changed(row: Any, *, name: str) -> None:
    """The row under another name in its source system, where the record lets it change; a reckoned one written anew."""
    change: dict[str, Any] = {"source_system": "planview", "external_id": name}
    if not isinstance(row, Record):
        change = {MOMENTS.get(type(row), "updated_at"): timezone.now()}
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**change)
    except DatabaseError:
        pass
