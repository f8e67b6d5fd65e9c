"""``make run``: everything up, an address on the screen, everything down on Ctrl-C."""

from __future__ import annotations

import http.client
import sys
import time
from contextlib import closing
from dataclasses import dataclass

from config import env
from config.embedded import DataFolder, running_servers, variable
from config.embedded.ports import listening
from config.launch.parts import MARK, Part, Sizes, end_orphans, parts_of
from config.launch.supervisor import Signals, Supervisor, stop_parts
from config.refusal import Refusal, exit_status, tail
from config.terminal import say
from config.with_servers import given_servers, missing_servers

WEB_SECONDS = 60


def main() -> int:
    begin = time.monotonic()
    signals = Signals()
    signals.listen()
    try:
        place, sizes = (env.text("HOST", "127.0.0.1"), env.number("PORT", 8000)), Sizes()
    except ValueError as error:
        raise Refusal(str(error)) from None
    folder = DataFolder(env.DATA_DIR.resolve())
    folder.prepare()
    try:
        with folder.locked("make run", address=_address(place)):
            _run(folder, Run(place, sizes, begin, signals))
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


@dataclass(frozen=True)
class Run:
    """What one run was asked for, and since when it is starting."""

    place: tuple[str, int]
    sizes: Sizes
    begin: float
    signals: Signals


def _run(folder: DataFolder, run: Run) -> None:
    orphans = end_orphans(folder)
    if orphans:
        say(f"Ended {orphans} processes that a killed run had left.")
    with closing(listening(*run.place)) as web:
        given = given_servers()
        servers = missing_servers(folder, given)
        with running_servers(folder, servers) as urls, run.signals.finishing():
            say(" ".join([f"{one.name}: embedded." for one in servers] + [f"{name}: as given." for name in given]))
            environment = _environment(folder, {**given, **urls})
            _prepare(folder, environment)
            parts = parts_of(folder, web_socket=web.fileno(), sizes=run.sizes, environment=environment)
            try:
                _start(parts, run.place)
                _greet(folder, run.place, seconds=time.monotonic() - run.begin)
                addresses = {server.name: urls[variable(server)] for server in servers}
                Supervisor([*servers, *parts], addresses).watch()
            finally:
                run.signals.stopping = True
                say("Stopping ...")
                stop_parts(parts, run.signals)


def _environment(folder: DataFolder, urls: dict[str, str]) -> dict[str, str]:
    key = env.text("SECRET_KEY") or folder.secret("secret_key")
    own = {"SECRET_KEY": key, "DATA_DIR": str(folder.path), MARK: str(folder.path), "PYTHONUNBUFFERED": "1"}
    return env.child_environment(**urls, **own, DJANGO_SETTINGS_MODULE="config.settings")


def _prepare(folder: DataFolder, environment: dict[str, str]) -> None:
    log = folder.fresh_log("prepare")
    part = Part("prepare", [sys.executable, "-m", "config.launch.prepare"], log, environment, speaks=True)
    if part.finish():
        raise Refusal(f"The database or the static files could not be prepared; {log} ends:\n{tail(log)}")


def _start(parts: list[Part], place: tuple[str, int]) -> None:
    """Start all parts and wait until the web server answers; a part that ends meanwhile is refused."""
    for part in parts:
        part.start()
    deadline = time.monotonic() + WEB_SECONDS
    while not _answers(place):
        for part in parts:
            if not part.running():
                raise Refusal(f"{part.name} could not start; its log ends:\n{tail(part.log)}")
        if time.monotonic() > deadline:
            raise Refusal(f"The web server does not answer; its log ends:\n{tail(parts[0].log)}")
        time.sleep(0.1)


def _answers(place: tuple[str, int]) -> bool:
    # A server that listens on every address is asked on this machine's own.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(place[0], place[0])  # noqa: S104
    connection = http.client.HTTPConnection(host, place[1], timeout=2)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _address(place: tuple[str, int]) -> str:
    host, port = place
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _greet(folder: DataFolder, place: tuple[str, int], *, seconds: float) -> None:
    say(f"\nReady in {seconds:.1f} s: {_address(place)}")
    if folder.sign_ins.exists():
        say(folder.sign_ins.read_text().rstrip())
    say(f"Logs: {folder.logs}. Ctrl-C stops everything.\n")


if __name__ == "__main__":
    sys.exit(exit_status(main))
