"""The share of the decisions on the constraint that is in the right hands, by exposure and by count."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from tracker.analysis.rights.results import Alignment, RightScope, RightVerdict
from tracker.progress.numbers import Gauge, Number
from tracker.progress.words import count_words

METHOD = "decision-rights"
NO_FREQUENCY = "nobody knows how often these decisions are made"


def alignment_of(verdicts: Iterable[RightVerdict], *, reason: str) -> Alignment:
    """Both shares over the decisions in scope, whatever their order.

    reason  why nothing can be said when no decision is in scope
    source  METHODS 5; a census, so without an interval
    """
    counted = [each for each in verdicts if each.is_aligned is not None]
    return Alignment(
        by_exposure=by_exposure(counted, reason=reason),
        by_count=by_count(counted, reason=reason),
        exposure=total(counted),
        aligned_exposure=total([each for each in counted if each.is_aligned]),
        in_scope=len(counted),
        aligned=sum(1 for each in counted if each.is_aligned),
        provisional=sum(1 for each in counted if each.scope is RightScope.PROVISIONAL),
        unknown_frequency=unknown_frequencies(counted),
        never_made=sum(1 for each in counted if each.times_a_month == 0),
    )


def by_count(counted: Sequence[RightVerdict], *, reason: str) -> Number:
    """Aligned decisions of those in scope, each counted once."""
    gauge = Gauge(METHOD, "ratio", len(counted))
    if not counted:
        return gauge.insufficient(reason)
    return gauge.value(sum(1 for each in counted if each.is_aligned) / len(counted))


def by_exposure(counted: Sequence[RightVerdict], *, reason: str) -> Number:
    """Aligned exposure of the exposure in scope; decisions without a frequency are not weighed, and said so."""
    weighed = [each for each in counted if each.exposure]
    gauge = Gauge(METHOD, "ratio", len(weighed))
    if not weighed:
        return gauge.insufficient(NO_FREQUENCY if counted else reason)
    share = total([each for each in weighed if each.is_aligned]) / total(weighed)
    unknown = unknown_frequencies(counted)
    if unknown:
        verb = "has" if unknown == 1 else "have"
        return gauge.degraded(
            share, f"{count_words(unknown, 'decision')} {verb} no known frequency, and no weight here"
        )
    return gauge.value(share)


def unknown_frequencies(verdicts: Sequence[RightVerdict]) -> int:
    """Decisions of which nobody knows how often they are made."""
    return sum(1 for each in verdicts if each.times_a_month is None)


def total(verdicts: Sequence[RightVerdict]) -> float:
    """The exposure of all of them, the same in any order."""
    return math.fsum(each.exposure or 0.0 for each in verdicts)
