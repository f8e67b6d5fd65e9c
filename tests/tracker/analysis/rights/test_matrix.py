"""Who decides by who controls."""

from __future__ import annotations

from tests.tracker.analysis.rights.builders import analyze, make_facts, make_limit, make_right, make_team
from tracker.analysis.rights.results import AuthorityMatrix

RIGHTS = (
    make_right("Mix", by=["Procurement"], times="20"),
    make_right("Rush", by=["Pump team"], times="5"),
    make_right("Lots", by=["Sales"], times="4"),
    make_right("Slot", by=["Sales", "Procurement"], times=None),
    make_right("Test", by=[]),
    make_right("Swap", by=["Mute team"]),
    make_right("Ship", commits=["Freight", "Tools"], by=["Logistics"]),
)
TEAMS = (make_team("Pump team", "Sales", "Procurement", votes=["Procurement"]), make_team("Mute team", "Sales"))


def table(matrix: AuthorityMatrix) -> dict[tuple[str, str], tuple[str, ...]]:
    """Decisions by row and column."""
    return {(each.decider, each.controller): each.rights for each in matrix.cells}


def test_decisions_in_scope_stand_once_at_what_limits_the_flow() -> None:
    matrix = analyze(make_facts(*RIGHTS, teams=TEAMS)).matrix

    assert (matrix.of, [each.name for each in matrix.controllers]) == ("binding", ["Procurement"])
    assert table(matrix) == {
        ("Procurement", "Procurement"): ("Mix", "Rush"),
        ("Sales", "Procurement"): ("Lots",),
        ("Nobody", "Procurement"): ("Test",),
        ("Several", "Procurement"): ("Slot",),
        ("A team without a deciding vote", "Procurement"): ("Swap",),
    }
    assert [each.name for each in matrix.deciders] == [
        "Procurement", "Sales", "A team without a deciding vote", "Nobody", "Several",
    ]  # fmt: skip


def test_a_cell_adds_up_the_exposure_of_its_decisions() -> None:
    matrix = analyze(make_facts(*RIGHTS, teams=TEAMS), make_limit(Castings=0.8, Freight=0.2)).matrix

    assert {each.decider: each.exposure for each in matrix.cells if each.rights != ("Test",)} == {
        "Procurement": 20.0,
        "Sales": 3.2,
        "Several": 0.0,
        "A team without a deciding vote": 8.0,
    }


def test_before_anybody_observed_every_decision_stands_at_all_that_it_commits() -> None:
    matrix = analyze(make_facts(*RIGHTS[-1:]), make_limit()).matrix

    assert matrix.of == "committed"
    assert table(matrix) == {("Logistics", "Logistics"): ("Ship",), ("Logistics", "Not named"): ("Ship",)}
