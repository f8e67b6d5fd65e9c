"""Every flag with its reason and the move that mends it, in the order of METHODS 5."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.rights.builders import (
    flags,
    judge,
    make_authority,
    make_limit,
    make_right,
    make_team,
    on,
)
from tracker.analysis.facts.decisions import DecisionRight, Seat
from tracker.analysis.rights import FlowLimit
from tracker.analysis.rights.results import MoveKind, RightFinding, RightFlag, RightScope

MOVED = make_limit(Assembly=0.9, Castings=0.1, previous="Castings", moved=50)


def only(right: DecisionRight, *limits: FlowLimit, teams: tuple[str, ...] = ()) -> RightFinding:
    """The one finding of a decision; teams as their functions, the first of which holds the vote."""
    seated = [make_team("Pump team", *teams, votes=teams[:1])] if teams else []
    (finding,) = judge(right, *limits, teams=seated).findings
    return finding


def test_nobody_decides() -> None:
    finding = only(make_right("Mix"))

    assert (finding.flag, finding.reason) == (RightFlag.ORPHAN, "Nobody decides this.")
    assert (finding.move.words, finding.move.function) == ("Give Procurement the decision.", "Procurement")
    assert finding.move.kind is MoveKind.MOVE_AUTHORITY


def test_whoever_recommends_or_gives_input_does_not_decide() -> None:
    parts = (make_authority("Procurement", role="recommend"), make_authority("Sales", role="input"))

    assert only(make_right("Mix", authorities=parts)).flag is RightFlag.ORPHAN


def test_nobody_is_named_who_controls_the_constraint() -> None:
    finding = only(make_right("Mix", commits=["Tools"], by=["Sales"]), make_limit(Tools=0.9))

    assert (finding.flag, finding.reason) == (
        RightFlag.UNKNOWN_CONTROLLER,
        "No function is named that controls Tools.",
    )
    assert finding.move.words == "Ask a steward to name the function that controls Tools."
    assert (finding.move.kind, finding.move.resource) == (MoveKind.NAME_CONTROLLER, "Tools")


def test_two_decide() -> None:
    finding = only(make_right("Mix", by=["Sales", "Procurement"]))

    assert (finding.flag, finding.reason) == (RightFlag.SPLIT, "Two decide this: Procurement and Sales.")
    assert (finding.move.words, finding.move.function) == ("Let Procurement decide alone.", "Procurement")


def test_two_hold_the_vote_of_the_team_that_decides() -> None:
    team = make_team("Pump team", "Procurement", "Sales", votes=["Procurement", "Sales"])

    (finding,) = judge(make_right("Mix", by=["Pump team"]), teams=[team]).findings

    assert (finding.flag, finding.reason) == (
        RightFlag.SPLIT,
        "Two hold the deciding vote in Pump team: Procurement and Sales.",
    )
    assert finding.move.words == "Give Procurement alone the deciding vote in Pump team."
    assert (finding.move.kind, finding.move.team) == (MoveKind.MOVE_VOTE, "Pump team")


@pytest.mark.parametrize("above", ["Supply chain", "Board"])
def test_somebody_above_the_controller_decides(above: str) -> None:
    finding = only(make_right("Mix", by=[above]))

    assert (finding.flag, finding.move.function) == (RightFlag.HIERARCHY, "Procurement")
    assert finding.reason == f"Procurement controls Castings, but {above} decides, and stands above it."
    assert finding.move.words == f"Give Procurement the decision; today {above}, above it, decides."


def test_another_function_decides() -> None:
    finding = only(make_right("Mix", by=["Sales"]))

    assert (finding.flag, finding.reason) == (RightFlag.MISPLACED, "Procurement controls Castings, but Sales decides.")
    assert finding.move.words == "Give Procurement the decision; today Sales decides."


def test_a_function_below_the_controller_is_misplaced() -> None:
    right = make_right("Mix", commits=["Network"], by=["Procurement"])

    assert only(right, make_limit(Network=0.9)).flag is RightFlag.MISPLACED


@pytest.mark.parametrize(
    ("functions", "flag", "words"),
    [
        (("Sales", "Procurement"), RightFlag.MISPLACED, "today Sales holds it."),
        (("Supply chain", "Sales"), RightFlag.HIERARCHY, "today Supply chain, above it, holds it."),
    ],
    ids=["another function holds the vote", "a function above holds the vote"],
)
def test_the_vote_of_a_team_is_in_the_wrong_hands(functions: tuple[str, ...], flag: RightFlag, words: str) -> None:
    finding = only(make_right("Mix", by=["Pump team"]), teams=functions)

    assert finding.flag is flag
    assert f"{functions[0]} holds the deciding vote in Pump team" in finding.reason
    assert finding.move.words == f"Give Procurement the deciding vote in Pump team; {words}"


def test_nobody_holds_the_vote_of_the_team() -> None:
    (finding,) = judge(make_right("Mix", by=["Pump team"]), teams=[make_team("Pump team", "Procurement")]).findings

    assert finding.flag is RightFlag.MISPLACED
    assert finding.reason == "Procurement controls Castings, but no function holds the deciding vote in Pump team."
    assert finding.move.words == "Give Procurement the deciding vote in Pump team; today nobody holds it."


def test_a_team_in_which_the_controller_holds_the_vote_is_aligned() -> None:
    team = make_team("Pump team", "Sales", "Procurement", votes=["Procurement"])

    found = judge(make_right("Mix", by=["Pump team"]), teams=[team])

    assert (found.is_aligned, found.findings) == (True, ())


def test_the_vote_counts_on_the_days_on_which_it_is_held() -> None:
    team = make_team("Pump team", "Sales")
    seat = Seat(function="Procurement", decides=True, valid_from=on(0), valid_to=on(59))

    found = judge(make_right("Mix", by=["Pump team"]), teams=[replace(team, seats=(*team.seats, seat))])

    assert (found.is_aligned, flags(found)) == (False, [RightFlag.MISPLACED])


def test_the_constraint_has_moved_to_another_resource_of_the_decision() -> None:
    found = judge(make_right("Mix", commits=["Castings", "Assembly"], by=["Procurement"]), MOVED)

    assert flags(found) == [RightFlag.MISPLACED, RightFlag.STALE]
    assert found.findings[1].reason == (
        "Procurement was right to decide while the constraint of Pumps was Castings; it moved on 21 April 2026."
    )
    assert found.findings[1].move.words == (
        "Give Operations the decision; it controls Assembly, the constraint of Pumps now."
    )


def test_the_constraint_has_moved_away_from_the_decision() -> None:
    found = judge(make_right("Mix", by=["Procurement"]), MOVED)

    assert (found.scope, found.is_aligned, flags(found)) == (RightScope.OUTSIDE, None, [RightFlag.STALE])
    assert found.findings[0].move.words == "Ask again who should decide; the constraint of Pumps is no longer Castings."


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (["Operations"], []),
        (["Sales"], [RightFlag.MISPLACED]),
        (["Procurement", "Sales"], [RightFlag.SPLIT, RightFlag.MISPLACED]),
    ],
    ids=["aligned again", "never aligned", "never alone"],
)
def test_only_what_was_aligned_before_is_stale(by: list[str], expected: list[RightFlag]) -> None:
    right = make_right("Mix", commits=["Castings", "Assembly"], by=by)

    assert flags(judge(right, MOVED)) == expected


def test_a_probable_constraint_is_said_to_be_probable() -> None:
    found = judge(make_right("Mix", by=["Procurement"]), make_limit(Castings=0.65))

    assert (found.is_aligned, found.scope, flags(found)) == (True, RightScope.PROVISIONAL, [RightFlag.PROVISIONAL])
    assert found.findings[0].reason == "It is not settled yet that the constraint of Pumps is Castings."
    assert found.findings[0].move.words == "Collect more weekly observations; nothing else has to change."


def test_all_flags_are_kept_in_their_order() -> None:
    right = make_right("Mix", commits=["Castings", "Assembly"], by=["Board", "Sales"])

    found = judge(right, make_limit(Castings=0.7))

    assert flags(found) == [RightFlag.SPLIT, RightFlag.HIERARCHY, RightFlag.MISPLACED, RightFlag.PROVISIONAL]


def test_before_anybody_observed_only_what_is_plain_to_see_is_flagged() -> None:
    nobody = judge(make_right("Mix", commits=["Castings", "Tools"]), make_limit())
    elsewhere = judge(make_right("Mix", by=["Sales"]), make_limit())

    assert (nobody.scope, flags(nobody)) == (RightScope.UNKNOWN, [RightFlag.ORPHAN, RightFlag.UNKNOWN_CONTROLLER])
    assert (elsewhere.is_aligned, flags(elsewhere)) == (None, [])
