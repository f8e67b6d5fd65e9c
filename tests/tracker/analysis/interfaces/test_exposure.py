"""Incidents per 100 hand-offs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tracker.analysis.interfaces.builders import FIRST, TODAY, make_count, make_incident
from tracker.analysis.facts.interfaces import HandoffCount
from tracker.analysis.interfaces.exposure import exposure_of, poisson_interval
from tracker.analysis.interfaces.results import HandoffExposure
from tracker.progress.numbers import State

DAY = timedelta(days=1)
INCIDENTS = [make_incident(str(number), happened_on=FIRST + number * DAY) for number in range(0, 60, 5)]


def found(*counts: HandoffCount) -> HandoffExposure | None:
    return exposure_of(counts, INCIDENTS, first=FIRST, last=TODAY)


def exposure(*counts: HandoffCount) -> HandoffExposure:
    known = found(*counts)
    assert known is not None
    return known


def test_only_incidents_of_the_counted_days_are_set_against_them() -> None:
    known = exposure(make_count(FIRST, 30, handoffs=200))

    assert (known.incidents, known.handoffs, known.days) == (6, 200, 30)
    assert (known.per_100.value, known.per_100.n) == (3, 6)
    assert known.per_100.interval == pytest.approx((1.101, 6.530), abs=0.001)


def test_spans_of_one_source_are_added_and_gaps_do_not_count() -> None:
    known = exposure(make_count(FIRST, 10, handoffs=100), make_count(FIRST + 20 * DAY, 10, handoffs=300))

    assert (known.incidents, known.handoffs, known.days) == (4, 400, 20)
    assert (known.starts_on, known.ends_on) == (FIRST, FIRST + 29 * DAY)


@pytest.mark.parametrize("first", [FIRST - DAY, TODAY - 28 * DAY], ids=["begins before", "ends after"])
def test_a_span_that_leaves_the_window_does_not_count(first: object) -> None:
    assert found(make_count(first, 30)) is None  # type: ignore[arg-type]
    assert found() is None


def test_sources_are_never_added() -> None:
    long = make_count(FIRST, 60, source="Scanner", handoffs=10)
    short = make_count(FIRST, 30, source="Orders", handoffs=900)
    as_long = make_count(FIRST, 60, source="Zebra", handoffs=11)

    assert (exposure(short, long).source, exposure(short, long).handoffs) == ("Scanner", 10)
    assert exposure(long, as_long, short).source == "Zebra"


def test_no_handoffs_have_no_rate() -> None:
    assert exposure(make_count(FIRST, 30, handoffs=0)).per_100.state is State.NOT_APPLICABLE


def test_the_interval_of_a_count() -> None:
    assert poisson_interval(0) == pytest.approx((0, 3.6889), abs=1e-4)
    assert poisson_interval(10) == pytest.approx((4.7954, 18.3904), abs=1e-4)
