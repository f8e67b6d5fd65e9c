"""The color of a state that is shown: worse at once, better only when that has held (METHODS 1.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.analysis.facts.colors import ColorDays
from tracker.analysis.state.results import StateIndex
from tracker.progress.periods import Period, periods_after
from tracker.progress.rag import settled_color
from tracker.progress.results import Status
from tracker.progress.words import count_words, day_words

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """How long a better color must hold before it is shown: so many weeks, or calendar months."""

    count: int
    period: Period

    @property
    def words(self) -> str:
        """``2 weeks``."""
        return count_words(self.count, self.period.value)

    def until(self, day: date) -> date:
        """The last day that a color of ``day`` still counts on."""
        return periods_after(day, self.count, self.period)


def with_day(before: ColorDays, color: Status, day: date) -> ColorDays:
    """What is remembered of the colors, with the raw one of the day; a grey day changes nothing."""
    return ColorDays(
        since=before.since or day,
        amber_on=day if color is Status.AMBER else before.amber_on,
        red_on=day if color is Status.RED else before.red_on,
    )


def settled(
    index: StateIndex, before: ColorDays, *, as_of: date, start_on: date | None, hold: Hold
) -> tuple[StateIndex, ColorDays]:
    """The state with the color that is shown, and what the next analysis looks back on.

    index   its ``status`` is that of the day alone
    before  of the days before
    source  METHODS 1.7; docs/adr/0027
    """
    raw, days = index.status, with_day(before, index.status, as_of)
    last_days = {Status.RED: before.red_on, Status.AMBER: before.amber_on}
    holding = {color: on for color, on in last_days.items() if on is not None and as_of <= hold.until(on)}
    status = settled_color(raw, holding)
    shown = replace(index, status=status, raw=raw)
    if status in (Status.GREEN, Status.AMBER) and is_short(days, as_of=as_of, start_on=start_on, hold=hold):
        shown = replace(shown, known_since=days.since)
    if status is raw:
        return shown, days
    changes_on = hold.until(holding[status]) + ONE_DAY
    why = f"a color improves only when it has held for {hold.words}"
    words = f"Shown {status.value} until {day_words(changes_on)}: {why}."
    return replace(shown, held=words, last_on=holding[status], changes_on=changes_on), days


def is_short(days: ColorDays, *, as_of: date, start_on: date | None, hold: Hold) -> bool:
    """Whether a bad color of a day before the first that is known would still count."""
    if days.since is None or start_on is None:
        return False
    before = days.since - ONE_DAY
    return before > start_on and as_of <= hold.until(before)
