from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import DataFolder, Valkey
from tests.config.conftest import sending_to
from tests.faults.stage import Stage
from tests.operations.conftest import open_folder
from tests.workers import address_of_database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder as slow: each waits for servers that are taken away and come back."""
    for item in items:
        if "tests/faults/" in item.nodeid:
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def chance(capsys: pytest.CaptureFixture[str]) -> random.Random:
    """What happens at random. ``FAULT_SEED`` repeats a run as far as the machine's own chance allows."""
    seed = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(1_000_000))
    sys.stdout.write(f"FAULT_SEED={seed}\n")  # Shown with a failure.
    with capsys.disabled():
        sys.stdout.write(f" FAULT_SEED={seed} ")
    return random.Random(seed)


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as path:
        yield path


@pytest.fixture
def folder(place: Path) -> DataFolder:
    folder = DataFolder(place / "data")
    folder.prepare()
    return folder


@pytest.fixture
def broker(folder: DataFolder) -> Iterator[Valkey]:
    """A broker of the test's own, through which this process wakes workers too."""
    server = Valkey(folder)
    url = server.start()
    try:
        with sending_to(url):
            yield server
    finally:
        server.stop()


@pytest.fixture
def stage(place: Path, broker: Valkey, transactional_db: None) -> Iterator[Stage]:
    """The product without its processes yet, on the suite's database."""
    stage = Stage(place, address_of_database(), broker.url())
    try:
        yield stage
    finally:
        stage.end()
