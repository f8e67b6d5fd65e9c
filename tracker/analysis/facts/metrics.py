"""Metrics of a program, as METHODS 1.5 (k2), 1.6 (b2) and 6.6 read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A function agreed to a definition."""

    function_uid: str
    function: str
    signed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One version of how a metric is computed, with its signatures in the order of their days."""

    uid: str
    number: int
    effective_from: date
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricBaseline:
    """Readings frozen before the change; ``periods`` and ``values`` belong together, in order.

    arm      blank, or the arm of a parallel run
    pilot_uid  whose arm it is; None for none of the record
    periods  first days of the periods: two that are not neighbors have a missing one between them
    values   in the metric's unit
    """

    uid: str
    definition_uid: str
    arm: str
    pilot_uid: str | None
    periods: tuple[date, ...]
    values: tuple[Decimal, ...]
    source: str
    locked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Accountability:
    """A function answers for a metric through ``valid_to``, None while it has no end. ``weight`` is a share, 0 to 1."""

    function_uid: str
    function: str
    weight: Decimal
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedMetric:
    """A shared metric that a program is judged by; its readings name metric, flow, definition and arm by uid.

    higher_is_better  else lower is
    frequency         week or month
    is_ratio_scale    compared by logarithms
    flow_uid          None for the whole organization
    role              primary or guardrail
    target            in the metric's unit, wanted by ``target_on``
    added_on          the day on which it was entered; None when that is not known
    """

    uid: str
    metric_uid: str
    name: str
    unit: str
    higher_is_better: bool
    frequency: str
    is_ratio_scale: bool
    flow_uid: str | None
    role: str
    target: Decimal | None
    target_on: date | None
    definitions: tuple[Definition, ...]
    baselines: tuple[MetricBaseline, ...]
    accountabilities: tuple[Accountability, ...]
    added_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A person leads a function in the program through ``valid_to``: who is in scope of shared accountability."""

    person_uid: str
    function_uid: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A leader's formal evaluation of a cycle.

    shared_weight  share of it that rests on shared metrics, 0 to 1
    completed_on   None until its review was held
    """

    person_uid: str
    function_uid: str
    cycle_starts_on: date
    cycle_ends_on: date
    shared_weight: Decimal
    completed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricFacts:
    """Everything about one program's metrics but their readings: primary ones first, in a total order."""

    metrics: tuple[JudgedMetric, ...]
    leaders: tuple[Leader, ...]
    evaluations: tuple[Evaluation, ...]
