from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from config.secret_addresses import ANONYMOUS_ADDRESS, without_secrets


class AccessLog(Logger):  # type: ignore[misc]
    """Gunicorn's log without the secrets of links, and without any line for anonymous ones."""

    def access(self, *parts: Any, **named: Any) -> None:
        _, request, *_ = parts
        if not ANONYMOUS_ADDRESS.match(request.path):
            super().access(*parts, **named)

    def atoms(self, *parts: Any, **named: Any) -> dict[str, Any]:
        """What a line may say of a request; the page before, which the browser names, may be such a link as well."""
        said: dict[str, Any] = super().atoms(*parts, **named)
        return {name: without_secrets(value) if isinstance(value, str) else value for name, value in said.items()}
