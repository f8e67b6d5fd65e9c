"""The programs of the product that run beside each other: web, worker, beat."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config import env
from config.embedded import DataFolder, processes

# Marks the processes of a run, by the data folder that they serve, so that a later start finds those of a killed one.
MARK = "PROGRAM_TRACKER_PART_OF"
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


@dataclass
class Part:
    """One program of the product, in a session of its own, with its log."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str]
    grace_seconds: float = 15
    inherits: tuple[int, ...] = ()
    speaks: bool = False  # its output goes to the terminal, its errors to the log
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> str:
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                cwd=env.BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=None if self.speaks else output,
                stderr=output,
                pass_fds=self.inherits,
                start_new_session=True,
                preexec_fn=_end_with_the_supervisor,
            )
        return ""

    def finish(self) -> int:
        """Exit status of a program that ends by itself; it does not outlive an interruption."""
        self.start()
        assert self._process is not None
        try:
            return self._process.wait()
        finally:
            self.stop()

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self, *, hurry: Callable[[], bool] = lambda: False) -> None:
        """Ask it to end; kill it with all its children when it is late or someone is in a hurry."""
        if self._process is None:
            return
        if self.running():
            self._process.terminate()
        waited = 0.0
        while self.running() and waited < self.grace_seconds and not hurry():
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)
            waited += 0.1
        if self.running():
            # The leader is alive and unreaped, so the group is certainly its own.
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


@dataclass(frozen=True)
class Sizes:
    """How many processes and threads serve pages and compute: read before anything starts."""

    web_workers: int = field(default_factory=lambda: env.number("WEB_WORKERS", 2))
    web_threads: int = field(default_factory=lambda: env.number("WEB_THREADS", 4))
    worker_processes: int = field(default_factory=lambda: env.number("WORKER_PROCESSES", 2))


def parts_of(folder: DataFolder, *, web_socket: int, sizes: Sizes, environment: dict[str, str]) -> list[Part]:
    """Web, worker and beat, in the order in which they stop."""

    def part(name: str, arguments: list[str], **given: object) -> Part:
        command = [sys.executable, "-m", *arguments]
        return Part(name, command, folder.fresh_log(name), environment, **given)  # type: ignore[arg-type]

    return [
        part("web", _web(web_socket, sizes), inherits=(web_socket,), grace_seconds=15),
        part("worker", _worker(sizes), grace_seconds=20),
        part("beat", ["celery", "-A", "config.celery", "beat", "-l", "INFO", "-S", _SCHEDULER], grace_seconds=10),
    ]


_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"


def end_orphans(folder: DataFolder, *, seconds: float = 10) -> int:
    """Number of processes of a killed run that were still there; the caller holds the lock, so none is in use."""
    orphans = processes.marked(MARK, str(folder.path))
    for orphan in orphans:
        orphan.send(signal.SIGTERM)
    for orphan in orphans:
        if not orphan.gone_within(seconds):
            orphan.send(signal.SIGKILL)
            orphan.gone_within(5)
    return len(orphans)


def _web(web_socket: int, sizes: Sizes) -> list[str]:
    arguments = ["gunicorn", "config.wsgi:application", "--bind", f"fd://{web_socket}", "--no-control-socket"]
    arguments += ["--workers", str(sizes.web_workers), "--threads", str(sizes.web_threads)]
    arguments += ["--graceful-timeout", "10", "--timeout", "60", "--access-logfile", "-"]
    # Two hundred uids fit into the address of a list.
    arguments += ["--limit-request-line", "8190"]
    arguments += ["--logger-class", "config.access_log.AccessLog"]
    # The workers' heartbeat files belong in memory: a slow disk must not look like a hung worker.
    memory = "/dev/shm"  # noqa: S108
    return arguments + (["--worker-tmp-dir", memory] if os.access(memory, os.W_OK) else [])


def _worker(sizes: Sizes) -> list[str]:
    quiet = ["--without-gossip", "--without-mingle"]
    return ["celery", "-A", "config.celery", "worker", "-l", "INFO", "-c", str(sizes.worker_processes), *quiet]


def _end_with_the_supervisor() -> None:
    """Between fork and exec: the kernel ends this program when the supervisor dies, however it dies."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
