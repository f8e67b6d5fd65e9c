"""The numbers of one metric in both arms."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

import numpy as np

from tracker.analysis.pilots.estimators import sign_flip_p, signed_rank_interval, superiority, walsh_averages
from tracker.analysis.pilots.limits import METHOD
from tracker.analysis.pilots.measured import Measured
from tracker.analysis.pilots.pairing import losses_of
from tracker.analysis.pilots.results import ComparedMetric, SequencePoint
from tracker.analysis.pilots.sequence import anytime_p
from tracker.progress.numbers import Gauge, Number

ALL_EQUAL = "all differences are the same: what does not vary cannot be judged"
RATIO = "log_ratio"
"""Unit of a difference that is the logarithm of a ratio."""


def compared_metric(measured: Measured, *, alpha: float) -> ComparedMetric:
    """The metric with every estimate, each with how many pairs it rests on."""
    fact = measured.fact
    middle, sure = middle_of(measured, alpha=alpha)
    flips, seed = flips_of(measured)
    return ComparedMetric(
        metric=fact.metric,
        name=fact.name,
        unit=fact.unit,
        direction=fact.direction,
        frequency=fact.frequency,
        is_ratio=fact.is_ratio_scale,
        margin=None if fact.margin is None else float(fact.margin),
        owed_by=measured.owed_by,
        losses=losses_of(fact, fact.periods),
        mean=mean_of(measured),
        middle=middle,
        middle_sure=sure,
        flips=flips,
        flip_seed=seed,
        ahead=ahead_of(measured),
        anytime=anytime_of(measured),
        correlation=correlation_of(measured),
        points=points_of(measured),
    )


def gauge_of(measured: Measured, unit: str = "") -> Gauge:
    """What is the same about every estimate; without a unit given, that of the differences."""
    of_difference = RATIO if measured.fact.is_ratio_scale else measured.fact.unit
    return Gauge(METHOD, unit or of_difference, len(measured.values))


def none_yet(measured: Measured) -> str:
    """Why there is no estimate."""
    frequency = measured.fact.frequency
    return f"no {frequency} is complete: it takes final readings of both ways"


def mean_of(measured: Measured) -> Number:
    """The mean difference with the interval that decides."""
    gauge, n = gauge_of(measured), len(measured.values)
    if n == 0:
        return gauge.insufficient(none_yet(measured))
    path, mean = measured.path, float(measured.values.mean())
    if path.variance[-1] == 0:
        return gauge.degraded(mean, ALL_EQUAL if n > 1 else "one pair has no interval")
    low, high = float(path.lower[-1]), float(path.upper[-1])
    if not isfinite(low) or not isfinite(high):
        return gauge.degraded(mean, "too few pairs for an interval")
    if low > high:
        return gauge.degraded(mean, "the intervals of different looks leave nothing in common")
    if not low <= mean <= high:
        apart = "earlier looks left out where the mean lies now: something changed during the run"
        return replace(gauge.degraded(mean, apart), interval=(low, high))
    return gauge.between(mean, low, high)


def middle_of(measured: Measured, *, alpha: float) -> tuple[Number, float | None]:
    """Hodges and Lehmann's typical difference with its exact interval, and how sure that is."""
    gauge, n = gauge_of(measured), len(measured.values)
    if n == 0:
        return gauge.insufficient(none_yet(measured)), None
    walsh = walsh_averages(measured.values)
    middle = float(np.median(walsh))
    interval = signed_rank_interval(walsh, n, alpha=alpha)
    if interval is None:
        return gauge.degraded(middle, "too few pairs for an interval"), None
    low, high, sure = interval
    return gauge.between(middle, low, high), sure


def flips_of(measured: Measured) -> tuple[Number, int | None]:
    """The sign-flip p, and the seed where it was drawn."""
    gauge = gauge_of(measured, "probability")
    if len(measured.values) == 0:
        return gauge.insufficient(none_yet(measured)), None
    p, seed = sign_flip_p(measured.values)
    return gauge.value(p), seed


def ahead_of(measured: Measured) -> Number:
    """The chance that the new way is better, as it looks now."""
    gauge, n = gauge_of(measured, "probability"), len(measured.values)
    if n == 0:
        return gauge.insufficient(none_yet(measured))
    variance = float(measured.path.variance[-1])
    if variance == 0:
        return gauge.insufficient(ALL_EQUAL if n > 1 else "one pair cannot tell")
    return gauge.value(superiority(float(measured.values.mean()), variance, n))


def anytime_of(measured: Measured) -> Number:
    """The chance of error that holds at every look."""
    gauge = gauge_of(measured, "probability")
    if len(measured.values) == 0:
        return gauge.insufficient(none_yet(measured))
    return gauge.value(anytime_p(measured.path.log_e))


def correlation_of(measured: Measured) -> Number:
    """How much each period resembles the one before it."""
    gauge, n = gauge_of(measured, "ratio"), len(measured.values)
    if n < 2 or measured.path.variance[-1] == 0:
        return gauge.insufficient("it takes two pairs that differ")
    return gauge.value(float(measured.path.correlation[-1]))


def points_of(measured: Measured) -> tuple[SequencePoint, ...]:
    """The decision interval pair by pair."""
    path = measured.path
    return tuple(
        SequencePoint(
            number=each.number,
            starts_on=each.starts_on,
            pairs=index + 1,
            difference=each.by,
            mean=float(path.mean[index]),
            low=finite(float(path.lower[index])),
            high=finite(float(path.upper[index])),
        )
        for index, each in enumerate(measured.differences)
    )


def finite(value: float) -> float | None:
    return value if isfinite(value) else None
