from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.guard.builders import World, broken, make_locked, make_plan, make_waiver, make_work, on
from tracker.analysis.facts.governance import Waiver
from tracker.analysis.guard.results import GuardRule, WaiverStanding
from tracker.analysis.guard.waived import WAIVER_OF

EARLY = World(metrics=(make_locked(locked=None),))


def counts(world: World, day: int = 200) -> tuple[float | None, float | None, float | None]:
    """Violations that nothing covers, those of them that stand, and those that a waiver covers."""
    found = world.analyze(day)
    return found.broken.value, found.standing.value, found.waived.value


def test_a_violation_during_a_waiver_is_waived_until_its_last_day() -> None:
    found = EARLY.but(waivers=(make_waiver(first=50, last=200),)).analyze()

    assert (found.broken.value, found.waived.value) == (0, 4)
    assert {each.waived_until for each in found.violations} == {on(200)}
    assert found.waivers[0].covers == 4


def test_a_waiver_that_ran_out_covers_nothing_that_still_stands() -> None:
    assert counts(EARLY.but(waivers=(make_waiver(first=50, last=199),))) == (4, 4, 0)


@pytest.mark.parametrize(
    "waiver",
    [
        make_waiver(first=50, last=300, gate="G1"),
        make_waiver("second_flow", first=50, last=300),
        make_waiver(first=201, last=300),
        make_waiver(first=50, last=300, revoked_on=on(200)),
    ],
    ids=["another gate", "another rule", "not yet granted", "revoked"],
)
def test_another_waiver_covers_nothing(waiver: Waiver) -> None:
    assert counts(EARLY.but(waivers=(waiver,))) == (4, 4, 0)


def test_what_was_mended_while_leave_held_stays_waived() -> None:
    late = World(metrics=(make_locked(locked=68),))

    mended = late.but(waivers=(make_waiver(first=60, last=67),)).analyze()
    too_short = late.but(waivers=(make_waiver(first=60, last=66),)).analyze()

    assert (mended.broken.value, mended.waived.value) == (0, 2)
    assert {each.waived_until for each in mended.violations} == {None}
    assert (too_short.broken.value, too_short.standing.value) == (2, 0)


def test_leave_that_is_granted_again_covers_what_still_stands() -> None:
    waivers = (make_waiver(first=50, last=100), make_waiver(first=150, last=220), make_waiver(first=160, last=210))

    found = EARLY.but(waivers=waivers).analyze()

    assert {(each.waiver, each.waived_until) for each in found.violations} == {("gate 150", on(220))}


def test_the_waiver_of_a_system_covers_the_system_and_not_the_metrics() -> None:
    world = EARLY.but(plan=make_plan(work=(make_work(),)), waivers=(make_waiver("system_go_live", first=90, last=250),))

    found = world.analyze()

    assert [each.is_waived for each in broken(found, GuardRule.SYSTEM_LAST)] == [True]
    assert not any(each.is_waived for each in broken(found, GuardRule.METRICS_FIRST))


def test_every_rule_has_a_waiver() -> None:
    assert set(WAIVER_OF) == set(GuardRule)


def test_all_waivers_are_listed_those_that_hold_first() -> None:
    waivers = (
        make_waiver(first=10, last=50),
        make_waiver("change_load", first=20, last=300),
        make_waiver("focusing_step", first=100, last=250),
        replace(make_waiver("second_flow", first=30, last=300), revoked_on=on(150)),
        make_waiver("system_go_live", first=201, last=300),
    )

    found = World(waivers=waivers).analyze().waivers

    assert [each.standing for each in found] == [
        WaiverStanding.HOLDS,
        WaiverStanding.HOLDS,
        WaiverStanding.AHEAD,
        WaiverStanding.EXPIRED,
        WaiverStanding.REVOKED,
    ]
    assert [each.rule for each in found[:2]] == ["focusing_step", "change_load"]
