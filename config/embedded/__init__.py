"""PostgreSQL and Valkey from wheels, for an installation whose environment names no server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from config.embedded.folder import DataFolder, write_private
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey

__all__ = ["DataFolder", "Postgres", "Valkey", "publish", "running_servers"]


@contextmanager
def running_servers(folder: DataFolder, servers: list[Postgres | Valkey]) -> Iterator[dict[str, str]]:
    """Start the servers, give their URLs by environment variable, and stop them in reverse order at the end."""
    try:
        yield publish(folder, servers)
    finally:
        folder.addresses.unlink(missing_ok=True)
        for server in reversed(servers):
            server.stop()


def publish(folder: DataFolder, servers: list[Postgres | Valkey]) -> dict[str, str]:
    """Start what does not run; the URLs by environment variable, also written for commands started by hand."""
    urls = {variable(server): server.start() for server in servers}
    write_private(folder.addresses, json.dumps(urls))
    return urls


def variable(server: Postgres | Valkey) -> str:
    """The environment variable that would replace this server."""
    return "DATABASE_URL" if isinstance(server, Postgres) else "BROKER_URL"
