"""Gates as dated states, and what ran ahead of an open gate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.progress.builders import (
    accepted,
    forecasts,
    make_baseline,
    make_facts,
    make_gates,
    make_item,
    make_single,
    on,
)
from tracker.progress.facts import ProgramFacts
from tracker.progress.numbers import State
from tracker.progress.reckon import reckon, reckon_record
from tracker.progress.record import Record
from tracker.progress.results import GateProgress

PLAN = {"G0": 10, "G1": 20, "G2": 40, "G3": 70, "GR": 110, "G4": 150, "G5": 200}


def gates_on(facts: ProgramFacts, day: int) -> dict[str, GateProgress]:
    """Gates by code as of a day."""
    return {gate.code: gate for gate in reckon(facts, on(day)).sequence.gates}


def test_gates_stand_in_the_order_of_the_sequence() -> None:
    mixed = make_gates(("G5", "GR", "G4", "G0", "G3", "G2", "G1"))

    assert list(gates_on(make_facts(**mixed), 1)) == ["G0", "G1", "G2", "G3", "GR", "G4", "G5"]


def test_a_gate_is_passed_overdue_next_or_open() -> None:
    facts = make_facts(**make_gates(G0=accepted(12)), baselines=(make_baseline(PLAN),))

    gates = gates_on(facts, 15)
    later = gates_on(facts, 50)

    assert [gate.state for gate in gates.values()][:4] == ["passed", "next", "open", "open"]
    assert [(gate.state, gate.days_overdue) for gate in later.values()][:4] == [
        ("passed", 0),
        ("overdue", 30),
        ("overdue", 10),
        ("open", 0),
    ]
    assert reckon(facts, on(50)).sequence.current_gate == "G1"


@pytest.mark.parametrize(("day", "days"), [(20, 0), (21, 1), (35, 15)])
def test_a_gate_is_overdue_from_the_day_after_its_planned_day(day: int, days: int) -> None:
    facts = make_facts(**make_gates(G0=accepted(9)), baselines=(make_baseline(PLAN),))

    assert gates_on(facts, day)["G1"].days_overdue == days


def test_an_unplanned_gate_is_never_overdue() -> None:
    gate = gates_on(make_facts(**make_gates()), 300)["G0"]

    assert (gate.state, gate.planned_on, gate.days_overdue) == ("next", None, None)


def test_overdue_is_measured_against_the_original_plan() -> None:
    baselines = (make_baseline(PLAN), make_baseline({**PLAN, "G0": 60}, number=2, locked=15))
    facts = make_facts(**make_gates(), baselines=baselines)

    gate = gates_on(facts, 30)["G0"]

    assert (gate.planned_on, gate.current_planned_on, gate.days_overdue) == (on(10), on(60), 20)


def test_a_gate_names_the_open_items_it_needs_in_planned_order() -> None:
    gates = make_gates(G0=accepted(9))
    items = (
        *gates["items"],
        make_item("second", gate="G1", predecessors=("first", "done")),
        make_item("first", gate=""),
        make_item("done", gate="", acceptances=accepted(5)),
        make_item("dropped", gate="G1", removed_on=on(8)),
        make_item("culture", gate="G1", dimension="cultural"),
    )
    plan = {**PLAN, "first": 12, "second": 18, "done": 5, "dropped": 9, "culture": 9}
    facts = make_facts(items=items, gates=gates["gates"], baselines=(make_baseline(plan),))

    assert gates_on(facts, 15)["G1"].missing == ("first", "second")
    assert gates_on(facts, 15)["G0"].missing == ()


def test_what_a_gate_misses_stands_in_the_planned_order_of_its_day() -> None:
    gates = make_gates(("G1",))
    items = (*gates["items"], *(make_item(uid, gate="G1") for uid in ("a", "b", "c", "d")))
    newest = make_baseline({"G1": 40, "b": 30, "a": 20, "d": 5, "c": 6}, number=2, locked=12)
    baselines = (make_baseline({"G1": 40, "b": 10, "a": 20}), newest)
    record = Record.of(make_facts(items=items, gates=gates["gates"], baselines=baselines))

    before, after = (reckon_record(record, on(day)).sequence.gates[0].missing for day in (11, 15))

    assert (before, after) == (("b", "a", "c", "d"), ("d", "c", "b", "a"))


def test_the_forecast_of_an_open_gate_is_shown() -> None:
    gates = make_gates()
    stated = replace(gates["items"][0], forecasts=forecasts((3, 15), (8, 18)))
    facts = make_facts(items=(stated, *gates["items"][1:]), gates=gates["gates"])

    assert [gates_on(facts, day)["G0"].forecast_on for day in (2, 5, 9)] == [None, on(15), on(18)]


def test_a_gate_passed_while_an_earlier_one_was_open_is_out_of_order_for_good() -> None:
    facts = make_facts(**make_gates(G0=accepted(9), G1=accepted(30), G2=accepted(25)))

    gates = gates_on(facts, 40)

    assert [code for code, gate in gates.items() if gate.out_of_order] == ["G2"]


def test_gates_passed_on_the_same_day_are_in_order() -> None:
    facts = make_facts(**make_gates(G0=accepted(9), G1=accepted(9)))

    assert not any(gate.out_of_order for gate in gates_on(facts, 10).values())


def test_work_accepted_ahead_of_an_open_gate_is_listed_with_the_first_open_gate() -> None:
    gates = make_gates(G0=accepted(9))
    items = (
        *gates["items"],
        make_item("ahead", gate="G3", acceptances=accepted(20)),
        make_item("early", gate="G1", acceptances=accepted(5)),
        make_item("in-order", gate="G1", acceptances=accepted(9)),
        make_item("culture", gate="G3", dimension="cultural", acceptances=accepted(4)),
    )
    facts = make_facts(items=items, gates=gates["gates"])

    found = reckon(facts, on(30)).sequence.out_of_order

    assert [(each.uid, each.gate, each.open_gate) for each in found] == [("early", "G1", "G0"), ("ahead", "G3", "G1")]


def test_a_gate_whose_acceptance_was_taken_back_is_open_again() -> None:
    facts = make_facts(**make_gates(G0=accepted(9, revoked=20)), baselines=(make_baseline(PLAN),))

    assert [gates_on(facts, day)["G0"].state for day in (9, 19, 20)] == ["passed", "passed", "overdue"]


def test_when_every_gate_is_passed_none_is_current() -> None:
    facts = make_facts(**make_gates(("G0", "G1"), G0=accepted(3), G1=accepted(4)))

    assert reckon(facts, on(5)).sequence.current_gate == ""


@pytest.mark.parametrize(
    ("facts", "state"),
    [(make_single((0, 90)), State.NOT_APPLICABLE), (make_facts(), State.INSUFFICIENT_DATA)],
    ids=["no sequence", "no gates yet"],
)
def test_without_gates_it_says_why(facts: ProgramFacts, state: State) -> None:
    sequence = reckon(facts, on(5)).sequence

    assert (sequence.state, sequence.gates, bool(sequence.reason)) == (state, (), True)
