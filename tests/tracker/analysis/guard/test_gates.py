from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from tests.tracker.analysis.guard.builders import (
    AT_PASS,
    World,
    gate,
    make_authority,
    make_cycle,
    make_cycles,
    make_flow,
    make_interface,
    make_locked,
    make_plan,
    make_right,
    make_stages,
    make_votes,
    on,
)
from tracker.analysis.facts.plan import PlanFacts
from tracker.analysis.guard.results import GuardAnalysis, GuardPage, GuardStanding
from tracker.progress.numbers import State
from tracker.progress.results import GateProgress

NO_CYCLE = "The planning cycle “Sales plan” of Planning is not on record."
NO_DECISION = "No recurring decision of Pumps is on record."


def test_a_program_that_keeps_the_order_fulfills_every_gate() -> None:
    found = World().analyze()

    assert [each.standing for each in found.gates] == [GuardStanding.PASSED] * 7
    assert found.fulfilled.value == 7
    assert found.violations == ()
    assert (found.next_gate, found.changing.value) == ("", 134)


def test_the_answer_goes_to_json_and_back() -> None:
    found = World(plan=make_plan(passed=())).analyze(45)

    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(found)), GuardAnalysis) == found


@pytest.mark.parametrize(("code", "since"), [("G0", None), ("G1", 41), ("G2", 30), ("G3", 66), ("GR", 70), ("G5", 170)])
def test_a_gate_says_since_when_the_record_fulfills_it(code: str, since: int | None) -> None:
    assert gate(World().analyze(), code).since == (None if since is None else on(since))


def test_a_program_without_a_sequence_has_no_order_to_keep() -> None:
    found = World(plan=make_plan(follows_sequence=False)).analyze()

    assert found.state is State.NOT_APPLICABLE
    assert found.gates == ()
    assert found.broken.value is None


def test_a_plan_that_was_not_reckoned_is_not_known() -> None:
    found = World(plan=PlanFacts(follows_sequence=True)).analyze()

    assert (found.state, found.fulfilled.state) == (State.INSUFFICIENT_DATA, State.INSUFFICIENT_DATA)


def test_without_a_flow_nothing_is_fulfilled_and_the_pmo_owes_it() -> None:
    found = World(flows=(), stages=(), plan=make_plan(passed=())).analyze()

    assert found.fulfilled.value == 0
    assert {each.missing[0].words for each in found.gates} == {"No process flow is on record."}


def test_a_gate_that_nobody_passed_is_fulfilled_and_not_decided() -> None:
    found = World(plan=make_plan(passed=("G0", "G1"))).analyze()

    assert gate(found, "G2").standing is GuardStanding.FULFILLED
    assert found.next_gate == "G2"


def test_a_gate_passed_without_the_record_stands_on_paper() -> None:
    found = World(metrics=()).analyze()

    assert gate(found, "G2").standing is GuardStanding.ON_PAPER
    assert gate(found, "G2").passed_on == on(AT_PASS["G2"])
    assert gate(found, "G2").missing[0].words == "Pumps has no primary shared metric."


def test_votes_that_faded_do_not_make_a_pass_a_pass_on_paper() -> None:
    split = (*make_votes(weeks=8), *(replace(each, resource_uid="Assembly") for each in make_votes(first=70, weeks=6)))
    plan = with_gates(make_plan(), lambda each: replace(each, passed_on=on(55)) if each.code == "G1" else each)

    then, never = (World(flows=(make_flow(observations=votes),), plan=plan) for votes in (split, ()))

    assert gate(then.analyze(), "G1").standing is GuardStanding.PASSED_BEFORE
    assert gate(never.analyze(), "G1").standing is GuardStanding.ON_PAPER


def test_a_gate_says_whether_the_record_held_it_on_the_day_it_was_passed() -> None:
    found = World(metrics=(make_locked(locked=50),)).analyze()

    assert (gate(found, "G2").since, gate(found, "G2").held_at_pass) == (on(50), False)
    assert gate(found, "G3").held_at_pass is True
    assert gate(found, "G0").held_at_pass is None


def with_gates(plan: PlanFacts, change: Callable[[GateProgress], GateProgress]) -> PlanFacts:
    """The plan with each of its gates changed."""
    assert plan.sequence is not None
    return replace(plan, sequence=replace(plan.sequence, gates=tuple(change(each) for each in plan.sequence.gates)))


@pytest.mark.parametrize(
    ("world", "words", "page"),
    [
        (World(stages=make_stages()[:1]), "Only one stage of Pumps is on record.", GuardPage.FLOWS),
        (
            World(stages=(replace(make_stages()[0], level=""), *make_stages()[1:])),
            "Nobody has said by which planning cycle “Planning stage” of Planning plans.",
            GuardPage.FLOWS,
        ),
        (
            World(cycles=make_cycles()[1:]),
            NO_CYCLE,
            GuardPage.CYCLES,
        ),
        (
            World(cycles=(make_cycle("Planning", 7, last=150), *make_cycles()[1:])),
            NO_CYCLE,
            GuardPage.CYCLES,
        ),
        (
            World(interfaces=(make_interface("Planning", "Procurement"),)),
            "The hand-off from Procurement to Operations is not on record.",
            GuardPage.HANDOFFS,
        ),
        (
            World(interfaces=(*World().interfaces[:1], make_interface("Procurement", "Operations", owner=""))),
            "Nobody owns the hand-off from Procurement to Operations.",
            GuardPage.INTERFACE,
        ),
        (World(rights=()), "No recurring decision of Pumps is on record.", GuardPage.DECISIONS),
        (
            World(rights=(make_right(ended_on=on(100)),)),
            "No recurring decision of Pumps is on record.",
            GuardPage.DECISIONS,
        ),
        (
            World(rights=(make_right(make_authority("Operations", last=99)),)),
            "Nobody is on record as deciding “Mix”.",
            GuardPage.RIGHT,
        ),
    ],
    ids=["stages", "level", "cycle", "cycle ended", "hand-off", "owner", "no decision", "ended", "nobody decides"],
)
def test_the_map_says_what_it_lacks_and_where(world: World, words: str, page: GuardPage) -> None:
    (lack,) = gate(world.analyze(), "G0").missing

    assert lack.words == words
    assert lack.place.page is page
    assert (lack.first_on, bool(lack.who)) == (on(200), True)


@pytest.mark.parametrize(
    "world",
    [World(stages=(replace(make_stages()[0], level=""), *make_stages()[1:])), World(cycles=make_cycles()[1:])],
    ids=["level", "cycle"],
)
def test_a_planning_cycle_is_owed_by_the_function_that_plans(world: World) -> None:
    (lack,) = gate(world.analyze(), "G0").missing

    assert lack.who == "Planning"


def test_only_the_first_flow_must_be_mapped_for_the_gate() -> None:
    found = World(flows=(make_flow(), make_flow("Valves", position=2))).analyze()

    assert gate(found, "G0").standing is GuardStanding.PASSED
    assert [(each.name, bool(each.missing)) for each in found.flows] == [("Pumps", False), ("Valves", True)]


def test_a_hand_off_of_another_flow_does_not_count() -> None:
    others = tuple(replace(each, flows=("Valves",)) for each in World().interfaces)

    assert len(gate(World(interfaces=others).analyze(), "G0").missing) == 2


def test_the_gate_of_the_constraint_says_what_the_ranking_says() -> None:
    opinions = tuple(each for each in make_votes() if each.basis == "opinion")

    lacks = gate(World(flows=(make_flow(observations=opinions),)).analyze(), "G1").missing

    assert any("No queue in front of Castings" in each.words for each in lacks)
    assert lacks[-1].who == "Procurement"


def test_planned_and_likely_days_come_from_the_plan() -> None:
    dated: dict[str, Any] = {
        "earliest_on": on(210),
        "earliest_needs": "6 readings",
        "likely_from": on(220),
        "missing": ("a", "b"),
    }
    plan = with_gates(make_plan(passed=()), lambda each: replace(each, **dated))

    found = gate(World(plan=plan).analyze(), "G4")

    assert (found.planned_on, found.earliest_on, found.likely_from) == (on(200), on(210), on(220))
    assert (found.earliest_needs, found.planned_open) == ("6 readings", 2)
