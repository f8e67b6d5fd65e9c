"""How long a signal takes through a chain: by formula where the record allows it, else walked on the calendar.

- Nobody knows any run and every day counts: the waits are independent and the formula is exact.
- Else signals are walked: over the pattern after which all cycles meet again when every day counts, over about a year
  from the day on when working days count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import lcm

from tracker.analysis.facts.planning import CalendarFact
from tracker.analysis.latency.chain import Step
from tracker.analysis.latency.moments import DAY, days_of, midnight
from tracker.analysis.latency.random_phase import RandomWaits
from tracker.analysis.latency.results import RunsKnown
from tracker.analysis.latency.spread import Latency
from tracker.analysis.latency.walk import Parts, Span, Walked, walk
from tracker.analysis.latency.work_time import Clock, clocks_of

YEAR = 364 * DAY
MOST_RUNS = 5_000
"""Runs of the first cycle in the longest pattern that is walked whole."""
LONGEST_PATTERN = 200 * 366 * DAY
LAID_BEFORE, LAID_DAYS = timedelta(days=800), 4_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every chain of a program is walked on: the day it begins, and the calendars laid out around it."""

    as_of: date
    clocks: Mapping[str | None, Clock]

    @classmethod
    def of(cls, calendars: Sequence[CalendarFact], as_of: date) -> Ground:
        return cls(as_of=as_of, clocks=clocks_of(calendars, first=as_of - LAID_BEFORE, days=LAID_DAYS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a signal meets on its way; ``parts`` are mean days, one for each step."""

    latency: Latency
    parts: tuple[Parts, ...]
    basis: RunsKnown
    is_exact: bool

    @property
    def waiting(self) -> float:
        """Mean days in which nothing happens to the signal."""
        return sum(part.wait for part in self.parts)

    @property
    def working(self) -> float:
        return self.latency.mean - self.waiting


def passage(steps: Sequence[Step], ground: Ground) -> Passage:
    """The way through the steps, at least one."""
    basis = basis_of(steps)
    if is_formula(steps):
        return Passage(latency=random_waits(steps), parts=tuple(map(mean_parts, steps)), basis=basis, is_exact=True)
    span, is_whole = span_of(steps, ground.as_of)
    walked: Walked = walk(steps, clocks=ground.clocks, span=span)
    is_exact = is_whole and not any(step.waits_for_unknown for step in steps)
    return Passage(latency=walked.latency, parts=walked.parts, basis=basis, is_exact=is_exact)


def basis_of(steps: Sequence[Step]) -> RunsKnown:
    """Whether the runs that a signal waits for are known."""
    unknown = [step.waits_for_unknown for step in steps if step.period > 0]
    if not any(unknown):
        return RunsKnown.KNOWN
    return RunsKnown.UNKNOWN if all(unknown) else RunsKnown.MIXED


def is_formula(steps: Sequence[Step]) -> bool:
    """Whether the waits are independent: no working days, and at most one wait, or no run known and none shared."""
    if any(step.calendar is not None for step in steps):
        return False
    running = [step for step in steps if step.period > 0]
    if len(running) < 2:
        return True
    are_unknown = all(step.waits_for_unknown for step in running)
    return are_unknown and len({step.clocked_by for step in running}) == len(running)


def random_waits(steps: Sequence[Step]) -> RandomWaits:
    """The formula of METHODS 4 for independent waits."""
    work = sum(step.lead + step.processing + step.handoff for step in steps)
    periods = tuple(Fraction(step.period, DAY) for step in steps if step.period > 0)
    return RandomWaits(periods=periods, fixed=days_of(work))


def mean_parts(step: Step) -> Parts:
    """The mean days of a step whose wait is anything up to its period."""
    return Parts(
        wait=days_of(step.period) / 2,
        lead=days_of(step.lead),
        processing=days_of(step.processing),
        handoff=days_of(step.handoff),
    )


def span_of(steps: Sequence[Step], as_of: date) -> tuple[Span, bool]:
    """The signals to walk, and whether they are the whole pattern.

    Working days make no pattern, so there a year is the whole. It is a whole number of the longest period, or the
    wait for that one would depend on the day.
    """
    first = midnight(as_of)
    periods = [step.period for step in steps if step.period > 0]
    if not periods:
        return Span(first=first, length=YEAR), True
    longest = max(periods)
    year = max(1, round(YEAR / longest)) * longest
    if any(step.calendar is not None for step in steps):
        return Span(first=first, length=year), True
    pattern = lcm(*periods)
    if pattern // periods[0] <= MOST_RUNS and pattern <= LONGEST_PATTERN:
        return Span(first=first, length=pattern), True
    return Span(first=first, length=year), False


def every_day(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The same steps, as if people worked every day."""
    return tuple(replace(step, calendar=None) for step in steps)
