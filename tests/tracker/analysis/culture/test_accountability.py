from __future__ import annotations

from typing import Any

import pytest

from tests.tracker.analysis.culture.builders import (
    BUYERS,
    PLANNERS,
    START,
    end_of,
    make_evaluation,
    make_leader,
    make_metrics,
    month,
)
from tracker.analysis.culture.accountability import accountability_of, judged_leaders
from tracker.analysis.culture.policy import CulturePolicy
from tracker.analysis.culture.results import Accountability
from tracker.analysis.facts.metrics import Evaluation
from tracker.progress.numbers import State


def found(*evaluations: Evaluation, last: int = 9, leaders: tuple[str, ...] = (BUYERS,)) -> Accountability:
    metrics = make_metrics([make_leader(each) for each in leaders], evaluations)
    return accountability_of(judged_leaders(metrics, as_of=end_of(last), policy=CulturePolicy()))


CASES: dict[str, tuple[list[dict[str, Any]], int]] = {
    "held, at the limit": ([{}], 1),
    "held, below the limit": ([{"weight": "0.19"}], 0),
    "not held yet": ([{"completed_on": None}], 0),
    "held on a later day": ([{"completed_on": month(12)}], 0),
    "held, and a new cycle goes on": ([{}, {"first": 7, "completed_on": None}], 1),
    "held, and the new cycle has less of it": ([{}, {"first": 7, "weight": "0.1", "completed_on": None}], 0),
    "the first had less of it, the new one is not held": (
        [{"weight": "0.1"}, {"first": 7, "weight": "0.4", "completed_on": None}],
        0,
    ),
    "held, and a cycle that has not begun": ([{}, {"first": 11, "weight": "0.1", "completed_on": None}], 1),
}


@pytest.mark.parametrize(("cycles", "counted"), CASES.values(), ids=CASES)
def test_a_leader_counts_with_a_current_evaluation_that_was_held(cycles: list[dict[str, Any]], counted: int) -> None:
    assert found(*(make_evaluation(**each) for each in cycles)).counted == counted


def test_a_review_that_is_overdue_for_half_a_year_takes_the_leader_out() -> None:
    cycles = [make_evaluation(), make_evaluation(first=7, completed_on=None)]

    assert found(*cycles, last=18).counted == 1
    assert found(*cycles, last=19).counted == 0


def test_no_evaluation_at_all_is_unknown_and_not_zero() -> None:
    assert found().share.state is State.INSUFFICIENT_DATA
    assert found(leaders=()).share.reason == "no function has a lead yet"


def test_a_leader_without_an_evaluation_does_not_count_and_is_told() -> None:
    shared = found(make_evaluation(), leaders=(BUYERS, PLANNERS))

    assert (shared.share.state, shared.share.value, shared.share.n) == (State.DEGRADED, 0.5, 2)
    assert shared.share.reason == "1 leader has no evaluation on record and does not count"


def test_somebody_who_no_longer_leads_is_not_in_it() -> None:
    metrics = make_metrics([make_leader(valid_to=end_of(2)), make_leader(PLANNERS)], [make_evaluation()])

    leaders = judged_leaders(metrics, as_of=end_of(9), policy=CulturePolicy())

    assert [(each.function, each.counts) for each in leaders] == [(PLANNERS, False)]
    assert judged_leaders(metrics, as_of=START, policy=CulturePolicy())[0].function == BUYERS
