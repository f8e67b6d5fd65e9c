from __future__ import annotations

import signal

import pytest
import redis

from config.embedded import DataFolder, Valkey
from config.refusal import Refusal
from tests.operations.conftest import python

START_AND_DIE = """
import os, sys
from pathlib import Path
from config.embedded import DataFolder, Valkey
print(Valkey(DataFolder(Path(sys.argv[1]))).start(), flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_queue_outlives_a_stop(folder: DataFolder) -> None:
    server = Valkey(folder)
    redis.Redis.from_url(server.start()).rpush("queue", "one")
    server.stop()
    assert server.running() is None

    assert redis.Redis.from_url(server.start()).lrange("queue", 0, -1) == [b"one"]


def test_the_server_of_a_killed_launcher_is_used_again_and_stopped(folder: DataFolder) -> None:
    url = python(START_AND_DIE, folder.path).communicate()[0].strip()
    server = Valkey(folder)
    orphan = server.running()
    assert orphan is not None

    assert server.start() == url
    assert server.running() == orphan
    server.stop()
    assert not orphan.alive()


def test_a_killed_server_comes_back_at_its_port(folder: DataFolder) -> None:
    server = Valkey(folder)
    url = server.start()
    running = server.running()
    assert running is not None
    running.send(signal.SIGKILL)
    running.gone_within(5)

    assert server.start() == url


def test_nobody_enters_without_the_password(folder: DataFolder) -> None:
    server = Valkey(folder)
    url = server.start()

    with pytest.raises(redis.exceptions.AuthenticationError):
        redis.Redis.from_url(url.replace(folder.secret("broker_password"), "wrong")).ping()
    (folder.secrets / "broker_password").unlink()
    with pytest.raises(Refusal, match="does not accept"):
        Valkey(folder).start()
