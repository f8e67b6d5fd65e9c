"""Makers of readings, and of a metric that can be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from programs.models import MetricDefinition, ProcessFlow, Program, ProgramMetric, Reading, SharedMetric
from tests.factories.plan import make_flow, make_user, serial

DEFINED_FROM = date(2000, 1, 1)
MONDAY = date(2026, 1, 5)


def make_readable_metric(*, defined_from: date | None = DEFINED_FROM, **given: Any) -> SharedMetric:
    """A weekly share in %, lower is better, defined since long ago; without ``defined_from`` it is not defined."""
    values = {"name": f"Lateness {next(serial)}", "unit": "%", "direction": "lower", "frequency": "week"} | given
    metric = SharedMetric.objects.create(**values)
    if defined_from is not None:
        make_next_definition(metric, effective_from=defined_from)
    return metric


def make_next_definition(metric: SharedMetric, *, effective_from: date = DEFINED_FROM) -> MetricDefinition:
    number = metric.definitions.count() + 1
    return MetricDefinition.objects.create(
        metric=metric, number=number, text="Late lines of all", effective_from=effective_from, written_by=make_user()
    )


def judge_by(program: Program, metric: SharedMetric, *, flow: ProcessFlow | None = None) -> ProgramMetric:
    """The program is judged by the metric."""
    return ProgramMetric.objects.create(program=program, metric=metric, flow=flow, role="primary")


def make_reading(metric: SharedMetric | None = None, *, period_starts_on: date = MONDAY, **given: Any) -> Reading:
    """A final reading of 12.5 of the whole organization, under the metric's last definition."""
    metric = metric or make_readable_metric()
    values: dict[str, Any] = {"value": Decimal("12.5"), "source": "ERP"} | given
    values.setdefault("definition", metric.definitions.last())
    values.setdefault("entered_by", make_user())
    return Reading.objects.create(metric=metric, period_starts_on=period_starts_on, **values)


def make_flow_reading(program: Program, **given: Any) -> Reading:
    """A reading of a flow of its own in the program, which is judged by the metric."""
    flow = make_flow(program)
    metric = make_readable_metric()
    judge_by(program, metric, flow=flow)
    return make_reading(metric, flow=flow, **given)
