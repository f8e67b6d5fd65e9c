from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.guard.builders import (
    MOVED,
    World,
    make_authority,
    make_cycle,
    make_cycles,
    make_right,
    make_running,
    on,
)
from tracker.analysis.guard.changes import StructuralChange, structural_changes
from tracker.analysis.guard.question import Guarded, GuardFound
from tracker.analysis.guard.results import GuardStanding

OUT_OF_STEP = (*make_cycles()[:3], make_cycle("Procurement", 14, first=66))


def changes(world: World, day: int = 200) -> list[StructuralChange]:
    """Structural changes by the day."""
    return list(structural_changes(Guarded(facts=world.facts(), found=GuardFound(), as_of=on(day))))


def test_a_cycle_and_an_authority_that_changed_are_told_with_their_days() -> None:
    cycle, authority = changes(World())

    assert (cycle.on, cycle.words) == (
        on(66),
        "the planning cycle “Orders” of Procurement changed from every 28 days to every 7 days",
    )
    assert (authority.on, authority.words) == (on(70), "authority over “Mix” moved from Operations to Procurement")
    assert (cycle.is_in_step, authority.is_in_step) == (True, True)


def test_what_lies_ahead_or_before_day_0_is_no_change_of_the_program() -> None:
    assert changes(World(), day=65) == []
    assert [each.on for each in changes(World(cycles=make_cycles(changed=-5)))] == [on(70)]


def test_a_first_cycle_and_a_first_authority_are_recorded_and_not_changed() -> None:
    world = World(
        cycles=(make_cycle("Planning", 7, first=10), make_cycle("Procurement", 7, first=20)),
        rights=(make_right(make_authority("Operations", first=15)),),
    )

    assert changes(world) == []


def test_a_cycle_that_follows_unchanged_is_no_change() -> None:
    again = (
        *make_cycles(changed=None)[:2],
        make_cycle("Procurement", 7, last=65),
        make_cycle("Procurement", 7, first=66),
    )

    assert [each.on for each in changes(World(cycles=again))] == [on(70)]


@pytest.mark.parametrize(
    ("days", "is_in_step"),
    [(7, True), (14, False), (0, True), (1, False)],
    ids=["weekly", "fortnight", "always", "daily"],
)
def test_a_cycle_is_synchronized_when_a_neighbor_plans_as_often(days: int, *, is_in_step: bool) -> None:
    cycles = (*make_cycles()[:3], make_cycle("Procurement", days, first=66))

    assert changes(World(cycles=cycles))[0].is_in_step is is_in_step


def test_only_neighbors_count_and_not_the_flow_as_a_whole() -> None:
    cycles = (
        make_cycle("Planning", 28, last=65),
        make_cycle("Planning", 7, first=66),
        make_cycle("Procurement", 28),
        make_cycle("Operations", 7),
    )

    (change,) = changes(World(cycles=cycles, rights=()))

    assert change.is_in_step is False


def test_a_cycle_of_no_stage_changes_nothing_here() -> None:
    elsewhere = (
        make_cycle("Procurement", 28, level="Spares", last=50),
        make_cycle("Procurement", 7, level="Spares", first=51),
    )

    assert changes(World(cycles=elsewhere, rights=())) == []


def test_an_authority_after_a_gap_has_moved_and_one_that_came_back_is_a_second_move() -> None:
    gap = make_right(make_authority("Operations", last=50), make_authority("Procurement", first=60))
    back = make_right(
        *(replace(each, valid_to=on(80)) if each.valid_to is None else each for each in MOVED),
        make_authority("Operations", first=81),
    )

    assert [each.on for each in changes(World(cycles=(), rights=(gap,)))] == [on(60)]
    assert [each.on for each in changes(World(cycles=(), rights=(back,)))] == [on(70), on(81)]


def test_a_decision_of_the_whole_program_belongs_to_the_first_flow() -> None:
    (change,) = changes(World(cycles=(), rights=(make_right(*MOVED, flow=""),)))

    assert change.flow == "Pumps"


@pytest.mark.parametrize(
    ("world", "standing"),
    [
        (World(pilots=(make_running(),), cycles=make_cycles(changed=None)), GuardStanding.PASSED),
        (World(pilots=(make_running(),), rights=(make_right(),)), GuardStanding.PASSED),
        (
            World(pilots=(make_running(),), cycles=make_cycles(changed=None), rights=(make_right(),)),
            GuardStanding.ON_PAPER,
        ),
        (World(cycles=OUT_OF_STEP, rights=(make_right(),)), GuardStanding.ON_PAPER),
        (World(pilots=()), GuardStanding.ON_PAPER),
        (World(pilots=(make_running(started_on=None),)), GuardStanding.ON_PAPER),
        (World(pilots=(make_running(flow="Valves"),)), GuardStanding.ON_PAPER),
    ],
    ids=["authority", "cycle", "no change", "out of step", "no run", "not started", "another flow"],
)
def test_a_run_needs_a_structural_change(world: World, standing: GuardStanding) -> None:
    found = world.analyze()

    assert next(each.standing for each in found.gates if each.code == "G3") is standing


def test_a_change_after_the_run_was_decided_was_not_in_it() -> None:
    late = World(cycles=make_cycles(changed=155), rights=(make_right(),)).analyze()

    (lack,) = late.gates[3].missing
    assert lack.words.endswith("no authority moved while a parallel run was under way.")
