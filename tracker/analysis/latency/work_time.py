"""Lengths counted in working days, laid on a real calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.facts.planning import CalendarFact
from tracker.analysis.latency.moments import DAY, Moments, midnight
from tracker.progress.periods import DAYS_PER_WEEK

LONGEST = 20 * 366
"""Days that a calendar is laid out for; beyond them every day counts."""


class Clock(Protocol):
    """Says when so much working time has passed."""

    def after(self, moments: Moments, length: int) -> Moments:
        """The first moments by which ``length`` of working time has passed."""

    def after_each(self, moments: Moments, first: int, second: int) -> tuple[Moments, Moments]:
        """The first moments by which the first length has passed, and then the second one too."""

    def before(self, moments: Moments, length: int) -> Moments:
        """The last moments from which ``length`` of working time is left."""


@dataclass(frozen=True, slots=True)
class EveryDay:
    """Every hour of every day counts."""

    def after(self, moments: Moments, length: int) -> Moments:
        return moments + length

    def after_each(self, moments: Moments, first: int, second: int) -> tuple[Moments, Moments]:
        return moments + first, moments + (first + second)

    def before(self, moments: Moments, length: int) -> Moments:
        return moments - length


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDays:
    """Only the hours of working days count. Outside of the days that it was laid out for every day does.

    ``after(a, c) <= t`` holds exactly when ``a <= before(t, c)``: to have the inputs in time is the same question from
    both sides.

    origin   the moment at which the first day begins
    is_open  1 for each working day, 0 for each other
    passed   working days before each day, and before the day after the last
    days     numbers of the working days from the first day, ascending
    done     working time before each day; ``skipped`` what is added to the working time of each working day's number
             to get the moment on the clock
    """

    origin: int
    is_open: NDArray[np.int64]
    passed: NDArray[np.int64]
    days: NDArray[np.int64]
    done: NDArray[np.int64]
    skipped: NDArray[np.int64]

    def after(self, moments: Moments, length: int) -> Moments:
        if length == 0:
            return moments
        return self.by(self.worked(moments) + length)

    def after_each(self, moments: Moments, first: int, second: int) -> tuple[Moments, Moments]:
        if first == 0 or second == 0:
            out = self.after(moments, first)
            return out, self.after(out, second)
        # The moment by which so much was worked has exactly so much behind it.
        target = self.worked(moments) + first
        return self.by(target), self.by(target + second)

    def by(self, target: Moments) -> Moments:
        """The first moments by which so much has been worked since the first day."""
        # A moment that closes a working day belongs to that day, not to the morning after the weekend.
        return self.moments_of(-(-target // DAY) - 1, target)

    def before(self, moments: Moments, length: int) -> Moments:
        if length == 0:
            return moments
        target = self.worked(moments) - length
        return self.moments_of(target // DAY, target)

    def worked(self, moments: Moments) -> Moments:
        """Working time from the first day until the moments; negative before it."""
        since = moments - self.origin
        day = since // DAY
        end = len(self.passed) - 1
        if is_within(day, end):
            return self.done[day] + self.is_open[day] * (since - day * DAY)
        inside = np.clip(day, 0, end - 1)
        done = self.passed[inside] * DAY + self.is_open[inside] * (since - day * DAY)
        return np.where(day < 0, since, np.where(day >= end, self.passed[-1] * DAY + since - end * DAY, done))

    def moments_of(self, number: Moments, target: Moments) -> Moments:
        """The moments in working day ``number`` (0 is the first) at which ``target`` has been worked."""
        end = len(self.days)
        if is_within(number, end):
            return self.skipped[number] + target
        inside = np.clip(number, 0, end - 1)
        since = self.days[inside] * DAY + (target - inside * DAY)
        beyond = (len(self.passed) - 1) * DAY + target - end * DAY
        return self.origin + np.where(number < 0, target, np.where(number >= end, beyond, since))


def is_within(numbers: Moments, end: int) -> bool:
    """Whether all lie from 0 until before the end; not so where there are none."""
    return bool(numbers.size) and bool(numbers.min() >= 0) and bool(numbers.max() < end)


def work_days(calendar: CalendarFact, *, first: date, days: int) -> Clock:
    """The calendar laid out from ``first`` for so many days; every day counts where nobody ever works."""
    count = min(days, LONGEST)
    weekdays = (np.arange(count) + first.weekday()) % DAYS_PER_WEEK + 1
    open_days = np.isin(weekdays, list(calendar.working_days)).astype(np.int64)
    open_days[[number for each in calendar.holidays if 0 <= (number := (each - first).days) < count]] = 0
    if not open_days.any():
        return EveryDay()
    origin, on = midnight(first), np.flatnonzero(open_days).astype(np.int64)
    passed = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(open_days)])
    return WorkDays(
        origin=origin,
        is_open=open_days,
        passed=passed,
        days=on,
        done=passed * DAY,
        skipped=origin + (on - np.arange(len(on))) * DAY,
    )


def clocks_of(calendars: Iterable[CalendarFact], *, first: date, days: int) -> Mapping[str | None, Clock]:
    """A clock for each calendar by its uid; None is the clock without one."""
    laid: dict[str | None, Clock] = {None: EveryDay()}
    return laid | {each.uid: work_days(each, first=first, days=days) for each in calendars}
