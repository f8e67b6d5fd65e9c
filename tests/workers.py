"""The product's own processes beside a test: where its database is, a worker of it, and waiting for what they do."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection


def eventually(holds: Callable[[], object], *, seconds: float = 30, every: float = 0.02) -> bool:
    """True as soon as it holds; False when it does not within the time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True


def address_of_database() -> str:
    """Address of the database that the tests work on, for another process."""
    given = connection.settings_dict
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    return f"postgresql://{given['USER']}{password}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


@contextmanager
def alone_on_the_broker() -> Iterator[None]:
    """Processes of the suite take turns: another one's worker would take the messages, and look in another database."""
    name = sha256(settings.CELERY_BROKER_URL.encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"worker-{name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


@contextmanager
def running_worker(log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker on the database of the tests and the broker of the suite, ready; killed, whatever happens."""
    with alone_on_the_broker(), worker_process(log) as process:
        yield process


@contextmanager
def worker_process(log: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency=2", "--loglevel=INFO"]
    environment = os.environ | {"DATABASE_URL": address_of_database(), "BROKER_URL": settings.CELERY_BROKER_URL}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment, start_new_session=True)
    try:
        assert eventually(lambda: b" ready." in log.read_bytes(), seconds=60), log.read_text()
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
