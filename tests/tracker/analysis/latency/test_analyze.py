"""The door: every flow of a program with its days, or with what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from tests.tracker.analysis.latency.builders import (
    LADDER,
    MONDAY,
    WEEKDAYS,
    make_cycle,
    make_facts,
    make_stage,
)
from tracker.analysis.facts.decisions import DecisionFacts
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.facts.tradeoffs import ShiftFact
from tracker.analysis.latency.analyze import Seen, analyze_latency
from tracker.analysis.latency.results import FlowLatency, LatencyAnalysis, RunsKnown
from tracker.progress.numbers import State

NOTHING_SEEN = Seen(decisions=DecisionFacts(rights=(), teams=(), decisions=()))
DAY = timedelta(days=1)


def only_flow(facts: PlanningFacts, *, as_of: date = MONDAY, seen: Seen = NOTHING_SEEN) -> FlowLatency:
    (flow,) = analyze_latency(facts, seen, as_of=as_of).flows
    return flow


def test_a_flow_with_all_cycles_has_its_days() -> None:
    flow = only_flow(make_facts(*LADDER))

    assert (flow.latency.value, flow.latency.n, flow.missing, flow.at_least) == (29.0, 3, (), None)
    timing = flow.timing
    assert timing is not None
    assert (timing.waiting.value, timing.avoidable.value, timing.same_frequency.value) == pytest.approx((18, 4, 0))
    assert (timing.worst, timing.wait_share.value) == ("flow-0", pytest.approx(18 / 29))


def test_the_interval_is_that_of_eight_in_ten_signals() -> None:
    timing = only_flow(make_facts(*LADDER)).timing

    assert timing is not None
    assert timing.mean.interval == pytest.approx((17.75433, 40.24567))


def test_stages_without_a_cycle_say_who_owes_it_and_when_it_can_be_told() -> None:
    facts = make_facts(*LADDER)
    planned = make_cycle(1, every=7, valid_from=MONDAY + 30 * DAY)
    stages = (*facts.stages[:2], replace(facts.stages[2], level=""))

    flow = only_flow(replace(facts, stages=stages, cycles=(facts.cycles[0], planned)))

    assert flow.latency.state == State.INSUFFICIENT_DATA
    assert flow.latency.reason == (
        "2 of 3 stages have no planning cycle on record; owed by Function 1, Function 2; "
        "the latency can be told from 4 February 2026 on"
    )
    assert [(each.function_name, each.first_on) for each in flow.missing] == [
        ("Function 1", MONDAY + 30 * DAY), ("Function 2", MONDAY)
    ]  # fmt: skip
    assert (flow.at_least, flow.timing, flow.savings) == (21.0, None, ())


def test_the_cycle_of_the_day_counts() -> None:
    """Monthly until Sunday, weekly from Monday on."""
    facts = make_facts((28,), (5,), (2,))
    monthly = replace(facts.cycles[0], valid_to=MONDAY - DAY)
    weekly = make_cycle(0, every=7, valid_from=MONDAY, processing_days=Decimal(2))
    changing = replace(facts, cycles=(monthly, weekly))

    days = [only_flow(changing, as_of=day).latency.value for day in (MONDAY - DAY, MONDAY)]

    assert days == [21.0, 5.5]
    (ahead,) = only_flow(changing, as_of=MONDAY - DAY).ahead
    assert (ahead.first_on, ahead.mean_days) == (MONDAY, 5.5)


def test_a_shift_is_measured_by_the_cycles_of_its_own_day() -> None:
    facts = make_facts((28,), (5,), (2,))
    cycles = (replace(facts.cycles[0], valid_to=MONDAY - DAY), make_cycle(0, every=7, valid_from=MONDAY))
    shift = ShiftFact(
        uid="shift", title="Shift", flow="flow", visible_on=MONDAY - 40 * DAY, floor_changed_on=MONDAY, responses=()
    )

    flow = only_flow(replace(facts, cycles=cycles), seen=replace(NOTHING_SEEN, shifts=(shift,)))

    (beside,) = flow.observed.shifts
    assert (flow.latency.value, beside.modelled_days, beside.ratio) == (3.5, 21.0, pytest.approx(40 / 21))


def test_each_flow_stands_for_itself_in_the_order_of_expansion() -> None:
    facts = make_facts(*LADDER)
    second = make_stage(0, flow="second", function="function 1")

    flows = analyze_latency(replace(facts, stages=(*facts.stages, second)), NOTHING_SEEN, as_of=MONDAY).flows

    assert [(each.flow, each.latency.value) for each in flows] == [("flow", 29.0), ("second", 6.5)]
    assert flows[1].timing is not None
    assert flows[1].timing.same_frequency.state == State.NOT_APPLICABLE


def test_working_days_are_walked_and_the_plain_days_stand_beside_them() -> None:
    timing = only_flow(make_facts(*LADDER, runs=(0, 0, 0), calendar=WEEKDAYS)).timing

    assert timing is not None
    assert (timing.basis, timing.is_exact, timing.every_day) == (RunsKnown.KNOWN, True, pytest.approx(25.0))
    # Monday and seven working days is Wednesday of the next week, so the weekly run of that Monday is missed.
    assert (timing.mean.value, timing.working.value) == pytest.approx((14 + 14 + 3 + 1, 9 + 3 + 1))


def test_a_program_without_flows_has_none() -> None:
    empty = PlanningFacts(stages=(), cycles=(), calendars=())

    assert analyze_latency(empty, NOTHING_SEEN, as_of=MONDAY).flows == ()


def test_the_result_goes_through_json_and_comes_back_the_same() -> None:
    facts = make_facts(*LADDER, runs=(0, None, 0), calendar=WEEKDAYS)
    found = analyze_latency(facts, NOTHING_SEEN, as_of=MONDAY)

    stored = msgspec.json.encode(found)

    assert msgspec.json.decode(stored, type=LatencyAnalysis) == found
    assert msgspec.json.encode(analyze_latency(facts, NOTHING_SEEN, as_of=MONDAY)) == stored
