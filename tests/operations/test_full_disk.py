"""A disk that is really full: a small file system in memory, which only root may mount."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import DataFolder, Postgres
from config.embedded import postgres as postgres_module
from config.refusal import Refusal


@pytest.fixture
def small_disk(place: Path) -> Iterator[Path]:
    """A file system of 24 MB; a PostgreSQL needs about 40."""
    disk = place / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0711", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("This user may not mount a file system.")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_up_is_named_and_nothing_stays(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_module, "NEEDED_FOR_NEW_MB", 0)
    folder = DataFolder(small_disk / "data")
    folder.prepare()

    with pytest.raises(Refusal, match="Disk full: PostgreSQL could not make its data"):
        Postgres(folder).start()
    assert list((folder.path / "postgres").iterdir()) == []


def test_a_nearly_full_disk_is_refused_first(small_disk: Path) -> None:
    folder = DataFolder(small_disk / "data")
    folder.prepare()

    with pytest.raises(Refusal, match="500 MB are needed"):
        Postgres(folder).start()
