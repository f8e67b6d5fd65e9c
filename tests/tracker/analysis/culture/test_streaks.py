from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.analysis.culture.builders import (
    BUYERS,
    FLOW,
    analyzed,
    end_of,
    make_clean,
    make_evaluation,
    make_help,
    make_leader,
    make_metric_month,
    make_metrics,
    make_record,
    month,
    scope_of,
)
from tracker.analysis.culture.policy import CulturePolicy
from tracker.analysis.culture.question import CultureRecord, Judgment
from tracker.analysis.culture.results import Condition, ConditionResult, FlowStreak, MonthState, StreakVerdict
from tracker.analysis.culture.runs import run_chance_by_record
from tracker.analysis.culture.streaks import Walk, streak_of
from tracker.analysis.facts.weekly import Standstill
from tracker.progress.numbers import State

LETTERS = {MonthState.CLEAN: "c", MonthState.BROKEN: "b", MonthState.PAUSED: "p", MonthState.INCOMPLETE: "i"}
HELD = {"c": Judgment.MET, "b": Judgment.NOT_MET, "?": Judgment.UNKNOWN}


def walked(course: str, *, needed: int = 6) -> Walk:
    """The months of a course: c for clean, b for broken, ? for not complete."""
    walk = Walk(needed=needed)
    for number, each in enumerate(course, start=1):
        walk.take(month(number), (ConditionResult(condition=Condition.METRICS, standing=HELD[each], why=each),))
    return walk


def states(walk: Walk | FlowStreak) -> str:
    return "".join(LETTERS[each.state] for each in walk.months)


WALKS = {
    "clean months add up": ("ccc", "ccc", 3),
    "a broken one begins anew": ("ccbc", "ccbc", 1),
    "one missing pauses": ("cc?c", "ccpc", 3),
    "two missing in a row break": ("cc??c", "ccpic", 1),
    "two missing apart do not": ("c?c?c", "cpcpc", 3),
    "nothing to pause before the first": ("??c", "iic", 1),
    "a break after a pause counts at once": ("cc?b", "ccpb", 0),
    "after a break a missing one pauses nothing": ("ccb?c", "ccbic", 1),
    "three missing": ("c???c", "cpiic", 1),
}


@pytest.mark.parametrize(("course", "shown", "streak"), WALKS.values(), ids=WALKS)
def test_months_carry_pause_or_end_the_run(course: str, shown: str, streak: int) -> None:
    walk = walked(course)

    assert (states(walk), walk.streak) == (shown, streak)


def test_what_is_known_to_be_wrong_goes_before_what_is_not_known() -> None:
    walk = walked("c")
    walk.take(
        month(2),
        (
            ConditionResult(condition=Condition.TOLD, standing=Judgment.UNKNOWN, why="silence"),
            ConditionResult(condition=Condition.NO_HELP, standing=Judgment.NOT_MET, why="help", on=month(2)),
        ),
    )

    assert states(walk) == "cb"
    assert walk.ends[0].why == ("help",)


def test_a_relapse_has_its_date_and_what_broke_it() -> None:
    walk = walked("cccb", needed=3)

    (end,) = walk.ends
    assert (end.is_relapse, end.on, end.lost, end.why) == (True, end_of(4), 3, ("b",))
    assert walk.since is None


def test_a_run_that_was_never_complete_ends_without_a_relapse() -> None:
    assert [each.is_relapse for each in walked("ccbccb", needed=3).ends] == [False, False]


@given(st.text("cb?", max_size=20), st.integers(3, 8))
def test_a_walk_keeps_its_word(course: str, needed: int) -> None:
    walk = walked(course, needed=needed)
    shown = states(walk)

    assert (walk.since is not None) == (walk.streak >= needed)
    assert "pp" not in shown
    assert "pi" not in shown or any(each.lost for each in walk.ends)
    assert walk.streak <= course.count("c")


def streak(record: CultureRecord, last: int) -> FlowStreak:
    return streak_of(scope_of(record, end_of(last)), FLOW, CulturePolicy())


def test_a_clean_program_is_self_sustaining_after_six_months() -> None:
    found = streak(make_clean(7), 7)

    assert (states(found), found.streak, found.verdict) == ("ccccccc", 7, StreakVerdict.HOLDS)
    assert found.sustaining_since == end_of(6)
    assert found.earliest_on is None


def broken(number: int) -> dict[str, Any]:
    """A metric that was not good enough in the month."""
    rows = [make_metric_month(month(each)) for each in range(1, 8) if each != number]
    return {"metric_months": (*rows, make_metric_month(month(number), Judgment.NOT_MET))}


HELPED_ON = month(7) + timedelta(days=8)
SPOILED: dict[str, tuple[dict[str, Any], str, date]] = {
    "a metric was not good enough": (broken(7), "days were high", end_of(7)),
    "the PMO stepped in": ({"helps": [HELPED_ON]}, "the PMO made or forced a decision", HELPED_ON),
}


@pytest.mark.parametrize(("how", "why", "on"), SPOILED.values(), ids=SPOILED)
def test_each_of_the_conditions_can_be_lost_again(how: dict[str, Any], why: str, on: date) -> None:
    found = streak(make_clean(7, **how), 7)

    relapse = found.relapse
    assert found.verdict is StreakVerdict.LOST
    assert relapse is not None
    assert (relapse.on, relapse.why, relapse.lost) == (on, (why,), 6)


def test_too_little_of_the_behaviors_breaks_a_month() -> None:
    record = make_clean(7)
    found = streak(replace(record, trade_offs=()), 7)

    assert states(found) == "bbbbbbb"
    (behaviors,) = [each for each in found.months[-1].conditions if each.condition is Condition.BEHAVIORS]
    assert behaviors.why == "behaviors stood at 75%, 80% are needed"


def test_silence_pauses_once_and_then_breaks() -> None:
    assert states(streak(make_clean(7, silent=[5]), 7)) == "ccccpcc"
    assert states(streak(make_clean(7, silent=[5, 6]), 7)) == "ccccpic"


def test_a_function_that_says_more_than_is_recorded_leaves_the_month_incomplete() -> None:
    record = make_clean(3)
    weekly = record.rights.weekly
    said = [
        replace(each, happened=True) if each.week_starts_on.month == 3 and each.subject == "interventions" else each
        for each in weekly.statements
    ]
    rights = replace(record.rights, weekly=replace(weekly, statements=tuple(said)))

    found = streak(replace(record, rights=rights), 3)

    assert states(found) == "ccp"
    assert found.months[-1].conditions[-1].why == (
        "Procurement and Production said that the PMO stepped in, and nothing is recorded"
    )


def test_a_month_in_which_the_program_stood_still_is_not_judged() -> None:
    record = make_clean(4, silent=[2, 3])
    weekly = replace(record.rights.weekly, standstills=(Standstill(first=month(2), last=end_of(3)),))

    found = streak(replace(record, rights=replace(record.rights, weekly=weekly)), 4)

    assert [each.starts_on for each in found.months] == [month(1), month(4)]
    assert found.streak == 2


def test_help_for_another_flow_breaks_nothing() -> None:
    record = make_clean(3)
    culture = replace(record.culture, interventions=(make_help(month(2), flow="Valves"),))

    assert states(streak(replace(record, culture=culture), 3)) == "ccc"


def test_the_chance_rests_on_three_complete_months_or_there_is_none() -> None:
    two, three = (streak(make_clean(last), last).chances[0] for last in (2, 3))

    assert two.chance.state is State.INSUFFICIENT_DATA
    assert two.chance.reason == "1 more complete month needed, 31 March 2026 at the earliest"
    assert three.chance.n == 3
    assert three.chance.value == pytest.approx(run_chance_by_record((3, 0), needed=6, months=9, streak=3))


def test_horizons_that_are_over_are_not_forecast() -> None:
    found = streak(make_clean(13, helps=[month(13)]), 13)

    assert [(each.label, each.by, each.months) for each in found.chances] == [("month 18", month(19), 5)]


def test_the_earliest_day_is_that_of_clean_months_from_now_on() -> None:
    assert streak(make_clean(2), 2).earliest_on == end_of(6)
    assert streak(make_clean(3, helps=[month(3)]), 3).earliest_on == end_of(9)


def test_a_flow_without_a_session_has_not_begun() -> None:
    found = analyzed(make_record(), end_of(3)).streaks[0]

    assert (found.verdict, found.months, found.earliest_on) == (StreakVerdict.NOT_BEGUN, (), None)


def program(record: CultureRecord, *, weights: Sequence[str] = ("0.2",)) -> bool | None:
    evaluations = [make_evaluation(weight=each) for each in weights]
    metrics = make_metrics([make_leader(BUYERS)], evaluations)
    return analyzed(replace(record, metrics=metrics), end_of(7)).is_sustaining


def test_a_program_is_self_sustaining_with_its_flows_its_leaders_and_a_held_cycle() -> None:
    record = replace(make_clean(7), cut_over={FLOW: month(1)})

    assert program(record) is True
    assert program(record, weights=()) is False
    assert program(record, weights=["0.1"]) is False
    assert program(replace(record, cut_over={})) is None
