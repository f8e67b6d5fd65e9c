"""Delivery: color, hysteresis, trend, and where it differs from what people reported."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.tracker.progress.builders import (
    accepted,
    make_baseline,
    make_facts,
    make_gates,
    make_plan_facts,
    make_single,
    on,
)
from tracker.progress.facts import ProgramFacts, ReportedStatus, Thresholds
from tracker.progress.numbers import State
from tracker.progress.rag import worst
from tracker.progress.reckon import reckon
from tracker.progress.results import DeliveryProgress, Status

GREEN, AMBER, RED, GREY = Status.GREEN, Status.AMBER, Status.RED, Status.GREY


def delivery_on(facts: ProgramFacts, day: int) -> DeliveryProgress:
    """Delivery of a program as of a day."""
    return reckon(facts, on(day)).delivery


def at_pace(schedule_day: int) -> ProgramFacts:
    """A program whose earned schedule is ``schedule_day``: what follows was due the day after it."""
    plan = {"a": schedule_day, "b": schedule_day + 1, "c": schedule_day + 50}
    return make_plan_facts(plan, {"a": accepted(schedule_day)})


def with_one_gate(passed: int | None = None) -> ProgramFacts:
    """A program of gate G0, planned for day 40, passed on a day."""
    gates = make_gates(("G0",), **({} if passed is None else {"G0": accepted(passed)}))
    return make_facts(**gates, baselines=(make_baseline({"G0": 40}),))


def reported(facts: ProgramFacts, status: str | None, day: int = 1) -> ProgramFacts:
    """The same program with a reported status."""
    return replace(facts, statuses=(ReportedStatus(reported_on=on(day), status=status),))


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [((), GREY), ((GREY, GREEN), GREEN), ((GREEN, AMBER), AMBER), ((RED, GREY, AMBER), RED)],
    ids=["nothing", "grey says nothing", "amber", "red"],
)
def test_the_worst_color_wins(statuses: tuple[Status, ...], expected: Status) -> None:
    assert worst(statuses) is expected


@pytest.mark.parametrize(
    ("schedule_day", "as_of", "expected"),
    [(38, 40, GREEN), (379, 400, AMBER), (34, 40, AMBER), (339, 400, RED), (40, 40, GREEN)],
    ids=["0.95", "below 0.95", "0.85", "below 0.85", "1"],
)
def test_a_threshold_of_the_pace_belongs_to_the_better_color(schedule_day: int, as_of: int, expected: Status) -> None:
    facts = at_pace(schedule_day)

    pace = delivery_on(facts, as_of).indicators[0]

    assert pace.value.value == pytest.approx(schedule_day / as_of)
    assert pace.status is expected


@pytest.mark.parametrize(("late", "expected"), [(0, GREEN), (1, AMBER), (14, AMBER), (15, RED)])
def test_a_gate_is_red_after_fourteen_days(late: int, expected: Status) -> None:
    gate = delivery_on(with_one_gate(), 40 + late).indicators[1]

    assert (gate.value.value, gate.status) == (late, expected)
    assert (gate.sentence == "No gate is overdue.") is (late == 0)


def test_thresholds_are_policy() -> None:
    nothing = Decimal(0)
    lenient = Thresholds(
        spi_green=Decimal("0.5"), gate_overdue_red_days=100, horizon_green=nothing, horizon_amber=nothing
    )
    facts = replace(at_pace(20), thresholds=lenient)

    assert delivery_on(facts, 40).raw is GREEN
    assert delivery_on(replace(with_one_gate(), thresholds=lenient), 70).raw is AMBER


def test_delivery_is_the_worst_indicator_and_the_slowest_horizon_drives_it() -> None:
    plan = {"a": 20, "b": 60, "slow": 25}
    facts = make_plan_facts(plan, {"a": accepted(20), "b": accepted(60)})
    culture = make_plan_facts({"talk": 30}, dimension="cultural")
    facts = replace(
        facts,
        items=(*facts.items, *culture.items),
        baselines=(make_baseline({**plan, "talk": 30}),),
    )

    pace = delivery_on(facts, 70).indicators[0]

    assert (pace.status, pace.sentence.split(":")[0]) == (RED, "Month 12")


def test_a_complete_horizon_no_longer_counts() -> None:
    facts = make_plan_facts({"a": 20, "b": 30}, {"a": accepted(20), "b": accepted(60)})

    pace = delivery_on(facts, 80).indicators[0]

    assert (pace.status, pace.value.state) == (GREY, State.NOT_APPLICABLE)
    assert pace.sentence == "Everything that the horizons need is accepted."


def test_work_that_was_all_due_on_the_start_day_has_no_pace() -> None:
    pace = delivery_on(make_plan_facts({"a": 0}), 30).indicators[0]

    assert (pace.status, pace.value.state) == (GREY, State.NOT_APPLICABLE)
    assert pace.sentence == "Everything was planned for the start day, so there is no pace to measure."


@pytest.mark.parametrize(
    ("facts", "day", "sentence"),
    [
        (make_plan_facts({"a": 40}, start_on=None), 5, "The program has no start date: set one."),
        (make_plan_facts({"a": 40}), -2, "Too early: the program starts on 2 March 2026."),
        (make_plan_facts({"a": 40}), 0, "Too early: the program starts today."),
        (make_plan_facts({"a": 40}, baselines=()), 5, "No baseline is locked yet: lock one."),
        (with_one_gate(), 5, "Too early: nothing is due before 11 April 2026."),
    ],
    ids=["no start", "before", "start day", "no baseline", "nothing due"],
)
def test_grey_says_which_grey_it_is(facts: ProgramFacts, day: int, sentence: str) -> None:
    delivery = delivery_on(facts, day)

    assert (delivery.status, delivery.raw, delivery.current) == (GREY, GREY, GREY)
    assert delivery.sentence.startswith(sentence)
    assert all(each.value.value is None for each in delivery.indicators)


def test_silence_before_the_first_due_day_is_not_green() -> None:
    assert [delivery_on(with_one_gate(), day).status for day in (1, 39, 40)] == [GREY, GREY, GREEN]


def test_it_worsens_at_once_and_improves_only_after_two_weeks() -> None:
    facts = with_one_gate(passed=45)

    shown = {day: delivery_on(facts, day).status for day in range(40, 63)}

    assert {day for day, status in shown.items() if status is AMBER} == set(range(41, 59))
    assert {status for day, status in shown.items() if day >= 59} == {GREEN}
    assert delivery_on(facts, 45).raw is GREEN


def test_an_improvement_that_is_still_held_back_is_said() -> None:
    sentence = delivery_on(with_one_gate(passed=45), 50).sentence

    assert sentence == "Every gate is passed. It turns from amber to green when this has held for 2 weeks."


def test_how_long_an_improvement_must_hold_is_policy() -> None:
    facts = replace(with_one_gate(passed=45), thresholds=Thresholds(improve_after_periods=0))

    assert delivery_on(facts, 45).status is GREEN


def test_hysteresis_does_not_reach_back_before_there_was_a_plan() -> None:
    facts = replace(with_one_gate(passed=45), baselines=(make_baseline({"G0": 40}, locked=45),))

    assert delivery_on(facts, 50).status is GREEN


def test_grey_today_is_grey_whatever_was_before() -> None:
    baselines = (make_baseline({"G0": 40}), make_baseline({"G0": 80}, number=2, locked=45))
    facts = replace(with_one_gate(), baselines=baselines)

    assert [delivery_on(facts, day).current for day in (44, 45, 50)] == [AMBER, GREY, GREY]


def test_the_current_plan_has_a_color_of_its_own() -> None:
    baselines = (make_baseline({"G0": 40}), make_baseline({"G0": 80}, number=2, locked=41))
    facts = replace(with_one_gate(), baselines=baselines)

    delivery = delivery_on(facts, 70)

    assert (delivery.status, delivery.current) == (RED, GREY)


@pytest.mark.parametrize(
    ("accept_b", "day", "trend"),
    [(50, 47, "worse"), (38, 40, "better"), (20, 45, "same"), (50, 6, "unknown")],
    ids=["falling behind", "catching up", "on plan", "no week before"],
)
def test_the_trend_compares_with_one_week_before(accept_b: int, day: int, trend: str) -> None:
    facts = make_plan_facts({"a": 2, "b": 20, "c": 80}, {"a": accepted(2), "b": accepted(accept_b)})

    delivery = delivery_on(facts, day)

    assert delivery.trend == trend
    assert delivery.trend_sentence


def test_the_trend_of_cultural_work_compares_with_one_month_before() -> None:
    facts = make_plan_facts({"a": 30, "b": 120, "c": 300}, {"a": accepted(30)}, dimension="cultural")

    assert delivery_on(facts, 200).trend_sentence == "The pace to month 12 is worse than on 18 August 2026."


@pytest.mark.parametrize(
    ("status", "diverges"),
    [("green", True), ("red", False), (None, False)],
    ids=["greener than the record", "the same", "not rated"],
)
def test_computed_and_reported_diverge_when_both_are_known_and_differ(status: str | None, diverges: bool) -> None:
    delivery = delivery_on(reported(with_one_gate(), status), 70)

    assert (delivery.status, delivery.diverges) == (RED, diverges)
    assert bool(delivery.divergence_sentence) is diverges


def test_a_divergence_says_what_the_record_says() -> None:
    sentence = delivery_on(reported(with_one_gate(), "green"), 60).divergence_sentence

    assert sentence.startswith("Reported green; the record says red.")
    assert "Gate G0 Name of G0 is 20 days overdue." in sentence


def test_the_pace_says_when_it_is_unlikely_to_recover() -> None:
    sentence = delivery_on(at_pace(34), 60).indicators[0].sentence

    assert sentence == "Day 90: 26 days behind plan; the rest needs 1.7 times the planned pace, which is unlikely."


def test_an_early_pace_colors_and_says_that_it_is_early() -> None:
    pace = delivery_on(at_pace(5), 20).indicators[0]

    assert (pace.status, pace.value.state) == (RED, State.DEGRADED)
    assert "(early: a pace is steady only after 5 weeks)" in pace.sentence


def test_without_a_sequence_delivery_is_not_applicable() -> None:
    delivery = delivery_on(reported(make_single((0, 100), (30, 130), planned=100), "amber"), 70)

    assert (delivery.status, delivery.raw, delivery.current, delivery.indicators) == (GREY, GREY, GREY, ())
    assert delivery.sentence == "Not applicable: this program has no implementation sequence."
    assert not delivery.diverges


@pytest.mark.parametrize(
    ("finish", "trend"), [(130, "worse"), (90, "better"), (100, "same")], ids=["later", "earlier", "unchanged"]
)
def test_without_a_sequence_the_trend_is_the_last_move_of_the_forecast(finish: int, trend: str) -> None:
    assert delivery_on(make_single((0, 100), (30, finish), planned=100), 70).trend == trend


def test_without_two_forecasts_there_is_no_trend() -> None:
    delivery = delivery_on(make_single((0, 100), planned=100), 70)

    assert (delivery.trend, delivery.trend_sentence) == ("unknown", "No trend: only one dated forecast so far.")


@pytest.mark.parametrize(
    ("finish", "status", "diverges"), [(190, "green", False), (191, "green", True), (191, "amber", False)]
)
def test_green_with_a_finish_more_than_ninety_days_later_diverges(finish: int, status: str, diverges: bool) -> None:
    delivery = delivery_on(reported(make_single((0, 100), (30, finish), planned=100), status), 70)

    assert delivery.diverges is diverges
    expected = "Reported green; the expected finish is 91 days later than first forecast."
    assert delivery.divergence_sentence == (expected if diverges else "")
