"""Brokers to wake through: a real one, a closed port, and one that takes the call and never answers."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis

from config.celery import app
from config.embedded import DataFolder, Valkey
from config.waking import refresh_waker

QUEUE = "celery"


@contextmanager
def sending_to(url: str) -> Iterator[None]:
    """Wake-ups go to this broker inside the block; afterwards none is under way."""
    celery: Any = app
    before = celery.conf.broker_url
    celery.conf.broker_url = url
    celery._after_fork()  # Forgets the connections, as a new process would.
    try:
        yield
    finally:
        if refresh_waker._pid:
            refresh_waker._idle.wait(15)
        celery.conf.broker_url = before
        celery._after_fork()


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A Valkey of the test's own in a folder of its own, stopped and forgotten at the end."""
    place = Path(tempfile.mkdtemp(prefix="tracker-"))
    folder = DataFolder(place / "data")
    folder.prepare()
    server = Valkey(folder)
    try:
        yield server.start()
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def queue(valkey_url: str) -> Iterator[redis.Redis]:
    """The real broker, empty, and where wake-ups go."""
    client = redis.Redis.from_url(valkey_url)
    client.flushall()
    with sending_to(valkey_url):
        yield client
    client.close()


@pytest.fixture
def closed_broker() -> Iterator[str]:
    """A broker whose port is closed: nobody is there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    url = f"redis://127.0.0.1:{port}/0"
    with sending_to(url):
        yield url


@pytest.fixture
def silent_broker() -> Iterator[str]:
    """A broker whose port is open and that never says a word: it hangs, or a firewall swallows its answers."""
    server = socket.create_server(("127.0.0.1", 0))
    url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
    with sending_to(url):
        yield url
        server.close()  # Whoever still waits for an answer gives up now.
