from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.at_work import check_at_work
from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import Constraint, ConstraintObservation, FocusingStep, ProcessFlow, Resource, User
from programs.periods import day_name, monday_of


class Vote(TypedDict, total=False):
    resource: Resource
    basis: str
    severity: Decimal | None
    note: str


LAST_DAY = timedelta(days=6)
NOTHING_SAID: Vote = {"severity": None, "note": ""}


@action
def observe(
    flow: ProcessFlow, *, by: User, week_starts_on: date, source: str = "", **vote: Unpack[Vote]
) -> ConstraintObservation:
    """What limited the flow in a week, as one source says; the same source's next word replaces it.

    week_starts_on  the Monday
    source          a board or a system that says so; the person when it is left out
    """
    require(by, "record_fact", flow.program)
    check_happened(week_starts_on, field="week_starts_on")
    check_monday(week_starts_on)
    check_at_work(flow.program, week_starts_on, week_starts_on + LAST_DAY, field="week_starts_on")
    flow = lock(flow)
    resource = still_used(vote["resource"], week_starts_on)
    of_week = ConstraintObservation.objects.filter(flow=flow, week_starts_on=week_starts_on)
    source = source.strip() or own_source(by)
    said = of_week.filter(source=source).first()
    values = {**NOTHING_SAID, **vote, "resource": resource, "observed_by": by}
    if said is None:
        new = ConstraintObservation(flow=flow, week_starts_on=week_starts_on, source=source, **values)
        said = save_checked(new)
    elif said.observed_by != by and said.source == own_source(said.observed_by):
        raise Refused("vote_of_another", f"This is what {source} said: only {source} changes it.", field="source")
    else:
        said = change_fields(said, values)
    refresh([flow.program_id])
    return said


def check_monday(day: date) -> None:
    """Returns when the day begins a week."""
    if day.weekday():
        monday = monday_of(day)
        raise Refused("not_a_monday", f"Name a week by its Monday: {day_name(monday)}.", field="week_starts_on")


def own_source(by: User) -> str:
    """What a person is called as a source; people of one name are told apart by their mail address."""
    if by.name and User.objects.filter(name=by.name).exclude(pk=by.pk).exists():
        return f"{by.name[:60]} ({by.email})"[:150]
    return str(by)[:150]


def still_used(resource: Resource, day: date) -> Resource:
    """The resource, held against being retired meanwhile; refused when it was retired before ``day``."""
    resource = lock(resource)
    if resource.retired_on is not None and resource.retired_on < day:
        raise Refused(
            "resource_retired",
            f"{resource} was retired on {day_name(resource.retired_on)}: choose another, or an earlier day.",
            field="resource",
        )
    return resource


@action
def withdraw(observation: ConstraintObservation, *, by: User, version: int | None = None) -> None:
    """The observation deleted, leaving a tombstone: one's own, or any by the PMO lead."""
    program = observation.flow.program
    require(by, "record_fact" if observation.observed_by_id == by.pk else "plan_program", program)
    lock(observation, version=version).delete()
    refresh([program.pk])


@action
def name(flow: ProcessFlow, *, by: User, resource: Resource, on: date) -> Constraint:
    """The resource limits the flow from the day on, and the work on it begins with the first focusing step."""
    require(by, "decide", flow.program)
    check_happened(on)
    flow = lock(flow)
    last = flow.constraints.order_by("-identified_on").first()
    if last is not None and last.ended_on is None:
        raise Refused("constraint_in_force", f"{last}: say that it has moved, or end it first.")
    if last is not None and last.ended_on is not None and on <= last.ended_on:
        raise Refused("limited_then", f"{last} through {day_name(last.ended_on)}: give a later day.", field="on")
    constraint = begin(flow, by=by, resource=resource, on=on)
    refresh([flow.program_id])
    return constraint


def begin(flow: ProcessFlow, *, by: User, resource: Resource, on: date) -> Constraint:
    """A constraint in its first focusing step, without a question of rights, for actions that have asked already."""
    resource = still_used(resource, on)
    constraint = save_checked(Constraint(flow=flow, resource=resource, identified_on=on, identified_by=by))
    first = FocusingStep.Step.IDENTIFY
    save_checked(FocusingStep(constraint=constraint, step=first, entered_on=on, decided_by=by))
    return constraint


@action
def enter_step(constraint: Constraint, *, by: User, step: str, on: date, note: str = "") -> FocusingStep:
    """The work on the constraint in another focusing step from the day on.

    Steps in another order than the method's are taken as they happened: the guard judges them, not the record.
    """
    require(by, "decide", constraint.flow.program)
    check_happened(on)
    constraint = lock(constraint)
    if constraint.ended_on is not None and on > constraint.ended_on:
        raise Refused(
            "constraint_ended", f"It ended on {day_name(constraint.ended_on)}: give a day up to then.", field="on"
        )
    if on < constraint.identified_on:
        raise Refused(
            "before_it_began", f"It was named on {day_name(constraint.identified_on)}: give a later day.", field="on"
        )
    standing = constraint.steps.filter(entered_on__lte=on).order_by("-entered_on", "-id").first()
    if standing is not None and standing.step == step:
        raise Refused("already_in_step", "The work was in this step on that day already.", field="step")
    entered = save_checked(FocusingStep(constraint=constraint, step=step, entered_on=on, decided_by=by, note=note))
    refresh([constraint.flow.program_id])
    return entered


@action
def end(constraint: Constraint, *, by: User, ended_on: date, end_reason: str, version: int | None = None) -> Constraint:
    """The resource limits the flow no longer; ``ended_on`` is the last day on which it did."""
    require(by, "decide", constraint.flow.program)
    check_happened(ended_on, field="ended_on")
    constraint = close(lock(constraint, version=version), ended_on=ended_on, end_reason=end_reason)
    refresh([constraint.flow.program_id])
    return constraint


@action
def move(
    constraint: Constraint, *, by: User, resource: Resource, on: date, end_reason: str, version: int | None = None
) -> Constraint:
    """Another resource limits the flow from the day on; the former constraint ended the day before."""
    flow = constraint.flow
    require(by, "decide", flow.program)
    check_happened(on)
    flow = lock(flow)
    constraint = lock(constraint, version=version)
    if resource == constraint.resource:
        raise Refused("same_resource", f"{resource} limits the flow already: choose another.", field="resource")
    close(constraint, ended_on=on - timedelta(days=1), end_reason=end_reason, field="on")
    following = begin(flow, by=by, resource=resource, on=on)
    refresh([flow.program_id])
    return following


def close(constraint: Constraint, *, ended_on: date, end_reason: str, field: str = "ended_on") -> Constraint:
    """The constraint with its last day, which no focusing step comes after; ``field`` is what gave the day."""
    if constraint.ended_on is not None:
        raise Refused("already_ended", f"It ended on {day_name(constraint.ended_on)} already.")
    if not end_reason.strip():
        raise Refused("reason_missing", "Say how it is known that it limits no longer.", field="end_reason")
    last = constraint.steps.order_by("-entered_on").first()
    earliest = max(constraint.identified_on, last.entered_on) if last is not None else constraint.identified_on
    if ended_on < earliest:
        raise Refused("ends_too_early", f"It limited the flow on {day_name(earliest)}: give a later day.", field=field)
    return change_fields(constraint, {"ended_on": ended_on, "end_reason": end_reason})
