from __future__ import annotations

import stat

import pytest

from config.embedded import DataFolder
from config.refusal import Refusal
from tests.operations.conftest import python, until

HOLD = """
import sys, time
from pathlib import Path
from config.embedded import DataFolder
with DataFolder(Path(sys.argv[1])).locked("make run", address="http://127.0.0.1:8000"):
    time.sleep(300)
"""


def test_a_held_folder_names_its_holder(folder: DataFolder) -> None:
    holder = python(HOLD, folder.path)
    assert until(folder.holder)

    with pytest.raises(Refusal) as refusal, folder.locked("make run"):
        pass
    holder.kill()
    holder.communicate()

    assert f"Already running at http://127.0.0.1:8000: `make run`, pid {holder.pid}" in str(refusal.value)


def test_a_killed_holder_holds_nothing(folder: DataFolder) -> None:
    holder = python(HOLD, folder.path)
    assert until(folder.holder)

    holder.kill()
    holder.communicate()

    assert folder.holder() is None
    with folder.locked("make run"):
        assert folder.holder() is not None


def test_a_secret_is_made_once_and_readable_by_its_owner_alone(folder: DataFolder) -> None:
    first = folder.secret("secret_key")

    assert folder.secret("secret_key") == first
    assert len(first) >= 48
    assert stat.S_IMODE((folder.secrets / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.secrets.stat().st_mode) == 0o700


def test_too_little_space_is_refused_before_anything_is_written(folder: DataFolder) -> None:
    with pytest.raises(Refusal, match=r"Disk full: .* MB free and 999999999 MB are needed"):
        folder.require_space(megabytes=999_999_999)


def test_a_large_log_is_moved_aside_once(folder: DataFolder) -> None:
    folder.log("web").write_bytes(b"x" * 10_000_001)

    fresh = folder.fresh_log("web")

    assert not fresh.exists()
    assert (folder.logs / "web.log.1").exists()
