from __future__ import annotations

import socket
from contextlib import closing

import pytest

from config.embedded.ports import free_port, listening
from config.refusal import Refusal


def test_a_taken_port_is_refused_with_what_to_do() -> None:
    with closing(listening("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(Refusal, match=f"Port {port} is taken .* make run PORT={port + 1}"):
            listening("127.0.0.1", port)


def test_the_preferred_port_is_given_when_it_is_free() -> None:
    free = free_port()

    assert free_port(preferred=free) == free
    with closing(socket.create_server(("127.0.0.1", free))):
        assert free_port(preferred=free) != free


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("192.0.2.1", 8000)])
def test_an_impossible_place_is_refused(host: str, port: int) -> None:
    with pytest.raises(Refusal, match="Cannot listen"):
        listening(host, port)
