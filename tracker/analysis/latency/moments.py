"""Moments and lengths as whole microseconds, so that arriving exactly at a cut-off is told from arriving too late.

A moment is a reading of the clock on the wall, counted from 1 January 1970: eight o'clock stays eight all year.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

DAY = 86_400_000_000
EPOCH = date(1970, 1, 1)

Moments: TypeAlias = NDArray[np.int64]
"""Microseconds; of moments since 1970, of lengths their own."""


def length_of(days: Decimal) -> int:
    """A length in days, exactly: the record keeps thousandths of a day."""
    return int(days * DAY)


def days_of(length: float) -> float:
    """A length in days."""
    return length / DAY


def midnight(day: date) -> int:
    """The moment at which the day begins."""
    return (day - EPOCH).days * DAY


def moment_of(at: datetime, zone: str) -> int:
    """The moment that the clocks of ``zone`` show ``at``."""
    local = at.astimezone(ZoneInfo(zone))
    seconds = (local.hour * 60 + local.minute) * 60 + local.second
    return midnight(local.date()) + seconds * 1_000_000 + local.microsecond
