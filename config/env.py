"""The one place that reads the environment. Every other module imports a value from here.

Embedded servers, when no URL is given, write their address into ``DATA_DIR`` (see ``embedded/``).
"""

from __future__ import annotations

import json
import os
import re
import secrets
from datetime import time
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    """Value of ``name``, or ``default`` when it is unset or blank."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off; else ValueError that names the variable."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ValueError(f"{name}={value!r} is neither yes nor no: use 1 or 0.")


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated values of ``name``, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def origins(name: str) -> list[str]:
    """Origins of ``name``, such as https://bi.example.com; ValueError that names the variable for anything else."""
    listed = words(name)
    for each in listed:
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?", each):
            raise ValueError(
                f"{name}={each!r} is not an origin: write https://name or https://name:port, without a path."
            )
    return listed


def number(name: str, default: int) -> int:
    """Whole number of ``name``; ValueError that names the variable when it is not one."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"{name}={value!r} is not a whole number.") from None


DATA_DIR = Path(text("DATA_DIR", str(BASE_DIR / ".data")))


def database_url() -> str:
    """The PostgreSQL to use: ``DATABASE_URL``, which ``make run`` sets for the embedded one as well."""
    return text("DATABASE_URL") or embedded_url("DATABASE_URL") or "postgresql:///tracker"


def broker_url() -> str:
    """The Celery broker to use: ``BROKER_URL``, which ``make run`` sets for the embedded one as well."""
    return text("BROKER_URL") or embedded_url("BROKER_URL") or "redis://127.0.0.1:6379/0"


def secret_key() -> str:
    """``SECRET_KEY``; outside of ``make run`` and without one, a key that lives as long as the process."""
    return text("SECRET_KEY") or stored_secret_key() or secrets.token_urlsafe(48)


def nightly_at() -> time:
    """Time of day (installation's time zone) from which the nightly computation starts: ``NIGHTLY_AT``."""
    value = text("NIGHTLY_AT", "00:10")
    hour, _, minute = value.partition(":")
    try:
        return time(int(hour), int(minute or "0"))
    except ValueError:
        raise ValueError(f"NIGHTLY_AT={value!r} is not a time of day such as 00:10.") from None


def email_url() -> str:
    """How mail leaves: ``EMAIL_URL``; without one it is written to the console and reaches nobody."""
    return text("EMAIL_URL", "console:")


def site_url() -> str:
    """Where people reach the installation, for links in mail, without a slash at its end: ``SITE_URL``."""
    return text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")


def child_environment(**changes: str) -> dict[str, str]:
    """The environment for a program that is started from here: this one with changes."""
    return {**os.environ, **changes}


def embedded_url(name: str) -> str:
    """Blank, or the URL of a running embedded server (``DATABASE_URL``, ``BROKER_URL``), for commands by hand."""
    try:
        urls = json.loads((DATA_DIR / "servers.json").read_text())
    except (OSError, ValueError):
        return ""
    return str(urls.get(name, ""))


def stored_secret_key() -> str:
    """The key that ``make run`` made on its first start; blank before."""
    try:
        return (DATA_DIR / "secrets" / "secret_key").read_text().strip()
    except OSError:
        return ""
