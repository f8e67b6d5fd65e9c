"""What a month needs to be clean, and whether it had it (METHODS 1.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.coverage import coverage
from tracker.analysis.culture.behaviors import Asked, behaviors, mean_of, window
from tracker.analysis.culture.months import last_day, month_of, weeks_of
from tracker.analysis.culture.policy import HALF, CulturePolicy
from tracker.analysis.culture.question import Judgment
from tracker.analysis.culture.results import Condition, ConditionResult
from tracker.analysis.culture.scope import Scope
from tracker.progress.words import and_words, count_words

SUBJECT = "interventions"
NOISE = 1e-9
WEEK = timedelta(weeks=1)
HELP_WORDS = {
    "chaired_session": "chaired a session",
    "chased_input": "chased an input",
    "forced_decision": "made or forced a decision",
    "corrected_data": "corrected data",
}
"""The kinds of help that spoil a month, by what the PMO did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowMonth:
    """A month of a flow, to be judged."""

    scope: Scope
    policy: CulturePolicy
    flow: str
    month: date


def conditions_of(asked: FlowMonth) -> tuple[ConditionResult, ...]:
    """All four in order."""
    return tuple(check(asked) for check in CHECKS)


def metrics_hold(asked: FlowMonth) -> ConditionResult:
    """Every primary shared metric of the flow, or of the whole organization, was good enough, no reading missing."""
    rows = [
        each for each in asked.scope.record.metric_months if each.month == asked.month and each.flow in ("", asked.flow)
    ]
    if not rows:
        return result(Condition.METRICS, Judgment.UNKNOWN, "no primary shared metric is recorded")
    for standing in (Judgment.NOT_MET, Judgment.UNKNOWN):
        why = [each.why for each in rows if each.standing is standing]
        if why:
            return result(Condition.METRICS, standing, and_words(dict.fromkeys(why)))
    return result(Condition.METRICS, Judgment.MET)


def behaviors_hold(asked: FlowMonth) -> ConditionResult:
    """The behaviors of the three months that end with this one reach what is needed."""
    first, last = window(last_day(asked.month))
    parts = behaviors(asked.scope, Asked(flows=(asked.flow,), function=None, first=first, last=last), asked.policy)
    mean = mean_of(parts)
    if mean.value is None:
        return result(Condition.BEHAVIORS, Judgment.UNKNOWN, mean.reason)
    if mean.value >= asked.policy.behaviors_needed - NOISE:
        return result(Condition.BEHAVIORS, Judgment.MET)
    why = f"behaviors stood at {mean.value:.0%}, {asked.policy.behaviors_needed:.0%} are needed"
    return result(Condition.BEHAVIORS, Judgment.NOT_MET, why)


def no_help(asked: FlowMonth) -> ConditionResult:
    """The PMO did not step in."""
    steps = [
        each
        for each in asked.scope.record.culture.interventions
        if each.flow == asked.flow and month_of(each.happened_on) == asked.month
    ]
    if not steps:
        return result(Condition.NO_HELP, Judgment.MET)
    kinds = and_words(dict.fromkeys(HELP_WORDS.get(each.kind, each.kind) for each in steps))
    more = f", {count_words(len(steps), 'time')} in all" if len(steps) > 1 else ""
    first = min(each.happened_on for each in steps)
    return ConditionResult(
        condition=Condition.NO_HELP, standing=Judgment.NOT_MET, why=f"the PMO {kinds}{more}", on=first
    )


def was_told(asked: FlowMonth) -> ConditionResult:
    """Each function of the flow with a lead said of half of the weeks at least whether the PMO stepped in."""
    scope, weekly = asked.scope, asked.scope.record.rights.weekly
    concerned = set(scope.functions(asked.flow))
    weeks = coverage(weekly, subject=SUBJECT, weeks=weeks_of(asked.month))
    owed = count_by_function([each.expected for each in weeks], concerned)
    given = count_by_function([each.reporting for each in weeks], concerned)
    silent = [uid for uid, number in owed.items() if given.get(uid, 0) < HALF * number]
    if not owed:
        return result(Condition.TOLD, Judgment.UNKNOWN, "no function of this flow has a lead who could say")
    if silent:
        names = and_words(sorted(scope.record.rights.functions.get(uid, "a function") for uid in silent))
        return result(Condition.TOLD, Judgment.UNKNOWN, f"{names} did not say whether the PMO stepped in")
    unrecorded = claimed(asked, concerned)
    if unrecorded:
        names = and_words(sorted(scope.record.rights.functions.get(uid, "a function") for uid in unrecorded))
        return result(
            Condition.TOLD, Judgment.UNKNOWN, f"{names} said that the PMO stepped in, and nothing is recorded"
        )
    return result(Condition.TOLD, Judgment.MET)


def claimed(asked: FlowMonth, concerned: set[str]) -> set[str]:
    """Functions that said the PMO stepped in, in a week for which no flow has an intervention on record."""
    record, weeks = asked.scope.record, set(weeks_of(asked.month))
    recorded = {
        day - timedelta(days=day.weekday()) for day in (each.happened_on for each in record.culture.interventions)
    }
    return {
        each.function
        for each in record.rights.weekly.statements
        if each.subject == SUBJECT
        and each.happened
        and each.week_starts_on in weeks - recorded
        and each.function in concerned
    }


def count_by_function(weeks: list[tuple[str, ...]], concerned: set[str]) -> Mapping[str, int]:
    """In how many of the weeks each of the functions stands."""
    found: dict[str, int] = {}
    for functions in weeks:
        for each in functions:
            if each in concerned:
                found[each] = found.get(each, 0) + 1
    return found


def result(condition: Condition, standing: Judgment, why: str = "") -> ConditionResult:
    return ConditionResult(condition=condition, standing=standing, why=why)


CHECKS: tuple[Callable[[FlowMonth], ConditionResult], ...] = (metrics_hold, behaviors_hold, no_help, was_told)
