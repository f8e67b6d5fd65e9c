"""A client that keeps a copy, and the lists that the copy must equal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection
from rest_framework.test import APIClient

from programs.api.feed.kinds import kinds
from programs.models import User
from tests.api.conftest import SignedIn

ADDRESS = "/api/v1/changes/"
Rows = dict[tuple[str, str], Any]


@dataclass
class Copy:
    """What a client holds that reads the feed; ``told`` is what the last reading said, op, kind and uid."""

    client: APIClient
    size: int = 200
    next: str = ""
    rows: Rows = field(default_factory=dict)
    told: list[tuple[str, str, str]] = field(default_factory=list)

    def read(self) -> Copy:
        """Reads on until the end."""
        self.told = []
        while not self.read_page()["at_end"]:
            pass
        return self

    def read_page(self) -> dict[str, Any]:
        wait_for_the_neighbors()
        return self.ask()

    def read_soon(self) -> dict[str, Any]:
        """The next page that says something, whoever else is open: a neighbor that just ended is waited for once."""
        deadline = time.monotonic() + 20
        while not (page := self.ask())["results"]:
            assert time.monotonic() < deadline, "Nothing came for 20 seconds."
        return page

    def ask(self) -> dict[str, Any]:
        response = self.client.get(self.next or f"{ADDRESS}?page_size={self.size}")
        assert response.status_code == 200, response.content
        page: dict[str, Any] = response.json()
        for entry in page["results"]:
            self.apply(entry)
        self.next = page["next"]
        return page

    def apply(self, entry: dict[str, Any]) -> None:
        key = (entry["kind"], entry["uid"])
        self.told.append((entry["op"], *key))
        if entry["op"] == "delete":
            assert entry["row"] is None
            assert entry["version"] is None
            self.rows.pop(key, None)
        else:
            assert (entry["row"]["uid"], entry["row"]["version"]) == (entry["uid"], entry["version"])
            self.rows[key] = entry["row"]


def lists(client: APIClient) -> Rows:
    """Every row of every list of the record, as the person sees it."""
    found: Rows = {}
    for kind in kinds():
        address = f"/api/v1/{kind.name}/?page_size=200"
        while address:
            page = client.get(address).json()
            found |= {(kind.name, row["uid"]): row for row in page["results"]}
            address = page["next"]
    return found


def copy_of(user: User, signed_in: SignedIn, *, size: int = 200) -> Copy:
    return Copy(signed_in(user), size=size).read()


def wait_for_the_neighbors() -> None:
    """Returns when what is open now in other databases of the server, those of the suite's other workers, is over.

    The numbers of transactions are the server's: one of theirs that ends as the feed looks is waited for once.
    """
    deadline = time.monotonic() + 300
    with another_session() as session:
        open_now = neighbors(session)
        while open_now & neighbors(session):
            assert time.monotonic() < deadline, "A test beside this one wrote for five minutes."
            time.sleep(0.1)


def neighbors(session: psycopg.Connection[tuple[object, ...]]) -> set[object]:
    session.commit()  # Each look is a transaction of its own.
    found = session.execute(
        "SELECT backend_xid::text FROM pg_stat_activity WHERE datname <> current_database() AND backend_xid IS NOT NULL"
    )
    return {number for (number,) in found}


@contextmanager
def another_session(*, database: str = "") -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Somebody else's session, whose transaction stays open until it is ended; in this database unless one is named."""
    given = connection.get_connection_params()
    given |= {"dbname": database or given["dbname"]}
    names = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{name: given[name] for name in names if given.get(name)}) as session:
        yield session
