"""The embedded Valkey: the Celery broker on a free port, its queue kept on disk."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import redis

from config.embedded import processes
from config.embedded.folder import DataFolder, write_private
from config.embedded.home import valkey_program
from config.embedded.ports import free_port
from config.refusal import Refusal, tail

START_SECONDS = 60
CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {folder}
appendonly yes
appendfsync everysec
save ""
loglevel notice
"""


@dataclass
class Valkey:
    """One Valkey with its data in the folder; the caller holds the folder's lock."""

    folder: DataFolder
    name: str = field(default="Valkey", init=False)
    _child: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        return self.folder.log("valkey")

    @property
    def room(self) -> Path:
        return self.folder.path / "valkey"

    @property
    def configuration(self) -> Path:
        return self.room / "valkey.conf"

    def start(self) -> str:
        """URL of the running server: a new one, or the orphan of a killed run.

        raises  Refusal when it does not answer in a minute
        """
        self.room.mkdir(mode=0o700, exist_ok=True)
        if not self.running():
            self._launch()
        self._wait_for_answer()
        return self.url()

    def stop(self) -> None:
        """End the server after it has written its queue."""
        running = self.running()
        if running:
            processes.stop(running, number=signal.SIGTERM, seconds=20)
        if self._child:
            self._child.wait(timeout=5)
            self._child = None

    def running(self) -> processes.Identity | None:
        """The server of this data, by program and working folder."""
        if not self.room.exists():
            return None
        return next(iter(processes.working_in(self.room, program="valkey-server")), None)

    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self._port()}/0"

    @property
    def _password(self) -> str:
        return self.folder.secret("broker_password")

    def _port(self) -> int:
        """The port of the last start; 0 before the first."""
        if not self.configuration.exists():
            return 0
        words = [line.split() for line in self.configuration.read_text().splitlines()]
        return next(int(line[1]) for line in words if line and line[0] == "port")

    def _launch(self) -> None:
        for _ in range(5):
            values = {
                "port": free_port(preferred=self._port()),
                "password": self._password,
                "folder": f'"{self.room.resolve()}"',
            }
            write_private(self.configuration, CONFIGURATION.format(**values))
            log = self.folder.fresh_log("valkey")
            begin = log.stat().st_size if log.exists() else 0
            with log.open("ab") as output:
                command = [str(valkey_program()), str(self.configuration)]
                self._child = subprocess.Popen(
                    command,
                    cwd=self.room,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            if self._settled():
                return
            said = log.read_bytes()[begin:].decode(errors="replace")
            if "Address already in use" not in said:
                raise Refusal(f"Valkey could not start:\n{tail(log)}")
        raise Refusal(f"Valkey found no free port: see {self.log}.")

    def _settled(self) -> bool:
        """True once the new server listens, False when it ended."""
        deadline = time.monotonic() + START_SECONDS
        while self._child and self._child.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return True
            time.sleep(0.05)
        return False

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline or not self.running():
                raise Refusal(f"Valkey runs but does not answer:\n{tail(self.log)}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        client = redis.Redis.from_url(self.url(), socket_connect_timeout=2, socket_timeout=2)
        try:
            return bool(client.ping())
        except redis.exceptions.AuthenticationError:
            raise Refusal(f"Valkey does not accept {self.folder.secrets}/broker_password: put the file back.") from None
        except redis.exceptions.RedisError:  # not yet listening, or still loading its data
            return False
        finally:
            client.close()
