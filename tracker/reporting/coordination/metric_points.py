"""The readings of a control chart as points: with their words, their sign and the piece of line they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis.metrics.results import MetricFinding, MetricPhase, MetricSignal
from tracker.progress.periods import Period, periods_after
from tracker.reporting.coordination.metric_words import period_text, with_unit

MARKS = {
    (True, True): ("signal-better", "diamond"),
    (False, True): ("signal-worse", "triangle-down"),
    (True, False): ("watch-better", "diamond"),
    (False, False): ("watch-worse", "triangle-down"),
}
"""Style and shape by whether a signal is favorable, and firm: told apart without color."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A reading. ``mark`` is the style of its sign, empty without a signal; ``piece`` names its part of the line."""

    on: date
    value: float
    piece: str
    mark: str
    period: str
    told: str
    standing: str


def reading_rows(finding: MetricFinding, phases: Sequence[MetricPhase]) -> Iterator[Point]:
    """Each reading of the phases; a missing period and a new phase begin another piece of the line."""
    piece, period = 0, Period(finding.frequency)
    for phase in phases:
        signals, before = strongest(phase), None
        for on, value in zip(phase.periods, phase.values, strict=True):
            piece += before is None or periods_after(before, 1, period) != on
            before, signal = on, signals.get(on)
            yield Point(
                on=on,
                value=value,
                piece=f"{piece}",
                mark=MARKS[signal.is_favorable, signal.is_firm][0] if signal else "",
                period=period_text(on, finding.frequency),
                told=with_unit(value, finding.unit),
                standing=standing_text(signal),
            )


def standing_text(signal: MetricSignal | None) -> str:
    """``better``, ``perhaps worse``, or that nothing stands out."""
    if signal is None:
        return "as usual"
    side = "better" if signal.is_favorable else "worse"
    return side if signal.is_firm else f"perhaps {side}"


def strongest(phase: MetricPhase) -> dict[date, MetricSignal]:
    """The signal of each period that has one; firm rules come first in a phase, so the first found stays."""
    found: dict[date, MetricSignal] = {}
    for signal in phase.signals:
        for on in phase.periods:
            if signal.first_on <= on <= signal.last_on:
                found.setdefault(on, signal)
    return found
