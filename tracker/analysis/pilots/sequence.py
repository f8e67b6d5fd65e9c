"""The interval that stays valid however often people look: an anytime-valid t confidence sequence.

After Wang and Ramdas (arXiv 2310.03722) and Lai 1976: a Gaussian mixture over the standardized effect, with the
right-Haar prior on the standard deviation. Everything here works along the last axis, for one run or for thousands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.pilots.limits import MIXING

Floats = NDArray[np.float64]
NO_SPREAD = 1e-6
"""Differences that vary by less than this share of the largest are equal; smaller shares drown in rounding."""
MOST_INFLATION = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """What is known after 1, 2, ... n differences; arrays of the same shape as the differences.

    variance      mean squared deviation; 0 where the differences so far are equal
    correlation   of each difference with the next; 0 where they are equal
    low, high     the interval after so many, made wider for the correlation; infinite while it says nothing
    lower, upper  all of them together: what no interval so far has left out
    log_e         logarithm of the evidence against no difference; minus infinity where the differences are equal
    """

    mean: Floats
    variance: Floats
    correlation: Floats
    low: Floats
    high: Floats
    lower: Floats
    upper: Floats
    log_e: Floats


def path_of(differences: Floats, *, alpha: float, c: float = MIXING, widened: bool = True) -> Path:
    """The confidence sequence of the differences, which lie along the last axis.

    alpha    how often it may ever leave out the true mean, at most, whenever people look
    widened  False for the sequence as it is without correlation
    source   METHODS 6.2
    """
    n = np.arange(1, differences.shape[-1] + 1, dtype=np.float64)
    mean, variance, correlation = moments(differences, n)
    radius = radius_of(variance, n, alpha=alpha, c=c)
    if widened:
        radius = radius * inflation(correlation, n)
    low, high = mean - radius, mean + radius
    return Path(
        mean=mean,
        variance=variance,
        correlation=correlation,
        low=low,
        high=high,
        lower=np.maximum.accumulate(low, axis=-1),
        upper=np.minimum.accumulate(high, axis=-1),
        log_e=np.where(variance > 0, log_evidence(n * mean, n * (variance + mean**2), n, c=c), -np.inf),
    )


def moments(differences: Floats, n: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, mean squared deviation and first autocorrelation after each difference."""
    center = differences.mean(axis=-1, keepdims=True)
    x = differences - center
    total = x.cumsum(axis=-1)
    mean = total / n
    variance = (x**2).cumsum(axis=-1) / n - mean**2
    smallest = (NO_SPREAD * np.abs(differences).max(axis=-1, keepdims=True)) ** 2
    variance = np.where(variance > smallest, variance, 0.0)
    products = np.zeros_like(x)
    products[..., 1:] = (x[..., 1:] * x[..., :-1]).cumsum(axis=-1)
    lagged = products - mean * (2 * total - x[..., :1] - x) + (n - 1) * mean**2
    spread = n * variance
    correlation = np.divide(lagged, spread, out=np.zeros_like(x), where=spread > 0)
    return mean + center, variance, correlation


def radius_of(variance: Floats, n: Floats, *, alpha: float, c: float = MIXING) -> Floats:
    """How far the interval reaches to either side; infinite while the differences are too few or all equal."""
    q = (np.sqrt((n + c) / c) / alpha) ** (2 / n)
    left = n * q / (n + c) - (q - 1)
    bounded = left > 0
    square = np.divide((q - 1) * variance, left, out=np.full(np.shape(variance), np.inf), where=bounded)
    return np.where(variance > 0, np.sqrt(square), np.inf)


def inflation(correlation: Floats, n: Floats) -> Floats:
    """By how much the interval grows because a period resembles the one before it; never less than 1."""
    unbiased = np.clip(correlation + (1 + 4 * correlation) / n, 0.0, MOST_INFLATION)
    return np.sqrt((1 + unbiased) / (1 - unbiased))


def log_evidence(total: Floats, squares: Floats, n: Floats, *, c: float = MIXING) -> Floats:
    """Logarithm of the e-value against a mean: how strongly n differences speak against it.

    total, squares  sums of the differences from that mean, and of their squares
    """
    share = np.divide(total**2, (n + c) * squares, out=np.zeros(np.shape(squares)), where=squares > 0)
    return 0.5 * np.log(c / (n + c)) - n / 2 * np.log1p(-share)


def anytime_p(log_e: Floats) -> float:
    """The chance of ever seeing evidence so strong if nothing differed, at most; valid at every look."""
    strongest = float(log_e.max(initial=-np.inf))
    return float(np.exp(-strongest)) if strongest > 0 else 1.0
