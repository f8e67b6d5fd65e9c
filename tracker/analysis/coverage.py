"""How many functions said anything of a week: silence is not success."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.facts.weekly import Standstill, WeeklyFacts

WEEK = timedelta(weeks=1)
LAST_DAY = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCoverage:
    """Functions that reported on a week, of those that had a lead in it. Nobody expected is unknown, not complete.

    expected, reporting  uids of functions, in their order as text
    """

    week_starts_on: date
    expected: tuple[str, ...]
    reporting: tuple[str, ...]

    @property
    def is_complete(self) -> bool | None:
        """Whether every function with a lead has spoken; None where none had one."""
        return len(self.reporting) == len(self.expected) if self.expected else None


def coverage(facts: WeeklyFacts, *, subject: str, weeks: Sequence[date]) -> tuple[WeekCoverage, ...]:
    """Who reported on the subject in each week, of the functions that had a lead on some day of it.

    weeks    their Mondays
    returns  one entry for each week, in the order given; a word without a lead is no part of it, and a week in which
             the program was at work on no day asks nobody
    source   METHODS 1.7
    """
    said = {(each.week_starts_on, each.function) for each in facts.statements if each.subject == subject}
    covered = []
    for week in weeks:
        expected = led_in(facts, week) if was_at_work(facts, week) else ()
        reporting = tuple(function for function in expected if (week, function) in said)
        covered.append(WeekCoverage(week_starts_on=week, expected=expected, reporting=reporting))
    return tuple(covered)


def was_at_work(facts: WeeklyFacts, week: date) -> bool:
    """Whether the program had begun and did not stand still on all days of the week."""
    last = week + LAST_DAY
    has_begun = facts.start_on is None or facts.start_on <= last
    return has_begun and not stood_still(facts.standstills, week, last)


def stood_still(standstills: Iterable[Standstill], first: date, last: date) -> bool:
    """Whether the program was at work on no day between the two, both included."""
    return any(each.first <= first and (each.last is None or last <= each.last) for each in standstills)


def led_in(facts: WeeklyFacts, week: date) -> tuple[str, ...]:
    """Functions that had a lead on some day of the week."""
    last = week + LAST_DAY
    led = {
        lead.function
        for lead in facts.leads
        if lead.valid_from <= last and (lead.valid_to is None or lead.valid_to >= week)
    }
    return tuple(sorted(led))


def first_monday(day: date) -> date:
    """The day itself when it is a Monday, else the next one: the first week that lies wholly on or after it."""
    return day + timedelta(days=-day.weekday() % 7)


def whole_weeks(first: date, last: date) -> tuple[date, ...]:
    """Mondays of the weeks that lie wholly between the two days, both included."""
    monday = first_monday(first)
    count = max(0, ((last - monday).days + 1) // 7)
    return tuple(monday + number * WEEK for number in range(count))
