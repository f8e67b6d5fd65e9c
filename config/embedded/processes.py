"""Which process is which. A pid alone is never trusted: the kernel gives it to the next program.

A process is known by its pid with its start time and the boot it belongs to, or by its program and working folder,
which the kernel keeps and no file can make wrong. Linux only.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Identity:
    """One process for all time: pid, start in clock ticks after boot, and the boot."""

    pid: int
    started: int
    boot: str

    def alive(self) -> bool:
        """True while this very process runs; a zombie or a later owner of the pid is not it."""
        return identify(self.pid) == self

    def send(self, number: signal.Signals) -> bool:
        """True when this very process got the signal: the handle is opened first and the identity checked behind it."""
        try:
            handle = os.pidfd_open(self.pid)
        except ProcessLookupError:
            return False
        try:
            if not self.alive():
                return False
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, number)
                return True
            return False
        finally:
            os.close(handle)

    def gone_within(self, seconds: float) -> bool:
        """True as soon as the process has ended, False when it still runs after ``seconds``."""
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


def identify(pid: int) -> Identity | None:
    """Identity of a running process; None when there is none or only a zombie."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    # The state is field 3 and the start time field 22 of proc(5); the first two end at the bracket.
    if fields[0] in {"Z", "X"}:
        return None
    return Identity(pid, int(fields[19]), _boot())


def working_in(folder: Path, *, program: str) -> list[Identity]:
    """Processes of ``program`` (name of the executable) whose working folder is ``folder``."""
    wanted = folder.resolve()
    pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
    found = [identify(pid) for pid in pids if _program(pid) == program and _folder(pid) == str(wanted)]
    return [identity for identity in found if identity]


def marked(name: str, value: str) -> list[Identity]:
    """Processes, other than this one, that were started with ``name=value`` in their environment."""
    mark = f"{name}={value}".encode()
    pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and entry.name != str(os.getpid())]
    found = [identify(pid) for pid in pids if mark in _environment(pid)]
    return [identity for identity in found if identity]


def stop(identity: Identity, *, number: signal.Signals, seconds: float) -> bool:
    """True when the process ended by itself after the signal; else it is killed and False comes back."""
    if not identity.send(number) or identity.gone_within(seconds):
        return True
    identity.send(signal.SIGKILL)
    identity.gone_within(5)
    return False


def _program(pid: int) -> str:
    # A program whose file was replaced meanwhile reads "/path/postgres (deleted)".
    return Path(_link(pid, "exe").removesuffix(" (deleted)")).name


def _folder(pid: int) -> str:
    return _link(pid, "cwd")


def _environment(pid: int) -> list[bytes]:
    try:
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _link(pid: int, name: str) -> str:
    try:
        return os.readlink(PROC / str(pid) / name)
    except OSError:  # gone, a kernel thread, or a process of another user
        return ""


def _boot() -> str:
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()
