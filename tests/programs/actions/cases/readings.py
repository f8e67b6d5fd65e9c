"""Every action on readings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from programs.actions import readings
from programs.actions.given_readings import GivenReading
from programs.models import Program, Reading, SharedMetric
from tests.factories import readings as make
from tests.factories.readings import MONDAY
from tests.programs.actions.case import ANSWERING, STEWARD, ActionCase

ENTERING = ANSWERING | STEWARD
VALUE: Any = {"period_starts_on": MONDAY, "value": Decimal(7)}


def judging(program: Program) -> SharedMetric:
    metric = make.make_readable_metric()
    make.judge_by(program, metric)
    return metric


def read(program: Program) -> Reading:
    return make.make_reading(judging(program))


def load_one(metric: SharedMetric, by: Any) -> Reading:
    (row,) = readings.load(metric, by=by, given=[GivenReading(**VALUE)], source="ERP").written
    return row


CASES: dict[str, ActionCase] = {
    "readings.enter": ActionCase(ENTERING, judging, lambda metric, by: readings.enter(metric, by=by, **VALUE)),
    "readings.load": ActionCase(ENTERING, judging, load_one),
    "readings.correct": ActionCase(
        ENTERING,
        read,
        lambda row, by, **seen: readings.correct(row, by=by, value=Decimal(8), **seen),
        versioned=True,
    ),
}
