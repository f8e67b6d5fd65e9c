"""The reference values of METHODS 5, and the two cases of the article that it comes from."""

from __future__ import annotations

import pytest

from tests.tracker.analysis.rights.builders import analyze, flags, judge, make_facts, make_limit, make_right
from tracker.analysis.rights.results import RightFlag, RightScope
from tracker.progress.numbers import State

THREE = (
    make_right("d1", times="20", by=["Procurement"], flow="Pumps"),
    make_right("d2", times="10", by=["Supply chain"], flow="Pumps"),
    make_right("d3", times="5", commits=["Assembly"], by=["Sales"], flow="Valves"),
)
LIMITS = (make_limit(Castings=0.9, Assembly=0.1), make_limit("Valves", Assembly=0.6, Castings=0.4))


def test_the_reference_decisions_are_aligned_by_60_percent_of_their_exposure() -> None:
    alignment = analyze(make_facts(*THREE), *LIMITS).alignment

    assert [alignment.exposure, alignment.aligned_exposure] == pytest.approx([30, 18])
    assert [alignment.by_exposure.value, alignment.by_count.value] == pytest.approx([0.60, 1 / 3])
    assert (alignment.by_exposure.n, alignment.by_count.n) == (3, 3)
    assert (alignment.by_exposure.state, alignment.by_exposure.interval) == (State.VALUE, None)


def test_the_reference_decisions_have_their_flags() -> None:
    found = {each.uid: each for each in analyze(make_facts(*THREE), *LIMITS).verdicts}

    assert [found[uid].is_aligned for uid in ("d1", "d2", "d3")] == [True, False, False]
    assert [flags(found[uid]) for uid in ("d1", "d2")] == [[], [RightFlag.HIERARCHY]]
    assert flags(found["d3"]) == [RightFlag.MISPLACED, RightFlag.PROVISIONAL]
    assert [found[uid].exposure for uid in ("d1", "d2", "d3")] == pytest.approx([18, 9, 3])


@pytest.mark.parametrize(
    ("constraint", "decider", "is_aligned"),
    [
        ("Castings", "Procurement", True),
        ("Castings", "Operations", False),
        ("Castings", "Board", False),
        ("Assembly", "Operations", True),
        ("Assembly", "Sales", False),
        ("Assembly", "Board", False),
    ],
    ids=[
        "supply constrains production: procurement decides",
        "supply constrains production: operations decides",
        "supply constrains production: the highest decides",
        "capacity constrains commitment: operations decides",
        "capacity constrains commitment: sales decides",
        "capacity constrains commitment: the highest decides",
    ],
)
def test_whoever_controls_the_constraint_decides(constraint: str, decider: str, is_aligned: bool) -> None:
    right = make_right("What is made next week", commits=["Castings", "Assembly"], by=[decider])

    found = judge(right, make_limit(known={constraint: 0.85, "Freight": 0.15}))

    assert (found.is_aligned, found.scope) == (is_aligned, RightScope.FIRM)
    assert found.resource is not None
    assert found.resource.uid == constraint


def test_the_first_sentence_counts_the_wrong_hands() -> None:
    assert analyze(make_facts(*THREE), *LIMITS).sentence == (
        "2 of 3 decisions on the constraint (d2, d3: 15 of 35 times a month) are made by Supply chain and Sales, "
        "which do not control it."
    )
