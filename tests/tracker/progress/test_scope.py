"""What left the plan and what came into it since the first baseline."""

from __future__ import annotations

from tests.tracker.progress.builders import accepted, make_baseline, make_facts, make_item, on
from tracker.progress.facts import ProgramFacts
from tracker.progress.reckon import reckon
from tracker.progress.results import HorizonProgress

FIRST = {"a": 10, "b": 20, "c": 30}
SECOND = {"a": 10, "c": 40, "new": 35}


def day_90(facts: ProgramFacts, day: int) -> HorizonProgress:
    """The first horizon as of a day."""
    return reckon(facts, on(day)).horizons[0]


def replanned(**done: int) -> ProgramFacts:
    """Three items of which the second baseline, of day 15, drops one and adds another."""
    items = tuple(
        make_item(uid, acceptances=accepted(done[uid]) if uid in done else ()) for uid in ("a", "b", "c", "new")
    )
    weights = {"b": "3", "new": "2"}
    baselines = (make_baseline(FIRST, weights=weights), make_baseline(SECOND, number=2, locked=15, weights=weights))
    return make_facts(items=items, baselines=baselines)


def test_an_item_that_a_newer_baseline_dropped_stays_unearned_in_the_first() -> None:
    before, after = day_90(replanned(a=9), 14).original, day_90(replanned(a=9), 15).original
    assert before is not None
    assert after is not None

    assert (before.descoped, before.descoped_weight.value) == ((), 0.0)
    assert [(each.uid, each.weight, each.accepted) for each in after.descoped] == [("b", 3.0, False)]
    assert (after.descoped_weight.value, after.total_weight.value) == (3.0, 5.0)


def test_a_dropped_item_that_is_done_all_the_same_has_earned() -> None:
    original = day_90(replanned(b=18), 20).original
    assert original is not None

    assert (original.descoped, original.earned_value.value) == ((), 3.0)


def test_new_scope_counts_for_the_newest_baseline_alone() -> None:
    horizon = day_90(replanned(), 20)
    assert horizon.current is not None
    assert horizon.original is not None

    assert [(each.uid, each.weight, each.planned_on) for each in horizon.current.added] == [("new", 2.0, on(35))]
    assert horizon.current.added_weight is not None
    assert horizon.current.added_weight.value == 2.0
    assert (horizon.original.added, horizon.original.added_weight) == ((), None)


def test_an_item_that_only_moved_is_not_new() -> None:
    current = day_90(replanned(), 20).current

    assert current is not None
    assert "c" not in {each.uid for each in current.added}
