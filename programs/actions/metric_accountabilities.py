from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import BusinessFunction, MetricAccountability, ProgramMetric, User
from programs.periods import day_name


@action
def begin(
    program_metric: ProgramMetric, *, by: User, function: BusinessFunction, weight: Decimal, valid_from: date
) -> MetricAccountability:
    """The function answers for the metric from the day on; an earlier weight of it ends the day before."""
    require(by, "plan_program", program_metric.program)
    program_metric = lock(program_metric)
    earlier = program_metric.accountabilities.filter(function=function).order_by("-valid_from").first()
    if earlier is not None and earlier.valid_from >= valid_from:
        message = (
            f"{function} answers for it with another weight from {day_name(earlier.valid_from)}: give a later day."
        )
        raise Refused("weight_begins_later", message, field="valid_from")
    if earlier is not None and (earlier.valid_to is None or earlier.valid_to >= valid_from):
        if earlier.valid_to is None and earlier.weight == weight:
            raise Refused("weight_is_the_same", f"{function} answers for it with this weight already.", field="weight")
        change_fields(lock(earlier), {"valid_to": valid_from - timedelta(days=1)})
    row = MetricAccountability(program_metric=program_metric, function=function, weight=weight, valid_from=valid_from)
    row = save_checked(row)
    refresh([program_metric.program_id])
    return row


@action
def end(
    accountability: MetricAccountability, *, by: User, valid_to: date, version: int | None = None
) -> MetricAccountability:
    """The function answers for the metric through that day, and no longer."""
    require(by, "plan_program", accountability.program_metric.program)
    accountability = lock(accountability, version=version)
    if accountability.valid_to is not None and accountability.valid_to < valid_to:
        message = f"It ended on {day_name(accountability.valid_to)}: make the function accountable again instead."
        raise Refused("already_ended", message, field="valid_to")
    accountability = change_fields(accountability, {"valid_to": valid_to})
    refresh([accountability.program_metric.program_id])
    return accountability
