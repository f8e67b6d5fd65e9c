"""From the facts of a program to those of its runs: who answers for a metric, and what was read since a cut-over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.tracker.analysis.pilots.builders import MONDAY, WEEK, pilot
from tracker.analysis.facts.metrics import Accountability, JudgedMetric
from tracker.analysis.facts.pilots import LaterReading
from tracker.analysis.facts.readings import Reading
from tracker.analysis.pilots.gathered import later_of, owed_by

CUT_OVER = replace(pilot(), cut_over_on=MONDAY)
OWN = {"pilot_uid": "pilot", "arm": "Integrated"}


def reading(value: int, **given: Any) -> Reading:
    values: dict[str, Any] = {
        "metric_uid": "metric",
        "definition_number": 1,
        "flow_uid": "flow",
        "pilot_uid": None,
        "arm": "",
        "period_starts_on": MONDAY,
        "value": Decimal(value),
        "is_final": True,
    }
    return Reading(**values | given)


@pytest.mark.parametrize(
    "other",
    [
        {"metric_uid": "another"},
        {"definition_number": 2},
        {"flow_uid": "another"},
        {"is_final": False},
        {"period_starts_on": MONDAY - WEEK},
        {"pilot_uid": "pilot", "arm": "Functional"},
        {"pilot_uid": "another", "arm": "Integrated"},
    ],
    ids=["metric", "definition", "flow", "not final", "before", "the old arm", "another run"],
)
def test_only_the_same_series_since_the_cut_over_counts(other: dict[str, Any]) -> None:
    assert later_of(CUT_OVER, (reading(1), reading(2, **other))) == (LaterReading(starts_on=MONDAY, value=Decimal(1)),)
    assert later_of(CUT_OVER, (reading(2, **other),)) == ()


def test_the_closest_reading_of_a_period_counts_and_periods_are_in_order() -> None:
    whole, flow, own = reading(3, flow_uid=None), reading(2), reading(1, **OWN)
    next_week = reading(4, period_starts_on=MONDAY + WEEK)

    assert [each.value for each in later_of(CUT_OVER, (next_week, whole, own, flow))] == [1, 4]
    assert [each.value for each in later_of(CUT_OVER, (whole, flow))] == [2]


def test_functions_owe_a_metric_while_they_answer_for_it() -> None:
    def answering(function: str, first: int, last: int | None) -> Accountability:
        days = [None if each is None else MONDAY + timedelta(days=each) for each in (first, last)]
        assert days[0] is not None
        return Accountability(
            function_uid=function, function=function, weight=Decimal("0.2"), valid_from=days[0], valid_to=days[1]
        )

    metric = JudgedMetric(
        uid="judged",
        metric_uid="metric",
        name="Service",
        unit="%",
        higher_is_better=True,
        frequency="week",
        is_ratio_scale=False,
        flow_uid=None,
        role="primary",
        target=None,
        target_on=None,
        definitions=(),
        baselines=(),
        accountabilities=(
            answering("b", 0, None),
            answering("a", -9, 0),
            answering("c", 1, None),
            answering("d", -9, -1),
        ),
    )

    assert owed_by((metric,), as_of=MONDAY) == {"metric": ("a", "b")}
