"""Servers of the test's own, in a folder that the account of PostgreSQL can walk to."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import env
from config.embedded import DataFolder, Postgres, Valkey


@pytest.fixture(autouse=True)
def no_given_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite's own servers are not those that these tests start."""
    for name in ("DATABASE_URL", "BROKER_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder that other users can walk through; pytest's own is closed to them."""
    path = Path(tempfile.mkdtemp(prefix="tracker-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as path:
        yield path


@pytest.fixture
def folder(place: Path) -> Iterator[DataFolder]:
    """A prepared data folder; what still runs in it at the end is stopped."""
    folder = DataFolder(place / "data")
    folder.prepare()
    yield folder
    if (folder.path / "postgres").exists():
        Postgres(folder).stop()
    Valkey(folder).stop()


@pytest.fixture
def postgres(folder: DataFolder) -> Postgres:
    return Postgres(folder, durable=False)


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with any server."""
    process = subprocess.Popen(["sleep", "1800"])
    yield process
    process.kill()
    process.wait()


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python of its own that runs the code from the project's folder."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=env.BASE_DIR, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def module(name: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Outcome of ``python -m name``, with errors in ``stderr``."""
    command = [sys.executable, "-m", name, *map(str, arguments)]
    variables = env.child_environment(**environment)
    return subprocess.run(command, cwd=env.BASE_DIR, env=variables, text=True, capture_output=True, check=False)


def until(condition: Callable[[], object], *, seconds: float = 20) -> bool:
    """True as soon as the condition holds, False when it still does not after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
