"""A client that asks one address over and over, on connections that it keeps open, as many to each worker.

It reads answers as bytes and looks at their status and length alone, so that it takes little of the processors that it
shares with the server.
"""

from __future__ import annotations

import os
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.web import Web

EACH = 2
"""Connections to a worker."""
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Run:
    """What one run of an address took.

    wall, processor  milliseconds for an answer: of the clock, and of the processors of workers and database
    """

    answers: int
    length: int
    wall: float
    processor: float


@dataclass
class Caller:
    """One connection, and what it asks."""

    connection: socket.socket
    request: bytes
    length: int = 0
    piece: bytearray = field(default_factory=lambda: bytearray(PIECE))

    def ask(self) -> None:
        """Reads one answer; ``length`` is that of its body."""
        self.connection.sendall(self.request)
        head, _, body = self.head()
        assert head.startswith(b"HTTP/1.1 200 "), head + b"\n" + body
        self.length = int(value_of(head, b"content-length"))
        left = self.length - len(body)
        while left > 0:
            left -= self.connection.recv_into(self.piece, min(left, PIECE))

    def ask_until(self, end: float) -> int:
        """Number of answers until the time has come; the last one is waited for."""
        count = 0
        while time.perf_counter() < end:
            self.ask()
            count += 1
        return count

    def head(self) -> tuple[bytes, bytes, bytes]:
        """The headers, and what came of the body with them."""
        read = b""
        while b"\r\n\r\n" not in read:
            more = self.connection.recv(PIECE)
            assert more, "The server closed the connection."
            read += more
        return read.partition(b"\r\n\r\n")


def value_of(head: bytes, name: bytes) -> bytes:
    lines = [line.partition(b":") for line in head.split(b"\r\n")[1:]]
    return next(value.strip() for key, _, value in lines if key.lower() == name)


def request_of(path: str, token: str) -> bytes:
    return f"GET /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


def run(web: Web, path: str, token: str, *, seconds: float) -> Run:
    """Asks ``path`` for so long on all connections at once; they are closed when the last answer was read."""
    request = request_of(path, token)
    # What a worker does once for an address takes seconds, after which the server gives up a waiting connection.
    with callers(web, request, each=1):
        pass
    with callers(web, request, each=EACH) as found, ThreadPoolExecutor(len(found)) as pool:
        before, began = web.processor_seconds(), time.perf_counter()
        answers = sum(pool.map(lambda caller: caller.ask_until(began + seconds), found))
        wall, processor = time.perf_counter() - began, web.processor_seconds() - before
    return Run(answers, found[0].length, 1000 * wall / answers, 1000 * processor / answers)


@contextmanager
def callers(web: Web, request: bytes, *, each: int) -> Iterator[list[Caller]]:
    """So many connections to each worker, asked once: which one takes a connection is chance, and stays."""
    with ExitStack() as stack:
        kept: list[Caller] = []
        taken: Counter[int] = Counter()
        while len(kept) < each * len(web.workers):
            caller = Caller(stack.enter_context(socket.create_connection(("127.0.0.1", web.port))), request)
            caller.ask()
            worker = worker_of(caller.connection, web)
            if taken[worker] < each:
                kept.append(caller)
                taken[worker] += 1
            else:
                caller.connection.close()
        yield kept


def worker_of(connection: socket.socket, web: Web) -> int:
    """Process id of the worker at the other end."""
    ends = f":{web.port:04X}", f":{connection.getsockname()[1]:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    inode = next(row[9] for row in rows if row[1].endswith(ends[0]) and row[2].endswith(ends[1]))
    return next(pid for pid in web.workers if f"socket:[{inode}]" in open_files(pid))


def open_files(pid: int) -> set[str]:
    found = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add(os.readlink(each))
        except FileNotFoundError:  # Closed meanwhile.
            continue
    return found
