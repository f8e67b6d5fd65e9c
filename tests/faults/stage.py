"""A product to break: servers, workers and beat of its own, each process known by a mark and ended whatever happens."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.db import connection, connections

from config import env
from config.database import from_url
from config.embedded import processes
from config.embedded.processes import Identity
from config.launch.parts import Part
from tests.workers import eventually
from tracker.models import Run, RunAttempt, Snapshot

MARK = "TRACKER_FAULTS"
# Shorter than in the field, so that a test needs not wait for a minute.
CLAIM_SECONDS, SWEEP_SECONDS = 3, 1
QUIET = ["--without-gossip", "--without-mingle", "--without-heartbeat"]


@dataclass
class Stage:
    """Processes of the product on one database and one broker."""

    place: Path
    database_url: str
    broker_url: str
    processes_each: int = 2
    variables: dict[str, str] = field(default_factory=dict)
    mark: str = field(default_factory=lambda: uuid4().hex)
    parts: list[Part] = field(default_factory=list)

    def start_worker(self) -> Part:
        """A Celery worker that is ready."""
        arguments = ["worker", "-c", str(self.processes_each), "-n", f"w{len(self.parts)}@stage", *QUIET]
        part = self._start(f"worker{len(self.parts)}", arguments)
        assert eventually(lambda: " ready." in part.log.read_text(), seconds=60), part.log.read_text()
        return part

    def start_beat(self) -> Part:
        """Celery beat with the product's own schedule."""
        scheduler = ["--scheduler", "django_celery_beat.schedulers:DatabaseScheduler", "--max-interval", "1"]
        return self._start("beat", ["beat", *scheduler, "--pidfile", ""])

    def _start(self, name: str, arguments: list[str]) -> Part:
        given = {"DATABASE_URL": self.database_url, "BROKER_URL": self.broker_url, MARK: self.mark}
        given |= {"CLAIM_SECONDS": str(CLAIM_SECONDS), "SWEEP_SECONDS": str(SWEEP_SECONDS), **self.variables}
        command = [sys.executable, "-m", "celery", "-A", "config.celery", *arguments, "-l", "INFO"]
        part = Part(name, command, self.place / f"{name}.log", env.child_environment(**given))
        part.start()
        self.parts.append(part)
        return part

    def working(self) -> list[Identity]:
        """The processes of this stage that run now."""
        return processes.marked(MARK, self.mark)

    def with_pid(self, pid: int) -> Identity | None:
        """The process of this stage with that pid, if it still runs; never one of somebody else."""
        return next((each for each in self.working() if each.pid == pid), None)

    def worker_of(self, child: Identity) -> list[Identity]:
        """The whole worker that the process belongs to: each is a group of its own."""
        group = os.getpgid(child.pid)
        return [each for each in self.working() if os.getpgid(each.pid) == group]

    def attempts_of_the_dead(self) -> list[RunAttempt]:
        """Attempts that did not end and whose process does not run any more."""
        running = {each.pid for each in self.working()}
        under_way = RunAttempt.objects.filter(ended_at__isnull=True)
        return [attempt for attempt in under_way if worker_pid(attempt) not in running]

    def is_idle(self) -> bool:
        """Every task that a worker took is over."""
        logs = [part.log.read_text() for part in self.parts]
        taken = sum(log.count("] received") for log in logs)
        return taken == sum(log.count("] succeeded") + log.count("] raised") for log in logs)

    def said(self) -> str:
        """The ends of all logs, for whoever looks why something did not happen."""
        return "\n".join(f"{part.name}: {part.log.read_text()[-3000:]}" for part in self.parts)

    def end(self) -> None:
        """Every process killed, sleepers too."""
        for each in self.working():
            each.send(signal.SIGKILL)
        for part in self.parts:
            part.stop(hurry=lambda: True)


def worker_pid(attempt: RunAttempt) -> int:
    """The process that made the attempt."""
    return int(attempt.worker.split()[-1])


def nights_are_over() -> bool:
    return not Run.objects.filter(kind=Run.Kind.NIGHTLY, finished_at__isnull=True).exists()


def assert_nights_are_whole(*, nights: int, programs: int) -> None:
    """Every night counted each program once, and each program has one headline, and no other row, for each night."""
    runs = Run.objects.filter(kind=Run.Kind.NIGHTLY)
    counts = list(runs.values_list("programs_total", "programs_done", "programs_failed"))
    rows = Snapshot.objects.filter(as_of__in=runs.values("as_of"))
    assert counts == [(programs, programs, 0)] * nights
    assert rows.count() == rows.headline().count() == nights * programs


@contextmanager
def working_on(url: str) -> Iterator[None]:
    """Inside the block this process works on another database."""
    settings = connections.settings["default"]
    before = dict(settings)
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    settings.update(from_url(url))
    try:
        yield
    finally:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
        settings.update(before)
