from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config

from config.access_log import AccessLog
from config.secret_addresses import HideSecrets, without_secrets


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Not Found: /pulse/abc-DEF_1/", "Not Found: /pulse/.../"),
        ('"GET /pulse/abc?x=1 HTTP/1.1" 404', '"GET /pulse/...?x=1 HTTP/1.1" 404'),
        ("Forbidden: /invitations/abc-DEF_1/", "Forbidden: /invitations/.../"),
        ("GET /password/new/MQ/c9x-4f1/ HTTP/1.1", "GET /password/new/MQ/.../ HTTP/1.1"),
        ("/mail/1:abc/stop/", "/mail/.../stop/"),
        ("GET /api/v1/programs/?token=ttp_0a1b2c HTTP/1.1", "GET /api/v1/programs/?token=ttp_... HTTP/1.1"),
        ("http_status and https://a.example/?x=http_1", "http_status and https://a.example/?x=http_1"),
        ("/pulse-waves/0192/close/", "/pulse-waves/0192/close/"),
        ("/programs/0192/pulse/new/", "/programs/0192/pulse/.../"),
    ],
)
def test_the_secret_of_a_link_is_left_out(text: str, left: str) -> None:
    assert without_secrets(text) == left


def test_a_message_is_written_without_it() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Error: %s", ("/pulse/secret/",), None)

    assert HideSecrets().filter(record)
    assert record.getMessage() == "Error: /pulse/.../"


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("/pulse/secret/", []),
        ("/invitations/secret/", ["GET /invitations/.../ HTTP/1.1"]),
        ("/password/new/MQ/secret/", ["GET /password/new/MQ/.../ HTTP/1.1"]),
        ("/programs/", ["GET /programs/ HTTP/1.1"]),
    ],
)
def test_the_access_log_holds_no_secret_and_no_line_of_an_anonymous_link(
    path: str, lines: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    settings = Config()
    settings.set("accesslog", "-")
    settings.set("access_log_format", "%(r)s")
    log = AccessLog(settings)
    log.access_log.propagate = True
    request: Any = SimpleNamespace(path=path, headers=[])
    response: Any = SimpleNamespace(status="200 OK", headers=[], sent=1)
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": path, "SERVER_PROTOCOL": "HTTP/1.1"}

    with caplog.at_level(logging.INFO):
        log.access(response, request, environ, SimpleNamespace(seconds=0, microseconds=1))

    assert [record.getMessage() for record in caplog.records] == lines
