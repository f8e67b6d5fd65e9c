"""A PostgreSQL URL as Django's settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from config import database


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("postgresql://a:b@db.example:5433/tracker", ("tracker", "a", "b", "db.example", "5433")),
        ("postgres:///tracker", ("tracker", "", "", "", "")),
        ("postgresql://me%40home:p%2Fw%3A%40@h/my%20db", ("my db", "me@home", "p/w:@", "h", "")),
        ("postgresql:///tracker?host=/run/postgresql&port=7", ("tracker", "", "", "/run/postgresql", "7")),
        ("postgresql://a@[::1]:5432/tracker", ("tracker", "a", "", "::1", "5432")),
    ],
    ids=["all parts", "socket", "escaped", "socket folder", "IPv6"],
)
def test_a_url_is_taken_apart(url: str, read: tuple[str, ...]) -> None:
    settings = database.from_url(url)

    assert tuple(settings[part] for part in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == read


def test_other_parameters_go_to_the_driver() -> None:
    options = database.from_url("postgresql:///tracker?host=/tmp&sslmode=require")["OPTIONS"]

    assert options["sslmode"] == "require"
    assert "host" not in options


@pytest.mark.parametrize("url", ["sqlite:///x.db", "mysql://h/x", "tracker", ""])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must start with postgresql://"):
        database.from_url(url)


def test_nothing_of_it_disturbs_a_connection_pooler() -> None:
    settings: dict[str, Any] = database.from_url("postgresql:///tracker")

    assert settings["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert settings["CONN_MAX_AGE"] == 0


@pytest.mark.django_db
def test_the_suite_runs_on_postgresql_15_or_newer() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000
