"""Who said anything of incidents, week by week: silence is not success (METHODS 1.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis import coverage as weekly_coverage
from tracker.analysis.coverage import LAST_DAY, WeekCoverage, whole_weeks
from tracker.analysis.facts.weekly import WeeklyFacts
from tracker.analysis.interfaces.results import AnswerCoverage, SilentFunction

SUBJECT = "incidents"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedWeeks:
    """Expected and reporting functions of each whole week since the first day of a window."""

    since: date
    weeks: tuple[WeekCoverage, ...]

    def between(self, first: date, last: date, *, functions: Sequence[str] | None = None) -> AnswerCoverage:
        """Coverage of the whole weeks from the first through the last day; of these functions, or of all."""
        wanted = None if functions is None else set(functions)
        expected = reported = 0
        for week in self.weeks:
            if first <= week.week_starts_on and week.week_starts_on + LAST_DAY <= last:
                expected += count_in(week.expected, wanted)
                reported += count_in(week.reporting, wanted)
        share = reported / expected if expected else None
        starts_on = self.since if first < self.since <= last else first
        return AnswerCoverage(starts_on=starts_on, ends_on=last, expected=expected, reported=reported, share=share)

    def silences(self, names: Mapping[str, str]) -> tuple[SilentFunction, ...]:
        """Functions that owe weeks, those that owe most first, then by name."""
        owed: dict[str, int] = {}
        for week in self.weeks:
            for function in set(week.expected) - set(week.reporting):
                owed[function] = owed.get(function, 0) + 1
        found = [SilentFunction(function=key, name=names.get(key, ""), weeks=weeks) for key, weeks in owed.items()]
        return tuple(sorted(found, key=lambda each: (-each.weeks, each.name, each.function)))


def reported_weeks(facts: WeeklyFacts, *, first: date, last: date) -> ReportedWeeks:
    """What was said of each whole week of the window."""
    return ReportedWeeks(
        since=first, weeks=weekly_coverage.coverage(facts, subject=SUBJECT, weeks=whole_weeks(first, last))
    )


def count_in(functions: Iterable[str], wanted: set[str] | None) -> int:
    """How many of the functions are wanted; all of them when nobody said which."""
    return sum(wanted is None or each in wanted for each in functions)
