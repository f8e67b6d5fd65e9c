"""The gate path in draws: merge bias to the digit, chains, work in progress, and what would move the finish."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.progress.forecast.graph import Graph, Node
from tracker.progress.forecast.simulation import order, simulate
from tracker.progress.forecast.slips import SlipPool, bound_of_next, slip_pool, slip_ratio

FIVE = (0.8, 1.0, 1.0, 1.2, 1.5)
SE = 0.005


def node(uid: str, days: float, *before: str, **given: Any) -> Node:
    """A node planned from day 0 for ``days``, or after what it waits for when that is given."""
    values: dict[str, Any] = {"stage": "pilot", "rank": int(uid[1:]), "started": None, "finished": None}
    values |= {"planned_from": 0.0} | given
    return Node(uid=uid, predecessors=before, planned_to=values["planned_from"] + days, **values)


def graph(*nodes: Node, now: float = 0) -> Graph:
    """The nodes as a graph."""
    return Graph(now=now, nodes={each.uid: each for each in nodes})


def pool(*ratios: float) -> SlipPool:
    """So many of each ratio that they suffice."""
    return SlipPool(by_stage={}, every=sorted(ratios * 4))


def share(found: Graph, limit: float, uid: str, *ratios: float) -> float:
    """How often ``uid`` is done by a day."""
    last = simulate(found, pool(*ratios)).last_of([uid])
    assert last is not None
    return float(np.mean(last <= limit + 0.01))


def merging() -> Graph:
    """Three items side by side, all needed by one gate that is planned with them."""
    items = [node(f"a{rank}", 10) for rank in (1, 2, 3)]
    return graph(*items, node("g4", 0, "a1", "a2", "a3", planned_from=10))


def test_a_gate_is_as_late_as_the_last_of_what_it_needs() -> None:
    assert share(merging(), 12, "g4", *FIVE) == pytest.approx(0.512, abs=2 * SE)
    assert share(merging(), 10, "g4", *FIVE) == pytest.approx(0.216, abs=2 * SE)


def test_merging_paths_finish_later_in_the_mean_than_each_of_them() -> None:
    simulation = simulate(merging(), pool(*FIVE))

    gate, item = simulation.last_of(["g4"]), simulation.last_of(["a1"])

    assert gate is not None
    assert item is not None
    assert gate.mean() / 10 == pytest.approx(1.3016, abs=0.006)
    assert item.mean() / 10 == pytest.approx(1.10, abs=0.002)


def test_one_item_has_the_exact_shares_of_its_past() -> None:
    assert share(graph(node("a1", 10)), 10, "a1", *FIVE) == pytest.approx(0.6, abs=0.001)


def test_a_chain_adds_up() -> None:
    chain = graph(node("a1", 10), node("a2", 10, "a1", planned_from=10))

    # Both at 0.8 or 1.0 (nine of twenty-five), or one at 0.8 and the other at 1.2 (two of twenty-five).
    assert share(chain, 20, "a2", *FIVE) == pytest.approx(11 / 25, abs=2 * SE)


def test_work_in_progress_has_outlived_the_quicker_ways() -> None:
    begun = graph(node("a1", 10, started=0.0), now=11)

    assert share(begun, 12, "a1", *FIVE) == pytest.approx(0.5, abs=0.001)


def test_work_that_outlived_its_whole_past_takes_the_median_once_more() -> None:
    last = simulate(graph(node("a1", 10, started=0.0), now=16), pool(*FIVE)).last_of(["a1"])

    assert last is not None
    assert set(last.tolist()) == {26.0}


def test_what_is_done_stands_where_it_was_done() -> None:
    chain = graph(node("a1", 10, finished=14.0), node("a2", 10, "a1", planned_from=10), now=14)

    assert simulate(chain, pool(1.0)).last_of(["a1"]) is None
    assert share(chain, 24, "a2", 1.0) == 1


def test_begun_before_what_it_waits_for_it_ends_no_earlier() -> None:
    early = graph(node("a1", 10), node("a2", 2, "a1", planned_from=10, started=1.0), now=1)
    last = simulate(early, pool(1.0)).last_of(["a2"])

    assert last is not None
    assert set(last.tolist()) == {10.0}


def test_a_gate_that_waits_for_its_decision_alone_may_come_today() -> None:
    waiting = graph(node("a1", 10, finished=9.0), node("g2", 0, "a1", planned_from=10), now=12)

    assert share(waiting, 12, "g2", *FIVE) == 1


def test_on_plan_an_item_moves_all_that_comes_after_it_and_nothing_else() -> None:
    links = (("a1",), ("a2", "a1"), ("a3", "a2"))
    chain = [node(uid, 10, *before, planned_from=10.0 * len(before)) for uid, *before in links]
    drawn = simulate(graph(*chain, node("a4", 10)), pool(1.5))

    better = drawn.on_plan("a1")

    assert [float(drawn.finishes[uid].mean()) for uid in ("a1", "a2", "a3", "a4")] == [15, 30, 45, 15]
    assert [float(better.finishes[uid].mean()) for uid in ("a1", "a2", "a3", "a4")] == [10, 25, 40, 15]


def test_on_plan_an_item_takes_its_planned_time() -> None:
    last = simulate(graph(node("a1", 10)), pool(*FIVE)).on_plan("a1").last_of(["a1"])

    assert last is not None
    assert set(last.tolist()) == {10.0}


def test_the_same_record_gives_the_same_draws() -> None:
    first, second = (simulate(merging(), pool(*FIVE)).finishes for _ in range(2))

    assert all(np.array_equal(first[uid], second[uid]) for uid in first)
    assert not np.array_equal(order(7), order(8))


@given(st.lists(st.floats(0.2, 3), min_size=5, max_size=9), st.floats(1, 60))
def test_waiting_for_more_is_never_sooner(ratios: list[float], limit: float) -> None:
    alone = graph(node("a1", 20))
    with_other = graph(node("a1", 20), node("a2", 15), node("g3", 0, "a1", "a2", planned_from=20))

    assert share(with_other, limit, "g3", *ratios) <= share(alone, limit, "a1", *ratios) + 1e-9


@pytest.mark.parametrize(
    ("made", "ratio"),
    [
        (node("a1", 10, finished=12.0), 1.2),
        (node("a1", 10, started=4.0, finished=12.0), 0.8),
        (node("a1", 10), None),
        (node("a1", 0, finished=12.0), None),
    ],
    ids=["since the start", "since its own start", "open", "without a planned length"],
)
def test_a_slip_ratio(made: Node, ratio: float | None) -> None:
    assert slip_ratio(made, {"a1": made}) == ratio


def test_done_before_what_it_waits_for_an_item_has_no_duration() -> None:
    first, second = node("a1", 10), node("a2", 5, "a1", planned_from=10, finished=3.0)

    assert slip_ratio(second, {"a1": first, "a2": second}) is None
    assert slip_ratio(second, {"a1": node("a1", 10, finished=8.0), "a2": second}) is None


def test_a_stage_with_too_few_done_borrows_from_all() -> None:
    done = [node(f"a{rank}", 10, finished=10.0, stage="pilot" if rank < 19 else "metrics") for rank in range(40)]
    found = slip_pool(graph(*done))

    assert found.suffices
    assert (len(found.of("pilot")), len(found.of("metrics"))) == (40, 21)
    assert not slip_pool(graph(*done[:19])).suffices


@pytest.mark.parametrize(("n", "chance", "place"), [(19, 0.9, 18), (9, 0.9, 9), (8, 0.9, None), (1, 0.5, 1)])
def test_the_bound_of_a_new_item_by_rank(n: int, chance: float, place: int | None) -> None:
    assert bound_of_next(range(1, n + 1), chance) == place
