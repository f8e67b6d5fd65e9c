"""The day on which enough can be known: the same rhythm of votes as gate G1 reckons with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.analysis.constraints.builders import MONDAY, TODAY, analyzed, vote, votes_of, week
from tracker.analysis.constraints.policy import ConstraintPolicy
from tracker.progress.votes import enough_votes

FACTOR = ConstraintPolicy().weekly_factor
weeks_given = st.dictionaries(st.integers(0, 30).map(week), st.integers(1, 5), min_size=2, max_size=20)


def test_the_day_follows_from_the_best_week_so_far() -> None:
    found = analyzed(*votes_of({"S": [1, 1, 0]}, basis="queue"))

    assert [each.what for each in found.missing] == ["votes"]
    assert found.missing[0].first_on == MONDAY + timedelta(weeks=4)
    assert found.missing[0].words == (
        "The votes count as 3.0 of the 10 that it takes: "
        "about 4 more weeks if 2 votes come every week, as in the best week so far."
    )


def test_the_day_is_right_when_the_votes_come() -> None:
    ages = [1, 1, 0, 0]
    (missing,) = analyzed(*votes_of({"S": ages}, basis="queue")).missing
    assert missing.first_on is not None
    weeks = (missing.first_on - MONDAY).days // 7

    later = [each + weeks for each in ages] + [age for age in range(weeks) for _ in range(2)]

    assert analyzed(*votes_of({"S": later}, basis="queue")).missing == ()
    assert analyzed(*votes_of({"S": [each - 1 for each in later if each]}, basis="queue")).missing != ()


def test_votes_of_one_week_give_no_day() -> None:
    (votes, *_) = analyzed(vote("S"), vote("S", source="Meter")).missing

    assert votes.first_on is None
    assert "no rhythm yet" in votes.words


def test_votes_that_fade_too_fast_are_never_enough() -> None:
    policy = ConstraintPolicy(half_life_weeks=2)

    (votes, *_) = analyzed(*votes_of({"S": [0, 1]}, basis="queue"), policy=policy).missing

    assert votes.first_on is None
    assert "it takes a second source" in votes.words


def test_a_lead_that_is_missing_tells_when_it_could_be_clear() -> None:
    found = analyzed(*votes_of({"S": [0, 1, 2, 3, 4, 5, 6], "A": [0, 1, 2, 3, 4, 5]}, basis="queue"))

    lead = next(each for each in found.missing if each.what == "lead")

    assert lead.first_on is not None
    assert MONDAY < lead.first_on <= MONDAY + timedelta(weeks=4)


@settings(max_examples=60)
@given(weeks_given, st.integers(3, 30))
def test_the_day_is_never_before_the_one_that_gate_g1_gives(given: dict[date, int], needed: int) -> None:
    gate = enough_votes(given, as_of=TODAY, needed=needed)
    found = enough_votes(given, as_of=TODAY, needed=needed, weekly_factor=FACTOR)

    assert gate is not None
    assert found is None or found.on >= gate.on


@pytest.mark.parametrize(("needed", "ahead"), [(4, None), (5, None), (6, 1), (7, 1), (8, 2)])
def test_this_week_is_filled_up_first(needed: int, ahead: int | None) -> None:
    found = enough_votes({week(1): 2, week(0): 1, week(5): 1}, as_of=TODAY, needed=needed)

    assert found is not None
    assert found.on == (TODAY if ahead is None else MONDAY + timedelta(weeks=ahead))
