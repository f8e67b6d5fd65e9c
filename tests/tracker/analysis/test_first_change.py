"""One rule for gate GR and the Result status: what stood before the change is no result of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.first_change import FirstChanges, is_after_change, next_signal_on
from tracker.analysis.metrics.results import ChartRule, MetricSignal

MONDAY = date(2026, 5, 4)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def signal(first: date, *, last: date | None = None) -> MetricSignal:
    return MetricSignal(
        rule=ChartRule.BEYOND_LIMIT,
        first_on=first,
        last_on=last or first,
        readings=1,
        is_above=False,
        is_favorable=True,
        is_firm=True,
    )


@pytest.mark.parametrize(
    ("first", "begun_on", "frequency", "expected"),
    [
        pytest.param(MONDAY, MONDAY, "week", True, id="the change on the first day of its week"),
        pytest.param(MONDAY, MONDAY + DAY, "week", False, id="the change within its week"),
        pytest.param(MONDAY + WEEK, MONDAY + DAY, "week", True, id="the first whole week after the change"),
        pytest.param(MONDAY - WEEK, MONDAY, "week", False, id="the week before"),
        pytest.param(date(2026, 5, 1), date(2026, 5, 1), "month", True, id="the change on the first of its month"),
        pytest.param(date(2026, 5, 1), date(2026, 5, 2), "month", False, id="the change within its month"),
        pytest.param(MONDAY, None, "week", False, id="nothing changed"),
    ],
)
def test_a_signal_counts_from_the_first_whole_period_of_the_change(
    first: date, begun_on: date | None, frequency: str, expected: bool
) -> None:
    assert is_after_change(signal(first), begun_on, frequency) is expected


def test_a_signal_that_stood_before_does_not_count_however_long_it_goes_on() -> None:
    lasting = signal(MONDAY - WEEK, last=MONDAY + 20 * WEEK)

    assert not is_after_change(lasting, MONDAY, "week")


@given(first=st.integers(0, 60), begun=st.integers(0, 420))
def test_no_day_of_a_signal_that_counts_lies_before_the_change(first: int, begun: int) -> None:
    found, begun_on = signal(MONDAY + first * WEEK), MONDAY + begun * DAY

    assert is_after_change(found, begun_on, "week") is (found.first_on >= begun_on)


def test_a_metric_of_the_whole_organization_goes_with_the_first_flow() -> None:
    changes = FirstChanges(days={"Pumps": MONDAY, "Valves": MONDAY + WEEK}, first_flow="Pumps")

    assert (changes.of(None), changes.of("Valves")) == (MONDAY, MONDAY + WEEK)
    assert changes.of("Seals") is None


@pytest.mark.parametrize(
    ("begun_on", "expected"),
    [
        pytest.param(MONDAY - 9 * WEEK, MONDAY + WEEK, id="the running week"),
        pytest.param(MONDAY + DAY, MONDAY + 2 * WEEK, id="the week after the one of the change"),
    ],
)
def test_the_next_signal_can_come_when_a_whole_week_is_over(begun_on: date, expected: date) -> None:
    assert next_signal_on(begun_on, "week", as_of=MONDAY + 2 * DAY) == expected
