"""What stands where there is no ranking yet, and what would make one surer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.tracker.analysis.interfaces.builders import (
    FIRST,
    MONDAY,
    TODAY,
    analyzed,
    costing,
    counted,
    make_facts,
    make_incident,
    weekly,
)
from tracker.analysis.coverage import whole_weeks
from tracker.analysis.facts.interfaces import InterfaceFacts
from tracker.progress.numbers import State

WEEKS = whole_weeks(FIRST, TODAY)
ALL_SAID = weekly({"p": WEEKS, "q": WEEKS})
NAMES = {"p": "Planning", "q": "Quality", "r": "Returns", "s": "Sales"}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (InterfaceFacts(interfaces=(), incidents=()), "No hand-off is mapped yet"),
        (make_facts(counted({"a": 40}), uids="a"), "Only one hand-off is mapped"),
    ],
    ids=["none", "one"],
)
def test_less_than_two_interfaces_have_no_ranking(facts: InterfaceFacts, reason: str) -> None:
    found = analyzed(facts)

    assert (found.state, found.few, found.verdict, found.seed) == (State.INSUFFICIENT_DATA, (), None, None)
    assert found.sentence == f"{reason}: there is nothing to rank before there are 2."
    assert [(each.who, each.first_on) for each in found.missing] == [(("the PMO",), TODAY)]
    assert (found.gini.state, found.gini.value) == (State.INSUFFICIENT_DATA, None)


def test_nothing_recorded_is_missing_and_not_nothing_happened() -> None:
    said = weekly({"p": WEEKS, "q": WEEKS[:10], "r": WEEKS[:20]})

    found = analyzed(make_facts([]), said=said, names=NAMES)

    assert found.state is State.INSUFFICIENT_DATA
    assert found.reason == (
        "No incident is recorded since 7 January 2026, but that says little: 55 of 75 weekly answers given."
    )
    assert [(each.who, each.first_on) for each in found.missing] == [(("Quality", "Returns"), TODAY)]
    assert [(each.name, each.weeks) for each in found.silent] == [("Quality", 15), ("Returns", 5)]


def test_when_every_function_said_so_week_by_week_there_is_nothing_to_rank() -> None:
    found = analyzed(make_facts([]), said=ALL_SAID)

    assert (found.state, found.missing) == (State.NOT_APPLICABLE, ())
    assert found.reason == "No incident happened since 7 January 2026, and every function said so, week by week."
    assert [row.incidents for row in found.rows] == [0] * 8


def test_nobody_asked_is_not_everybody_answered() -> None:
    found = analyzed(make_facts([]))

    assert (found.state, found.coverage.share) == (State.INSUFFICIENT_DATA, None)
    assert found.missing[0].who == ("the function leads",)


def test_costs_of_0_have_no_vital_few() -> None:
    found = analyzed(make_facts([costing("x", "0"), costing("y", "0", "b")]))

    assert (found.state, found.few, found.total) == (State.NOT_APPLICABLE, (), Decimal(0))
    assert found.reason == "2 incidents stated a cost, and every cost is 0."


def missing(incidents: Any, **given: Any) -> list[tuple[str, tuple[str, ...], date | None]]:
    found = analyzed(make_facts(incidents), **given)
    return [(each.what, each.who, each.first_on) for each in found.missing]


def test_what_a_firm_ranking_lacks_comes_at_the_pace_so_far() -> None:
    spread_out = [make_incident(str(number), happened_on=TODAY - timedelta(days=3 * number)) for number in range(20)]

    assert missing(spread_out) == [
        ("10 more incidents for a firm ranking", ("the function leads",), TODAY + timedelta(days=29))
    ]


def test_a_pace_that_never_gives_so_many_within_the_window_has_no_day() -> None:
    rare = [make_incident(str(number), happened_on=TODAY - timedelta(days=12 * number)) for number in range(14)]

    assert [first_on for _, _, first_on in missing(rare)] == [None]


def test_one_day_is_no_pace() -> None:
    assert [first_on for _, _, first_on in missing(counted({"a": 15}))] == [TODAY + timedelta(days=28)]


def test_costs_that_are_not_stated_are_owed_by_whom_they_hit() -> None:
    stated = [costing(str(number), "5", "b") for number in range(30)]
    silent = [make_incident(f"x{uid}", uid) for uid in "abcde"]

    assert missing([*stated, *silent]) == [("what 5 incidents cost", ("Ta", "Tb", "Tc", "2 more"), TODAY)]


def test_weekly_answers_are_owed_by_name() -> None:
    said = weekly({each: WEEKS[:number] for number, each in enumerate("srqp")}, since=MONDAY - timedelta(days=14))

    owed = missing(counted({"a": 30}), said=said, names=NAMES)

    assert owed == [("12 weekly answers about incidents", ("Planning", "Quality", "Returns", "1 more"), TODAY)]


def test_coverage_stands_beside_each_interface() -> None:
    said = weekly({"from-a": WEEKS, "to-a": WEEKS[:5]})

    rows = {row.uid: row.coverage for row in analyzed(make_facts(counted({"a": 1})), said=said).rows}

    assert (rows["a"].reported, rows["a"].expected, rows["a"].share) == (30, 50, 0.6)
    assert (rows["b"].reported, rows["b"].expected, rows["b"].share) == (0, 0, None)


def test_nothing_is_asked_of_the_weeks_before_the_program_started() -> None:
    said = weekly({"p": WEEKS[-2:], "q": ()})
    friday = MONDAY - timedelta(days=10)

    found = analyzed(make_facts(()), said=said, start_on=friday)

    assert (found.coverage.starts_on, found.coverage.expected, found.coverage.reported) == (friday, 4, 2)
    assert (
        found.sentence
        == "No incident is recorded since 19 June 2026, but that says little: 2 of 4 weekly answers given."
    )
    assert [each.weeks for each in found.silent] == [2]


def test_a_program_of_this_week_was_asked_for_nothing_yet() -> None:
    found = analyzed(make_facts(()), said=weekly({"p": ()}), start_on=MONDAY + timedelta(days=1))

    assert found.sentence.endswith("but that says little: no weekly answers were asked for yet.")
    assert (found.coverage.expected, found.silent) == (0, ())
