"""Servers that the environment names: they must answer and be new enough before anything starts."""

from __future__ import annotations

from urllib.parse import urlsplit

import psycopg
from kombu import Connection

from config.refusal import Refusal

OLDEST_POSTGRESQL = 150000
ANSWER_SECONDS = 5


def require_database(url: str) -> None:
    """Refuse a ``DATABASE_URL`` that does not answer or whose PostgreSQL is older than 15."""
    try:
        with psycopg.connect(url, connect_timeout=ANSWER_SECONDS) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise Refusal(
            f"DATABASE_URL: no PostgreSQL answers at {without_password(url)} ({reason}). "
            "Start it or correct the URL; without DATABASE_URL an embedded one is used."
        ) from None
    require_version(version, at=without_password(url))


def require_version(version: int, *, at: str) -> None:
    """Refuse a server version (as ``server_version_num``) older than PostgreSQL 15."""
    if version < OLDEST_POSTGRESQL:
        raise Refusal(f"DATABASE_URL: {at} is PostgreSQL {version // 10000}; use PostgreSQL 15 or newer.")


def require_broker(url: str) -> None:
    """Refuse a ``BROKER_URL`` that does not answer."""
    try:
        with Connection(url, connect_timeout=ANSWER_SECONDS, transport_options=_limits(url)) as connection:
            connection.ensure_connection(max_retries=1, timeout=ANSWER_SECONDS)
    except Exception as error:  # each transport of kombu raises errors of its own library
        raise Refusal(
            f"BROKER_URL: no broker answers at {without_password(url)} ({str(error).strip() or type(error).__name__}). "
            "Start it or correct the URL; without BROKER_URL an embedded one is used."
        ) from None


def without_password(url: str) -> str:
    """The URL as it may be shown: scheme, host, port and path."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _limits(url: str) -> dict[str, int]:
    if url.startswith(("redis", "rediss")):
        return {"socket_connect_timeout": ANSWER_SECONDS, "socket_timeout": ANSWER_SECONDS}
    return {}
