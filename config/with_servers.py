"""Run a command with servers: ``python -m config.with_servers --data DIR [--throw-away] -- COMMAND ...``

The command gets DATABASE_URL and BROKER_URL; its exit status comes back. A server that the environment names already is
checked and used; the others are embedded, in DIR, and stopped at the end. Where a run holds DIR, its servers are used.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import env
from config.embedded import DataFolder, Postgres, Valkey, running_servers
from config.external import require_broker, require_database
from config.refusal import Refusal, exit_status


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=env.DATA_DIR, help="data folder of the embedded servers")
    parser.add_argument("--throw-away", action="store_true", help="faster, and the data may be lost in a power cut")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what to run, after --")
    given = parser.parse_args(arguments)
    command = given.command[1:] if given.command[:1] == ["--"] else given.command
    if not command:
        parser.error("no command given")
    with servers(DataFolder(given.data.resolve()), durable=not given.throw_away) as urls:
        return _status_of(command, {**urls, "DATA_DIR": str(given.data.resolve())})


@contextmanager
def servers(folder: DataFolder, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """URLs of working servers by environment variable: given ones, those of a running product, or embedded ones."""
    given = given_servers()
    folder.prepare()
    secret = {"SECRET_KEY": env.text("SECRET_KEY") or folder.secret("secret_key")}
    if len(given) == 2:
        yield {**given, **secret}
        return
    if folder.holder() and folder.addresses.exists():
        yield {**json.loads(folder.addresses.read_text()), **given, **secret}
        return
    with (
        folder.locked("with_servers"),
        running_servers(folder, missing_servers(folder, given, durable=durable)) as urls,
    ):
        yield {**given, **urls, **secret}


def given_servers() -> dict[str, str]:
    """The servers that the environment names, each of which answers and is new enough."""
    given = {name: env.text(name) for name in ("DATABASE_URL", "BROKER_URL") if env.text(name)}
    if "DATABASE_URL" in given:
        require_database(given["DATABASE_URL"])
    if "BROKER_URL" in given:
        require_broker(given["BROKER_URL"])
    return given


def missing_servers(folder: DataFolder, given: dict[str, str], *, durable: bool = True) -> list[Postgres | Valkey]:
    """Embedded servers in place of those that the environment does not name."""
    missing: list[Postgres | Valkey] = []
    if "DATABASE_URL" not in given:
        missing.append(Postgres(folder, durable=durable))
    if "BROKER_URL" not in given:
        missing.append(Valkey(folder))
    return missing


def _status_of(command: list[str], urls: dict[str, str]) -> int:
    """Exit status of the command. Ctrl-C reaches it by itself; a termination is passed on."""
    try:
        child = subprocess.Popen(command, env=env.child_environment(**urls))
    except FileNotFoundError:
        raise Refusal(f"{command[0]} is not installed: run `make setup-dev`.") from None
    signal.signal(signal.SIGTERM, lambda _number, _frame: child.terminate())
    while True:
        try:
            status = child.wait()
            return status if status >= 0 else 128 - status
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(exit_status(main))
