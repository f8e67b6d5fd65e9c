"""Walking signals through known cycles, against a simulation that takes one signal and one day at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.analysis.latency.builders import (
    LADDER,
    MONDAY,
    WEEKDAYS,
    at,
    make_cycle,
    make_facts,
    make_stage,
    pass_through,
    steps_of,
)
from tracker.analysis.facts.planning import CalendarFact, PlanningFacts
from tracker.analysis.latency.chain import Step
from tracker.analysis.latency.model import Ground, Passage, passage, span_of
from tracker.analysis.latency.moments import DAY, midnight
from tracker.analysis.latency.results import RunsKnown
from tracker.analysis.latency.walk import walk

HOLIDAYS = (date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 25))
PLANT = CalendarFact(uid="plant", name="Plant", working_days=(1, 2, 3, 4, 5), holidays=HOLIDAYS)


def later(moment: int, length: int, *, calendar: CalendarFact | None) -> int:
    """The moment after so much working time, from midnight to midnight."""
    while length > 0:
        day = date(1970, 1, 1) + timedelta(days=moment // DAY)
        midnight_after = (moment // DAY + 1) * DAY
        if calendar is None or (day.isoweekday() in calendar.working_days and day not in calendar.holidays):
            taken = min(length, midnight_after - moment)
            length -= taken
            midnight_after = moment + taken
        moment = midnight_after
    return moment


def simulated(steps: Sequence[Step], moment: int, calendar: CalendarFact | None) -> int:
    """When a signal of the moment is through."""
    for step in steps:
        ready = later(moment, step.lead, calendar=calendar)
        if step.period:
            assert step.runs_at is not None
            ready += (step.runs_at - ready) % step.period
        moment = later(later(ready, step.processing, calendar=calendar), step.handoff, calendar=calendar)
    return moment


halves = st.integers(0, 6).map(lambda each: str(each / 2))
moments = st.integers(0, 55).map(lambda each: str(each / 2))
stages = st.lists(
    st.tuples(st.sampled_from([0, 1, 2, 7, 14, 28]), halves, halves, moments), min_size=1, max_size=4
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(stages, st.sampled_from([None, PLANT]), st.integers(0, 3))
def test_the_walk_agrees_with_every_single_signal(
    rows: list[tuple[int, str, str, str]], calendar: CalendarFact | None, lead: int
) -> None:
    periods, work, handoffs, runs = zip(*rows, strict=True)
    steps = steps_of(with_lead(make_facts(periods, work, handoffs, runs=runs, calendar=calendar), lead))
    ground = Ground.of((PLANT,), MONDAY)
    span, _ = span_of(steps, MONDAY)
    begin, count = span.first + DAY // 8, 4 * span.length // DAY

    taken = [(simulated(steps, moment, calendar) - moment) / DAY for moment in range(begin, span.last, DAY // 4)]

    found = walk(steps, clocks=ground.clocks, span=span)
    assert len(taken) == count
    assert found.latency.mean == pytest.approx(sum(taken) / count, abs=0.26 if is_all_day(periods) else 1e-9)


def is_all_day(periods: Sequence[int]) -> bool:
    """Whether nothing has runs, so that the days off make the latency curved between the signals."""
    return not any(periods)


def with_lead(facts: PlanningFacts, lead: int) -> PlanningFacts:
    """The facts with a cut-off so many days before the runs of the second cycle."""
    cycles = [
        make_cycle(
            number,
            every=str(cycle.period_days),
            anchor_at=cycle.anchor_at,
            cut_off_lead_days=Decimal(lead if number == 1 else 0),
            processing_days=cycle.processing_days,
            handoff_days=cycle.handoff_days,
            calendar=cycle.calendar,
        )
        for number, cycle in enumerate(facts.cycles)
    ]
    return PlanningFacts(stages=facts.stages, cycles=tuple(cycles), calendars=facts.calendars)


def through(*, arrives: str, lead: int) -> Passage:
    """A signal that is ready for the weekly cycle after so many days and must be there so long before it runs."""
    facts = make_facts((28, 7), (arrives, 0), (0, 0), runs=(0, 0))
    return pass_through(with_lead(facts, lead))


def test_arriving_exactly_at_the_cut_off_is_in_time() -> None:
    assert through(arrives="5", lead=2).parts[1].wait == 0
    assert through(arrives="5.001", lead=2).parts[1].wait == pytest.approx(6.999)


def test_the_wait_ends_at_the_cut_off_and_the_lead_at_the_run() -> None:
    (_, second) = through(arrives="3", lead=2).parts

    assert (second.wait, second.lead) == pytest.approx((2, 2))


def test_one_unknown_run_among_known_ones_is_taken_as_any() -> None:
    way = pass_through(make_facts(*LADDER, runs=(0, None, 0)))

    assert (way.basis, way.is_exact) == (RunsKnown.MIXED, False)
    assert way.latency.mean == pytest.approx(29.0, abs=0.05)
    assert [part.wait for part in way.parts] == pytest.approx([14, 3.5, 0.5], abs=0.05)


def test_many_worlds_agree_with_the_formula() -> None:
    steps = steps_of(make_facts(*LADDER))
    exact = passage(steps, Ground.of((), MONDAY)).latency

    found = walk(steps, clocks=Ground.of((), MONDAY).clocks, span=span_of(steps, MONDAY)[0]).latency

    assert found.mean == pytest.approx(exact.mean, abs=0.05)
    assert found.quantile(0.9) == pytest.approx(exact.quantile(0.9), abs=0.1)


def test_two_stages_of_one_unknown_cycle_run_at_the_same_moments() -> None:
    """A week after its run the signal is back exactly for the next one, whenever that is."""
    stages = tuple(make_stage(number, function="function 0") for number in range(2))
    cycle = make_cycle(every=7, processing_days=Decimal(7))

    way = pass_through(PlanningFacts(stages=stages, cycles=(cycle,), calendars=()))

    assert [part.wait for part in way.parts] == pytest.approx([3.5, 0])


def test_a_weekly_run_after_two_working_days_is_nine_days_away_when_those_fall_on_a_weekend() -> None:
    """Out on Thursday, two working days end with Monday's midnight: the run of Monday morning is missed."""
    facts = make_facts((7, 7), (2, 0), (0, 0), runs=("3", "0.25"), calendar=WEEKDAYS)

    first, second = pass_through(facts).parts

    assert (first.processing, second.wait) == pytest.approx((2.0, 2.25))
    late = make_facts((7, 7), (2, 0), (0, 0), runs=("3.5", "0.25"), calendar=WEEKDAYS)
    assert [part.processing for part in pass_through(late).parts] == pytest.approx([4.0, 0])


def test_five_working_days_are_a_week_for_who_comes_on_a_working_day_and_less_on_a_weekend() -> None:
    """The rule of thumb, seven fifths, is right for the work; over all moments two in seven fall on a weekend."""
    plain = make_facts((0,), (5,), (0,), calendar=WEEKDAYS)

    assert pass_through(plain).latency.mean == pytest.approx(5 / 7 * 7 + 2 / 7 * 6)


def test_a_year_of_working_days_holds_a_whole_number_of_the_longest_period() -> None:
    steps = steps_of(make_facts((365, 7), (1, 1), (0, 0), runs=(0, 0), calendar=WEEKDAYS))

    span, is_whole = span_of(steps, MONDAY)

    assert (span.first, span.length, is_whole) == (midnight(MONDAY), 365 * DAY, True)


def test_cycles_that_hardly_ever_meet_are_walked_for_a_year_and_say_so() -> None:
    facts = make_facts(("28", "7.001", "1.003"), *LADDER[1:], runs=(0, 0, 0))
    signals = range(midnight(MONDAY) + DAY // 8, midnight(MONDAY) + 364 * DAY, DAY // 4)

    way = pass_through(facts)

    assert (way.basis, way.is_exact) == (RunsKnown.KNOWN, False)
    taken = [(simulated(steps_of(facts), moment, None) - moment) / DAY for moment in signals]
    assert way.latency.mean == pytest.approx(sum(taken) / len(taken), abs=0.01)


@given(st.permutations([1, 7, 28]), st.sampled_from([None, WEEKDAYS]))
def test_never_shorter_than_the_work_nor_longer_than_all_periods_with_it(
    periods: list[int], calendar: CalendarFact | None
) -> None:
    way = pass_through(make_facts(periods, (2, 1, 3), (1, 0, 1), runs=(3, 1, 0), calendar=calendar))

    shortest, longest = float(way.latency.low.min()), way.latency.longest  # type: ignore[attr-defined]
    assert shortest >= 8
    assert longest <= sum(periods) + (8 if calendar is None else 16)


def test_the_parts_add_up_to_the_mean() -> None:
    way = pass_through(with_lead(make_facts(*LADDER, runs=(0, None, 0), calendar=WEEKDAYS), 1))

    parts = sum(part.wait + part.lead + part.processing + part.handoff for part in way.parts)

    assert parts == pytest.approx(way.latency.mean, abs=1e-6)
    assert all(low <= high for low, high in pairwise([0.0, way.waiting, way.latency.mean]))


def test_a_run_is_read_from_the_clocks_of_the_zone() -> None:
    """Eight o'clock in Berlin is seven or six o'clock in London's time, and stays eight."""
    facts = make_facts((7,), (0,), (0,), runs=("0.25",))

    berlin, utc = (steps_of(facts, zone=zone)[0].runs_at for zone in ("Europe/Berlin", "UTC"))

    assert berlin is not None
    assert utc is not None
    assert (berlin - utc) / DAY == pytest.approx(1 / 24)
    assert utc == midnight(MONDAY) + DAY // 4
    assert at("0.25").hour == 6


def test_the_longest_lengths_that_the_record_holds_are_still_told() -> None:
    long = "99999.999"

    way = pass_through(make_facts((long, "99999.998", "0.001"), (long,) * 3, (0, 0, 0), runs=(0, 1, 2), calendar=PLANT))

    assert way.latency.mean > 3 * 99_999
    assert way.is_exact
