from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.tracker.analysis.culture.builders import FLOW, end_of, month
from tracker.analysis.culture.months import weeks_of
from tracker.analysis.culture.question import Judgment, MetricMonth
from tracker.analysis.culture.targets import months_at_target, with_steady
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.facts.readings import Reading


def metric(**given: Any) -> JudgedMetric:
    values: dict[str, Any] = {
        "uid": "judged",
        "metric_uid": "days",
        "name": "Inventory days",
        "unit": "days",
        "higher_is_better": False,
        "frequency": "week",
        "is_ratio_scale": True,
        "flow_uid": FLOW,
        "role": "primary",
        "target": Decimal(50),
        "target_on": None,
        "definitions": (),
        "baselines": (),
        "accountabilities": (),
    }
    return JudgedMetric(**values | given)


def reading(on: date, value: str = "50", **given: Any) -> Reading:
    values: dict[str, Any] = {
        "metric_uid": "days",
        "definition_number": 1,
        "flow_uid": FLOW,
        "pilot_uid": None,
        "arm": "",
        "is_final": True,
    }
    return Reading(period_starts_on=on, value=Decimal(value), **values | given)


def in_march(*values: str, judged: JudgedMetric | None = None, **given: Any) -> MetricMonth:
    """March 2026, which has five weeks that begin in it, with a reading for each value."""
    readings = [reading(week, value, **given) for week, value in zip(weeks_of(month(3)), values, strict=False)]
    (found,) = months_at_target([judged or metric()], readings, first=month(3), last=end_of(3))
    return found


GOOD = ("50",) * 5
NONE = "5 readings of Inventory days are missing"
CASES: dict[str, tuple[MetricMonth, Judgment, str]] = {
    "at the target": (in_march(*GOOD), Judgment.MET, ""),
    "better on the mean of the weeks": (in_march("52", "49", "49", "50", "50"), Judgment.MET, ""),
    "worse": (in_march("51", *GOOD[1:]), Judgment.NOT_MET, "Inventory days was not at its target"),
    "a week is missing": (in_march(*GOOD[1:]), Judgment.UNKNOWN, "1 reading of Inventory days is missing"),
    "not final": (in_march(*GOOD, is_final=False), Judgment.UNKNOWN, NONE),
    "of an arm": (in_march(*GOOD, arm="Plan", pilot_uid="p"), Judgment.UNKNOWN, NONE),
    "of another flow": (in_march(*GOOD, flow_uid=None), Judgment.UNKNOWN, NONE),
    "no target": (in_march(*GOOD, judged=metric(target=None)), Judgment.UNKNOWN, "Inventory days has no target"),
    "higher is better": (in_march("51", *GOOD[1:], judged=metric(higher_is_better=True)), Judgment.MET, ""),
    "monthly": (in_march(judged=metric(frequency="month")), Judgment.UNKNOWN, "1 reading of Inventory days is missing"),
}


@pytest.mark.parametrize(("found", "judgment", "why"), CASES.values(), ids=CASES)
def test_a_month_stands_by_the_mean_of_its_readings(found: MetricMonth, judgment: Judgment, why: str) -> None:
    assert (found.standing, found.why) == (judgment, why)


def test_a_monthly_metric_of_the_whole_has_one_reading_a_month() -> None:
    monthly = metric(frequency="month", flow_uid=None)
    readings = [reading(month(each), flow_uid=None) for each in (2, 3)]

    found = months_at_target([monthly], readings, first=month(1), last=end_of(3) - timedelta(days=1))

    assert [(each.flow, each.month, each.standing) for each in found] == [
        ("", month(1), Judgment.UNKNOWN),
        ("", month(2), Judgment.MET),
    ]


def test_steady_inside_the_improved_limits_is_good_enough_too_but_nothing_missing_is() -> None:
    worse, missing = in_march("51", *GOOD[1:]), in_march(*GOOD[1:])
    steady = {("days", FLOW, month(3))}

    assert [each.standing for each in with_steady([worse, missing], steady)] == [Judgment.MET, Judgment.UNKNOWN]
    assert with_steady([worse], {("days", FLOW, month(4))}) == (worse,)


def test_a_guardrail_is_no_condition() -> None:
    assert months_at_target([metric(role="guardrail")], [], first=month(1), last=end_of(3)) == ()
