"""Which signals can be a result of the change: one rule for gate GR and for the Result status (METHODS 1.5, 1.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.metrics.results import MetricSignal
from tracker.progress.periods import Period, begins_on, first_whole, periods_after


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstChanges:
    """Since when something could have a result: the first structural change in effect, or the first run started.

    days        by uid of the flow; without an entry nothing of it has changed
    first_flow  uid of the flow that is transformed first; empty while no flow is on record
    """

    days: Mapping[str, date] = field(default_factory=dict)
    first_flow: str = ""

    def of(self, flow: str | None) -> date | None:
        """The day of a metric's flow; a metric of the whole organization goes with the first flow."""
        return self.days.get(flow or self.first_flow)


def is_after_change(signal: MetricSignal, begun_on: date | None, frequency: str) -> bool:
    """Whether the signal came after the change: it first stood in a period that began with the change or later.

    What stood before and goes on is no result, however long it lasts; neither for the better nor for the worse.

    begun_on  None while nothing has changed: then nothing is a result
    """
    return begun_on is not None and signal.first_on >= first_whole(begun_on, Period(frequency))


def next_signal_on(begun_on: date, frequency: str, *, as_of: date) -> date:
    """The first day on which a new signal after the change can be there: the end of the period that can bring one."""
    period = Period(frequency)
    return periods_after(max(begins_on(as_of, period), first_whole(begun_on, period)), 1, period)
