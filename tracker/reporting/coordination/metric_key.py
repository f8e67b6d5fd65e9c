"""What the lines and signs of a metric's small chart are: only those that are drawn, each with its value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.analysis.metrics.results import ControlLimits, MetricFinding, MetricPhase
from tracker.reporting.coordination.metric_points import reading_rows
from tracker.reporting.coordination.metric_words import limits_text, value_text

SIGNAL_WORDS = {"signal-better": "better than chance", "signal-worse": "worse than chance"}
WATCHED = "watch-"
"""How the styles of signs begin that are only to watch; in a key they are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """``sign`` is how it is drawn, ``words`` what it is."""

    sign: str
    words: str


def chart_key(finding: MetricFinding) -> tuple[KeyEntry, ...]:
    """Readings, middle, limits and target, then the signals; empty before the first reading."""
    phases = finding.series[0].phases if finding.series and not finding.series[0].arm else ()
    return tuple(entries(finding, phases)) if any(phase.periods for phase in phases) else ()


def entries(finding: MetricFinding, phases: tuple[MetricPhase, ...]) -> Iterator[KeyEntry]:
    """What is drawn, in the order in which it is told."""
    yield KeyEntry(sign="readings", words="readings")
    limited = [(phase, phase.limits) for phase in phases if phase.limits is not None]
    if limited:
        yield KeyEntry(sign="center", words=middle_words(limited))
        yield KeyEntry(sign="limits", words=f"limits of chance {limits_text(limited[-1][0], '').strip()}")
    if finding.target is not None:
        yield KeyEntry(sign="target", words=f"target {value_text(finding.target)}")
    drawn = {point.mark for point in reading_rows(finding, phases)}
    yield from (KeyEntry(sign=sign, words=words) for sign, words in SIGNAL_WORDS.items() if sign in drawn)
    if any(each.startswith(WATCHED) for each in drawn):
        yield KeyEntry(sign="watch", words="to watch")


def middle_words(limited: list[tuple[MetricPhase, ControlLimits]]) -> str:
    """``locked baseline 41.2``, ``baseline 41.2, now 38``; where the baseline lies too far back, the middle since."""
    (first, limits), (_, newest) = limited[0], limited[-1]
    if len(limited) == 1:
        return f"{'locked baseline' if first.is_locked else 'middle since the cut-over'} {value_text(limits.center)}"
    return f"{'baseline' if first.is_locked else 'middle'} {value_text(limits.center)}, now {value_text(newest.center)}"
