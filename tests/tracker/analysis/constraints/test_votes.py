"""Votes weighed by age: the decay vector of METHODS 2, the case by hand, and what fading never does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.policy_numbers import policy_numbers
from tests.tracker.analysis.constraints.builders import MONDAY, TODAY, analyzed, episode, vote, votes_of, week
from tracker.analysis.constraints.policy import ConstraintPolicy, constraint_policy
from tracker.analysis.constraints.posterior import chance_of_leading
from tracker.analysis.constraints.votes import weigh

AGES = {"S": (12, 11, 10, 9, 8, 7, 6, 5), "A": (4, 3, 2, 1, 0, 0)}
FACTOR = ConstraintPolicy().weekly_factor


def test_the_decay_vector_turns_the_order_around() -> None:
    votes = votes_of(AGES)
    full, fading = (weigh(votes, ("A", "S"), as_of=TODAY, weekly_factor=factor) for factor in (1.0, FACTOR))

    assert chance_of_leading(*full.counts) == pytest.approx(0.303619, abs=5e-7)
    assert fading.counts == pytest.approx([5.236113, 3.906334], abs=5e-7)
    assert fading.effective == pytest.approx(12.6173, abs=5e-5)
    assert chance_of_leading(*fading.counts) == pytest.approx(0.660652, abs=5e-7)


def test_the_case_by_hand() -> None:
    factor = ConstraintPolicy(half_life_weeks=4).weekly_factor

    found = weigh(votes_of({"S": (0, 4, 8)}), ("S", ""), as_of=TODAY, weekly_factor=factor)

    assert found.counts == pytest.approx([1.75, 0])
    assert found.effective == pytest.approx(2.33333, abs=5e-6)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=20))
def test_a_half_life_without_end_counts_every_vote_in_full(ages: list[int]) -> None:
    votes = votes_of({"S": ages})

    nearly = weigh(votes, ("S",), as_of=TODAY, weekly_factor=ConstraintPolicy(half_life_weeks=10**9).weekly_factor)

    assert nearly.counts == pytest.approx([len(ages)])
    assert nearly.effective == pytest.approx(len(ages))


@given(st.lists(st.integers(0, 60), min_size=1, max_size=20))
def test_effective_votes_are_never_more_than_votes(ages: list[int]) -> None:
    found = weigh(votes_of({"S": ages}), ("S",), as_of=TODAY, weekly_factor=FACTOR)

    assert 1 - 1e-9 <= found.effective <= len(ages) + 1e-9


def test_a_vote_weighs_the_same_on_every_day_of_a_week() -> None:
    found = {
        analyzed(*votes_of(AGES), as_of=MONDAY + timedelta(days=day)).candidates[0].share.value for day in range(7)
    }

    assert len(found) == 1


def test_what_is_dated_later_is_not_known_yet() -> None:
    later = analyzed(*votes_of(AGES), episodes=(episode("P", age=0),), as_of=week(3) + timedelta(days=1))

    assert later.votes == 10
    assert {each.resource_uid for each in later.candidates} == {"S", "A"}


@pytest.mark.parametrize(
    ("retired_on", "named"), [(TODAY, {"S", "A"}), (TODAY - timedelta(days=1), {"A", ""})], ids=["today", "yesterday"]
)
def test_a_retired_resource_is_no_candidate_and_its_votes_are_gone(retired_on: date, named: set[str]) -> None:
    found = analyzed(vote("S", 1), vote("A"), retired={"S": retired_on})

    assert {each.resource_uid for each in found.candidates} == named
    assert found.votes == len(named - {""})


def test_a_resource_that_is_on_record_without_a_vote_is_a_candidate() -> None:
    found = analyzed(vote("S"), vote("A", 1), episodes=(episode("P"),))

    assert [each.resource_uid for each in found.candidates] == ["S", "A", "P"]
    assert "D" not in found.chances


def test_the_order_of_votes_and_resources_changes_nothing() -> None:
    votes = votes_of(AGES)
    found, other = analyzed(*votes), analyzed(*sorted(votes, key=lambda each: each.source))

    assert found.chances == pytest.approx(other.chances)
    assert found.headline == other.headline


def test_the_policy_numbers_in_force_are_the_ones_that_count() -> None:
    numbers = {key: f"{each.default:f}" for key, each in policy_numbers().items()}

    assert constraint_policy(numbers) == ConstraintPolicy()
    assert constraint_policy(numbers | {"constraint_half_life_weeks": "4"}).weekly_factor == pytest.approx(0.5**0.25)
