"""Metrics for tests, told in a few words: a name is its own uid, and weeks count from one Monday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from tracker.analysis.facts.metrics import (
    Accountability,
    Definition,
    Evaluation,
    JudgedMetric,
    MetricBaseline,
    MetricFacts,
    Signature,
)
from tracker.analysis.facts.pilots import ComparisonFact, PilotFact
from tracker.analysis.facts.readings import Reading
from tracker.analysis.metrics import MetricsAnalysis, MetricsFacts, analyze_metrics
from tracker.analysis.metrics.control_limits import Floats, Ints
from tracker.analysis.metrics.results import MetricFinding

START = date(2026, 1, 5)
FLOWS = {"Pumps": "Pumps", "Valves": "Valves"}
CALM: tuple[float, ...] = (10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11)
"""Twelve readings around 10.5 whose mean moving range is 23 / 11."""
NIST = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)


def week(number: int) -> date:
    """The Monday of a week; the first is 0."""
    return START + timedelta(weeks=number)


def floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def places(count: int, *, skip: Mapping[int, int] | None = None) -> Ints:
    """Numbers of periods in a row; ``skip`` says after which reading how many are missing."""
    steps = [1 + (skip or {}).get(number, 0) for number in range(count)]
    return np.array([sum(steps[:number]) for number in range(count)], dtype=np.int64)


def make_definition(
    number: int = 1, *, signed: Sequence[str] = ("Procurement", "Operations"), **given: Any
) -> Definition:
    """A version that these functions signed on the first day."""
    signatures = tuple(Signature(function_uid=name, function=name, signed_on=START) for name in signed)
    values: dict[str, Any] = {"uid": f"definition {number}", "effective_from": START, "signatures": signatures}
    return Definition(number=number, **(values | given))


def make_baseline(values: Sequence[float] = CALM, *, first: int = 0, **given: Any) -> MetricBaseline:
    """The readings of so many weeks in a row, locked after the last."""
    periods = tuple(week(first + number) for number in range(len(values)))
    filled: dict[str, Any] = {
        "uid": "baseline",
        "definition_uid": "definition 1",
        "arm": "",
        "pilot_uid": None,
        "periods": periods,
        "values": tuple(Decimal(str(value)) for value in values),
        "source": "History",
        "locked_on": week(first + len(values)),
    }
    return MetricBaseline(**(filled | given))


def make_metric(
    name: str = "Stock", *, owners: Sequence[str] = ("Procurement", "Operations"), **given: Any
) -> JudgedMetric:
    """A weekly primary metric of the pumps, lower is better, signed and owned by two, with its baseline locked."""
    values: dict[str, Any] = {
        "metric_uid": name,
        "unit": "days",
        "higher_is_better": False,
        "frequency": "week",
        "is_ratio_scale": False,
        "flow_uid": "Pumps",
        "role": "primary",
        "target": None,
        "target_on": None,
        "definitions": (make_definition(),),
        "baselines": (make_baseline(),),
        "accountabilities": tuple(make_owner(owner) for owner in owners),
    }
    return JudgedMetric(uid=name, name=name, **(values | given))


def make_owner(name: str, *, weight: str = "0.2", first: int = 0, last: int | None = None) -> Accountability:
    """The function answers from one week to the other."""
    return Accountability(
        function_uid=name,
        function=name,
        weight=Decimal(weight),
        valid_from=week(first),
        valid_to=None if last is None else week(last),
    )


def make_evaluation(function: str, *, shared: str) -> Evaluation:
    """The evaluation of the running year."""
    return Evaluation(
        person_uid=function,
        function_uid=function,
        cycle_starts_on=START,
        cycle_ends_on=week(51),
        shared_weight=Decimal(shared),
        completed_on=None,
    )


def make_readings(
    values: Sequence[float | None], *, of: str = "Stock", first: int = 12, **given: Any
) -> tuple[Reading, ...]:
    """Final readings of weeks in a row, none where the value is None."""
    filled: dict[str, Any] = {
        "metric_uid": of,
        "definition_number": 1,
        "flow_uid": "Pumps",
        "pilot_uid": None,
        "arm": "",
        "is_final": True,
    }
    return tuple(
        Reading(period_starts_on=week(first + number), value=Decimal(str(value)), **(filled | given))
        for number, value in enumerate(values)
        if value is not None
    )


def make_pilot(*, cut_over: int | None = None, metric: str = "Stock", **given: Any) -> PilotFact:
    """A pilot in the pumps that the metric judged; cut over in the week, or never."""
    values: dict[str, Any] = {
        "uid": "pilot",
        "flow": "Pumps",
        "name": "Joint plan",
        "old_arm": "control",
        "new_arm": "treatment",
        "alpha": Decimal("0.05"),
        "minimum_periods": 8,
        "maximum_periods": 26,
        "burn_in_periods": 1,
        "worthwhile_effect": None,
        "follows": "",
        "locked_on": START,
        "started_on": START,
        "outcome": "cut_over" if cut_over else "",
        "decided_on": None if cut_over is None else week(cut_over),
        "cut_over_on": None if cut_over is None else week(cut_over),
        "legacy_retired_on": None,
        "primary": ComparisonFact(
            metric=metric,
            name=metric,
            unit="days",
            definition=1,
            redefined_on=None,
            direction="lower",
            is_ratio_scale=False,
            frequency="week",
            margin=None,
            periods=(),
        ),
        "guardrails": (),
    }
    return PilotFact(**(values | given))


def make_facts(*metrics: JudgedMetric, readings: Sequence[Reading] = (), **given: Any) -> MetricsFacts:
    """A program that is judged by these metrics; ``evaluations`` and ``pilots`` where given."""
    evaluations = tuple(given.pop("evaluations", ()))
    record = MetricFacts(metrics=metrics, leaders=(), evaluations=evaluations)
    return MetricsFacts(record=record, readings=tuple(readings), flows=FLOWS, **given)


def analyze(facts: MetricsFacts, *, weeks: int = 40) -> MetricsAnalysis:
    """The analysis as of the Monday of a week."""
    return analyze_metrics(facts, as_of=week(weeks))


def found(after: Sequence[float | None], *, weeks: int | None = None, **given: Any) -> MetricFinding:
    """What is said of one metric whose readings after its baseline are these, right after the last of them."""
    facts = make_facts(make_metric(**given), readings=make_readings(after))
    return analyze(facts, weeks=12 + len(after) if weeks is None else weeks).metrics[0]
