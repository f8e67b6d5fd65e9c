from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Subquery

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import Baseline, BaselineItem, MilestoneForecast, Program, User
from programs.periods import day_name


@action
def lock_plan(program: Program, *, by: User, on: date, reason: str) -> Baseline:
    """The present forecasts and weights frozen as the next baseline; number 1 is the original for good."""
    require(by, "plan_program", program)
    check_happened(on)
    program = lock(program)
    latest = MilestoneForecast.objects.filter(milestone=OuterRef("pk"), stated_on__lte=on).order_by("-stated_on")
    planned = program.milestones.kept().annotate(planned_on=Subquery(latest.values("finish_on")[:1]))
    undated = planned.filter(planned_on__isnull=True)
    if undated.exists():
        names = ", ".join(str(milestone) for milestone in undated[:3])
        raise Refused("plan_has_no_date", f"Give an expected finish first: {names}.")
    if not planned.exists():
        raise Refused("plan_is_empty", "Plan at least one milestone before you lock a baseline.")
    last = program.baselines.order_by("-number").first()
    if last is not None and last.locked_on is not None and on < last.locked_on:
        raise Refused("baseline_out_of_order", f"{last} was locked on {day_name(last.locked_on)}.", field="on")
    baseline = save_checked(Baseline(program=program, number=last.number + 1 if last else 1, reason=reason))
    BaselineItem.objects.bulk_create(
        BaselineItem(baseline=baseline, milestone_id=key, planned_on=planned_on, weight=weight)
        for key, planned_on, weight in planned.order_by("id").values_list("id", "planned_on", "weight")
    )
    baseline = change_fields(baseline, {"locked_on": on, "locked_by": by})
    refresh([program.pk])
    return baseline
