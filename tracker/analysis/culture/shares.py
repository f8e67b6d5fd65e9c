"""Shares of people with their intervals, and whether statements hang together (METHODS 8)."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist, variance

SURE = 0.95
"""How sure the intervals of the pulse are."""
Interval = tuple[float, float]


def wilson(share: float, n: int, *, sure: float = SURE) -> Interval:
    """Wilson's score interval of a share of ``n`` people.

    share   0..1; the mean of several shares of the same people may stand for one: the interval is then too wide,
            never too narrow, because nothing between 0 and 1 varies more than a yes or a no
    source  Wilson 1927; METHODS 8
    """
    z = NormalDist().inv_cdf(1 - (1 - sure) / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(then: tuple[float, int], now: tuple[float, int], *, sure: float = SURE) -> Interval:
    """Interval of the share of now minus that of then, of other people or of people whom nobody can tell apart.

    then, now  each a share and the number of people
    source     Newcombe 1998, method 10, from Wilson's intervals of both
    """
    (before, _), (after, _) = then, now
    low_then, high_then = wilson(*then, sure=sure)
    low_now, high_now = wilson(*now, sure=sure)
    change = after - before
    return (
        change - sqrt((after - low_now) ** 2 + (high_then - before) ** 2),
        change + sqrt((high_now - after) ** 2 + (before - low_then) ** 2),
    )


def cronbach_alpha(rows: Sequence[Sequence[int]]) -> float | None:
    """How far the statements measure one thing; 1 at most.

    rows     for each person a score for each statement, two statements or more
    returns  None for fewer than two people, or when all gave the same sum: then it cannot be told
    source   Cronbach 1951; METHODS 8
    """
    if len(rows) < 2:
        return None
    total = variance(sum(row) for row in rows)
    if total == 0:
        return None
    items = len(rows[0])
    apart = sum(variance(column) for column in zip(*rows, strict=True))
    return float(items / (items - 1) * (1 - apart / total))
