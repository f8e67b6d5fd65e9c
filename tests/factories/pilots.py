"""Makers of rows of pilots, and of the metrics and readings that they are judged by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from programs.models import (
    BusinessFunction,
    MetricAccountability,
    MetricDefinition,
    Pilot,
    PilotGuardrail,
    Program,
    ProgramMetric,
    Reading,
    SharedMetric,
)
from tests.factories.plan import START, make_flow, make_function, make_user, serial

WEEK = timedelta(days=7)
STEPS = ("locked", "started", "decided", "cut_over", "legacy_retired")


def make_pilot_metric(program: Program, *, role: str = "primary", flow: Any = None, **given: Any) -> ProgramMetric:
    """A weekly metric of the program with one definition, in force since START."""
    values = {"name": f"Pilot metric {next(serial)}", "unit": "days", "direction": "lower", "frequency": "week"} | given
    metric = SharedMetric.objects.create(**values)
    make_pilot_definition(metric)
    return ProgramMetric.objects.create(program=program, metric=metric, flow=flow, role=role)


def make_pilot_definition(metric: SharedMetric, *, effective_from: date = START) -> MetricDefinition:
    """The next version of the metric's definition."""
    return MetricDefinition.objects.create(
        metric=metric,
        number=metric.definitions.count() + 1,
        text="Days from order to delivery, from the order system.",
        effective_from=effective_from,
        written_by=make_user(),
    )


def make_pilot(program: Program, *, step: str = "", on: date = START, **given: Any) -> Pilot:
    """A draft; with ``step`` everything up to that step was done on the day ``on``, decided as a cut-over."""
    values = {"name": f"Pilot {next(serial)}", "change": "One weekly plan instead of three."} | given
    values.setdefault("flow", None)
    values["flow"] = values["flow"] or make_flow(program)
    if "primary" not in values:
        values["primary"] = make_pilot_metric(program)
    return Pilot.objects.create(program=program, **done_until(step, on) | values)


def done_until(step: str, on: date) -> dict[str, Any]:
    """Columns of a pilot that came as far as the step, all of it on one day."""
    done = STEPS[: STEPS.index(step) + 1] if step else ()
    columns: dict[str, Any] = {f"{each}_on": on for each in done}
    columns |= {f"{each}_by": make_user() for each in done if each in ("locked", "started", "decided")}
    if "decided" in done:
        columns |= {"outcome": "cut_over", "decision_reason": "Clearly faster."}
    return columns


def make_guardrail(pilot: Pilot, **given: Any) -> PilotGuardrail:
    """A guardrail of a draft, with a metric of its own."""
    values = {"margin": Decimal("0.5"), "agreed_with": "Procurement and Operations"} | given
    if "program_metric" not in values:
        values["program_metric"] = make_pilot_metric(pilot.program, role="guardrail")
    return PilotGuardrail.objects.create(pilot=pilot, **values)


def make_arm_reading(pilot: Pilot, /, *, arm: str, starts_on: date, value: Any = 10, **given: Any) -> Reading:
    """A final reading of an arm of the pilot: of its primary metric in its flow, by the first definition."""
    metric = pilot.primary.metric
    values: dict[str, Any] = {
        "metric": metric,
        "definition": metric.definitions.get(number=1),
        "flow": pilot.flow,
        "pilot": pilot if arm else None,
        "source": "Order system",
        "entered_by": make_user(),
    } | given
    return Reading.objects.create(arm=arm, period_starts_on=starts_on, value=value, **values)


def make_arm_readings(pilot: Pilot, pairs: Iterable[tuple[Any, Any]], *, first_on: date = START) -> None:
    """Weekly readings of both arms (old, new) from the first Monday on; None is a reading that is missing."""
    for week, values in enumerate(pairs):
        for arm, value in zip((pilot.old_arm, pilot.new_arm), values, strict=True):
            if value is not None:
                make_arm_reading(pilot, arm=arm, starts_on=first_on + week * WEEK, value=value)


def make_pilot_account(metric: ProgramMetric, **given: Any) -> MetricAccountability:
    """A function that answers for the metric since START."""
    values: dict[str, Any] = {"weight": Decimal("0.2"), "valid_from": START} | given
    if "function" not in values:
        function: BusinessFunction = make_function()
        values["function"] = function
    return MetricAccountability.objects.create(program_metric=metric, **values)
