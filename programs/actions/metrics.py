from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.catalog.metrics import BY_KEY, SOURCE
from programs.errors import Refused
from programs.models import MetricBaseline, MetricDefinition, Program, SharedMetric, User
from programs.periods import day_name

# What the numbers in the record mean: it stays once there are some.
FIXED_BY_READINGS = ("unit", "frequency")
FIXED_BY_BASELINES = ("direction", "is_ratio_scale")


class MeaningFields(TypedDict, total=False):
    description: str
    unit: str
    direction: str
    frequency: str
    is_ratio_scale: bool
    decimals: int | None


class MetricFields(MeaningFields, total=False):
    name: str


@action
def create(
    name: str, *, by: User, definition: str, effective_from: date, **fields: Unpack[MeaningFields]
) -> SharedMetric:
    """A new metric with the first version of its definition; by stewards and by whoever leads a program."""
    require(by, "add_shared")
    return enter(SharedMetric(name=name, **fields), by=by, definition=definition, effective_from=effective_from)


def enter(metric: SharedMetric, *, by: User, definition: str, effective_from: date) -> SharedMetric:
    """Metric and first definition, without a question of rights, for actions that have asked already."""
    metric = save_checked(metric)
    save_checked(
        MetricDefinition(metric=metric, number=1, text=definition, effective_from=effective_from, written_by=by)
    )
    return metric


@action
def add_from_catalog(keys: Sequence[str], *, by: User, effective_from: date) -> list[SharedMetric]:
    """The metrics of these keys, added where they are missing; doing it again adds nothing.

    By stewards and by whoever leads a program.
    """
    require(by, "add_shared")
    unknown = [key for key in keys if key not in BY_KEY]
    if unknown:
        raise Refused("not_in_the_catalog", f"The catalog does not have {', '.join(unknown)}.", field="keys")
    present = {
        metric.external_id: metric
        for metric in SharedMetric.objects.filter(source_system=SOURCE, external_id__in=keys).order_by("id")
    }
    return [present.get(key) or take_over(key, by=by, effective_from=effective_from) for key in keys]


def take_over(key: str, *, by: User, effective_from: date) -> SharedMetric:
    """The catalog's metric as a row, with its first definition."""
    shipped = BY_KEY[key]
    metric = SharedMetric(
        name=shipped.name,
        description=shipped.description,
        unit=shipped.unit,
        direction=shipped.direction,
        frequency=shipped.frequency,
        is_ratio_scale=shipped.is_ratio_scale,
        decimals=shipped.decimals,
        source_system=SOURCE,
        external_id=key,
    )
    return enter(metric, by=by, definition=shipped.definition, effective_from=effective_from)


@action
def change(
    metric: SharedMetric, *, by: User, version: int | None = None, **fields: Unpack[MetricFields]
) -> SharedMetric:
    """The metric with other words; what its numbers mean stays once there are some. Stewards only."""
    require(by, "keep_installation")
    metric = lock(metric, version=version)
    values: dict[str, Any] = dict(fields)
    changed = [name for name, value in values.items() if getattr(metric, name) != value]
    if set(changed) & set(FIXED_BY_READINGS) and metric.readings.exists():
        field = next(name for name in FIXED_BY_READINGS if name in changed)
        raise Refused("metric_has_readings", "It has readings in this meaning: make another metric.", field=field)
    locked = MetricBaseline.objects.filter(program_metric__metric=metric)
    if set(changed) & set(FIXED_BY_BASELINES) and locked.exists():
        field = next(name for name in FIXED_BY_BASELINES if name in changed)
        raise Refused("metric_has_a_baseline", "A baseline was locked with it: make another metric.", field=field)
    metric = change_fields(metric, values)
    refresh_judged_by(metric)
    return metric


@action
def retire(metric: SharedMetric, *, by: User, on: date, version: int | None = None) -> SharedMetric:
    """The metric offered to no further program from ``on``; those judged by it keep it. Stewards only."""
    require(by, "keep_installation")
    check_happened(on)
    metric = lock(metric, version=version)
    if metric.retired_on is not None:
        raise Refused("already_retired", f"It was retired on {day_name(metric.retired_on)}.")
    return change_fields(metric, {"retired_on": on})


@action
def bring_back(metric: SharedMetric, *, by: User, version: int | None = None) -> SharedMetric:
    """A retired metric offered again; stewards only."""
    require(by, "keep_installation")
    metric = lock(metric, version=version)
    if metric.retired_on is None:
        raise Refused("not_retired", "It is in use already.")
    return change_fields(metric, {"retired_on": None})


def refresh_judged_by(metric: SharedMetric) -> None:
    """Marks the active programs that are judged by the metric."""
    judged = Program.objects.active().filter(metrics__metric=metric).distinct()
    refresh(judged.order_by("id").values_list("id", flat=True))
