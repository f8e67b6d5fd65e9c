"""The whole product as one program: up, up again, killed, recovered, stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from config import env
from config.embedded import DataFolder, Postgres, Valkey, processes
from config.embedded.ports import free_port
from config.launch.parts import MARK
from tests.operations.conftest import module, until

FIRST_START_SECONDS = 300
# On two cores that do nothing else a next start takes six; the suite's machine may be busy.
NEXT_START_SECONDS = 120


class Product:
    """One started ``config.launch`` with its output in a file."""

    def __init__(self, folder: DataFolder, port: int) -> None:
        self.folder, self.port = folder, port
        self.output = folder.path.parent / "output.txt"
        self.variables = env.child_environment(DATA_DIR=str(folder.path), PORT=str(port), DEMO="0")
        self.variables.pop("PYTHONDONTWRITEBYTECODE", None)

    def start(self, *, seconds: float) -> None:
        """Start it and wait until it says that it is ready; fails when it does not in time."""
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.launch"],
                cwd=env.BASE_DIR,
                env=self.variables,
                stdout=output,
                stderr=output,
                preexec_fn=_hear_the_keyboard,
            )
        assert until(lambda: self.said("Ready in") or self.process.poll() is not None, seconds=seconds), self.output
        assert self.said("Ready in"), self.output.read_text()

    def said(self, words: str) -> bool:
        return words in self.output.read_text()

    def status(self) -> int:
        """Status of the page that everybody may see."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(connection):
            connection.request("GET", "/")
            return connection.getresponse().status

    def processes(self) -> list[processes.Identity]:
        servers = [Postgres(self.folder).running(), Valkey(self.folder).running()]
        return [*processes.marked(MARK, str(self.folder.path)), *[one for one in servers if one]]


def _hear_the_keyboard() -> None:
    """A suite that runs in the background ignores Ctrl-C, and what it starts would ignore it too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def product(folder: DataFolder) -> Iterator[Product]:
    product = Product(folder, free_port())
    yield product
    if product.process.poll() is None:
        product.process.send_signal(signal.SIGTERM)
        product.process.wait(60)


@pytest.mark.slow
def test_a_life_of_the_product(product: Product, bystander: subprocess.Popen[bytes]) -> None:
    product.start(seconds=FIRST_START_SECONDS)
    assert product.status() < 500
    with psycopg.connect(Postgres(product.folder).url("tracker")) as connection:
        connection.execute("CREATE TABLE note AS SELECT 'kept' AS text")

    second = module("config.launch", DATA_DIR=str(product.folder.path), PORT=str(free_port()))
    assert second.returncode == 1
    assert second.stderr.startswith(f"Error: Already running at http://127.0.0.1:{product.port}")

    _kill_everything(product)
    product.start(seconds=NEXT_START_SECONDS)
    _kill_the_supervisor(product)
    product.start(seconds=NEXT_START_SECONDS)
    with psycopg.connect(Postgres(product.folder).url("tracker")) as connection:
        assert connection.execute("SELECT text FROM note").fetchone() == ("kept",)

    product.process.send_signal(signal.SIGINT)
    assert product.process.wait(60) == 0
    assert product.processes() == []
    assert bystander.poll() is None


@pytest.mark.slow
def test_a_killed_server_or_part_comes_back(product: Product) -> None:
    product.start(seconds=FIRST_START_SECONDS)

    for name in ("Valkey", "PostgreSQL", "worker"):
        assert _kill(product, name)
        assert until(lambda: product.said(f"{name} ended; starting it again"), seconds=30)  # noqa: B023
        assert until(lambda: product.status() < 500, seconds=30)

    assert product.process.poll() is None


def test_a_taken_port_is_one_line_and_nothing_is_made(folder: DataFolder) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        done = module("config.launch", DATA_DIR=str(folder.path), PORT=str(port))

    assert done.returncode == 1
    assert done.stderr == f"Error: Port {port} is taken by another program. Choose another: make run PORT={port + 1}\n"
    assert not (folder.path / "postgres").exists()


def test_a_server_that_does_not_answer_is_one_line(folder: DataFolder) -> None:
    variables = {"DATA_DIR": str(folder.path), "PORT": str(free_port())}

    done = module("config.launch", BROKER_URL=f"redis://127.0.0.1:{free_port()}/0", **variables)

    assert done.returncode == 1
    assert done.stderr.startswith("Error: BROKER_URL: no broker answers at redis://127.0.0.1:")
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_no_number_is_one_line(folder: DataFolder) -> None:
    done = module("config.launch", DATA_DIR=str(folder.path), PORT="eighty")

    assert (done.returncode, done.stderr) == (1, "Error: PORT='eighty' is not a whole number.\n")


def _kill_everything(product: Product) -> None:
    everything = product.processes()
    product.process.kill()
    for one in everything:
        one.send(signal.SIGKILL)
    product.process.wait()


def _kill_the_supervisor(product: Product) -> None:
    product.process.kill()
    product.process.wait()


def _kill(product: Product, name: str) -> bool:
    if name == "worker":
        marked = processes.marked(MARK, str(product.folder.path))
        leaders = [one for one in marked if b"\0worker\0" in _command(one) and os.getsid(one.pid) == one.pid]
        return leaders[0].send(signal.SIGKILL)
    server = Valkey(product.folder) if name == "Valkey" else Postgres(product.folder)
    running = server.running()
    return running is not None and running.send(signal.SIGKILL)


def _command(identity: processes.Identity) -> bytes:
    with open(f"/proc/{identity.pid}/cmdline", "rb") as file:
        return file.read()
