from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.analysis.culture.builders import (
    BUYERS,
    CASTINGS,
    LINE,
    PLANNERS,
    START,
    asked_in,
    make_clean,
    make_decision,
    make_effects,
    make_estimate,
    make_flow,
    make_record,
    make_rights,
    make_session,
    month,
    scope_of,
)
from tracker.analysis.culture.behaviors import authority, behaviors, mean_of, respect, sessions, trade_offs, window
from tracker.analysis.culture.policy import CulturePolicy
from tracker.analysis.culture.question import CultureRecord
from tracker.analysis.culture.results import Behavior
from tracker.analysis.facts.constraints import Episode
from tracker.analysis.facts.culture import CultureFacts, Session
from tracker.analysis.facts.decisions import Decision
from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.progress.numbers import State

DAY = timedelta(days=1)
MARCH = month(3)


def of_sessions(*given: Session, function: str | None = None) -> Behavior:
    record = make_record(culture=CultureFacts(sessions=given))
    return sessions(scope_of(record, month(5)), asked_in(2, 4, function))


def of_decisions(*given: Decision, what: Any = authority, function: str | None = None, **more: Any) -> Behavior:
    record = make_record(rights=make_rights(given), **more)
    policy = (CulturePolicy(),) if what is authority else ()
    found: Behavior = what(scope_of(record, month(5)), asked_in(2, 4, function), *policy)
    return found


SESSIONS = {
    "held with everybody": ({}, 1),
    "held without production": ({"came": [BUYERS]}, 0),
    "cancelled": ({"held_on": None, "is_cancelled": True}, 0),
    "held three days late": ({"held_on": MARCH + 3 * DAY}, 1),
    "held when the next one was due": ({"held_on": MARCH + 7 * DAY}, 0),
}


@pytest.mark.parametrize(("how", "met"), SESSIONS.values(), ids=SESSIONS)
def test_a_session_counts_when_it_was_held_on_its_cadence_with_everybody(how: dict[str, Any], met: int) -> None:
    found = of_sessions(make_session(MARCH, **how), make_session(MARCH + 7 * DAY))

    assert (found.met, found.counted) == (met + 1, 2)


def test_silence_about_a_session_is_not_a_held_one_and_is_told() -> None:
    found = of_sessions(make_session(MARCH), make_session(MARCH + 7 * DAY, held_on=None))

    assert (found.share.value, found.told, found.asked) == (0.5, 1, 2)
    assert found.note == "Of 1 session nobody said whether it was held; it counts as not held."


def test_silence_about_every_session_is_unknown_and_not_zero() -> None:
    found = of_sessions(make_session(MARCH, held_on=None), make_session(MARCH + 7 * DAY, held_on=None))

    assert found.share.value is None
    assert found.missing is not None
    assert found.missing.who == "the PMO lead"


def test_a_function_is_asked_only_whether_it_came() -> None:
    alone = make_session(MARCH, came=[BUYERS])

    assert of_sessions(alone, function=BUYERS).share.value == 1.0
    assert of_sessions(alone, function=PLANNERS).share.value == 0.0


def test_sessions_outside_of_the_window_do_not_count() -> None:
    assert of_sessions(make_session(month(1)), make_session(month(5))).counted == 0


AUTHORITY = {
    "by its controller in time": ({}, 1),
    "on the last day": ({"days": 7}, 1),
    "a day late": ({"days": 8}, 0),
    "by somebody else": ({"decided_function": PLANNERS}, 0),
    "by a team in which the controller has the vote": ({"decided_function": "", "decided_team": "team"}, 1),
    "not yet": ({"days": None}, 0),
}


@pytest.mark.parametrize(("how", "met"), AUTHORITY.values(), ids=AUTHORITY)
def test_a_decision_counts_when_the_controller_took_it_in_time(how: dict[str, Any], met: int) -> None:
    found = of_decisions(make_decision("mix", MARCH, **how))

    assert (found.met, found.counted) == (met, 1)


def test_a_decision_is_judged_once_and_not_before_its_time_is_over() -> None:
    late = make_decision("late", month(5) - 9 * DAY, 20)
    waiting = make_decision("waiting", month(5) - 8 * DAY, None)

    assert of_decisions(late).counted == 1
    assert of_decisions(waiting).counted == 0


def test_only_what_commits_the_constraint_on_record_is_counted() -> None:
    overtime = make_decision("overtime", MARCH, right="Overtime", decided_function=PLANNERS)
    moved = (
        Episode(uid="1", resource_uid=CASTINGS, identified_on=START, ended_on=MARCH - DAY),
        Episode(uid="2", resource_uid=LINE, identified_on=MARCH),
    )

    assert of_decisions(overtime).share.reason == "no decision of these months was on the constraint"
    assert of_decisions(overtime, flows=(make_flow(episodes=moved),)).share.value == 1.0


def test_without_a_constraint_on_record_nothing_can_be_told() -> None:
    found = of_decisions(make_decision("mix", MARCH), flows=(make_flow(episodes=()),))

    assert found.share.state is State.INSUFFICIENT_DATA
    assert "it can be told whether" in found.share.reason
    assert (found.told, found.asked) == (0, 1)


TRADE_OFFS = {
    "before the decision": (make_effects("mix", MARCH), 1),
    "on its day": (make_effects("mix", MARCH + 2 * DAY), 1),
    "after it": (make_effects("mix", MARCH + 3 * DAY), 0),
    "never": ((), 0),
    "on the function that chose alone": (make_effects("mix", MARCH)[1:], 0),
    "on the other function alone": (make_effects("mix", MARCH)[:1], 0),
    "one of them after it": ((make_effects("mix", MARCH)[0], make_effects("mix", MARCH + 3 * DAY)[1]), 0),
    "of another decision": (make_effects("other", MARCH), 0),
    "taken back before": (
        (*make_effects("mix", MARCH), make_estimate("", MARCH + DAY, kind="reversal", first=f"mix {MARCH}")),
        0,
    ),
}


@pytest.mark.parametrize(("ledger", "met"), TRADE_OFFS.values(), ids=TRADE_OFFS)
def test_a_trade_off_counts_when_both_effects_stood_in_the_ledger(ledger: tuple[TradeOffFact, ...], met: int) -> None:
    found = of_decisions(make_decision("mix", MARCH, is_trade_off=True), what=trade_offs, trade_offs=ledger)

    assert (found.met, found.counted) == (met, 1)


OVERRIDES = {
    "by nobody": ({}, 1),
    "by somebody above all": ({"overridden_on": MARCH + 5 * DAY}, 0),
    "by the function above": ({"overridden_on": MARCH + 5 * DAY, "overriding_function": "Board"}, 0),
    "by a function beside it": ({"overridden_on": MARCH + 5 * DAY, "overriding_function": PLANNERS}, 1),
    "later than the window": ({"overridden_on": month(5)}, 1),
}


@pytest.mark.parametrize(("how", "met"), OVERRIDES.values(), ids=OVERRIDES)
def test_a_decision_stands_when_nobody_overrode_it_from_above(how: dict[str, Any], met: int) -> None:
    found = of_decisions(make_decision("mix", MARCH, **how), what=respect)

    assert (found.met, found.counted) == (met, 1)


def test_an_override_of_another_decision_is_told_beside_the_share() -> None:
    overtime = make_decision("overtime", MARCH, right="Overtime", overridden_on=MARCH + 5 * DAY)

    found = of_decisions(make_decision("mix", MARCH), overtime, what=respect)

    assert found.share.value == 1.0
    assert found.note == "1 more decision that was not on the constraint was overridden from above."


def test_no_override_is_known_while_no_function_answers() -> None:
    record = make_clean(4, silent=[2, 3, 4])
    found = respect(scope_of(record, month(5)), asked_in(2, 4))

    assert found.share.value is None
    assert found.counted == 3
    assert "weekly question on overrides" in found.share.reason


def test_few_answers_make_it_degraded() -> None:
    found = respect(scope_of(make_clean(4, silent=[2, 3]), month(5)), asked_in(2, 4))

    assert (found.share.state, found.share.value) == (State.DEGRADED, 1.0)


def of_clean(record: CultureRecord) -> tuple[Behavior, ...]:
    return behaviors(scope_of(record, month(5)), asked_in(2, 4), CulturePolicy())


def test_the_mean_takes_each_measured_behavior_the_same() -> None:
    record = make_clean(4)
    found = of_clean(replace(record, trade_offs=record.trade_offs[:-1]))

    assert [each.share.value for each in found] == [1.0, 1.0, pytest.approx(2 / 3), 1.0]
    assert mean_of(found).value == pytest.approx(11 / 12)
    assert mean_of(found).n == sum(each.counted for each in found)


def test_three_measured_behaviors_are_enough_and_two_are_not() -> None:
    record = make_clean(4)
    three = of_clean(replace(record, culture=CultureFacts()))
    two = [three[0], *three[2:3], replace(three[0], share=three[0].share), three[3]]

    assert (mean_of(three).state, mean_of(three).value) == (State.DEGRADED, 1.0)
    assert mean_of(two).value is None
    assert mean_of(two).reason == "only 2 of the four behaviors could be measured, 3 are needed"


def test_the_window_is_three_months_to_the_day() -> None:
    assert window(month(5) - DAY) == (month(2), month(5) - DAY)
    assert window(MARCH.replace(day=15)) == (START.replace(year=2025, month=12, day=16), MARCH.replace(day=15))


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20), st.booleans()), max_size=12))
def test_one_more_good_decision_never_lowers_the_share(rows: list[tuple[int, int, bool]]) -> None:
    made = [
        make_decision(f"{number}", month(2) + day * DAY, days, decided_function=BUYERS if right else PLANNERS)
        for number, (day, days, right) in enumerate(rows)
    ]

    before, after = of_decisions(*made), of_decisions(*made, make_decision("good", MARCH))

    assert (after.met, after.counted) == (before.met + 1, before.counted + 1)
    assert (after.share.value or 0) >= (before.share.value or 0)
