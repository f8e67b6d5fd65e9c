from __future__ import annotations

import sys
from pathlib import Path

from config.embedded import DataFolder, Postgres, Valkey
from config.embedded.ports import free_port
from tests.operations.conftest import module

CONNECT = """
import os, psycopg, redis, sys
psycopg.connect(os.environ["DATABASE_URL"]).execute("SELECT 1")
redis.Redis.from_url(os.environ["BROKER_URL"]).ping()
print(len(os.environ["SECRET_KEY"]), os.environ["DATA_DIR"])
sys.exit(7)
"""


def test_the_command_finds_servers_and_its_status_comes_back(folder: DataFolder) -> None:
    done = module("config.with_servers", "--data", folder.path, "--throw-away", "--", sys.executable, "-c", CONNECT)

    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout.split() == ["64", str(folder.path)]
    assert Postgres(folder).running() is None
    assert Valkey(folder).running() is None


def test_servers_of_a_running_product_are_used_and_left_running(folder: DataFolder) -> None:
    inner = [
        sys.executable,
        "-m",
        "config.with_servers",
        "--data",
        str(folder.path),
        "--",
        sys.executable,
        "-c",
        CONNECT,
    ]
    check = f"import subprocess, sys; [subprocess.run({inner!r}) for _ in range(2)]; sys.exit(0)"

    done = module("config.with_servers", "--data", folder.path, "--throw-away", "--", sys.executable, "-c", check)

    assert done.stdout.split() == ["64", str(folder.path)] * 2
    assert (done.returncode, done.stderr) == (0, "")


def test_a_given_server_that_does_not_answer_is_one_line(place: Path) -> None:
    url = f"postgresql://127.0.0.1:{free_port()}/none"

    done = module("config.with_servers", "--data", place / "data", "--", "true", DATABASE_URL=url)

    assert done.returncode == 1
    assert done.stderr.startswith("Error: DATABASE_URL: no PostgreSQL answers")
    assert done.stderr.count("\n") == 1
    assert not (place / "data").exists()
