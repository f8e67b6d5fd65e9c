"""How mail leaves, from one URL: the console, a folder of files, or a server."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
SECONDS = 20


def from_url(url: str) -> dict[str, Any]:
    """Django's settings of mail; ValueError that says what is wrong with the URL, without what it holds.

    url  ``console:``, ``file:PATH``, ``smtp://host:25``, ``smtp+tls://user:password@host:587``, or ``smtp+ssl://``
    """
    scheme, _, rest = url.partition(":")
    if scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if scheme == "file":
        if not rest:
            raise ValueError("EMAIL_URL names no folder: use file:PATH.")
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": rest}
    if scheme not in SMTP_PORTS:
        raise ValueError("EMAIL_URL begins with none of console:, file:, smtp://, smtp+tls://, smtp+ssl://.")
    return server(url, scheme=scheme)


def server(url: str, *, scheme: str) -> dict[str, Any]:
    """Settings of a mail server; user and password are percent-decoded."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("EMAIL_URL names no server: use smtp+tls://user:password@host:587.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or SMTP_PORTS[scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": scheme == "smtp+tls",
        "EMAIL_USE_SSL": scheme == "smtp+ssl",
        "EMAIL_TIMEOUT": SECONDS,
    }
