"""How often each resource limits the flow, and which most often, as votes tell it: Dirichlet-multinomial, exact.

Counts are sums of weights by candidate, shape (K,) with K of at least 2; they need not be whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np
from scipy.special import betainc, betaincinv, gammainc, gammainccinv, gammaincinv, gammaln

from tracker.analysis.constraints.votes import Floats

PRIOR = 1.0
JEFFREYS = 0.5
TAIL = 0.025
_PRECISION = 1e-10
_NOTHING = 1e-14


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Share of the weeks in which each candidate limits the flow, with its 95 % credible interval; shapes (K,)."""

    mean: Floats
    low: Floats
    high: Floats


def share_estimates(counts: Floats, *, prior: float = PRIOR) -> Shares:
    """Means and intervals of the shares; the means add up to 1.

    source  METHODS 2: alpha = prior + count, share ~ Beta(alpha, A - alpha)
    """
    alpha = counts + prior
    rest = alpha.sum() - alpha
    return Shares(mean=alpha / alpha.sum(), low=betaincinv(alpha, rest, TAIL), high=betaincinv(alpha, rest, 1 - TAIL))


def chances_of_being_top(counts: Floats, *, prior: float = PRIOR) -> Floats:
    """P(candidate limits the flow most often) of each; they add up to 1. Shape (K,), about 2 ms for each.

    A Dirichlet vector is a vector of independent gammas over their sum, so that the top is the largest gamma. The
    integral over the gamma of one candidate, on the scale of its logarithm, ends where nothing of it is left: no narrow
    peak is missed.
    source  METHODS 2
    """
    return np.array([chance_of_being_top(counts, number, prior=prior) for number in range(len(counts))])


def chance_of_being_top(counts: Floats, number: int, *, prior: float = PRIOR) -> float:
    """The same for one candidate: a single integral."""
    from scipy.integrate import quad  # A worker of the web server that never asks this is spared the memory.

    alpha = counts + prior
    own, others = float(alpha[number]), np.delete(alpha, number)
    scale = gammaln(own)

    def leads_at(log_size: float) -> float:
        size = exp(log_size)
        return exp(own * log_size - size - scale) * float(np.multiply.reduce(gammainc(others, size)))

    ends = log(gammaincinv(own, _NOTHING)), log(gammainccinv(own, _NOTHING))
    return float(quad(leads_at, *ends, epsabs=_PRECISION, limit=200)[0])


def chance_of_leading(count: float, other: float, *, prior: float = PRIOR) -> float:
    """P(the first limits the flow more often than the other), whatever else was named.

    source  METHODS 2: I_1/2(alpha of the other, alpha of the first)
    """
    return float(betainc(other + prior, count + prior, 0.5))
