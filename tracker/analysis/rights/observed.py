"""What was recorded of decisions: how long they took, and how often somebody above overrode them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import median

from tracker.analysis.coverage import coverage, whole_weeks
from tracker.analysis.facts.decisions import Decision
from tracker.analysis.rights.alignment import METHOD
from tracker.analysis.rights.results import DecisionTimes, Named, ObservedDecisions
from tracker.analysis.rights.standing import Standing, holds_on
from tracker.progress.numbers import Gauge, Number
from tracker.progress.words import count_words

FEWEST = 3
"""Below so many decisions a median says nothing."""


def observed_on(standing: Standing) -> ObservedDecisions:
    """What happened up to the day."""
    raised = [each for each in standing.facts.decisions.decisions if each.raised_on <= standing.as_of]
    decided = [each for each in raised if is_decided(each, standing.as_of)]
    overridden = [each for each in decided if each.overridden_on is not None and each.overridden_on <= standing.as_of]
    return ObservedDecisions(
        times=times_of(raised, standing),
        from_above=share([each for each in overridden if came_from_above(each, standing)], decided),
        overridden=len(overridden),
        heard=heard(raised, standing),
    )


def is_decided(decision: Decision, day: date) -> bool:
    """Whether it was decided on the day or before."""
    return decision.decided_on is not None and decision.decided_on <= day


def times_of(raised: Sequence[Decision], standing: Standing) -> tuple[DecisionTimes, ...]:
    """How long each recurring decision took, by its words; what belongs to none comes last."""
    groups: defaultdict[str, list[Decision]] = defaultdict(list)
    for each in raised:
        groups[each.right].append(each)
    names = {right.uid: right.decision for right in standing.facts.decisions.rights}
    ordered = sorted(groups.items(), key=lambda item: (not item[0], names.get(item[0], ""), item[0]))
    return tuple(
        times(found, right=Named(uid=uid, name=names.get(uid, "")) if uid else None, as_of=standing.as_of)
        for uid, found in ordered
    )


def times(raised: Sequence[Decision], *, right: Named | None, as_of: date) -> DecisionTimes:
    """Median days from raised to decided, and what waits."""
    waiting = [each for each in raised if not is_decided(each, as_of)]
    return DecisionTimes(
        right=right,
        days=median_days(raised, as_of=as_of),
        waiting=len(waiting),
        oldest_days=max(((as_of - each.raised_on).days for each in waiting), default=None),
    )


def median_days(raised: Sequence[Decision], *, as_of: date) -> Number:
    """Median days from raised to decided of those decided by the day."""
    days = [
        (each.decided_on - each.raised_on).days
        for each in raised
        if each.decided_on is not None and each.decided_on <= as_of
    ]
    gauge = Gauge(METHOD, "days", len(days))
    if len(days) < FEWEST:
        return gauge.insufficient(f"{count_words(FEWEST - len(days), 'more decision')} needed")
    return gauge.value(median(days))


def came_from_above(decision: Decision, standing: Standing) -> bool:
    """Whether who overrode it stands above who decided; nobody named means somebody above all functions."""
    if not decision.overriding_function:
        return True
    return any(standing.is_above(decision.overriding_function, uid) for uid in who_decided(decision, standing))


def who_decided(decision: Decision, standing: Standing) -> list[str]:
    """The function, or the functions that sat in the team on that day."""
    if decision.decided_function:
        return [decision.decided_function]
    team = standing.teams.get(decision.decided_team)
    day = decision.decided_on
    return [seat.function for seat in team.seats if holds_on(seat, day)] if team and day else []


def share(found: Sequence[Decision], decided: Sequence[Decision]) -> Number:
    """Those found of those decided."""
    gauge = Gauge(METHOD, "ratio", len(decided))
    return (
        gauge.value(len(found) / len(decided)) if decided else gauge.insufficient("nothing was decided on record yet")
    )


def heard(raised: Sequence[Decision], standing: Standing) -> Number:
    """Weekly words on overrides that were given, of those expected since the first decision on record."""
    first = min((each.raised_on for each in raised), default=standing.as_of)
    weeks = coverage(standing.facts.weekly, subject="overrides", weeks=whole_weeks(first, standing.as_of))
    expected, given = sum(len(each.expected) for each in weeks), sum(len(each.reporting) for each in weeks)
    gauge = Gauge(METHOD, "ratio", expected)
    return gauge.value(given / expected) if expected else gauge.insufficient("no function was asked yet")
