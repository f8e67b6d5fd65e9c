"""Logs without the secrets of links: whoever reads one could use it in somebody's place."""

from __future__ import annotations

import logging
import re

ANONYMOUS_ADDRESS = re.compile(r"/pulse/")
SECRET_ADDRESS = re.compile(r"(/(?:pulse|invitations|mail)/|/password/new/[^/\s\"'?]+/)[^/\s\"'?]+")


def without_secrets(text: str) -> str:
    """The text with the secret of each link left out: pulse, invitation, new password, end of a digest."""
    return SECRET_ADDRESS.sub(r"\1...", text)


class HideSecrets(logging.Filter):
    """Leaves the secrets of addresses out of a message, whoever writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = without_secrets(message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True
