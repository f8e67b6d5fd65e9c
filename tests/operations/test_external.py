from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import DataFolder
from config.embedded.home import Home, find_home
from config.embedded.ports import free_port
from config.external import require_broker, require_database, require_version, without_password
from config.refusal import Refusal

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.mark.parametrize("version", [150000, 150018, 180006])
def test_a_version_from_15_on_is_accepted(version: int) -> None:
    require_version(version, at="postgresql://db/tracker")


@pytest.mark.parametrize("version", [90624, 140013])
def test_an_older_version_is_refused(version: int) -> None:
    with pytest.raises(Refusal, match="use PostgreSQL 15 or newer"):
        require_version(version, at="postgresql://db/tracker")


def test_a_database_that_does_not_answer_is_refused_without_its_password() -> None:
    with pytest.raises(Refusal, match="no PostgreSQL answers at postgresql:") as refusal:
        require_database(f"postgresql://user:hidden@127.0.0.1:{free_port()}/tracker")

    assert "hidden" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_does_not_answer_is_refused_without_its_password(scheme: str) -> None:
    with pytest.raises(Refusal, match="no broker answers at") as refusal:
        require_broker(f"{scheme}://user:hidden@127.0.0.1:{free_port()}/0")

    assert "hidden" not in str(refusal.value)


def test_a_url_is_shown_without_its_password() -> None:
    assert without_password("postgresql://me:p%40ss@db:5432/tracker?sslmode=require") == "postgresql://db:5432/tracker"


@pytest.fixture
def postgresql_15(folder: DataFolder) -> Iterator[str]:
    """A PostgreSQL 15 of this machine, on data of its own."""
    if not DEBIAN_15.exists():
        pytest.skip("This machine has no PostgreSQL 15.")
    home = find_home(folder)
    _run(home, "initdb", "-D", str(home.data), "-U", "tracker", "--auth=trust", "--no-sync")
    port = free_port()
    _run(home, "pg_ctl", "start", "-w", "-D", str(home.data), "-o", f"-p {port} -c unix_socket_directories=")
    yield f"postgresql://tracker@127.0.0.1:{port}/postgres"
    _run(home, "pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(home.data))
    shutil.rmtree(home.data)


def _run(home: Home, program: str, *arguments: str) -> None:
    log = (home.path.parent / "15.log").open("a")
    assert home.account.run([str(DEBIAN_15 / program), *arguments], stdout=log, stderr=log).returncode == 0


def test_a_real_postgresql_15_is_accepted(postgresql_15: str) -> None:
    require_database(postgresql_15)

    with psycopg.connect(postgresql_15) as connection:
        assert connection.info.server_version // 10000 == 15
