from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db.models import Q

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import (
    BusinessFunction,
    Constraint,
    ConstraintObservation,
    Program,
    Resource,
    ResourceControl,
    User,
)
from programs.periods import day_name


class ResourceFields(TypedDict, total=False):
    name: str
    kind: str
    description: str


@action
def create(
    name: str,
    *,
    by: User,
    kind: str,
    description: str = "",
    function: BusinessFunction | None = None,
    on: date | None = None,
) -> Resource:
    """A new resource; with ``function`` also who controls it from the day on. Stewards only."""
    require(by, "keep_installation")
    if function is not None and on is None:
        raise Refused("day_missing", "Say from which day on the function controls it.", field="on")
    resource = save_checked(Resource(name=name, kind=kind, description=description))
    if function is not None and on is not None:
        save_checked(ResourceControl(resource=resource, function=function, valid_from=on))
    return resource


@action
def change(resource: Resource, *, by: User, version: int | None = None, **fields: Unpack[ResourceFields]) -> Resource:
    """The resource with another name, kind or description; the programs that use it are computed again."""
    require(by, "keep_installation")
    resource = change_fields(lock(resource, version=version), dict(fields))
    refresh(programs_with(resource))
    return resource


@action
def give_control(resource: Resource, *, by: User, function: BusinessFunction, on: date) -> ResourceControl:
    """The function controls the resource from the day on; who did before, did so through the day before.

    Given again for the day on which control began, the function replaces the one given first.
    """
    require(by, "keep_installation")
    resource = lock(resource)
    if resource.retired_on is not None and on > resource.retired_on:
        raise Refused("resource_retired", f"It was retired on {day_name(resource.retired_on)}.", field="on")
    last = resource.controls.order_by("-valid_from").first()
    if last is not None and on < last.valid_from:
        message = f"{last.function} controls it from {day_name(last.valid_from)}: give that day or a later one."
        raise Refused("control_given_later", message, field="on")
    if last is not None and last.valid_from == on:
        control = change_fields(last, {"function": function, "valid_to": None})
    else:
        control = hand_over(resource, last, function=function, on=on)
    refresh(programs_with(resource))
    return control


def hand_over(
    resource: Resource, last: ResourceControl | None, *, function: BusinessFunction, on: date
) -> ResourceControl:
    """Control by the function from the day on; ``last``, who had it before, ends at the latest the day before."""
    still = last is not None and (last.valid_to is None or last.valid_to >= on)
    if last is not None and still and last.function_id == function.pk:
        raise Refused("controls_already", f"{function} controls it already.", field="function")
    if last is not None and still:
        change_fields(last, {"valid_to": on - timedelta(days=1)})
    return save_checked(ResourceControl(resource=resource, function=function, valid_from=on))


@action
def retire(resource: Resource, *, by: User, retired_on: date, version: int | None = None) -> Resource:
    """The resource can limit nothing after the day: it is observed and named no more, and kept for what it was."""
    require(by, "keep_installation")
    resource = lock(resource, version=version)
    if resource.retired_on is not None:
        raise Refused("already_retired", f"It was retired on {day_name(resource.retired_on)} already.")
    named = Constraint.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=retired_on), resource=resource)
    if named.exists():
        raise Refused(
            "limits_a_flow", "It limits a flow after that day: its program ends that first.", field="retired_on"
        )
    seen = ConstraintObservation.objects.filter(resource=resource, week_starts_on__gt=retired_on)
    latest = seen.order_by("-week_starts_on").first()
    if latest is not None:
        week = f"{day_name(latest.week_starts_on)}"
        raise Refused("observed_later", f"It was observed in the week of {week}: give a later day.", field="retired_on")
    resource = change_fields(resource, {"retired_on": retired_on})
    refresh(programs_with(resource))
    return resource


@action
def bring_back(resource: Resource, *, by: User, version: int | None = None) -> Resource:
    """The resource in use again, as if it had never been retired."""
    require(by, "keep_installation")
    resource = lock(resource, version=version)
    if resource.retired_on is None:
        raise Refused("not_retired", "It is in use already.")
    resource = change_fields(resource, {"retired_on": None})
    refresh(programs_with(resource))
    return resource


def programs_with(resource: Resource) -> list[int]:
    """Active programs whose flows it limits or was seen to limit, or whose decisions commit it; one query, in order."""
    naming = (resource.constraints, resource.observations)
    used = Q(pk__in=resource.decision_rights.values("program"))
    for rows in naming:
        used |= Q(pk__in=rows.values("flow__program"))
    return list(Program.objects.active().filter(used).order_by("id").values_list("id", flat=True))
