"""Ports of 127.0.0.1: a free one, or a certain one held from the start."""

from __future__ import annotations

import errno
import secrets
import socket

from config.refusal import Refusal

# Below the range that Linux gives to outgoing connections, which could take a port while its server is away.
SERVER_PORTS = range(20_000, 32_000)


def free_port(*, preferred: int = 0) -> int:
    """A port that nobody listens on at this moment: the preferred one when it is free."""
    tried = [preferred] if preferred else []
    tried += [secrets.choice(SERVER_PORTS) for _ in range(50)]
    for port in tried:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Refusal(f"No free port of 127.0.0.1 was found from {SERVER_PORTS.start} to {SERVER_PORTS.stop - 1}.")


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there, for the web server to inherit: the port is taken once and kept over restarts.

    raises  Refusal when another program has the port, or this user may not take it
    """
    web = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        web.bind((host, port))
        web.listen(1024)
    except (OSError, OverflowError) as error:
        web.close()
        raise Refusal(_why(host, port, error)) from None
    return web


def _why(host: str, port: int, error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another: make run PORT={port + 1}"
    if number == errno.EACCES:
        return f"Port {port} may not be taken by this user. Choose one above 1023: make run PORT=8000"
    return f"Cannot listen on {host}:{port} ({error}). Choose another HOST= or PORT=."
