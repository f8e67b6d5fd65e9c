"""The day on which enough can be known: the same rhythm of votes as gate G1 reckons with."""

from __future__ import annotations

from datetime import timedelta

from tests.tracker.analysis.constraints.builders import MONDAY, analyzed, vote, votes_of
from tracker.analysis.constraints.policy import ConstraintPolicy


def test_the_day_follows_from_the_best_week_so_far() -> None:
    found = analyzed(*votes_of({"S": [1, 1, 0]}, basis="queue"))

    assert [each.what for each in found.missing] == ["votes"]
    assert found.missing[0].first_on == MONDAY + timedelta(weeks=4)
    assert found.missing[0].words == (
        "Votes and physical signs count as 3.0 of the 10 that it takes: "
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
