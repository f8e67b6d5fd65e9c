"""Where a metric stands against its locked baseline, from the signals in its latest readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis.metrics.control_limits import limits_of
from tracker.analysis.metrics.phases import CHANGE
from tracker.analysis.metrics.question import RECENT
from tracker.analysis.metrics.readings import Run
from tracker.analysis.metrics.results import ControlLimits, MetricPhase, MetricSignal, MetricStanding
from tracker.analysis.metrics.rules import Phase, signals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A metric with its locked baseline and all readings by the same definition after it, whatever changed since."""

    held: Run
    later: Run
    limits: ControlLimits | None
    signals: tuple[MetricSignal, ...]

    @property
    def recent(self) -> Run:
        """The latest readings after the baseline."""
        return self.later.part(max(0, len(self.later) - RECENT))


def against_baseline(held: Run, later: Run, *, higher_is_better: bool) -> Judged:
    """What the readings after the baseline say by its limits; a run that began in the baseline may end after it."""
    limits = limits_of(held.values, held.places)
    signals: tuple[MetricSignal, ...] = ()
    if limits is not None and len(later):
        both = held.then(later)
        phase = Phase(periods=both.periods, places=both.places, values=both.values, limits=limits)
        found = signals_of(phase, higher_is_better=higher_is_better)
        signals = tuple(each for each in found if each.last_on >= later.periods[0])
    return Judged(held=held, later=later, limits=limits, signals=signals)


def standing_of(judged: Judged) -> MetricStanding:
    """Better, worse or neither, by the signal that decides."""
    if judged.limits is None or not len(judged.later):
        return MetricStanding.UNKNOWN
    signal = deciding(judged)
    if signal is None:
        return MetricStanding.NO_SIGNAL
    if signal.is_firm:
        return MetricStanding.IMPROVED if signal.is_favorable else MetricStanding.WORSENED
    return MetricStanding.MAYBE_IMPROVED if signal.is_favorable else MetricStanding.MAYBE_WORSENED


def deciding(judged: Judged) -> MetricSignal | None:
    """The signal that the standing rests on: the newest firm one that still holds, else the newest to watch."""
    held = [each for each in judged.signals if still_holds(each, judged)]
    return newest(each for each in held if each.is_firm) or newest(held)


def still_holds(signal: MetricSignal, judged: Judged) -> bool:
    """Whether it is among the latest readings, and these have not gone back over the center since."""
    recent = judged.recent
    if judged.limits is None or signal.last_on < recent.periods[0]:
        return False
    since = recent.since(signal.last_on)
    mean = float(since.values.mean())
    return mean > judged.limits.center if signal.is_above else mean < judged.limits.center


def newest(signals: Iterable[MetricSignal]) -> MetricSignal | None:
    """The signal that was found last; of two that end together the one that began later."""
    return max(signals, key=lambda each: (each.last_on, each.first_on), default=None)


def has_slipped(phases: Sequence[MetricPhase]) -> bool:
    """Whether a firm signal to the worse lies among the latest readings since the last declared change."""
    last = phases[-1] if phases else None
    if last is None or last.began != CHANGE or not last.periods:
        return False
    since: date = last.periods[-RECENT:][0]
    firm = newest(each for each in last.signals if each.is_firm and each.last_on >= since)
    return firm is not None and not firm.is_favorable
