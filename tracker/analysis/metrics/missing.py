"""What keeps a metric from being judged, who owes it, and the first day on which it can be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis.metrics.question import FEWEST
from tracker.analysis.metrics.readings import Run
from tracker.analysis.metrics.results import MetricMissing, MetricSharing, MissingKind
from tracker.analysis.metrics.sharing import PMO, STEWARD
from tracker.progress.periods import Period, begins_on, periods_after
from tracker.progress.words import and_words, count_words

MOST_LISTED = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a metric is by the definition in force.

    read       its final readings outside of a parallel run
    is_locked  whether its baseline is locked
    later      readings after the baseline
    """

    as_of: date
    period: Period
    is_defined: bool
    is_locked: bool
    read: Run
    later: Run

    @property
    def limits_from(self) -> date | None:
        """The first day on which a baseline can be locked, if every period is read; None once it is."""
        if self.is_locked:
            return None
        lacking = max(0, FEWEST - len(self.read))
        if not lacking:
            return self.as_of
        following = (
            periods_after(self.read.periods[-1], 1, self.period)
            if len(self.read)
            else begins_on(self.as_of, self.period)
        )
        return max(self.as_of, periods_after(following, lacking, self.period))


def missing_of(progress: Progress, gaps: Sequence[date], sharing: MetricSharing) -> tuple[MetricMissing, ...]:
    """A definition, a baseline, readings: as far as each is missing, in this order."""
    return tuple(found(progress, gaps, owed_by=owed_by(sharing)))


def owed_by(sharing: MetricSharing) -> str:
    """Who owes the readings: the functions that answer for the metric, else the PMO."""
    return and_words(sharing.owners) or f"{PMO}, until a function answers for it"


def found(progress: Progress, gaps: Sequence[date], *, owed_by: str) -> Iterator[MetricMissing]:
    if not progress.is_defined:
        yield MetricMissing(
            kind=MissingKind.DEFINITION, what="it has no definition", who=STEWARD, first_on=progress.as_of
        )
        return
    first_on = progress.limits_from
    if first_on is not None:
        yield baseline_missing(progress, first_on, owed_by=owed_by)
    elif not len(progress.later):
        first_on = max(progress.as_of, first_after(progress))
        yield MetricMissing(
            kind=MissingKind.READINGS, what="no reading after the baseline yet", who=owed_by, first_on=first_on
        )
    if gaps:
        what = f"{count_words(len(gaps), 'reading')} missing from the last {count_words(MOST_LISTED, progress.period)}"
        yield MetricMissing(kind=MissingKind.READINGS, what=what, who=owed_by, first_on=progress.as_of)


def baseline_missing(progress: Progress, first_on: date, *, owed_by: str) -> MetricMissing:
    """The baseline that can be locked at once, or the readings that it still needs."""
    count = len(progress.read)
    if count >= FEWEST:
        there = f"no baseline is locked, though {count_words(count, 'reading')} are there"
        return MetricMissing(kind=MissingKind.LOCK, what=there, who=PMO, first_on=first_on)
    more = "more " if count else ""
    lacking = count_words(FEWEST - count, f"{more}{progress.period}ly reading")
    what = f"{lacking} for a baseline, unless history is loaded"
    return MetricMissing(kind=MissingKind.READINGS, what=what, who=owed_by, first_on=first_on)


def first_after(progress: Progress) -> date:
    """The end of the running period: the first that can be read after the baseline."""
    return periods_after(begins_on(progress.as_of, progress.period), 1, progress.period)


def gaps_in(read: Run, period: Period, *, until: date) -> tuple[date, ...]:
    """First days of the latest periods before ``until`` that were not read, oldest first; none before the first."""
    if not len(read):
        return ()
    there, found = set(read.periods), list[date]()
    day = max(read.periods[0], periods_after(until, -MOST_LISTED, period))
    while day < until:
        if day not in there:
            found.append(day)
        day = periods_after(day, 1, period)
    return tuple(found)
