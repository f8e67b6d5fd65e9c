"""The earliest possible date of a gate, from what it needs at the least. The program starts on Monday 2 March 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.progress.builders import accepted, make_baseline, make_facts, make_gates, on
from tracker.progress.earliest import Earliest, earliest_gates
from tracker.progress.facts import GateWaiver, MetricMinimum, Minimums, PilotMinimum, ProgramFacts, Thresholds, VoteWeek
from tracker.progress.reckon import reckon
from tracker.progress.record import Record

WEEK = 7


def metric(**given: Any) -> MetricMinimum:
    """A weekly metric that nobody has read yet."""
    values: dict[str, Any] = {"uid": "metric", "name": "Expediting cost", "period": "week", "readings_needed": 6}
    return MetricMinimum(**(values | given))


def pilot(**given: Any) -> PilotMinimum:
    """A drafted weekly run: one week to settle, then eight pairs."""
    values: dict[str, Any] = {"uid": "pilot", "name": "Direct drop", "period": "week", "burn_in_periods": 1}
    values["minimum_periods"] = 8
    return PilotMinimum(**(values | given))


def votes(*weeks: tuple[int, int], flow: str = "flow") -> tuple[VoteWeek, ...]:
    """Votes as (week from 0, how many)."""
    return tuple(VoteWeek(flow_uid=flow, week_starts_on=on(week * WEEK), votes=count) for week, count in weeks)


def facts_of(*passed: str, thresholds: Thresholds | None = None, **minimums: Any) -> ProgramFacts:
    """A program with every gate of which some are passed on day 3."""
    gates = make_gates(**dict.fromkeys(passed, accepted(3)))
    return make_facts(**gates, minimums=Minimums(**minimums), thresholds=thresholds or Thresholds())


def earliest(facts: ProgramFacts, day: int) -> dict[str, Earliest]:
    return dict(earliest_gates(Record.of(facts), on(day)))


def days(facts: ProgramFacts, day: int) -> dict[str, int]:
    """Day of the program by gate."""
    return {code: (each.on - on(0)).days for code, each in earliest(facts, day).items()}


def test_without_minimums_a_gate_can_be_passed_today() -> None:
    assert set(days(facts_of(), 5).values()) == {5}
    assert earliest(facts_of(), 5)["G0"].needs == ""


def test_a_passed_gate_has_no_earliest_date() -> None:
    assert "G0" not in earliest(facts_of("G0"), 5)


@pytest.mark.parametrize(
    ("first", "day", "expected"),
    [(None, 0, 42), (None, 3, 42), (0, 20, 42), (-21, 0, 21), (-42, 0, 0), (0, 60, 60)],
    ids=["six weeks from this one", "in mid-week", "read from the start", "three are there", "six are there", "over"],
)
def test_a_baseline_takes_six_periods_from_the_first_reading(first: int | None, day: int, expected: int) -> None:
    facts = facts_of("G0", "G1", metrics=(metric(first_on=None if first is None else on(first)),))

    assert days(facts, day)["G2"] == expected


def test_a_monthly_baseline_takes_six_months() -> None:
    facts = facts_of("G0", "G1", metrics=(metric(period="month", first_on=date(2026, 1, 1)),))

    found = earliest(facts, 0)["G2"]

    assert found.on == date(2026, 7, 1)
    assert found.needs == "6 monthly readings of Expediting cost for a baseline, unless history is loaded"


def test_a_baseline_that_is_locked_holds_nothing_back_from_that_day() -> None:
    facts = facts_of("G0", "G1", metrics=(metric(first_on=on(-28), locked_on=on(10)),))

    assert [days(facts, day)["G2"] for day in (9, 10)] == [14, 10]


def test_later_gates_wait_for_the_one_that_takes_longest_and_name_it() -> None:
    found = earliest(facts_of("G0", "G1", metrics=(metric(), metric(uid="b", name="Turns", period="month"))), 0)

    assert (found["G3"].gate, found["G3"].on) == ("G2", date(2026, 9, 1))
    assert found["G3"].needs.startswith("6 monthly readings of Turns and of 1 more metric")


def test_votes_are_given_as_often_a_week_as_they_ever_were() -> None:
    found = earliest(facts_of("G0", votes=votes((0, 2), (1, 1))), 8)["G1"]

    assert found.on == on(4 * WEEK)
    assert found.needs == "7 more votes on what limits the flow, given at most 2 a week so far"


def test_votes_of_one_week_are_no_rhythm() -> None:
    assert days(facts_of("G0", votes=votes((0, 1))), 8)["G1"] == 8


def test_the_flow_that_is_nearest_decides() -> None:
    weeks = (*votes((0, 1), (1, 1)), *votes((0, 5), (1, 5), flow="other"))

    assert days(facts_of("G0", votes=weeks), 8)["G1"] == 8


def test_a_running_pilot_keeps_its_pairs_and_needs_a_period_for_each_that_is_missing() -> None:
    running = pilot(started_on=on(0), pairs=(on(7), on(21)))
    facts = facts_of("G0", "G1", "G2", "G3", "GR", pilots=(running,))

    found = earliest(facts, 28)["G4"]

    assert found.on == on((4 + 6) * WEEK)
    assert found.needs == "6 more pairs of weekly readings of Direct drop"


def test_a_drafted_pilot_settles_first_and_starts_when_its_metrics_are_locked() -> None:
    facts = facts_of("G0", "G1", metrics=(metric(),), pilots=(pilot(),))

    found = earliest(facts, 0)

    assert [(code, (found[code].on - on(0)).days // WEEK) for code in ("G2", "G3", "GR", "G4")] == [
        ("G2", 6), ("G3", 6), ("GR", 7), ("G4", 15),
    ]  # fmt: skip
    assert found["G4"].needs.startswith(
        "8 pairs of weekly readings of Direct drop after 1 week to settle after gate G2"
    )
    assert found["GR"].needs == f"one whole week of the parallel run after gate G2, which needs {found['G2'].needs}"


def test_the_worked_example_of_the_methods_page() -> None:
    read = metric(first_on=date(2026, 2, 9))
    found = earliest(facts_of("G0", "G1", metrics=(read,), pilots=(pilot(),)), 0)

    assert [found[code].on for code in ("G2", "G3", "GR", "G4")] == [
        date(2026, 3, 23), date(2026, 3, 23), date(2026, 3, 30), date(2026, 5, 25),
    ]  # fmt: skip


def test_first_results_need_one_whole_period_of_the_run() -> None:
    facts = facts_of("G0", "G1", "G2", "G3", pilots=(pilot(started_on=on(1)),))

    assert [days(facts, day)["GR"] for day in (3, 13, 14)] == [14, 14, 14]
    assert days(facts, 30)["GR"] == 30


def test_a_decided_pilot_holds_nothing_back() -> None:
    facts = facts_of("G0", "G1", "G2", "G3", "GR", pilots=(pilot(started_on=on(0), decided_on=on(30)), pilot(uid="b")))

    assert days(facts, 30)["G4"] == 30


def test_approval_comes_on_top() -> None:
    facts = facts_of("G0", "G1", metrics=(metric(),), thresholds=Thresholds(gate_approval_days=5))

    found = earliest(facts, 0)

    assert (found["G2"].on, found["G3"].on) == (on(42 + 5), on(42 + 5))
    assert earliest(facts_of(thresholds=Thresholds(gate_approval_days=5)), 0)["G0"].needs == "5 days for its approval"


def test_a_gate_that_may_be_passed_over_holds_nothing_back() -> None:
    waiver = GateWaiver(gate="G2", granted_on=on(10), ends_on=on(20))
    facts = facts_of("G0", "G1", metrics=(metric(),), waivers=(waiver,))

    assert [days(facts, day)["G3"] for day in (9, 10, 19, 20)] == [49, 10, 19, 56]


PLAN = {"G0": 10, "G1": 20, "G2": 60, "G3": 88, "GR": 115}


def chance_on(facts: ProgramFacts, day: int, key: str = "day_90") -> Any:
    """The forecast of a horizon against the original plan."""
    horizon = next(each for each in reckon(facts, on(day)).horizons if each.key == key)
    assert horizon.original is not None
    return horizon.original.outlook


def late_metric(day: int) -> ProgramFacts:
    """Six monthly readings still to come: gate G2 is not possible before 1 September 2026."""
    facts = facts_of("G0", "G1", metrics=(metric(period="month"),))
    return replace(facts, baselines=(make_baseline(PLAN),))


def test_a_horizon_before_the_earliest_date_has_no_chance_and_says_why() -> None:
    outlook = chance_on(late_metric(50), 50)

    assert (outlook.chance.value, outlook.driven_by) == (0.0, "earliest")
    assert outlook.chance.reason == "not possible before 1 October 2026"
    assert outlook.sentence == (
        "Day 90 (31 May 2026): not possible before 1 October 2026, because gate G2 (Name of G2) needs 6 monthly "
        "readings of Expediting cost for a baseline, unless history is loaded."
    )


def test_a_horizon_that_is_over_is_told_as_it_was() -> None:
    assert chance_on(late_metric(100), 100).driven_by == "known"


def test_a_horizon_after_the_earliest_date_keeps_its_chance_and_is_not_likely_before_it() -> None:
    facts = replace(facts_of("G0", "G1", metrics=(metric(),)), baselines=(make_baseline(PLAN),))

    bounded, free = chance_on(facts, 36), chance_on(replace(facts, minimums=Minimums()), 36)

    assert bounded.chance == free.chance
    assert (bounded.earliest_on, free.earliest_on) == (on(77), None)
    assert free.likely_from is not None
    assert bounded.likely_from == max(free.likely_from, on(77))


def test_an_open_gate_tells_its_earliest_date_and_what_holds_it_up() -> None:
    gates = {gate.code: gate for gate in reckon(late_metric(50), on(50)).sequence.gates}

    assert (gates["G3"].earliest_on, gates["G3"].earliest_gate) == (date(2026, 10, 1), "G2")
    assert gates["G0"].earliest_on is None


weeks_of = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), min_size=2, max_size=8, unique_by=lambda e: e[0])


@settings(max_examples=60, deadline=None)
@given(weeks=weeks_of, more=st.tuples(st.integers(0, 9), st.integers(1, 4)))
def test_more_votes_never_make_a_gate_later(weeks: list[tuple[int, int]], more: tuple[int, int]) -> None:
    added = dict(weeks) | {more[0]: dict(weeks).get(more[0], 0) + more[1]}
    before = facts_of("G0", votes=votes(*sorted(weeks)))
    after = facts_of("G0", votes=votes(*sorted(added.items())))

    assert earliest(after, 69)["G1"].on <= earliest(before, 69)["G1"].on


@settings(max_examples=60, deadline=None)
@given(first=st.integers(-60, 60), earlier=st.integers(0, 9), day=st.integers(0, 100))
def test_more_readings_never_make_a_gate_later(first: int, earlier: int, day: int) -> None:
    monday = first - first % WEEK

    def gate(first_on: date | None) -> date:
        return earliest(facts_of("G0", "G1", metrics=(metric(first_on=first_on),)), day)["G2"].on

    assert gate(on(monday - earlier * WEEK)) <= gate(on(monday)) <= gate(None)


@settings(max_examples=60, deadline=None)
@given(weeks=st.sets(st.integers(1, 12)), more=st.integers(1, 12), day=st.integers(90, 150))
def test_more_pairs_never_make_a_gate_later(weeks: set[int], more: int, day: int) -> None:
    def gate(given: set[int]) -> date:
        running = pilot(started_on=on(0), pairs=tuple(on(week * WEEK) for week in sorted(given)))
        return earliest(facts_of("G0", "G1", "G2", "G3", "GR", pilots=(running,)), day)["G4"].on

    assert gate(weeks | {more}) <= gate(weeks)


@settings(max_examples=40, deadline=None)
@given(first=st.integers(-9, 9), period=st.sampled_from(["week", "month"]), day=st.integers(5, 89))
def test_a_chance_is_never_above_what_the_dates_allow(first: int, period: str, day: int) -> None:
    start = on(first * WEEK) if period == "week" else date(2026, 1 + first % 4, 1)
    facts = replace(facts_of("G0", metrics=(metric(period=period, first_on=start),)), baselines=(make_baseline(PLAN),))

    outlook = chance_on(facts, day)
    free = chance_on(replace(facts, minimums=Minimums()), day)

    assert (outlook.chance.value or 0) <= (free.chance.value or 0)
    assert outlook.chance.value == 0 or earliest(facts, day)["G3"].on <= on(90)
    assert outlook.likely_from is None or outlook.likely_from >= earliest(facts, day)["G3"].on
