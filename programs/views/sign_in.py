"""Who tries to sign in, for the throttle."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest


def attempted_name(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """The mail address that was tried, in one spelling: another case of it opens no new attempts."""
    given = credentials if credentials is not None else request.POST
    return str(given.get("username") or "").strip().lower()
