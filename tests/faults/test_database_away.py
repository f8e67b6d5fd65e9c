"""PostgreSQL is killed or stopped in the middle of a night and comes back: nothing is lost, and all go on."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from config.embedded import DataFolder, Postgres, Valkey
from config.embedded.home import wheel_programs
from programs.actions import status_reports
from programs.models import Program, RefreshRequest
from tests import factories
from tests.faults.plans import make_programs
from tests.faults.stage import Stage, assert_nights_are_whole, nights_are_over, working_on
from tests.workers import address_of_database, eventually
from tracker.models import RunAttempt, Snapshot
from tracker.runs import start_nightly

TODAY = timezone.localdate()
PROGRAMS = 80


@pytest.fixture
def postgres(folder: DataFolder, transactional_db: None) -> Iterator[Postgres]:
    """A PostgreSQL of the test's own, as in the field, with the suite's tables; this process works on it."""
    server = Postgres(folder)
    try:
        url = server.start()
        copy_tables(address_of_database(), url)
        with working_on(url):
            yield server
    finally:
        server.stop()


def copy_tables(source: str, target: str) -> None:
    """The tables and triggers of one database made in another, without rows."""
    dump = [str(wheel_programs() / "pg_dump"), "--schema-only", "--no-owner", "--no-privileges", "--format=custom"]
    restore = [str(wheel_programs() / "pg_restore"), "--exit-on-error", "--no-owner", f"--dbname={target}"]
    tables = subprocess.run([*dump, source], check=True, capture_output=True).stdout
    restored = subprocess.run(restore, input=tables, check=False, capture_output=True)
    assert restored.returncode == 0, restored.stderr.decode()


@pytest.fixture
def stage(place: Path, broker: Valkey, postgres: Postgres) -> Iterator[Stage]:
    stage = Stage(place, address_of_database(), broker.url())
    try:
        yield stage
    finally:
        stage.end()


# SIGQUIT is PostgreSQL's immediate stop, SIGINT its fast one.
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGQUIT], ids=["killed", "stopped at once"])
def test_a_night_and_an_edit_survive_the_database(
    number: signal.Signals, stage: Stage, postgres: Postgres, chance: random.Random
) -> None:
    program = make_programs(PROGRAMS, today=TODAY)[0]
    lead = factories.make_user()
    factories.make_membership(lead, program)
    client = Client()
    client.force_login(lead)
    stage.start_worker()
    stage.start_beat()
    start_nightly(TODAY)
    assert eventually(RunAttempt.objects.exists)
    time.sleep(chance.uniform(0, 1))

    status_reports.report(program, by=lead, on=TODAY, status="amber", reason="Late")
    take_away(postgres, number, seconds=chance.uniform(0, 4))

    assert page_of(client, program.get_absolute_url()) == 200
    assert eventually(nights_are_over, seconds=60), stage.said()
    assert eventually(lambda: not RefreshRequest.objects.exists(), seconds=60), stage.said()
    assert Snapshot.objects.filter(program=program, as_of=TODAY, reported="amber").exists()
    assert_nights_are_whole(nights=1, programs=PROGRAMS)


def take_away(postgres: Postgres, number: signal.Signals, *, seconds: float) -> None:
    """The server ended by this signal to its postmaster, and started again after so many seconds."""
    url, server = address_of_database(), postgres.running()
    assert server is not None
    connection.close()
    server.send(number)
    assert server.gone_within(30)
    time.sleep(seconds)
    assert postgres.start() == url


def page_of(client: Client, address: str) -> int:
    """Status of the page, asked for as by a process that served others before: its old connections are dead."""
    try:
        return client.get(address).status_code
    finally:
        connection.close()


@pytest.mark.slow
def test_who_asked_in_vain_makes_nobody_wait_who_asks_afterwards(postgres: Postgres) -> None:
    """The pool tries to connect less and less often: it must begin anew instead of sleeping through the return."""
    server, url = postgres.running(), address_of_database()
    assert server is not None
    connection.close()
    server.send(signal.SIGKILL)
    assert server.gone_within(30)
    asked_in_vain(seconds=18)

    assert postgres.start() == url
    began = time.monotonic()
    assert not Program.objects.exists()
    assert time.monotonic() - began < 9


def asked_in_vain(*, seconds: float) -> None:
    """Somebody asks the database all the time, and hears nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with pytest.raises(OperationalError):
            Program.objects.exists()
