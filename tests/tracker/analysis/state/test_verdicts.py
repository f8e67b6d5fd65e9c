from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tracker.analysis.culture import builders as culture
from tests.tracker.analysis.pilots import builders as pilots
from tests.tracker.analysis.state.builders import (
    analyzed,
    make_culture,
    make_gate,
    make_horizon,
    make_interfaces,
    make_moment,
    make_plan,
    make_record,
    make_rights,
    on,
)
from tests.tracker.reporting.sample_parts import make_gates
from tracker.analysis.culture import CultureAnalysis, analyze_culture
from tracker.analysis.state import StateMoment, StateRecord
from tracker.analysis.state.results import Asked, StateVerdict

EARLY = {"G0": 10, "G1": 20, "G2": 40, "G3": 80}
ONLY_RIGHTS = {"authority": 100.0, "constraint": 0.0, "metrics": 0.0, "cycles": 0.0, "pilot": 0.0}
"""The structural state is the share of decision authority alone."""


def verdict_of(record: StateRecord, key: str = "day_90", **policy: Any) -> StateVerdict:
    found = analyzed(record, **{"structural": ONLY_RIGHTS} | policy)
    return next(each for each in found.verdicts if each.key == key)


def record_of(
    day: int, *, passed: dict[str, int] | None = None, aligned: float = 6, then: float | None = None
) -> StateRecord:
    """Authority is right for so many decisions in ten; ``then`` on day 90."""
    known = EARLY if passed is None else passed
    past = () if then is None else (StateMoment(on=on(90), rights=make_rights(aligned=then, wrong=10 - then)),)
    now = make_moment(day, rights=make_rights(aligned=aligned, wrong=10 - aligned))
    return make_record(day, plan=make_plan(passed=known), now=now, past=past)


def test_before_its_day_a_claim_is_not_asked_and_says_what_lacks() -> None:
    found = verdict_of(record_of(60, passed={"G0": 10, "G1": 20}, aligned=5))

    assert found.standing is Asked.NOT_ASKED
    assert found.lacking == ("gate G2 not passed", "gate G3 not passed", "structural state 50%, 60% needed")
    assert found.now_met is False


def test_a_claim_can_be_met_before_its_day() -> None:
    assert verdict_of(record_of(85)).standing is Asked.MET_SO_FAR


def test_on_its_day_it_is_met_or_not() -> None:
    assert verdict_of(record_of(90)).standing is Asked.MET
    assert verdict_of(record_of(90, aligned=5.9)).standing is Asked.NOT_MET
    assert verdict_of(record_of(90, passed=EARLY | {"G3": 91})).standing is Asked.NOT_MET


def test_later_days_do_not_change_what_it_was_on_its_day() -> None:
    was_met, was_not = verdict_of(record_of(200, aligned=2, then=7)), verdict_of(record_of(200, aligned=9, then=5))

    assert (was_met.standing, was_met.now_met) == (Asked.MET, False)
    assert (was_not.standing, was_not.now_met) == (Asked.NOT_MET, True)
    assert was_not.lacking == ("structural state 50%, 60% needed",)


def test_a_gate_passed_after_the_day_lacked_on_it() -> None:
    found = verdict_of(record_of(200, passed=EARLY | {"G3": 97}, aligned=9, then=7))

    assert found.standing is Asked.NOT_MET
    assert found.lacking == ("gate G3 not passed",)
    assert found.now_met is True


def test_a_day_that_was_not_read_is_not_told() -> None:
    assert verdict_of(record_of(200)).standing is Asked.UNTOLD


def test_a_gate_passed_in_part_is_not_passed() -> None:
    plan = make_plan(passed={each: day for each, day in EARLY.items() if each != "G3"})
    assert plan.sequence is not None, "the plan of the builders is reckoned"
    in_part = make_gates(passed={"G3": 80}, day=85)
    gates = tuple(replace(each, passed_on=on(80), open_count=1) for each in in_part if each.code == "G3")

    found = verdict_of(replace(record_of(85), plan=replace(plan, sequence=replace(plan.sequence, gates=gates))))

    assert found.lacking == ("gate G3 passed only in part",)


def test_day_120_asks_for_first_results_and_three_quarters() -> None:
    short = verdict_of(record_of(100, passed=EARLY, aligned=7), "day_120")
    full = verdict_of(record_of(100, passed=EARLY | {"GR": 99}, aligned=7.5), "day_120")

    assert short.lacking == ("gate GR not passed", "structural state 70%, 75% needed")
    assert full.standing is Asked.MET_SO_FAR


def test_the_limits_of_the_policy_count() -> None:
    assert verdict_of(record_of(85, aligned=5), day_90=50.0).standing is Asked.MET_SO_FAR


def test_a_state_just_below_the_limit_does_not_read_as_the_limit() -> None:
    assert verdict_of(record_of(85, aligned=5.999)).lacking == ("structural state 59%, 60% needed",)


def clean_to(month: int) -> CultureAnalysis:
    return analyze_culture(culture.make_clean(month), as_of=culture.end_of(month))


def asked_of(found: CultureAnalysis, key: str, **given: Any) -> StateVerdict:
    """The claim asked on the day of the culture."""
    horizon = replace(make_horizon(key, 1), horizon_on=found.as_of)
    now = StateMoment(on=found.as_of, interfaces=make_interfaces(), rights=make_rights(), culture=found)
    return verdict_of(make_record(plan=make_plan(horizons=(horizon,)), now=now, **given), key)


def test_month_12_is_met_by_one_flow_that_holds() -> None:
    assert asked_of(clean_to(8), "month_12").standing is Asked.MET


def test_month_12_says_everything_that_could_have_met_it() -> None:
    found = asked_of(make_culture(), "month_12")

    assert found.standing is Asked.NOT_MET
    assert found.lacking == (
        "no flow holds without the PMO",
        "cultural state not measured, 70% needed",
        "no leader known to be judged by shared metrics, 80% needed",
    )


@pytest.mark.parametrize(("month_12", "leaders", "is_met"), [(30, 0, True), (90, 0, False), (30, 0.5, False)])
def test_month_12_needs_both_the_state_and_the_leaders(month_12: float, leaders: float, *, is_met: bool) -> None:
    found = clean_to(5)
    known = replace(found.program, accountability=replace(found.program.behaviors, value=0.4))
    moment = StateMoment(on=found.as_of, culture=replace(found, program=known))
    record = make_record(plan=make_plan(horizons=(make_horizon("month_12", 9999),)), now=moment)

    verdict = verdict_of(record, "month_12", month_12=float(month_12), leaders=leaders)

    assert (verdict.standing is Asked.MET_SO_FAR) is is_met


def test_month_18_needs_the_program_to_hold() -> None:
    holds = replace(clean_to(8), is_sustaining=True)

    assert asked_of(holds, "month_18").standing is Asked.MET
    assert asked_of(clean_to(8), "month_18").lacking[0] == "no flow was cut over"


def test_month_18_names_the_flows_that_were_cut_over_and_do_not_hold() -> None:
    found = replace(clean_to(4), is_sustaining=False)
    cut_over = pilots.pilot(flow=culture.FLOW, cut_over_on=on(10))

    assert asked_of(found, "month_18", pilots=(cut_over,)).lacking[0].startswith("not every flow that was cut over")


def test_gates_count_by_the_day_on_which_nothing_was_open() -> None:
    plan = replace(make_plan(), work=tuple(make_gate(code, day=1, done=day) for code, day in EARLY.items()))

    assert verdict_of(replace(record_of(85), plan=plan)).standing is Asked.MET_SO_FAR
