"""The later half of the window beside the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.tracker.analysis.interfaces.builders import (
    FIRST,
    TODAY,
    analyzed,
    costing,
    counted,
    make_facts,
    weekly,
)
from tracker.analysis.coverage import whole_weeks
from tracker.analysis.facts.weekly import WeeklyFacts
from tracker.analysis.interfaces.change import chance_of, halves
from tracker.analysis.interfaces.results import IncidentTurn, RankingChange

DAY = timedelta(days=1)
WEEKS = whole_weeks(FIRST, TODAY)
EARLIER = TODAY - 90 * DAY
ALL = weekly({"p": WEEKS})
FELL = weekly({"p": WEEKS[:12]})
SLACKENED = weekly({"p": WEEKS[:15]})
ROSE = weekly({"p": WEEKS[15:]})


def change(before: Mapping[str, int], last: Mapping[str, int], *, said: WeeklyFacts = ALL) -> RankingChange:
    """So many incidents at each interface on the last day of each half."""
    earlier = [replace(each, uid=f"before {each.uid}") for each in counted(before, happened_on=EARLIER)]
    return analyzed(make_facts([*earlier, *counted(last)]), said=said).change


def test_a_few_that_grew_fewer_are_told_as_such() -> None:
    found = change({"a": 8, "b": 8}, {"a": 16, "b": 1})

    assert (found.entered, found.left) == ((), ("b",))
    assert found.sentence.endswith("Fewer hand-offs are the vital few now.")


def test_the_halves_follow_each_other_and_end_with_the_window() -> None:
    even, odd = halves(TODAY, 180), halves(TODAY, 181)

    assert even.before == (FIRST, EARLIER)
    assert even.last == (EARLIER + DAY, TODAY)
    assert odd == even


def test_what_entered_left_and_stayed() -> None:
    found = change({"a": 8, "b": 8, "c": 1}, {"a": 9, "d": 8, "c": 1})

    assert (found.entered, found.left, found.stayed) == (("d",), ("b",), ("a",))
    assert (found.before.uids, found.last.uids) == (("a", "b"), ("a", "d"))
    assert (found.before.incidents, found.last.incidents, found.last.cost) == (17, 18, Decimal(18))
    assert found.sentence == (
        "No clear change in the number of incidents, 18 after 17. Other hand-offs are among the vital few now."
    )


@pytest.mark.parametrize(
    ("before", "last", "said", "turn", "words"),
    [
        (30, 10, ALL, IncidentTurn.FEWER, "Fewer incidents, 10 after 30. The vital few are the same."),
        (30, 10, ROSE, IncidentTurn.FEWER, "Fewer incidents, 10 after 30. The vital few are the same."),
        (10, 30, ALL, IncidentTurn.MORE, "More incidents, 30 after 10. The vital few are the same."),
        (10, 30, FELL, IncidentTurn.MORE, "More incidents, 30 after 10. The vital few are the same."),
        (
            30, 10, SLACKENED, IncidentTurn.NOT_COMPARABLE,
            "Fewer incidents, 10 after 30, but this is not called an improvement: fewer weekly answers came in, "
            "17% after 100%. The vital few are the same.",
        ),
        (
            10, 30, ROSE, IncidentTurn.NOT_COMPARABLE,
            "Incidents 30 after 10 are not compared: more weekly answers came in, 83% after 0%. "
            "The vital few are the same.",
        ),
        (
            30, 10, WeeklyFacts(), IncidentTurn.NOT_COMPARABLE,
            "Fewer incidents, 10 after 30, but this is not called an improvement: in one of the two periods no "
            "function was asked. The vital few are the same.",
        ),
    ],
    ids=["fewer", "fewer though more answered", "more", "more though fewer answered", "silence", "louder", "unasked"],
)  # fmt: skip
def test_silence_is_not_success(before: int, last: int, said: WeeklyFacts, turn: IncidentTurn, words: str) -> None:
    found = change({"a": before}, {"a": last}, said=said)

    assert (found.turn, found.sentence) == (turn, words)


def test_a_difference_that_chance_explains_is_no_change() -> None:
    assert change({"a": 12}, {"a": 8}).turn is IncidentTurn.NO_CLEAR_CHANGE
    assert chance_of(12, 8).value == pytest.approx(0.503445, abs=1e-6)
    assert (chance_of(12, 8).n, chance_of(0, 0).value) == (20, None)


@pytest.mark.parametrize(
    ("before", "last", "said", "which"),
    [(0, 20, ROSE, "earlier"), (0, 2, ROSE, "earlier"), (3, 0, FELL, "later")],
    ids=["before it began", "and few since", "nobody spoke since"],
)
def test_a_half_of_which_nothing_is_recorded_is_not_compared(
    before: int, last: int, said: WeeklyFacts, which: str
) -> None:
    found = change({"a": before}, {"a": last}, said=said)

    assert (found.turn, found.entered, found.left) == (IncidentTurn.NOT_COMPARABLE, (), ())
    assert found.sentence == (
        f"Nothing is recorded of the {which} half of the window, so there is nothing to compare with."
    )


def test_without_incidents_nothing_is_compared() -> None:
    found = change({}, {})

    assert found.turn is IncidentTurn.NOT_COMPARABLE
    assert found.sentence == (
        "No incident is recorded in either half of the window; 12 of 12 weekly answers given in the later one."
    )


def test_both_halves_go_by_the_measure_of_the_window() -> None:
    dear = [costing(f"x{number}", "500", "b", happened_on=EARLIER) for number in range(3)]

    found = analyzed(make_facts([*dear, *counted({"a": 3})])).change

    assert (found.before.uids, found.before.cost) == (("b",), Decimal(1500))
    assert (found.last.uids, found.last.counted, found.last.incidents) == ((), 0, 3)
