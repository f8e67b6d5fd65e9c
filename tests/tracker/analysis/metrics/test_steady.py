"""A month is steady when every reading lies inside the limits since the cut-over and nothing points to the worse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.tracker.analysis.metrics.builders import (
    CALM,
    analyze,
    make_baseline,
    make_definition,
    make_facts,
    make_metric,
    make_pilot,
    make_readings,
    week,
)
from tracker.analysis.facts.readings import Reading
from tracker.analysis.metrics import analyze_metrics
from tracker.analysis.metrics.steady import SteadyMonth, charts_in, steady_months

LOW = [value - 5 for value in CALM]
CUT_OVER = 23
# Cut over in the last but one of the weeks that end in June, so that the middle falls from 10.5 to 5.5.
MIDDLE, SIGMA = 5.5, 23 / 11 / 1.128
JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2026, number, 1) for number in (7, 8, 9, 10))


def months(readings: Sequence[float | None], *, cut_over: int = CUT_OVER, **given: Any) -> set[date]:
    """The steady months of a metric with these readings from the cut-over on."""
    rows = (*make_readings(CALM[:-1]), *make_readings(readings, first=cut_over))
    facts = make_facts(make_metric(**given), readings=rows, pilots=(make_pilot(cut_over=cut_over),))
    return {month for _, _, month in steady_months(charts_in(analyze(facts, weeks=cut_over + len(readings))))}


def of_three(*weeks: float | None) -> bool:
    """Whether September is steady when its last three weeks, the first under limits that are set, read so."""
    return SEPTEMBER in months([*LOW, *weeks])


def test_months_after_the_cut_over_are_steady_and_the_one_it_lies_in_is_not() -> None:
    assert months([*LOW, 5.0, 6.0, 5.0]) == {JULY, AUGUST, SEPTEMBER}


@pytest.mark.parametrize(
    ("weeks", "is_steady"),
    [
        pytest.param((MIDDLE + 3 * SIGMA, 5, 5), True, id="on the worse limit"),
        pytest.param((MIDDLE + 3.01 * SIGMA, 5, 5), False, id="beyond the worse limit"),
        pytest.param((5, 5, MIDDLE - 3 * SIGMA), True, id="on the better limit"),
        pytest.param((5, 5, MIDDLE - 3.01 * SIGMA), False, id="beyond the better limit: better, and not steady"),
        pytest.param((5, MIDDLE + 2 * SIGMA, MIDDLE + 2 * SIGMA), True, id="twice on two sigmas"),
        pytest.param((5, MIDDLE + 2.01 * SIGMA, MIDDLE + 2.01 * SIGMA), False, id="something to watch, to the worse"),
        pytest.param((5, MIDDLE - 2.01 * SIGMA, MIDDLE - 2.01 * SIGMA), True, id="something to watch, to the better"),
        pytest.param((5, None, 6), False, id="a reading is missing"),
        pytest.param((5, 6), False, id="the last reading is missing"),
    ],
)
def test_a_month_is_steady_up_to_the_limits(weeks: tuple[float | None, ...], is_steady: bool) -> None:
    assert of_three(*weeks) is is_steady


@pytest.mark.parametrize(("last", "is_steady"), [(5.4, True), (5.6, False)])
def test_the_eighth_reading_on_the_worse_side_ends_it_and_the_months_before_stay(last: float, is_steady: bool) -> None:
    found = months([*LOW, *[5.6] * 6, last])

    assert SEPTEMBER in found
    assert (OCTOBER in found) is is_steady


@pytest.mark.parametrize(("readings", "found"), [(5, set()), (6, {JULY})])
def test_limits_are_there_from_the_sixth_reading_on(readings: int, found: set[date]) -> None:
    assert months(LOW[:readings], cut_over=25) == found


@pytest.mark.parametrize(("gain", "is_improved"), [(0.0, False), (0.1, True), (-5.0, False)])
def test_a_process_that_is_not_better_than_its_baseline_was_not_improved(gain: float, is_improved: bool) -> None:
    after = [value - gain for value in CALM]

    assert bool(months(after)) is is_improved
    assert bool(months([2 * 10.5 - value for value in after], higher_is_better=True)) is is_improved


def test_a_month_is_told_by_metric_flow_and_first_day() -> None:
    readings = (*make_readings(CALM[:-1], flow_uid=None), *make_readings(LOW, first=CUT_OVER, flow_uid=None))
    pilots = (make_pilot(cut_over=CUT_OVER),)

    whole = steady_months(
        charts_in(analyze(make_facts(make_metric(flow_uid=None), readings=readings, pilots=pilots), weeks=35))
    )

    assert whole == {("Stock", "", JULY), ("Stock", "", AUGUST)}


def test_a_monthly_reading_is_its_month() -> None:
    start = [date(2025, number, 1) for number in range(1, 13)]
    after = [date(2026, number, 1) for number in range(2, 9)]
    readings = tuple(
        Reading(
            metric_uid="Stock",
            definition_number=1,
            flow_uid="Pumps",
            pilot_uid=None,
            arm="",
            period_starts_on=on,
            value=Decimal(str(value)),
            is_final=True,
        )
        for on, value in zip(after, LOW, strict=False)
    )
    baseline = make_baseline(periods=tuple(start), locked_on=date(2026, 1, 1))
    facts = make_facts(
        make_metric(frequency="month", baselines=(baseline,)), readings=readings, pilots=(make_pilot(cut_over=3),)
    )

    found = steady_months(charts_in(analyze_metrics(facts, as_of=date(2026, 9, 1))))

    assert sorted(month for _, _, month in found) == after


def test_without_a_cut_over_no_process_was_improved() -> None:
    facts = make_facts(make_metric(), readings=make_readings([*CALM, *LOW]))

    assert steady_months(charts_in(analyze(facts, weeks=36))) == frozenset()


def test_readings_of_an_arm_say_nothing_of_the_whole() -> None:
    readings = make_readings([*CALM, *LOW], arm="New", pilot_uid="pilot")
    facts = make_facts(make_metric(baselines=()), readings=readings, pilots=(make_pilot(cut_over=CUT_OVER),))

    assert steady_months(charts_in(analyze(facts, weeks=36))) == frozenset()


def test_the_later_of_two_definitions_tells() -> None:
    assert two_definitions(second_from=30) == {("Stock", "Pumps", JULY)}
    assert two_definitions(second_from=35) == {("Stock", "Pumps", JULY), ("Stock", "Pumps", AUGUST)}


def test_the_baseline_by_the_same_definition_is_what_was_improved() -> None:
    after = 24
    definitions = (make_definition(), make_definition(2, effective_from=week(12)))
    before = [value + 90 for value in CALM]
    second = make_baseline(before, first=12, uid="second", definition_uid="definition 2")
    readings = make_readings([value - 5 for value in before], first=after, definition_number=2)
    metric = make_metric(definitions=definitions, baselines=(make_baseline(), second))
    facts = make_facts(metric, readings=readings, pilots=(make_pilot(cut_over=after),))

    assert {month for _, _, month in steady_months(charts_in(analyze(facts, weeks=36)))} == {JULY, AUGUST}


def two_definitions(*, second_from: int) -> frozenset[SteadyMonth]:
    """Months of a metric that is read by two definitions at once for a while; the second has no baseline."""
    definitions = (make_definition(), make_definition(2, effective_from=week(second_from)))
    readings = (
        *make_readings([*CALM, *LOW]),
        *make_readings([1.0] * 3, first=second_from, definition_number=2),
    )
    facts = make_facts(make_metric(definitions=definitions), readings=readings, pilots=(make_pilot(cut_over=CUT_OVER),))
    return steady_months(charts_in(analyze(facts, weeks=36)))
