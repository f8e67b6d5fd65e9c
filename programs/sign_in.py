"""Whose sign-in an attempt is counted against."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def attempted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The mail address that was tried, in lower case: another spelling is no new set of attempts."""
    given = (credentials or {}).get("username") or (credentials or {}).get("email")
    return str(given or request.POST.get("username", "")).strip().lower()


def client_address(request: HttpRequest) -> str:
    """The machine an attempt came from: behind a proxy the last address that the proxy itself added."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY and forwarded:
        return str(forwarded).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
