"""The data folder: what stands where, its lock, its secrets, its free space."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from config.refusal import Refusal

LOG_LIMIT_BYTES = 10_000_000


@dataclass(frozen=True)
class DataFolder:
    """One installation's data: only one program at a time starts and stops servers in it."""

    path: Path

    def prepare(self) -> None:
        """Make the folder and its rooms; as root the folder may be passed through, for the account of PostgreSQL."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except (FileNotFoundError, FileExistsError, NotADirectoryError) as error:
            raise Refusal(f"{self.path} cannot hold the data ({error.strerror}). Choose another DATA_DIR=.") from None
        if os.access(self.path, os.W_OK) and self.path.stat().st_uid == os.geteuid():
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        for room in (self.logs, self.secrets):
            room.mkdir(mode=0o700, exist_ok=True)

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def addresses(self) -> Path:
        """URLs of the running embedded servers, for commands started by hand."""
        return self.path / "servers.json"

    @property
    def sign_ins(self) -> Path:
        """What the demo said of its sign-ins when it was loaded."""
        return self.path / "demo-sign-ins.txt"

    @property
    def lock_file(self) -> Path:
        return self.path / "lock"

    def secret(self, name: str) -> str:
        """The secret of that name, made on first use, readable by the owner alone."""
        file = self.secrets / name
        if not file.exists():
            write_private(file, secrets.token_urlsafe(48))
        return file.read_text().strip()

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def fresh_log(self, name: str) -> Path:
        """Path of the log for a program that starts now; a log that has grown large is moved aside first."""
        file = self.log(name)
        if file.exists() and file.stat().st_size > LOG_LIMIT_BYTES:
            file.replace(file.with_suffix(".log.1"))
        return file

    def require_space(self, *, megabytes: int, place: Path | None = None) -> None:
        """Refuse when less than that is free where the data will stand."""
        where = place or self.path
        free = shutil.disk_usage(where).free // 1_000_000
        if free < megabytes:
            raise Refusal(f"Disk full: {where} has {free} MB free and {megabytes} MB are needed. Free some space.")

    @contextmanager
    def locked(self, purpose: str, *, address: str = "") -> Iterator[None]:
        """Hold the folder for this process; Refusal that names the holder when another one has it."""
        with self.lock_file.open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refusal(_held(self, file)) from None
            _write_over(file, json.dumps({"purpose": purpose, "address": address, "pid": os.getpid()}))
            yield

    def holder(self) -> dict[str, Any] | None:
        """Who holds the folder (purpose, address, pid); None when nobody does."""
        if not self.lock_file.exists():
            return None
        with self.lock_file.open("r") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _read(file)
        return None


def write_private(file: Path, text: str) -> None:
    """Write a file in one step, whole or not at all, readable by the owner alone."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _held(folder: DataFolder, file: TextIO) -> str:
    holder = _read(file)
    where = f" at {holder['address']}" if holder.get("address") else ""
    return (
        f"Already running{where}: `{holder.get('purpose', 'another program')}`, pid {holder.get('pid', 'unknown')}, "
        f"uses {folder.path}. Stop it first (Ctrl-C there, or `make stop`)."
    )


def _read(file: TextIO) -> dict[str, Any]:
    file.seek(0)
    try:
        holder = json.loads(file.read())
    except ValueError:  # the holder has locked and not yet written
        return {}
    return holder if isinstance(holder, dict) else {}


def _write_over(file: TextIO, text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()
