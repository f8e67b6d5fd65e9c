"""Logs without the secrets of anonymous links: whoever reads one could answer with it, or tell when it was used."""

from __future__ import annotations

import logging
import re

SECRET_ADDRESS = re.compile(r"(/pulse/)[^/\s\"'?]+")


def without_secrets(text: str) -> str:
    """The text with the secret of each anonymous link left out."""
    return SECRET_ADDRESS.sub(r"\1...", text)


class HideSecrets(logging.Filter):
    """Leaves the secrets of addresses out of a message, whoever writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = without_secrets(message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True
