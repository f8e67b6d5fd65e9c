"""DATABASE_URL -> Django's DATABASES entry."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def from_url(url: str) -> dict[str, Any]:
    """Settings of a PostgreSQL URL; ``?host=/socket/dir`` names a socket folder.

    raises  ValueError when the URL is not postgres:// or postgresql://
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme or 'nothing'}://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or query.pop("port", "")),
        # pgbouncer-safe: no server-side cursors, no session state.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "CONN_MAX_AGE": 0,
        # After a restart of PostgreSQL the pool still holds its old connections: they are tried before they are used.
        "CONN_HEALTH_CHECKS": True,
        # Whoever waits for a connection waits for one round of attempts; later ones would wait as long as it was away.
        "OPTIONS": {"pool": {"min_size": 0, "max_size": 8, "timeout": 10, "reconnect_timeout": 10}, **query},
    }
