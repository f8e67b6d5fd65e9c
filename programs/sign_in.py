"""Whose sign-in an attempt is counted against."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def attempted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The mail address that was tried, in lower case: another spelling is no new set of attempts."""
    given = (credentials or {}).get("username") or (credentials or {}).get("email")
    return str(given or request.POST.get("username", "")).strip().lower()
