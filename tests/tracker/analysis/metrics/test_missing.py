"""What is missing, who owes it, and from which day it can be there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tracker.analysis.metrics.builders import (
    CALM,
    analyze,
    found,
    make_baseline,
    make_facts,
    make_metric,
    make_readings,
    week,
)
from tracker.analysis.metrics.results import MetricFinding


def unlocked(readings: int, *, weeks: int, owners: tuple[str, ...] = ("Procurement", "Operations")) -> MetricFinding:
    metric = make_metric(baselines=(), owners=owners)
    return analyze(make_facts(metric, readings=make_readings(CALM[:readings], first=0)), weeks=weeks).metrics[0]


@pytest.mark.parametrize(
    ("readings", "weeks", "first_on", "what"),
    [
        pytest.param(0, 0, week(6), "6 weekly readings for a baseline, unless history is loaded", id="none"),
        pytest.param(4, 4, week(6), "2 more weekly readings for a baseline, unless history is loaded", id="four"),
        pytest.param(5, 20, week(20), "1 more weekly reading for a baseline, unless history is loaded", id="late"),
        pytest.param(6, 6, week(6), "no baseline is locked, though 6 readings are there", id="six"),
    ],
)
def test_when_there_can_first_be_limits(readings: int, weeks: int, first_on: date, what: str) -> None:
    finding = unlocked(readings, weeks=weeks)

    assert (finding.limits_from, finding.missing[0].first_on) == (first_on, first_on)
    assert finding.missing[0].what == what


def test_the_pmo_locks_and_functions_read() -> None:
    assert unlocked(4, weeks=4).missing[0].who == "Procurement and Operations"
    assert unlocked(6, weeks=6).missing[0].who == "Transformation PMO"
    assert unlocked(4, weeks=4, owners=()).missing[0].who == "Transformation PMO, until a function answers for it"


def test_a_locked_baseline_waits_for_its_first_reading() -> None:
    finding = found([])

    assert (finding.limits_from, finding.reason) == (None, "No reading after the baseline yet.")
    assert [(each.what, each.first_on) for each in finding.missing] == [("no reading after the baseline yet", week(13))]


def test_a_baseline_that_was_locked_later_does_not_count_yet() -> None:
    metric = make_metric(baselines=(make_baseline(locked_on=week(14)),))
    readings = make_readings([*CALM, 4.0], first=0)

    assert not analyze(make_facts(metric, readings=readings), weeks=13).metrics[0].is_locked
    assert analyze(make_facts(metric, readings=readings), weeks=14).metrics[0].is_locked


def test_nothing_is_missing_when_every_week_was_read() -> None:
    metric, readings = make_metric(), make_readings([*CALM, 10.0, 11.0], first=0)

    assert analyze(make_facts(metric, readings=readings), weeks=14).metrics[0].missing == ()
