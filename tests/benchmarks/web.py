"""A web server of the bench, started as the product starts its own, and what it takes to answer."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db import connection

from config.embedded import DataFolder, processes
from config.embedded.ports import free_port, listening
from config.launch.parts import MARK, Sizes, parts_of
from tests.workers import address_of_database, eventually

HELD = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Web:
    """A running server, and its workers, which answer.

    mark  what its processes were started with
    """

    port: int
    mark: str

    @cached_property
    def workers(self) -> list[int]:
        """Their process ids, without that of the process that began them."""
        found = {each.pid for each in processes.marked(MARK, self.mark)}
        return sorted(pid for pid in found if int(fields_of(pid)[1]) in found)

    def megabytes(self) -> float:
        """What the largest worker holds now."""
        held = [HELD.search(Path(f"/proc/{pid}/status").read_text(encoding="ascii")) for pid in self.workers]
        return max(int(each[1]) for each in held if each) / 1024

    def processor_seconds(self) -> float:
        """Processor time that workers and database have taken so far."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            backends = [pid for (pid,) in cursor.fetchall()]
        return sum(sum(int(each) for each in fields_of(pid)[11:13]) for pid in self.workers + backends) / TICKS


def fields_of(pid: int) -> list[str]:
    """The fields of a process from its state on, as proc(5) numbers them from 3."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


@contextmanager
def running_web(folder: Path, **environment: str) -> Iterator[Web]:
    """The product's server with its two workers on a free port, on the database of the tests; ended at the end."""
    data = DataFolder(folder)
    data.prepare()
    given = {"DATABASE_URL": address_of_database(), "BROKER_URL": settings.CELERY_BROKER_URL, MARK: str(folder)}
    given |= {"DATA_DIR": str(folder), "SECRET_KEY": settings.SECRET_KEY, "API_REQUESTS_PER_MINUTE": "0"}
    web = Web(free_port(), str(folder))
    with closing(listening("127.0.0.1", web.port)) as listener:
        environment = {**os.environ, **given, **environment}
        part = parts_of(data, web_socket=listener.fileno(), sizes=Sizes(), environment=environment)[0]
        part.start()
        try:
            assert eventually(lambda: len(Web(web.port, web.mark).workers) == Sizes().web_workers), part.log.read_text()
            yield web
        finally:
            part.stop()
