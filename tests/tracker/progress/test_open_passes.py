"""A gate that was passed with something missing: the sequence goes on, but nothing is earned and nothing is green."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.progress.builders import (
    accepted,
    make_baseline,
    make_facts,
    make_gates,
    make_item,
    make_open_pass,
    on,
)
from tracker.progress.changes import explain, method_changes
from tracker.progress.drivers import list_drivers
from tracker.progress.facts import OpenPass, ProgramFacts
from tracker.progress.reckon import reckon
from tracker.progress.record import Record
from tracker.progress.results import ProgramProgress, Status

PLAN = {"G0": 20, "map": 18, "G1": 40, "G2": 60, "G3": 80}


def facts_of(*passes: OpenPass, g0_accepted: int | None = None, map_accepted: int | None = None) -> ProgramFacts:
    """Gates G0 to G3 and an item of G0; ``passes`` are those of G0."""
    made = make_gates(("G0", "G1", "G2", "G3"), **({"G0": accepted(g0_accepted)} if g0_accepted else {}))
    item = make_item("map", gate="G0", acceptances=accepted(map_accepted) if map_accepted else ())
    gates = (replace(made["gates"][0], open_passes=passes), *made["gates"][1:])
    return make_facts(items=(*made["items"], item), gates=gates, baselines=(make_baseline(PLAN),))


def progress_on(facts: ProgramFacts, day: int) -> ProgramProgress:
    """Everything that is said of a day."""
    return reckon(facts, on(day))


def earned(facts: ProgramFacts, day: int) -> float | None:
    """Earned weight on the way to day 90."""
    original = progress_on(facts, day).horizons[0].original
    assert original is not None
    return original.earned_value.value


def test_the_sequence_goes_on_and_the_gate_says_what_is_open() -> None:
    sequence = progress_on(facts_of(make_open_pass(6)), 10).sequence
    gate = sequence.gates[0]

    assert sequence.current_gate == "G1"
    assert (gate.state, gate.passed_on, gate.days_overdue) == ("passed", on(6), 0)
    assert (gate.open_count, gate.needed_count) == (2, 6)


@pytest.mark.parametrize(("day", "weight"), [(10, 0), (29, 1), (30, 2)])
def test_it_earns_from_the_day_on_which_nothing_is_open(day: int, weight: float) -> None:
    facts = facts_of(make_open_pass(6, 30), g0_accepted=30, map_accepted=25)

    assert earned(facts, day) == weight


def test_a_gate_passed_early_with_open_items_is_not_ahead_of_plan() -> None:
    whole = progress_on(facts_of(g0_accepted=6, map_accepted=6), 10)
    in_part = progress_on(facts_of(make_open_pass(6)), 10)

    assert "ahead of plan" in whole.headline
    assert "ahead of plan" not in in_part.headline


def test_the_headline_says_what_is_open() -> None:
    headline = progress_on(facts_of(make_open_pass(6)), 10).headline

    assert "G0 passed with 2 of 6 things it needs open" in headline
    assert "Delivery amber" in headline


def test_delivery_is_not_green_on_it_and_says_why() -> None:
    gates = progress_on(facts_of(make_open_pass(6)), 10).delivery.indicators[1]

    assert gates.status is Status.AMBER
    assert gates.sentence == "Gate G0 Name of G0 is passed with 2 of 6 things it needs open."


def test_a_gate_that_is_late_goes_before_one_that_is_passed_in_part() -> None:
    gates = progress_on(facts_of(make_open_pass(6)), 60).delivery.indicators[1]

    assert gates.status is Status.RED
    assert "Gate G1 Name of G1 is 20 days overdue; gate G0" in gates.sentence


def test_delivery_is_green_two_weeks_after_it_was_closed() -> None:
    facts = facts_of(make_open_pass(6, 12), g0_accepted=12, map_accepted=11)

    colors = [progress_on(facts, day).delivery.status for day in (6, 12, 25, 26)]

    assert colors == [Status.AMBER, Status.AMBER, Status.AMBER, Status.GREEN]


def test_it_stands_as_passed_since_the_first_decision() -> None:
    facts = facts_of(make_open_pass(6, 30), g0_accepted=30)

    gate = progress_on(facts, 35).sequence.gates[0]

    assert (gate.passed_on, gate.complete_on, gate.open_count) == (on(6), on(30), 0)


@pytest.mark.parametrize("open_pass", [True, False], ids=["still open", "whole at once"])
def test_a_gate_is_complete_later_only_when_it_was_passed_with_something_missing(open_pass: bool) -> None:
    facts = facts_of(make_open_pass(6)) if open_pass else facts_of(g0_accepted=6)

    gate = progress_on(facts, 10).sequence.gates[0]

    assert (gate.passed_on, gate.complete_on) == (on(6), None)


def test_a_gate_sent_back_is_open_again() -> None:
    assert progress_on(facts_of(make_open_pass(6, 12)), 12).sequence.current_gate == "G0"


def test_work_for_the_next_gate_is_in_order_after_it() -> None:
    facts = facts_of(make_open_pass(6))
    ahead = make_item("ahead", gate="G1", acceptances=accepted(9))

    assert not progress_on(replace(facts, items=(*facts.items, ahead)), 10).sequence.out_of_order


def test_the_next_gate_does_not_wait_for_a_gate_that_was_passed_in_part() -> None:
    facts = facts_of(make_open_pass(6))
    after = replace(facts.items[1], predecessors=("G0",))

    gates = progress_on(replace(facts, items=(facts.items[0], after, *facts.items[2:])), 10).sequence.gates

    assert gates[1].missing_names == ()


def test_the_open_gate_is_late_in_the_list_and_counts_as_begun() -> None:
    late = progress_on(facts_of(make_open_pass(6)), 30).horizons[0].late

    assert [(each.uid, each.started) for each in late] == [("map", False), ("G0", True)]


def told(before: ProgramFacts, after: ProgramFacts) -> list[str]:
    """Why day 35 of the second differs from day 35 of the first."""
    old, new = (list_drivers(Record.of(facts), on(35)) for facts in (before, after))
    return [change.sentence for change in explain(old, new)]


def test_why_it_changed_tells_the_open_pass_and_its_end() -> None:
    none, in_part = facts_of(), facts_of(make_open_pass(6))
    whole = facts_of(make_open_pass(6, 30), g0_accepted=30)

    passed = "Decision of G0 was passed on 8 March 2026 with 2 of 6 things it needs open"
    assert told(none, in_part) == [f"{passed}: it earns nothing until they are there."]
    assert told(in_part, whole) == ["Decision of G0 has nothing open since 1 April 2026: it earns now."]
    assert told(in_part, none) == ["Decision of G0 no longer counts as passed."]


def test_why_it_changed_tells_another_method() -> None:
    (change,) = method_changes("3", "4")

    assert change.kind == "method"
    assert change.sentence.startswith("Method version 4: a gate passed with something missing")
    assert method_changes("4", "4") == ()
    assert [each.uid for each in method_changes("2", "4")] == ["3", "4"]
