"""A real PostgreSQL from the wheel: made, found again, never mistaken for another process."""

from __future__ import annotations

import os
import signal
import subprocess

import psycopg
import pytest

from config.embedded import DataFolder, Postgres
from config.embedded import postgres as postgres_module
from config.refusal import Refusal
from tests.operations.conftest import python

START_AND_DIE = """
import os, sys
from pathlib import Path
from config.embedded import DataFolder, Postgres
print(Postgres(DataFolder(Path(sys.argv[1])), durable=False).start(), flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_new_server_is_locked_and_sorts_by_code_point(postgres: Postgres) -> None:
    with psycopg.connect(postgres.start()) as connection:
        row = connection.execute(
            "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding), rolsuper FROM pg_database, pg_roles"
            " WHERE datname = current_database() AND rolname = current_user"
        ).fetchone()

    assert row == ("b", "C.UTF-8", "UTF8", False)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url("tracker").replace(postgres.folder.secret("database_password"), "wrong"))


def test_data_outlive_a_stop(postgres: Postgres) -> None:
    with psycopg.connect(postgres.start()) as connection:
        connection.execute("CREATE TABLE note AS SELECT 'kept' AS text")
    postgres.stop()
    assert postgres.running() is None

    with psycopg.connect(postgres.start()) as connection:
        assert connection.execute("SELECT text FROM note").fetchone() == ("kept",)


def test_the_server_of_a_killed_launcher_is_used_again(folder: DataFolder, postgres: Postgres) -> None:
    launcher = python(START_AND_DIE, folder.path)
    url = launcher.communicate()[0].strip()
    orphan = postgres.running()
    assert orphan is not None

    assert postgres.start() == url
    assert postgres.running() == orphan
    postgres.stop()
    assert not orphan.alive()


def test_a_pid_file_that_names_a_stranger_kills_nobody(postgres: Postgres, bystander: subprocess.Popen[bytes]) -> None:
    postgres.start()
    server = postgres.running()
    assert server is not None
    pid_file = postgres.home.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    server.send(signal.SIGKILL)
    assert server.gone_within(10)
    owner = pid_file.stat()
    pid_file.write_text("\n".join([str(bystander.pid), *lines[1:]]) + "\n")
    os.chown(pid_file, owner.st_uid, owner.st_gid)

    assert postgres.running() is None
    postgres.stop()
    with psycopg.connect(postgres.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert bystander.poll() is None


def test_data_of_another_version_are_refused_untouched(postgres: Postgres) -> None:
    postgres.start()
    postgres.stop()
    version = postgres.home.data / "PG_VERSION"
    version.write_text("17\n")

    with pytest.raises(Refusal, match="was made by PostgreSQL 17 and this version brings 18"):
        postgres.start()


def test_lost_passwords_are_refused_with_what_to_do(folder: DataFolder, postgres: Postgres) -> None:
    postgres.start()
    for secret in folder.secrets.iterdir():
        secret.unlink()

    with pytest.raises(Refusal, match="does not accept the passwords"):
        postgres.start()


def test_too_little_space_leaves_nothing_behind(
    folder: DataFolder, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_module, "NEEDED_FOR_NEW_MB", 999_999_999)

    with pytest.raises(Refusal, match="Disk full"):
        postgres.start()
    assert list((folder.path / "postgres").iterdir()) == []


def test_a_draft_of_an_interrupted_start_is_replaced(folder: DataFolder, postgres: Postgres) -> None:
    draft = postgres.home.path / "draft"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("half")

    with psycopg.connect(postgres.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not draft.exists()
