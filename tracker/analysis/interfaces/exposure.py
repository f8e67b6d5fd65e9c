"""Incidents per 100 hand-offs, of the days and by the source that counted them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tracker.analysis.facts.interfaces import HandoffCount, Incident
from tracker.analysis.interfaces.results import METHOD, HandoffExposure
from tracker.progress.numbers import Gauge

SURE = 0.95
DAY = timedelta(days=1)


def exposure_of(
    counts: Iterable[HandoffCount], incidents: Iterable[Incident], *, first: date, last: date
) -> HandoffExposure | None:
    """Incidents per 100 hand-offs of an interface; None when no source counted a span within the window.

    Only spans that lie wholly in the window count, and only incidents of their days. Of several sources the one that
    counted most days stands for all, then the one with more hand-offs, then the first by name: sources never add up.
    """
    by_source: dict[str, list[HandoffCount]] = {}
    for count in counts:
        if first <= count.starts_on and count.ends_on <= last:
            by_source.setdefault(count.source, []).append(count)
    if not by_source:
        return None
    source = min(by_source, key=lambda each: (-days_of(by_source[each]), -handoffs_of(by_source[each]), each))
    spans = by_source[source]
    happened = sum(any(span.starts_on <= each.happened_on <= span.ends_on for span in spans) for each in incidents)
    handoffs = handoffs_of(spans)
    gauge = Gauge(METHOD, "incidents per 100 hand-offs", happened)
    low, high = poisson_interval(happened)
    return HandoffExposure(
        source=source,
        starts_on=min(span.starts_on for span in spans),
        ends_on=max(span.ends_on for span in spans),
        days=days_of(spans),
        handoffs=handoffs,
        incidents=happened,
        per_100=gauge.between(100 * happened / handoffs, 100 * low / handoffs, 100 * high / handoffs)
        if handoffs
        else gauge.not_applicable(f"{source} counted no hand-offs on these days"),
    )


def days_of(spans: Sequence[HandoffCount]) -> int:
    return sum((span.ends_on - span.starts_on + DAY).days for span in spans)


def handoffs_of(spans: Sequence[HandoffCount]) -> int:
    return sum(span.handoffs for span in spans)


def poisson_interval(count: int) -> tuple[float, float]:
    """The exact 95 % interval of the mean of which ``count`` was seen (Garwood 1936)."""
    from scipy.stats import chi2  # A worker of the web server that never asks this is spared the memory.

    tail = (1 - SURE) / 2
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return low, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2
