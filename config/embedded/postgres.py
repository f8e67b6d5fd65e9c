"""The embedded PostgreSQL: made once, started, found again after its launcher was killed, stopped."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from config.embedded import processes
from config.embedded.folder import DataFolder
from config.embedded.home import Home, find_home
from config.embedded.ports import free_port
from config.refusal import Refusal, tail

NEEDED_FOR_NEW_MB = 500
NEEDED_TO_START_MB = 50
START_SECONDS = 60
ROLE = "tracker"
DATABASE = "tracker"
ADMIN = "postgres"
# Tests do not outlive a power cut.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class Postgres:
    """One PostgreSQL with its data in the folder; the caller holds the folder's lock."""

    folder: DataFolder
    durable: bool = True
    name: str = field(default="PostgreSQL", init=False)
    _port: int = field(default=0, init=False)

    @property
    def log(self) -> Path:
        return self.folder.log("postgres")

    @cached_property
    def home(self) -> Home:
        return find_home(self.folder)

    def start(self) -> str:
        """URL of the running server: a new one, or the orphan of a killed run when it still answers.

        raises  Refusal when the disk is too full, the data is of another version, or it does not start in a minute
        """
        home = self.home
        if not home.data.exists():
            self._initialize(home)
        _require_same_version(home)
        if not self._answers_within(START_SECONDS):
            self.folder.require_space(megabytes=NEEDED_TO_START_MB, place=home.path)
            self._launch(home)
        self._require_role_and_database()
        return self.url(DATABASE)

    def stop(self) -> None:
        """End the server, open transactions rolled back; a server that does not end in a minute is killed."""
        running = self.running()
        if running:
            processes.stop(running, number=signal.SIGINT, seconds=START_SECONDS)

    def running(self) -> processes.Identity | None:
        """The postmaster of this data, by program and working folder; the pid file only says which of them it is."""
        lines = self._pid_file_lines()
        candidates = processes.working_in(self.home.data, program="postgres")
        return next((one for one in candidates if lines and str(one.pid) == lines[0]), None)

    def url(self, database: str, *, role: str = ROLE) -> str:
        port = self._pid_file_lines()[3]
        password = self.folder.secret(_secret_of(role))
        return f"postgresql://{role}:{password}@127.0.0.1:{port}/{database}"

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self.home.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _answers_within(self, seconds: float) -> bool:
        """True when a running server answers, False when none runs; one that is starting or stopping is waited for."""
        deadline = time.monotonic() + seconds
        while self.running():
            try:
                psycopg.connect(self.url("postgres", role=ADMIN), connect_timeout=5).close()
                return True
            except (psycopg.OperationalError, IndexError) as error:
                if "password authentication failed" in str(error):
                    raise Refusal(_wrong_password(self.folder)) from None
                if time.monotonic() > deadline:
                    raise Refusal(f"PostgreSQL runs but does not answer: see {self.log}.") from None
                time.sleep(0.2)
        return False

    def _initialize(self, home: Home) -> None:
        """Make the data in a draft folder, and give it its name only when it is whole."""
        self.folder.require_space(megabytes=NEEDED_FOR_NEW_MB, place=home.path)
        draft = home.path / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        command = [str(home.programs / "initdb"), "-D", str(draft), "-U", ADMIN, "--auth=scram-sha-256"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--no-instructions"] + ([] if self.durable else ["--no-sync"])
        with home.handed_over(self.folder.secret(_secret_of(ADMIN))) as password_file:
            command.append(f"--pwfile={password_file}")
            result = home.account.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if result.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            raise Refusal(_why(result.stdout, place=home.path, doing="make its data"))
        draft.rename(home.data)

    def _launch(self, home: Home) -> None:
        _clear_stale_pid_file(home)
        log, port = self.folder.fresh_log("postgres"), 0
        for _ in range(5):
            port = free_port(preferred=self._port)
            begin = log.stat().st_size if log.exists() else 0
            if self._pg_ctl_start(home, log, port) == 0:
                self._port = port
                return
            said = log.read_bytes()[begin:].decode(errors="replace")
            if "could not bind" not in said:
                raise Refusal(f"{_why(said, place=home.path, doing='start')}\n{tail(log)}")
        raise Refusal(f"PostgreSQL found no free port (last tried {port}): see {log}.")

    def _pg_ctl_start(self, home: Home, log: Path, port: int) -> int:
        settings = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        settings |= {"timezone": "UTC", "log_timezone": "UTC"} | ({} if self.durable else NOT_DURABLE)
        options = shlex.join([word for key, value in settings.items() for word in ("-c", f"{key}={value}")])
        command = [str(home.programs / "pg_ctl"), "start", "-D", str(home.data), "-w", "-t", str(START_SECONDS)]
        with log.open("ab") as output:
            return home.account.run([*command, "-o", options], stdout=output, stderr=output).returncode

    def _require_role_and_database(self) -> None:
        """The product's own role, no superuser, and its database; made when they are missing."""
        try:
            with psycopg.connect(self.url("postgres", role=ADMIN), autocommit=True, connect_timeout=10) as admin:
                if not _exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE):
                    verb = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}")
                    password = sql.Literal(self.folder.secret(_secret_of(ROLE)))
                    admin.execute(verb.format(sql.Identifier(ROLE), password))
                if not _exists(admin, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                    verb = sql.SQL("CREATE DATABASE {} OWNER {}")
                    admin.execute(verb.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise Refusal(_wrong_password(self.folder)) from None
            raise Refusal(f"PostgreSQL started but refuses to serve: {str(error).strip()}") from None


def _clear_stale_pid_file(home: Home) -> None:
    """Remove the pid file of a server that is gone: PostgreSQL would take any process with that pid for itself.

    Its own processes outlive a killed postmaster by a moment. They are waited for: two servers must never share data.
    """
    deadline = time.monotonic() + 30
    while processes.working_in(home.data, program="postgres"):
        if time.monotonic() > deadline:
            raise Refusal(f"Processes of a killed PostgreSQL still use {home.data}. End them, or restart the machine.")
        time.sleep(0.1)
    (home.data / "postmaster.pid").unlink(missing_ok=True)


def _require_same_version(home: Home) -> None:
    made_by = (home.data / "PG_VERSION").read_text().strip()
    said = home.account.run([str(home.programs / "postgres"), "--version"], capture_output=True).stdout
    brought = said.split()[-1].partition(".")[0]
    if made_by != brought:
        raise Refusal(
            f"{home.data} was made by PostgreSQL {made_by} and this version brings {brought}. "
            "Make a backup with the old version, move the data folder away, and restore it with this one."
        )


def _exists(admin: psycopg.Connection[tuple[object, ...]], query: LiteralString, name: str) -> bool:
    return admin.execute(query, [name]).fetchone() is not None


def _secret_of(role: str) -> str:
    return {ROLE: "database_password", ADMIN: "database_admin_password"}[role]


def _wrong_password(folder: DataFolder) -> str:
    return (
        f"PostgreSQL does not accept the passwords in {folder.secrets}: they belong to other data. "
        "Put the right files back, or move the data folder away to start empty."
    )


def _why(said: str, *, place: Path, doing: str) -> str:
    if "No space left on device" in said:
        return f"Disk full: PostgreSQL could not {doing} in {place}. Free some space and try again."
    lines = [line.strip() for line in said.splitlines() if "FATAL" in line or "error:" in line]
    return f"PostgreSQL could not {doing} in {place}: {lines[-1] if lines else 'it did not say why'}"
