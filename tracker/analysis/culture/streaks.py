"""The run of clean months of a flow: how long it is, what ended the ones before, how likely it is complete in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.analysis.coverage import stood_still
from tracker.analysis.culture.conditions import FlowMonth, conditions_of
from tracker.analysis.culture.months import DAY, last_day, whole_months
from tracker.analysis.culture.policy import COMPLETE_NEEDED, TRAILING_MONTHS, CulturePolicy
from tracker.analysis.culture.question import Judgment
from tracker.analysis.culture.results import (
    METHOD,
    ConditionResult,
    CultureMonth,
    FlowStreak,
    MonthState,
    RunChance,
    StreakEnd,
    StreakVerdict,
)
from tracker.analysis.culture.runs import run_chance_by_record
from tracker.analysis.culture.scope import Scope
from tracker.progress.facts import Pause
from tracker.progress.numbers import Gauge, Number
from tracker.progress.pauses import moved_by_pauses
from tracker.progress.periods import add_months
from tracker.progress.words import count_words, day_words

HORIZONS = (("month 12", 12), ("month 18", 18))


def streak_of(scope: Scope, flow: str, policy: CulturePolicy) -> FlowStreak:
    """The run of the flow as of the day, from the first whole month after its first session."""
    begun = scope.begun_on(flow)
    standstills = scope.record.rights.weekly.standstills
    months = [] if begun is None else whole_months(begun, scope.as_of)
    walk = Walk(needed=policy.clean_months)
    for month in months:
        if not stood_still(standstills, month, last_day(month)):
            walk.take(month, conditions_of(FlowMonth(scope=scope, policy=policy, flow=flow, month=month)))
    return told(scope, flow, walk)


@dataclass
class Walk:
    """Months taken one after the other."""

    needed: int
    months: list[CultureMonth] = field(default_factory=list)
    ends: list[StreakEnd] = field(default_factory=list)
    streak: int = 0
    since: date | None = None

    def take(self, month: date, conditions: tuple[ConditionResult, ...]) -> None:
        """The next month: it carries the run on, pauses it or ends it."""
        state = self.state_of(conditions)
        if state is MonthState.CLEAN:
            self.streak += 1
            if self.streak >= self.needed and self.since is None:
                self.since = last_day(month)
        elif state is not MonthState.PAUSED:
            self.end(month, conditions)
        self.months.append(CultureMonth(starts_on=month, state=state, streak=self.streak, conditions=conditions))

    def state_of(self, conditions: Sequence[ConditionResult]) -> MonthState:
        """What the conditions make of the month: what is known to be wrong goes before what is not known."""
        standings = {each.standing for each in conditions}
        if Judgment.NOT_MET in standings:
            return MonthState.BROKEN
        if Judgment.UNKNOWN not in standings:
            return MonthState.CLEAN
        is_second = bool(self.months) and self.months[-1].state is MonthState.PAUSED
        return MonthState.INCOMPLETE if is_second or not self.streak else MonthState.PAUSED

    def end(self, month: date, conditions: Sequence[ConditionResult]) -> None:
        """The run is over; without a clean month there was none."""
        spoiled = [each for each in conditions if each.standing is Judgment.NOT_MET]
        why = spoiled or [each for each in conditions if each.standing is Judgment.UNKNOWN]
        if self.streak:
            self.ends.append(
                StreakEnd(
                    on=min((each.on for each in why if each.on), default=last_day(month)),
                    month=month,
                    lost=self.streak,
                    why=tuple(each.why for each in why),
                    is_relapse=self.since is not None,
                )
            )
        self.streak, self.since = 0, None


def told(scope: Scope, flow: str, walk: Walk) -> FlowStreak:
    """What the walk says, with the chances by the horizons."""
    trailing = [each.state for each in walk.months[-TRAILING_MONTHS:]]
    clean, others = trailing.count(MonthState.CLEAN), trailing.count(MonthState.BROKEN)
    return FlowStreak(
        flow=flow,
        verdict=verdict_of(walk, has_begun=scope.begun_on(flow) is not None),
        months=tuple(walk.months),
        streak=walk.streak,
        needed=walk.needed,
        sustaining_since=walk.since,
        ends=tuple(walk.ends),
        clean=clean,
        others=others,
        chances=tuple(chances_of(scope, walk, (clean, others))) if scope.begun_on(flow) else (),
        earliest_on=earliest_on(scope, flow, walk),
    )


def verdict_of(walk: Walk, *, has_begun: bool) -> StreakVerdict:
    """Whether the flow holds without the PMO."""
    if not has_begun:
        return StreakVerdict.NOT_BEGUN
    if walk.since is not None:
        return StreakVerdict.HOLDS
    if any(each.is_relapse for each in walk.ends):
        return StreakVerdict.LOST
    complete = any(each.state in (MonthState.CLEAN, MonthState.BROKEN) for each in walk.months)
    return StreakVerdict.NOT_YET if complete else StreakVerdict.TOO_EARLY


def chances_of(scope: Scope, walk: Walk, record: tuple[int, int]) -> list[RunChance]:
    """The chance by each horizon that still lies ahead."""
    start = scope.record.start_on
    if start is None:
        return []
    pauses = [
        Pause(paused_on=each.first, resumed_on=None if each.last is None else each.last + DAY)
        for each in scope.record.rights.weekly.standstills
    ]
    found = []
    for label, number in HORIZONS:
        by = moved_by_pauses(add_months(start, number), pauses, scope.as_of)
        if by > scope.as_of:
            months = len(whole_months(next_month(scope), by))
            chance = chance_of(walk, record, months=months, scope=scope)
            found.append(RunChance(label=label, by=by, months=months, chance=chance))
    return found


def chance_of(walk: Walk, record: tuple[int, int], *, months: int, scope: Scope) -> Number:
    """The chance that the run is complete within the months; n is the complete months that it rests on."""
    gauge = Gauge(METHOD, "probability", sum(record))
    if walk.since is not None:
        return gauge.not_applicable("it is self-sustaining already")
    if sum(record) < COMPLETE_NEEDED:
        lacking = COMPLETE_NEEDED - sum(record)
        first = last_day(add_months(next_month(scope), lacking - 1))
        return gauge.insufficient(
            f"{count_words(lacking, 'more complete month')} needed, {day_words(first)} at the earliest"
        )
    return gauge.value(run_chance_by_record(record, needed=walk.needed, months=months, streak=walk.streak))


def earliest_on(scope: Scope, flow: str, walk: Walk) -> date | None:
    """The end of the month in which the run is complete if every month from now on is clean."""
    if walk.since is not None or scope.begun_on(flow) is None:
        return None
    lacking = walk.needed - walk.streak
    return last_day(add_months(next_month(scope), lacking - 1))


def next_month(scope: Scope) -> date:
    """First day of the month that is judged next: the one that still runs, or that begins tomorrow."""
    return (scope.as_of + DAY).replace(day=1)
