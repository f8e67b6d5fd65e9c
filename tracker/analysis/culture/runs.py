"""How likely a run of clean months is complete by a month (METHODS 1.6)."""

from __future__ import annotations

from collections import Counter
from math import exp

from scipy.special import betaln

State = tuple[int, int]
"""Clean months in a row so far, and months that were not clean."""


def run_chance(clean: float, *, needed: int, months: int, streak: int = 0) -> float:
    """Chance that some run of clean months is complete within the months.

    clean   chance that a month is clean, each by itself
    streak  clean months in a row to begin with
    source  Feller vol. 1 chapter XIII; METHODS 1.6
    """
    if streak >= needed:
        return 1.0
    at = [0.0] * needed
    at[streak] = 1.0
    done = 0.0
    for _ in range(months):
        done += at[-1] * clean
        at = [sum(at) * (1 - clean), *(each * clean for each in at[:-1])]
    return done


def run_chance_by_record(record: tuple[int, int], *, needed: int, months: int, streak: int = 0) -> float:
    """The same when the chance of a clean month is known only from the record, from any to any equally likely before.

    record  months that were clean, and months that were not
    source  the integral over Beta(1 + clean, 1 + others), exact: every way to complete the run has so many clean
            months and so many others, and that has an integral in closed form
    """
    if streak >= needed:
        return 1.0
    clean, others = record
    before = betaln(1 + clean, 1 + others)
    return sum(
        number * exp(betaln(1 + clean + passes, 1 + others + fails) - before)
        for (passes, fails), number in ways_to_complete(needed=needed, months=months, streak=streak).items()
    )


def ways_to_complete(*, needed: int, months: int, streak: int) -> Counter[tuple[int, int]]:
    """How many courses of the coming months complete the run, by their clean months and others until then."""
    found: Counter[tuple[int, int]] = Counter()
    at: Counter[State] = Counter({(streak, 0): 1})
    for month in range(1, months + 1):
        later: Counter[State] = Counter()
        for (run, fails), number in at.items():
            if run + 1 == needed:
                found[month - fails, fails] += number
            else:
                later[run + 1, fails] += number
            later[0, fails + 1] += number
        at = later
    return found


def expected_months(clean: float, *, needed: int) -> float:
    """Months until a run is complete, on average, from nothing; ``clean`` is above 0 and below 1."""
    return float((1 - clean**needed) / ((1 - clean) * clean**needed))
