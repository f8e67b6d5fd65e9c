"""All single changes of a chain by the days that they save."""

from __future__ import annotations

import pytest

from tests.tracker.analysis.latency.builders import LADDER, MONDAY, Length, make_facts, make_stage, steps_of
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.latency.model import Ground
from tracker.analysis.latency.ranking import MOST_CANDIDATES, savings
from tracker.analysis.latency.results import ChangeSaving


def ranked(facts: PlanningFacts) -> list[ChangeSaving]:
    return list(savings(steps_of(facts), Ground.of(facts.calendars, MONDAY)))


def told(saving: ChangeSaving) -> tuple[str, str, float]:
    return saving.kind, saving.name, round(saving.saved_days, 1)


def test_the_single_changes_of_the_ladder() -> None:
    assert [told(each) for each in ranked(make_facts(*LADDER))] == [
        ("one_session", "stage 0 + stage 1 + stage 2", 20.0),
        ("session", "stage 0 + stage 1", 18.0),
        ("weekly", "stage 0", 10.5),
        ("follow", "stage 1", 3.5),
        ("session", "stage 1 + stage 2", 2.0),
        ("follow", "stage 2", 0.5),
    ]


def test_a_rhythm_too_short_for_the_work_of_one_run_is_not_offered() -> None:
    found = ranked(make_facts((28, 28), (8, "0.5"), (0, 0)))

    assert [each.name for each in found if each.kind == "weekly"] == ["stage 1"]
    assert [each.name for each in found if each.kind == "daily"] == ["stage 1"]


@pytest.mark.parametrize("runs", [(0, 3, 0), (0, None, 0), None], ids=["known", "mixed", "unknown"])
def test_what_is_saved_is_the_difference_of_the_means(runs: tuple[Length | None, ...] | None) -> None:
    found = ranked(make_facts(*LADDER, runs=runs))

    sums = {round(each.saved_days + each.mean_days, 6) for each in found}
    assert len(sums) == 1
    assert [each.saved_days for each in found] == sorted((each.saved_days for each in found), reverse=True)


def test_a_cycle_of_two_stages_changes_at_both_and_follows_neither() -> None:
    facts = make_facts((28, 7, 28), (3, 1, 3), (0, 0, 0))
    back = make_stage(2, function="function 0")

    found = ranked(PlanningFacts(stages=(*facts.stages[:2], back), cycles=facts.cycles[:2], calendars=()))

    weekly = next(each for each in found if each.kind == "weekly")
    assert (weekly.stages, weekly.cycle) == (("flow-0", "flow-2"), "cycle 0")
    assert [each.name for each in found if each.kind == "follow"] == ["stage 1"]


def test_continuous_planning_leaves_nothing_to_change_but_sessions() -> None:
    found = ranked(make_facts((0, 0, 0), (1, 2, 1), (0, 0, 0)))

    assert {each.kind for each in found} == {"session"}
    assert found[0].saved_days == pytest.approx(1.0)


def test_of_a_very_long_chain_only_the_costliest_stages_are_tried() -> None:
    periods = [28 if number == 20 else 2 for number in range(40)]

    found = ranked(make_facts(periods, [1] * 40, [0] * 40))

    assert len(found) == MOST_CANDIDATES
    assert ("weekly", "stage 20", 10.5) in [told(each) for each in found]
