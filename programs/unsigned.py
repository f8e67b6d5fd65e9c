"""Writing without a signature, for the one place where nobody may learn who wrote."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pghistory.runtime


@contextmanager
def unsigned() -> Iterator[None]:
    """Inside the block, statements carry neither the person nor the address of the request around it.

    A request's history context goes to the database with each statement that writes, whether or not the table keeps
    a history; from there it could reach a statement log.
    """
    around = getattr(pghistory.runtime._tracker, "value", None)
    if around is None:
        yield
        return
    pghistory.runtime._tracker.value = pghistory.runtime.Context(uuid.uuid4(), {})
    try:
        yield
    finally:
        pghistory.runtime._tracker.value = around
