from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from config.secret_addresses import SECRET_ADDRESS


class AccessLog(Logger):  # type: ignore[misc]
    """Gunicorn's log without a line for anonymous links: neither the address, nor from where, nor when."""

    def access(self, *parts: Any, **named: Any) -> None:
        _, request, *_ = parts
        if not SECRET_ADDRESS.match(request.path):
            super().access(*parts, **named)
