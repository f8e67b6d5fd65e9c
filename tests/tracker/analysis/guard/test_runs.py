from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tracker.analysis.guard.builders import (
    CALM,
    World,
    gate,
    make_cycles,
    make_flow,
    make_locked,
    make_plan,
    make_run,
    make_running,
    on,
)
from tests.tracker.analysis.metrics.builders import make_readings
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.guard.begun import first_changes
from tracker.analysis.guard.results import GuardMissing, GuardStanding

OPEN = make_plan(passed=())
BARELY = (1, -1, 2, -2, 1, -1, 1, 0, -1, 1)


def lacks(world: World, code: str, day: int = 200) -> list[GuardMissing]:
    return list(gate(world.analyze(day), code).missing)


def test_a_signal_is_seen_when_its_week_is_over() -> None:
    world = World(plan=OPEN, pilots=(make_running(started_on=on(63)),))

    assert gate(world.analyze(69), "GR").standing is GuardStanding.MISSING
    assert gate(world.analyze(70), "GR").since == on(70)


def test_what_was_better_before_anything_changed_is_no_result() -> None:
    early = make_readings((2, 2, 2, *CALM, *CALM))

    world = World(readings=early, pilots=(make_running(*BARELY),), plan=OPEN)

    assert gate(world.analyze(), "GR").standing is GuardStanding.MISSING


@pytest.mark.parametrize(("started", "expected"), [(63, 70), (64, None), (56, 70)], ids=["Monday", "Tuesday", "before"])
def test_a_signal_counts_when_it_came_after_the_change(started: int, expected: int | None) -> None:
    """The first of better weeks begins on day 63 and they go on: a change within that week did not bring them."""
    lasting = make_readings((*CALM, 2, 2, 2, 2, 2))
    run = make_running(*BARELY, started_on=on(started))

    found = gate(
        World(readings=lasting, pilots=(run,), cycles=make_cycles(changed=None), rights=(), plan=OPEN).analyze(), "GR"
    )

    assert found.since == (None if expected is None else on(expected))


def test_what_is_missing_says_that_it_was_better_before() -> None:
    early = make_readings((2, 2, 2, *CALM, *CALM))

    (signal, _) = lacks(World(readings=early, pilots=(make_running(*BARELY),), plan=OPEN), "GR")

    assert signal.words == (
        "Stock shows no firm improvement that began after the change: what was better before is no result of it."
    )


def test_the_day_of_a_flow_is_the_first_run_or_structural_change() -> None:
    facts = World(pilots=(make_running(started_on=on(80)),)).facts()

    found = first_changes(facts, as_of=on(200))

    assert (found.first_flow, found.of("Pumps"), found.of(None)) == ("Pumps", on(66), on(66))
    assert first_changes(facts, as_of=on(65)).of("Pumps") is None


def test_without_a_flow_whatever_changed_counts_for_the_whole_program() -> None:
    facts = replace(World().facts(), flows=())

    assert first_changes(facts, as_of=on(200)).of(None) == on(63)
    assert first_changes(replace(facts, pilots=()), as_of=on(60)).of(None) is None


def test_a_signal_to_the_worse_and_one_to_watch_are_no_result() -> None:
    worse = World(readings=make_readings((*CALM, 20, 21)), pilots=(make_running(*BARELY),), plan=OPEN)

    (signal, run) = lacks(worse, "GR")

    assert signal.words == "Stock shows no firm improvement on its locked baseline yet."
    assert (signal.who, signal.first_on) == ("Procurement and Operations", on(203))
    assert run.words == "Weekly plan is not settled as better yet."


def test_a_run_that_is_settled_as_better_is_a_result_without_a_signal() -> None:
    world = World(readings=make_readings(CALM), plan=OPEN)

    found = gate(world.analyze(), "GR")

    assert found.evidence.startswith("Weekly plan: the new way is surely better since")
    assert (found.since or on(0)) > on(63)


def test_a_metric_of_the_whole_organization_speaks_for_the_first_flow_alone() -> None:
    whole = make_locked(flow_uid=None)
    readings = tuple(replace(each, flow_uid=None) for each in World().readings)
    flows = (make_flow(), make_flow("Valves", position=2))
    run = make_running(*BARELY)
    both = (run, make_running(*BARELY, uid="second", name="Second", flow="Valves", started_on=on(100)))

    found = World(flows=flows, metrics=(whole,), readings=readings, pilots=both).analyze()
    third = World(
        flows=(*flows, make_flow("Seals", position=3, state="pilot")), metrics=(whole,), readings=readings, pilots=both
    ).analyze()

    assert gate(found, "GR").standing is GuardStanding.PASSED
    assert any(each.flow == "Seals" and each.gate == "GR" for each in third.violations)


def test_nothing_locked_and_nothing_running_has_no_first_day() -> None:
    (lack,) = lacks(World(metrics=(), pilots=(), plan=OPEN), "GR")

    assert lack.first_on is None


@pytest.mark.parametrize(
    ("pilots", "words"),
    [
        ((), "No parallel run of Pumps is drafted."),
        ((make_running(locked_on=None, started_on=None),), "Weekly plan has no locked protocol yet."),
        ((make_running(started_on=None),), "Weekly plan has not started."),
    ],
    ids=["none", "drafted", "locked"],
)
def test_the_start_says_how_far_the_run_is(pilots: tuple[PilotFact, ...], words: str) -> None:
    (lack,) = lacks(World(pilots=pilots, plan=OPEN), "G3")

    assert (lack.words, lack.first_on) == (words, on(200))


def test_a_run_decided_against_its_rule_does_not_pass() -> None:
    (lack,) = lacks(World(pilots=(make_run(*BARELY),)), "G4")

    assert lack.words.startswith("Weekly plan was decided (cut over), but not as its rule allowed on that day: ")
    assert (lack.who, lack.first_on) == ("the steering committee", None)


def test_a_run_that_can_be_decided_waits_for_the_committee() -> None:
    (lack,) = lacks(World(pilots=(make_running(),), plan=OPEN), "G4")

    assert lack.words.startswith("Weekly plan can be decided by its rule: ")
    assert (lack.who, lack.first_on) == ("the steering committee", on(200))


def test_a_run_that_goes_on_says_the_first_day_of_a_verdict() -> None:
    world = World(pilots=(make_running(10, 11, 9),), plan=OPEN)

    (lack,) = lacks(world, "G4", day=85)

    assert lack.words == "Weekly plan is not settled by its rule yet."
    assert lack.first_on == on(63 + 8 * 7)


def test_a_run_that_was_replaced_decides_nothing() -> None:
    stopped = make_run(
        *(-9, -10, -11, -9, -10, -9, -10, -11), outcome="stopped", cut_over_on=None, legacy_retired_on=None
    )
    second = make_running(uid="second", name="Second", follows="pilot", started_on=on(155))

    alone = World(pilots=(stopped,)).analyze()
    replaced = World(pilots=(stopped, second)).analyze()

    assert (gate(alone, "G4").standing, gate(alone, "G5").standing) == (GuardStanding.PASSED, GuardStanding.PASSED)
    assert (gate(replaced, "G4").standing, gate(replaced, "G5").standing) == (GuardStanding.ON_PAPER,) * 2


@pytest.mark.parametrize(
    ("given", "lack"),
    [
        ({"cut_over_on": None, "legacy_retired_on": None}, "it is not cut over"),
        ({"legacy_retired_on": None}, "the old way is not retired"),
        ({"legacy_retired_on": on(201)}, "the old way is not retired"),
    ],
    ids=["not cut over", "not retired", "retired tomorrow"],
)
def test_a_cut_over_ends_with_the_old_way(given: dict[str, Any], lack: str) -> None:
    (found,) = lacks(World(pilots=(make_run(**given),)), "G5")

    assert found.words == f"Weekly plan was decided for the new way, but {lack} yet."


def test_a_run_without_a_verdict_is_no_stop_on_record() -> None:
    ended = make_run(outcome="inconclusive", cut_over_on=None, legacy_retired_on=None)

    assert lacks(World(pilots=(ended,)), "G5")[0].words.startswith("Pumps is neither cut over")
