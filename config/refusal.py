"""How an operation says no: one line that tells what is wrong and what to do."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

from config.terminal import complain


class Refusal(Exception):
    """The operation cannot go on; the message is one line for a person."""


def tail(log: Path, *, lines: int = 15) -> str:
    """Last lines of a log, indented; empty when there is no log."""
    try:
        text = log.read_bytes()[-20_000:].decode(errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def exit_status(main: Callable[[], int]) -> int:
    """Status of ``main``; a refusal, a full disk or a missing permission becomes one line and status 1."""
    try:
        return main()
    except Refusal as refusal:
        complain(f"Error: {refusal}")
    except OSError as error:
        complain(f"Error: {_advice(error)}")
    except KeyboardInterrupt:
        complain("Stopped.")
        return 130
    return 1


def _advice(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"The disk is full ({error.filename or 'while writing'}). Free some space and try again."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"No permission for {error.filename}. Run as the user it belongs to, or choose another DATA_DIR=."
    if error.errno == errno.EROFS:
        return f"{error.filename} is on a read-only file system. Choose another DATA_DIR=."
    raise error
