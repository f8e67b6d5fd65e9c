"""Makers of rows of metrics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from programs.models import (
    DefinitionSignature,
    LeaderEvaluation,
    MetricAccountability,
    MetricBaseline,
    MetricDefinition,
    Program,
    ProgramMetric,
    Reading,
    SharedMetric,
)
from tests.factories.plan import START, make_function, make_membership, make_program, make_user, serial

MONTHS = [date(2025, month, 1) for month in range(1, 13)]


def make_metric(*, defined: bool = True, **given: Any) -> SharedMetric:
    """A monthly metric in days, lower is better, with its first definition in force since long ago."""
    values = {"name": f"Metric {next(serial)}", "unit": "days", "direction": "lower", "frequency": "month"} | given
    metric = SharedMetric.objects.create(**values)
    if defined:
        make_definition(metric)
    return metric


def make_definition(metric: SharedMetric, **given: Any) -> MetricDefinition:
    """The next version of how the metric is computed."""
    values = {"number": metric.definitions.count() + 1, "text": "Days from order to delivery.", **given}
    values["written_by"] = values.get("written_by") or make_user()
    return MetricDefinition.objects.create(**{"metric": metric, "effective_from": date(2025, 1, 1)} | values)


def make_signature(definition: MetricDefinition | None = None, **given: Any) -> DefinitionSignature:
    """A function's signature, by somebody."""
    definition = definition or make_metric().definitions.get()
    values = {"signed_on": START} | given
    values["function"] = values.get("function") or make_function()
    values["signed_by"] = values.get("signed_by") or make_user()
    return DefinitionSignature.objects.create(definition=definition, **values)


def make_program_metric(program: Program, **given: Any) -> ProgramMetric:
    """The program judged by a metric of its own, as a whole, as its primary one."""
    values = {"role": "primary"} | given
    values["metric"] = values.get("metric") or make_metric()
    return ProgramMetric.objects.create(program=program, **values)


def make_readings(
    program_metric: ProgramMetric, values: Sequence[float], *, first: int = 0, **given: Any
) -> list[Reading]:
    """Final readings of the months of 2025 from the ``first``, by the metric's latest definition."""
    definition = program_metric.metric.definitions.order_by("number").last()
    common: dict[str, Any] = {
        "metric": program_metric.metric,
        "definition": definition,
        "flow": program_metric.flow,
        "source": "ERP",
    }
    common["entered_by"] = make_user()
    return [
        Reading.objects.create(
            **common | {"period_starts_on": MONTHS[first + place], "value": Decimal(str(value))} | given
        )
        for place, value in enumerate(values)
    ]


def make_metric_baseline(program_metric: ProgramMetric, **given: Any) -> MetricBaseline:
    """Twelve months of 2025 frozen on START."""
    values: dict[str, Any] = {
        "definition": program_metric.metric.definitions.order_by("number").last(),
        "first_period_on": MONTHS[0],
        "last_period_on": MONTHS[-1],
        "periods": MONTHS,
        "values": [Decimal(day) for day in range(20, 32)],
        "source": "ERP history",
        "locked_on": START,
    }
    values |= given
    values["locked_by"] = values.get("locked_by") or make_user()
    return MetricBaseline.objects.create(program_metric=program_metric, **values)


def make_accountability(program_metric: ProgramMetric, **given: Any) -> MetricAccountability:
    """A function that answers with a quarter of its evaluation since START."""
    values = {"weight": Decimal("0.25"), "valid_from": START} | given
    values["function"] = values.get("function") or make_function()
    return MetricAccountability.objects.create(program_metric=program_metric, **values)


def make_evaluation(program: Program | None = None, **given: Any) -> LeaderEvaluation:
    """A function lead's evaluation of 2025, a quarter of it on shared metrics, not completed."""
    program = program or make_program()
    values: dict[str, Any] = {
        "cycle_starts_on": MONTHS[0],
        "cycle_ends_on": date(2025, 12, 31),
        "shared_weight": Decimal("0.25"),
    }
    values |= given
    if "leader" not in values:
        role = make_membership(make_user(), program, "function_lead")
        values |= {"leader": role.user, "function": role.function}
    values["recorded_by"] = values.get("recorded_by") or make_user()
    return LeaderEvaluation.objects.create(program=program, **values)
