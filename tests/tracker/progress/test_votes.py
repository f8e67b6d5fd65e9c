"""When votes can be enough: the one rhythm by which gate G1 and the ranking of constraints reckon."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.progress.builders import START
from tracker.progress.votes import EnoughVotes, busiest_week, enough_votes

WEEK = timedelta(weeks=1)
WEDNESDAY = START + timedelta(days=2)
FACTOR = 2 ** (-1 / 8)
weeks_given = st.dictionaries(
    st.integers(0, 30).map(lambda age: START - age * WEEK), st.integers(1, 5), min_size=2, max_size=20
)


def test_one_week_is_no_rhythm() -> None:
    assert busiest_week({START: 4}) is None
    assert enough_votes({START: 40}, as_of=START, needed=3) is None


@settings(max_examples=60)
@given(weeks_given, st.integers(3, 30))
def test_the_day_is_never_before_the_one_that_gate_g1_gives(given: dict[date, int], needed: int) -> None:
    gate = enough_votes(given, as_of=WEDNESDAY, needed=needed)
    found = enough_votes(given, as_of=WEDNESDAY, needed=needed, weekly_factor=FACTOR)

    assert gate is not None
    assert found is None or found.on >= gate.on


@pytest.mark.parametrize(("needed", "ahead"), [(4, None), (5, None), (6, 1), (7, 1), (8, 2)])
def test_this_week_is_filled_up_first(needed: int, ahead: int | None) -> None:
    found = enough_votes({START - WEEK: 2, START: 1, START - 5 * WEEK: 1}, as_of=WEDNESDAY, needed=needed)

    assert found is not None
    assert found.on == (WEDNESDAY if ahead is None else START + timedelta(weeks=ahead))


def test_votes_that_fade_faster_than_they_come_are_never_enough() -> None:
    given = {START - WEEK: 1, START: 1}

    assert enough_votes(given, as_of=START, needed=10, weekly_factor=2 ** (-1 / 2)) is None
    assert enough_votes(given, as_of=START, needed=10) == EnoughVotes(on=START + 8 * WEEK, most=1)
