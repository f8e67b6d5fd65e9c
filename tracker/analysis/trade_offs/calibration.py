"""How good estimates were: what came over what was estimated, for each function that estimated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import comb
from statistics import median

from tracker.analysis.trade_offs.results import (
    METHOD,
    EffectSign,
    EstimateCalibration,
    LedgerFunction,
    LedgerRow,
    TradeOffStanding,
)
from tracker.analysis.trade_offs.sums import functions_in
from tracker.progress.numbers import Gauge, Number, State
from tracker.progress.words import count_words

SURE = 0.9
"""How sure the interval of the median is at least."""


def calibration_of(rows: Sequence[LedgerRow], *, needed: int, as_of: date) -> tuple[EstimateCalibration, ...]:
    """A comparison for the estimates of all functions, and for those of each by name; costs and gains apart.

    needed  true-ups below which nothing is compared
    """
    counting = [row for row in rows if row.standing is not TradeOffStanding.REVERSED and row.estimate]
    found = []
    for function in (None, *functions_in(counting)):
        own = [row for row in counting if function is None or row.originator.uid == function.uid]
        found += list(of_function(function, own, needed=needed, as_of=as_of))
    return tuple(found)


def of_function(
    function: LedgerFunction | None, rows: Sequence[LedgerRow], *, needed: int, as_of: date
) -> Iterator[EstimateCalibration]:
    """Costs, then gains, as far as anything of the kind was estimated."""
    for sign in EffectSign:
        own = [row for row in rows if sign_of(row) is sign]
        if not own:
            continue
        ratios = [row.ratio for row in own if row.standing is TradeOffStanding.TRUED_UP and row.ratio is not None]
        ratio = ratio_number(ratios, needed=needed, sign=sign)
        if ratio.value is not None:
            yield EstimateCalibration(function=function, sign=sign, ratio=ratio)
            continue
        pending = open_days(own, as_of=as_of)
        short = needed - len(ratios)
        yield EstimateCalibration(
            function=function,
            sign=sign,
            ratio=ratio,
            owed_by=tuple(sorted({row.due.owed_by.name for row in own if row.observed is None})),
            first_on=pending[short - 1] if len(pending) >= short else None,
        )


def sign_of(row: LedgerRow) -> EffectSign:
    """Which way the estimate points."""
    return EffectSign.COST if row.estimate < 0 else EffectSign.GAIN


def open_days(rows: Sequence[LedgerRow], *, as_of: date) -> list[date]:
    """Days on which estimates that are open can be trued up, soonest first; none before the day."""
    days = [row.due.due_on for row in rows if row.observed is None and row.due.due_on is not None]
    return sorted(max(day, as_of) for day in days)


def ratio_number(ratios: Sequence[float], *, needed: int, sign: EffectSign) -> Number:
    """The median of the ratios. Below five its range is no interval, and says so.

    source  METHODS 7; order statistics of the median (David and Nagaraja, Order Statistics, section 7.1)
    """
    gauge = Gauge(METHOD, "ratio", len(ratios))
    if len(ratios) < needed:
        known = f"{len(ratios) or 'none'} {'is' if len(ratios) == 1 else 'are'} known"
        return gauge.insufficient(f"it takes {count_words(needed, f'trued-up {sign.value}')} and {known}")
    ordered, middle = sorted(ratios), median(ratios)
    low, high, sure = interval_of(ordered)
    if sure < SURE:
        return Number(
            state=State.DEGRADED,
            method=METHOD,
            value=middle,
            unit="ratio",
            n=len(ratios),
            interval=(low, high),
            reason=f"too few for an interval: the least and the most of {len(ratios)} stand in its place",
        )
    return gauge.between(middle, low, high)


def interval_of(ordered: Sequence[float]) -> tuple[float, float, float]:
    """The narrowest pair of ordered values that holds the true median at least nine times in ten, and how surely.

    returns  low, high, and the chance; the outermost pair when even that falls short
    """
    n = len(ordered)
    best = (ordered[0], ordered[-1], coverage(n, 1))
    for rank in range(2, n // 2 + 1):
        sure = coverage(n, rank)
        if sure < SURE:
            break
        best = (ordered[rank - 1], ordered[n - rank], sure)
    return best


def coverage(n: int, rank: int) -> float:
    """How surely the median lies between the values of this rank from below and from above."""
    return float(1 - 2 * sum(comb(n, k) for k in range(rank)) / 2**n)
