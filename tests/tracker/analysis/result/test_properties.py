"""What holds for every record: worse at once, better late, never better by silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.analysis.metrics.builders import make_metric, make_readings, week
from tests.tracker.analysis.result.builders import result
from tracker.analysis.result import ResultAnalysis
from tracker.analysis.result.results import GreyKind
from tracker.progress.rag import SEVERITY
from tracker.progress.results import Status

VALUES = st.sampled_from([1.0, 4.0, 9.0, 10.4, 11.0, 13.0, 15.2, 30.0])
READINGS = st.lists(st.one_of(st.none(), VALUES), min_size=1, max_size=12)
FULL = st.lists(VALUES, min_size=1, max_size=10)
HELD = timedelta(weeks=2)
BAD = (Status.RED, Status.AMBER)


def told(values: Sequence[float | None], others: Sequence[float | None], on: date) -> ResultAnalysis:
    metrics = (make_metric("Stock"), make_metric("Service"))
    readings = (*make_readings(values), *make_readings(others, of="Service"))
    return result(*metrics, readings=readings, on=on)


@given(values=READINGS, others=READINGS, days=st.integers(0, 90))
@settings(max_examples=150, deadline=None)
def test_it_is_never_better_than_the_record_of_the_day(
    values: list[float | None], others: list[float | None], days: int
) -> None:
    found = told(values, others, week(12) + timedelta(days=days))

    assert found.raw not in BAD or SEVERITY.index(found.status) >= SEVERITY.index(found.raw)
    assert found.status is not Status.GREEN or found.raw is Status.GREEN
    assert (found.grey is not None) == (found.status is Status.GREY)
    assert (found.changes_on is None) == (found.status is found.raw)


@given(values=READINGS, others=READINGS, days=st.integers(14, 70))
@settings(max_examples=40, deadline=None)
def test_it_improves_only_where_every_day_of_two_weeks_was_better(
    values: list[float | None], others: list[float | None], days: int
) -> None:
    last = week(12) + timedelta(days=days)
    run = [told(values, others, last - back * timedelta(days=1)) for back in range(14, -1, -1)]

    for before, now in pairwise(run):
        if before.status in BAD and now.status is not before.status and now.raw is not Status.RED:
            earlier = [each.raw for each in run if each.as_of <= now.as_of]
            assert len(earlier) < 15 or before.status not in earlier
    assert run[-1].status is not Status.GREEN or all(each.raw is Status.GREEN for each in run)


@given(values=FULL, others=FULL, lost=st.sets(st.integers(0, 9), min_size=1))
@settings(max_examples=150, deadline=None)
def test_what_is_not_read_is_told_and_never_green(
    values: list[float], others: list[float | None], lost: set[int]
) -> None:
    """Whatever the color was: taken out readings of the latest eight weeks are told, and two of them forbid green."""
    day = week(12 + max(len(values), len(others)))
    fewer = [None if place in lost else value for place, value in enumerate(values)]

    found = told(fewer, others, day)

    expected = range(max(len(values), len(others)))[-8:]
    missing = sum(place >= len(values) or place in lost for place in expected)
    coverage = found.coverage
    assert coverage.periods - coverage.read == missing + sum(place >= len(others) for place in expected)
    if missing >= 2:
        assert found.status is not Status.GREEN
        assert found.owed_by == "Procurement and Operations"
    if missing >= 2 and found.status is Status.GREY:
        assert found.grey is GreyKind.OVERDUE


@given(values=READINGS, others=READINGS, days=st.integers(0, 70))
@settings(max_examples=30, deadline=None)
def test_it_goes_to_json_and_back_and_comes_out_the_same_again(
    values: list[float | None], others: list[float | None], days: int
) -> None:
    day = week(12) + timedelta(days=days)
    found = told(values, others, day)

    assert msgspec.json.decode(msgspec.json.encode(found), type=ResultAnalysis) == found
    assert told(values, others, day) == found
    assert told(others, values, day).status is found.status
