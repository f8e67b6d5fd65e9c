"""Logs without the secrets of links: whoever reads one could use it in somebody's place."""

from __future__ import annotations

import logging
import re

ANONYMOUS_ADDRESS = re.compile(r"/pulse/")
TOKEN = re.compile(r"\bttp_\w+")  # As a parameter of an address, where nobody should write one.
SECRET_ADDRESS = re.compile(r"(/(?:pulse|invitations|mail)/|/password/new/[^/\s\"'?]+/)[^/\s\"'?]+")


def without_secrets(text: str) -> str:
    """The text without tokens and the secret of each link: pulse, invitation, new password, end of a digest."""
    return TOKEN.sub("ttp_...", SECRET_ADDRESS.sub(r"\1...", text))


class HideSecrets(logging.Filter):
    """Leaves the secrets of addresses out of a message, whoever writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = without_secrets(message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True
