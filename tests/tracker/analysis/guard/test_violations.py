from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.tracker.analysis.guard.builders import (
    World,
    broken,
    make_cycles,
    make_flow,
    make_locked,
    make_plan,
    make_right,
    make_run,
    make_running,
    make_work,
    on,
)
from tracker.analysis.facts.change_load import FunctionWeek
from tracker.analysis.facts.plan import PlannedWork
from tracker.analysis.guard.results import GuardAnalysis, GuardPage, GuardRule, GuardViolation
from tracker.progress.results import OutOfOrder

VALVES = make_flow("Valves", position=2)
BARELY = (1, -1, 2, -2, 1, -1, 1, 0, -1, 1)
UNLOCKED = make_locked(locked=None)
THIS_WEEK = on(196)


def two_flows(state: str = "mapped", **given: Any) -> World:
    """The pumps and, after them, the valves."""
    flows = (make_flow(), make_flow("Valves", position=2, state=state))
    return World(flows=flows, plan=make_plan(passed=())).but(**given)


def only(found: GuardAnalysis, rule: GuardRule) -> GuardViolation:
    """The one violation of a rule."""
    (violation,) = broken(found, rule)
    return violation


def test_every_process_change_before_the_metrics_is_told_with_its_day() -> None:
    found = broken(World(metrics=(UNLOCKED,)).analyze(), GuardRule.METRICS_FIRST)

    assert [each.on for each in found] == [on(160), on(70), on(66), on(63)]
    assert found[3].words == "Weekly plan was started on 1 June 2026, before the shared metrics of Pumps were locked."
    assert {each.mended_on for each in found} == {None}
    assert (found[3].gate, found[3].records[0].page, found[3].records[0].uid) == ("G2", GuardPage.PILOT, "pilot")


def test_metrics_locked_later_mend_it_and_the_day_stays() -> None:
    found = broken(World(metrics=(make_locked(locked=68),)).analyze(), GuardRule.METRICS_FIRST)

    assert [(each.on, each.mended_on) for each in found] == [(on(66), on(68)), (on(63), on(68))]


def test_metrics_locked_on_the_very_day_are_in_time() -> None:
    assert broken(World(metrics=(make_locked(locked=63),)).analyze(), GuardRule.METRICS_FIRST) == []


def test_what_lies_ahead_is_no_violation_yet() -> None:
    world = World(metrics=(UNLOCKED,), plan=make_plan(passed=()))

    assert world.analyze(60).violations == ()


def test_a_second_flow_waits_for_first_results() -> None:
    second = make_running(*BARELY, uid="second", flow="Valves", name="Second", started_on=on(66))

    early = two_flows(pilots=(make_run(), second)).analyze()
    late = two_flows(pilots=(make_run(), make_running(uid="second", flow="Valves", started_on=on(165)))).analyze()

    found = only(early, GuardRule.RESULTS_FIRST)
    assert found.words == "Valves was started on 4 June 2026 before Pumps showed first results."
    assert (found.on, found.mended_on) == (on(66), on(70))
    assert broken(late, GuardRule.RESULTS_FIRST) == []


def test_a_flow_that_expands_without_results_before_it_has_no_day_on_record() -> None:
    found = only(two_flows("expanding", readings=(), pilots=()).analyze(), GuardRule.RESULTS_FIRST)

    assert (found.on, found.mended_on) == (None, None)
    assert found.words == "Valves expands, on a day that is not on record, before Pumps showed first results."


def test_a_state_without_a_day_accuses_nobody_once_results_are_there() -> None:
    assert two_flows("pilot").analyze().violations == ()


def test_two_runs_at_once_are_two_flows_at_once_until_one_is_over() -> None:
    second = make_running(uid="second", flow="Valves", name="Second", started_on=on(120))

    running = only(two_flows(pilots=(make_run(), second)).analyze(155), GuardRule.ONE_FLOW)
    over = only(two_flows(pilots=(make_run(), second)).analyze(), GuardRule.ONE_FLOW)

    assert (running.on, running.mended_on) == (on(120), None)
    assert (over.on, over.mended_on) == (on(120), on(160))


def test_one_run_after_the_other_is_one_flow_at_a_time() -> None:
    second = make_running(uid="second", flow="Valves", name="Second", started_on=on(160))

    assert broken(two_flows(pilots=(make_run(), second)).analyze(), GuardRule.ONE_FLOW) == []


def test_states_count_where_no_run_says_more() -> None:
    flows = (make_flow(state="expanding"), make_flow("Valves", position=2, state="pilot"))

    found = only(World(flows=flows).analyze(), GuardRule.ONE_FLOW)

    assert found.on is None
    assert (
        found.words == "Pumps and Valves are under way at once since a day that is not on record: one flow at a time."
    )


@pytest.mark.parametrize(
    ("world", "reasons"),
    [
        (World(metrics=(UNLOCKED,)), "its shared metrics were locked"),
        (World(rights=(make_right(),)), "its authority had moved"),
        (World(metrics=(UNLOCKED,), rights=()), "its shared metrics were locked and its authority had moved"),
    ],
    ids=["metrics", "authority", "both"],
)
def test_a_system_waits_for_metrics_and_authority(world: World, reasons: str) -> None:
    found = only(world.but(plan=make_plan(work=(make_work(),))).analyze(), GuardRule.SYSTEM_LAST)

    assert found.on == on(100)
    assert found.words == (
        f"“Portal” went live on 8 July 2026 in Pumps before {reasons}: it automates the present coordination failure."
    )


@pytest.mark.parametrize(
    "work",
    [make_work(), make_work(accepted=None), make_work(accepted=10, kind="deliverable"), make_work(accepted=201)],
    ids=["in time", "not accepted", "no system", "ahead"],
)
def test_other_work_is_no_system_too_early(work: PlannedWork) -> None:
    assert broken(World(plan=make_plan(work=(work,))).analyze(), GuardRule.SYSTEM_LAST) == []


def test_authority_that_was_right_from_the_start_needs_no_move() -> None:
    right = make_right(*World().rights[0].authorities[1:])
    first = World(rights=(right,), plan=make_plan(work=(make_work(accepted=100),)))

    assert broken(first.analyze(), GuardRule.SYSTEM_LAST) == []
    assert broken(first.but(flows=(make_flow(episodes=()),)).analyze(), GuardRule.SYSTEM_LAST) != []


def test_a_system_too_early_is_mended_when_both_are_there() -> None:
    found = only(World(plan=make_plan(work=(make_work(accepted=50),))).analyze(), GuardRule.SYSTEM_LAST)

    assert (found.on, found.mended_on) == (on(50), on(70))


def test_work_ahead_of_an_open_gate_is_told_until_the_gate_is_passed() -> None:
    ahead = OutOfOrder(uid="item", name="Weekly session", gate="G3", accepted_on=on(30), open_gate="G2")

    passed = only(World(plan=make_plan(ahead=(ahead,))).analyze(), GuardRule.GATE_ORDER)
    open_still = only(World(plan=make_plan(passed=(), ahead=(ahead,))).analyze(), GuardRule.GATE_ORDER)

    assert (passed.on, passed.mended_on) == (on(30), on(40))
    assert open_still.mended_on is None
    assert open_still.words == "“Weekly session” was accepted for G3 on 29 April 2026 while G2 was open."


def load(total: int, *, week: date = THIS_WEEK) -> World:
    """A week in which operations carried so much, four of it parallel runs."""
    carried = FunctionWeek(function="Operations", week_starts_on=week, pilots=4, cut_overs=1, due=total - 5, programs=3)
    return World(more={"load": (carried,)})


def test_more_than_the_limit_in_a_week_is_told_without_names_of_programs() -> None:
    found = only(load(13).analyze(), GuardRule.CHANGE_LOAD)

    assert found.words == (
        "Operations carried 4 parallel runs, 1 cut-over and 8 milestones due in the week of 12 October 2026, "
        "in 3 programs: 13, and the limit is 12."
    )
    assert (found.on, found.mended_on) == (on(196), None)


def test_the_limit_itself_is_kept_and_a_week_that_is_over_is_mended() -> None:
    assert load(12).analyze().violations == ()
    assert only(load(13, week=on(189)).analyze(), GuardRule.CHANGE_LOAD).mended_on == on(196)
    assert load(13, week=on(196) + timedelta(weeks=1)).analyze().violations == ()


def test_violations_stand_newest_first_and_those_without_a_day_before_all() -> None:
    flows = (make_flow(state="expanding"), make_flow("Valves", position=2, state="pilot"))

    found = World(flows=flows, metrics=(UNLOCKED,), cycles=make_cycles(changed=80)).analyze().violations

    days = [each.on or date.max for each in found]
    assert days[0] == date.max
    assert days == sorted(days, reverse=True)
