"""``make backup`` and ``make restore``: the database as one file in pg_dump's custom format.

A backup is written beside its name and renamed when it is whole. A restore fills a new database and swaps the names in
one transaction when that succeeded, so that a broken file changes nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from config import env
from config.embedded import DataFolder, Postgres
from config.embedded.home import wheel_programs
from config.external import require_database
from config.refusal import Refusal, exit_status
from config.terminal import say

DRAFT = "tracker_restoring"
REPLACED = "tracker_replaced"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["save", "restore"])
    parser.add_argument("file")
    given = parser.parse_args(arguments)
    if not given.file:
        raise Refusal("Name the file: make backup FILE=x.dump, or make restore FILE=x.dump.")
    folder = DataFolder(env.DATA_DIR.resolve())
    (save if given.action == "save" else restore)(folder, Path(given.file).resolve())
    return 0


def save(folder: DataFolder, file: Path) -> None:
    """Write the database to ``file``, which is whole or not there; an older file stays until then."""
    if not file.parent.is_dir():
        raise Refusal(f"There is no folder {file.parent}.")
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with _database(folder) as url:
            draft.touch(mode=0o600)
            _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={draft}"], url=url)
        with draft.open("rb") as handle:
            os.fsync(handle.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    say(f"Saved the database to {file} ({file.stat().st_size / 1e6:.1f} MB).")


def restore(folder: DataFolder, file: Path) -> None:
    """Replace the embedded database with the contents of ``file``; the product must not run meanwhile."""
    if env.text("DATABASE_URL"):
        raise Refusal(
            "DATABASE_URL is given: `make restore` replaces the embedded database only. Use pg_restore there."
        )
    if not file.is_file():
        raise Refusal(f"There is no file {file}.")
    _require_readable(file)
    folder.prepare()
    with folder.locked("make restore"):
        server = Postgres(folder)
        try:
            _replace(server, server.start(), file)
        finally:
            server.stop()
    say(f"Restored the database from {file}. The next `make run` brings older tables up to date.")


def _replace(server: Postgres, url: str, file: Path) -> None:
    server.folder.require_space(megabytes=50 + 10 * file.stat().st_size // 1_000_000, place=server.home.path)
    with psycopg.connect(server.url("postgres"), autocommit=True) as owner:
        for leftover in (DRAFT, REPLACED):
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(leftover)))
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DRAFT)))
        try:
            draft_url = server.url(DRAFT)
            _run("pg_restore", ["--exit-on-error", "--no-owner", "--no-privileges", str(file)], url=draft_url)
            _require_ours(draft_url, file)
            _swap(owner, conninfo_to_dict(url)["dbname"])
        finally:
            for leftover in (DRAFT, REPLACED):
                owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(leftover)))


def _swap(owner: psycopg.Connection[tuple[object, ...]], name: object) -> None:
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with owner.transaction():
        owner.execute(rename.format(sql.Identifier(str(name)), sql.Identifier(REPLACED)))
        owner.execute(rename.format(sql.Identifier(DRAFT), sql.Identifier(str(name))))


@contextmanager
def _database(folder: DataFolder) -> Iterator[str]:
    """URL of the database to save: the given one, that of a running product, or the embedded one, started for it."""
    given = env.text("DATABASE_URL")
    if given:
        require_database(given)
        yield given
        return
    running = env.embedded_url("DATABASE_URL")
    if folder.holder() and running:
        yield running
        return
    if not folder.path.exists():
        raise Refusal(f"There is nothing to save: {folder.path} does not exist.")
    folder.prepare()
    with folder.locked("make backup"):
        server = Postgres(folder)
        try:
            yield server.start()
        finally:
            server.stop()


def _require_readable(file: Path) -> None:
    listed = subprocess.run([_program("pg_restore"), "--list", str(file)], capture_output=True, text=True, check=False)
    if listed.returncode:
        raise Refusal(f"{file} is no whole backup ({_last(listed.stderr)}). The data are unchanged.")


def _require_ours(url: str, file: Path) -> None:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL").fetchone()
    if not found or not found[0]:
        raise Refusal(f"{file} is a backup of something else: it has no django_migrations. The data are unchanged.")


def _run(program: str, arguments: list[str], *, url: str) -> None:
    """Run a program of PostgreSQL on a database; the password goes by environment, where no other user sees it."""
    given = conninfo_to_dict(url)
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
    place = {variable: str(given[key]) for variable, key in names.items() if given.get(key)}
    target = ["--dbname", place["PGDATABASE"]] if program == "pg_restore" else []
    done = subprocess.run(
        [_program(program), *target, *arguments],
        env=env.child_environment(**place),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refusal(f"{program} failed ({_last(done.stderr)}). Nothing was changed.")


def _program(name: str) -> str:
    return str(wheel_programs() / name)


def _last(said: str) -> str:
    lines = said.strip().splitlines()
    return next((line for line in lines if "error:" in line), lines[-1] if lines else "it did not say why")


if __name__ == "__main__":
    sys.exit(exit_status(main))
