"""The constraint has moved only when a challenger leads clearly at two reviews in a row."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tracker.analysis.constraints.builders import TODAY, analyzed, episode, vote, votes_of, week
from tracker.analysis.constraints.results import ConstraintMovement

SUPPLIER = (episode("S", age=20),)


def test_without_a_constraint_on_record_nothing_moves() -> None:
    ended = episode("A", age=20, ended_on=week(10))

    move = analyzed(*votes_of({"S": [0, 1, 2]}), episodes=(ended,)).move

    assert (move.state, move.incumbent_uid, move.former_uid) == (ConstraintMovement.NONE_NAMED, "", "A")


@pytest.mark.parametrize(
    ("ages", "state"),
    [
        ([], ConstraintMovement.STAYS),
        ([0, 0], ConstraintMovement.STAYS),
        ([0, 0, 0], ConstraintMovement.WATCH),
        ([1, 1, 1], ConstraintMovement.WATCH),
        ([1, 1, 1, 0], ConstraintMovement.MOVED),
        ([3, 3, 3, 1], ConstraintMovement.MOVED),
    ],
    ids=[
        "no votes",
        "two votes are .875",
        "one review",
        "one older review",
        "two reviews",
        "weeks without votes between",
    ],
)
def test_a_challenger_leads_at_two_reviews_in_a_row(ages: list[int], state: ConstraintMovement) -> None:
    move = analyzed(*votes_of({"A": ages}), episodes=SUPPLIER).move

    assert move.state is state
    assert move.challenger_uid == ("" if state is ConstraintMovement.STAYS else "A")


def test_two_challengers_in_turn_are_not_one_that_moved() -> None:
    move = analyzed(*votes_of({"A": [1] * 4, "D": [0] * 6}), episodes=SUPPLIER).move

    assert [each.challenger_uid for each in move.reviews] == ["A", "D"]
    assert move.state is ConstraintMovement.WATCH


def test_reviews_before_the_constraint_was_named_say_nothing() -> None:
    votes = votes_of({"A": [9, 8, 8, 8, 7]})

    move = analyzed(
        *votes, episodes=(episode("D", age=30, ended_on=week(6) - timedelta(days=1)), episode("S", age=6))
    ).move

    assert (move.state, move.reviews, move.former_uid) == (ConstraintMovement.STAYS, (), "D")


def test_a_review_counts_the_votes_up_to_its_week_only() -> None:
    move = analyzed(*votes_of({"S": [1] * 3, "A": [0] * 9}), episodes=SUPPLIER).move

    assert [each.week_starts_on for each in move.reviews] == [week(1), week(0)]
    assert move.reviews[0].chance == pytest.approx(1 / 2**4)
    assert (move.reviews[1].chance > 0.9, move.state) == (True, ConstraintMovement.WATCH)


def test_a_move_says_what_to_do() -> None:
    move = analyzed(*votes_of({"A": [1, 1, 1, 0]}), episodes=SUPPLIER).move

    assert move.words == (
        "The constraint has moved: Pump assembly led Supplier capacity at two reviews in a row. "
        "Go back to the first focusing step, and look again at who decides."
    )


def test_a_retired_constraint_is_told_and_never_compared() -> None:
    yesterday = TODAY - timedelta(days=1)

    move = analyzed(vote("A"), vote("A", 1), episodes=SUPPLIER, retired={"S": yesterday}).move

    assert (move.state, move.reviews) == (ConstraintMovement.RETIRED, ())
    assert move.words == "The constraint on record was retired (Supplier capacity): name what limits the flow now."
