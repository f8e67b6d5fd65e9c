"""How a batch reads the record: at one moment, for one day, without the collector in between."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from tracker.models import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a computation is for: the day reckoned, the day it is known on, and the run it belongs to."""

    as_of: date
    known_on: date
    run: Run | None = None


def database_now() -> datetime:
    """The database's clock, which all workers share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for unreachable objects inside: facts and results are many, all reachable, and never in circles.

    The searches would take half of the time of a read. What a batch leaves is freed by its last reference.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def consistent_read() -> Iterator[None]:
    """All queries inside see the record at one moment; inside a transaction, as that one sees it."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
