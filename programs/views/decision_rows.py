"""Recurring decisions as the rows of a page: who holds what on a day, and what is plain to see about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from programs.models import (
    Authority,
    BusinessFunction,
    DecisionRight,
    DecisionRightResource,
    Program,
    ResourceControl,
    Team,
    TeamFunction,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """A resource that the decision commits, and the function that controls it; None when none is named."""

    committed: DecisionRightResource
    controller: BusinessFunction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRow:
    """One recurring decision on a day.

    later  authorities that begin after the day
    notes  what the record of the day says without any computation, in sentences
    """

    right: DecisionRight
    resources: tuple[ResourceLine, ...]
    deciding: tuple[Authority, ...]
    recommending: tuple[Authority, ...]
    giving_input: tuple[Authority, ...]
    later: tuple[Authority, ...]
    notes: tuple[str, ...]


def right_rows(program: Program, *, on: date) -> list[RightRow]:
    """The decisions that are still made on the day, in the order of their words; the same queries for any number."""
    rights = program.decision_rights.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))
    return [right_row(right, on=on) for right in with_parts(rights, on=on).order_by("decision", "id")]


def with_parts(rights: QuerySet[DecisionRight], *, on: date) -> QuerySet[DecisionRight]:
    """The decisions with their resources, who controls these on the day, and who holds a part then or later."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    controls = ResourceControl.objects.valid_on(on).select_related("function")
    committed = DecisionRightResource.objects.select_related("resource").order_by("resource__name", "id")
    held = Authority.objects.filter(lasting).select_related("function", "team").order_by("valid_from", "id")
    seats = TeamFunction.objects.valid_on(on).select_related("function").order_by("id")
    return rights.select_related("program", "flow").prefetch_related(
        Prefetch("committed", committed),
        Prefetch("committed__resource__controls", controls),
        Prefetch("authorities", held),
        Prefetch("authorities__team__functions", seats),
    )


def right_row(right: DecisionRight, *, on: date) -> RightRow:
    """The decision as it is held on the day; what belongs to it was fetched already."""
    resources = tuple(resource_line(each) for each in right.committed.all())
    held = [each for each in right.authorities.all() if each.valid_from <= on]
    parts = {role: tuple(each for each in held if each.role == role) for role in Authority.Role.values}
    deciding = parts[Authority.Role.DECIDE]
    return RightRow(
        right=right,
        resources=resources,
        deciding=deciding,
        recommending=parts[Authority.Role.RECOMMEND],
        giving_input=parts[Authority.Role.INPUT],
        later=tuple(each for each in right.authorities.all() if each.valid_from > on),
        notes=tuple(notes_on(resources, deciding)),
    )


def resource_line(committed: DecisionRightResource) -> ResourceLine:
    """The resource with the function that controls it on the day for which controls were fetched."""
    control = next(iter(committed.resource.controls.all()), None)
    return ResourceLine(committed=committed, controller=control.function if control else None)


def notes_on(resources: Sequence[ResourceLine], deciding: Sequence[Authority]) -> Iterable[str]:
    """What is plain to see: nobody or several decide, or another function controls what is committed."""
    if not deciding:
        yield "Nobody decides this."
    if len(deciding) > 1:
        count = "Two" if len(deciding) == 2 else str(len(deciding))
        kind = "functions" if all(each.function for each in deciding) else "functions or teams"
        yield f"{count} {kind} decide this: {listed(each.function or each.team for each in deciding)}."
    if not resources:
        yield "No resource is named that this commits, so nobody can tell where it belongs."
    for line in resources:
        if line.controller is None:
            yield f"No function is named that controls {line.committed.resource}."
    if len(deciding) == 1:
        yield from notes_on_decider(resources, deciding[0])


def notes_on_decider(resources: Sequence[ResourceLine], deciding: Authority) -> Iterable[str]:
    """Whether the one that decides also controls what the decision commits."""
    team = deciding.team
    voice = deciding.function or (vote_of(team) if team else None)
    if voice is None:
        yield f"No function holds the deciding vote in {team}."
        return
    controllers = {line.controller.pk: line.controller for line in resources if line.controller}
    named = listed(line.committed.resource for line in resources if line.controller)
    if not controllers:
        return
    if voice.pk not in controllers:
        decides = f"{voice} has the deciding vote in {team}" if team else f"{voice} decides"
        control = "controls" if len(controllers) == 1 else "control"
        yield f"{listed(controllers.values())} {control} {named}, but {decides}."
    elif len(controllers) > 1:
        others = [each for key, each in controllers.items() if key != voice.pk]
        verb = "controls" if len(others) == 1 else "control"
        yield f"{listed(others)} {verb} a part of what this commits too: it belongs to whichever limits the flow."


def vote_of(team: Team) -> BusinessFunction | None:
    """The function that holds the deciding vote on the day for which seats were fetched."""
    return next((seat.function for seat in team.functions.all() if seat.decides), None)


def listed(things: Iterable[object]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    words = [str(each) for each in things]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
