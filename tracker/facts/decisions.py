"""Rows of decisions -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from programs.compiled import given
from programs.models import (
    Authority,
    BusinessFunction,
    DecisionRecord,
    DecisionRight,
    DecisionRightResource,
    ResourceControl,
    Team,
    TeamFunction,
)
from tracker.analysis.facts import decisions as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery


def decision_facts(program_ids: Sequence[int]) -> dict[int, facts.DecisionFacts]:
    """The decisions of each program, by its key: at most six queries, whatever the number of programs."""
    rights, teams = rights_of(program_ids), teams_of(program_ids)
    made = values_by_key((row.program_id, decision(row)) for row in recorded(programs=program_ids))
    return {
        key: facts.DecisionFacts(rights=rights.get(key, ()), teams=teams.get(key, ()), decisions=made.get(key, ()))
        for key in program_ids
    }


@BatchQuery
def recorded() -> QuerySet[Any, Any]:
    """Decisions, by the day on which each was raised."""
    records = DecisionRecord.objects.filter(program__any_of=OF_PROGRAMS).order_by("raised_on", "uid")
    return records.values_list(
        *("program_id", "uid", "right__uid", "flow__uid", "raised_on", "decided_on", "decided_function__uid"),
        *("decided_team__uid", "alternatives", "is_trade_off", "overridden_on", "overriding_function__uid"),
    )


def rights_of(program_ids: Sequence[int]) -> Mapping[int, tuple[facts.DecisionRight, ...]]:
    """Decision rights by program, with what they commit and who holds them."""
    rows = all_rights(programs=program_ids)
    rights = [row.id for row in rows]
    resources = values_by_key((row.right_id, str(row.resource__uid)) for row in committed_by(rights=rights))
    holders = values_by_key((row.right_id, authority(row)) for row in held(rights=rights))
    return values_by_key(
        (
            row.program_id,
            facts.DecisionRight(
                uid=str(row.uid),
                decision=row.decision,
                flow=text(row.flow__uid),
                times_a_month=row.times_a_month,
                resources=resources.get(row.id, ()),
                authorities=holders.get(row.id, ()),
                ended_on=row.ended_on,
            ),
        )
        for row in rows
    )


@BatchQuery
def all_rights() -> QuerySet[Any, Any]:
    """Decision rights in a total order."""
    rights = DecisionRight.objects.filter(program__any_of=OF_PROGRAMS).order_by("uid")
    return rights.values_list("id", "program_id", "uid", "decision", "flow__uid", "times_a_month", "ended_on")


@BatchQuery
def committed_by() -> QuerySet[Any, Any]:
    """Resources that the rights commit."""
    committed = DecisionRightResource.objects.filter(right__any_of=given("rights")).order_by("resource__uid")
    return committed.values_list("right_id", "resource__uid")


@BatchQuery
def held() -> QuerySet[Any, Any]:
    """Who holds the rights, oldest first."""
    holders = Authority.objects.filter(right__any_of=given("rights")).order_by("valid_from", "uid")
    return holders.values_list("right_id", "role", "function__uid", "team__uid", "valid_from", "valid_to")


def authority(row: Any) -> facts.Authority:
    """A time in which somebody holds a right."""
    return facts.Authority(
        role=row.role,
        function=text(row.function__uid),
        team=text(row.team__uid),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def teams_of(program_ids: Sequence[int]) -> Mapping[int, tuple[facts.Team, ...]]:
    """Teams by program, with their seats."""
    rows = all_teams(programs=program_ids)
    seats = values_by_key((row.team_id, seat(row)) for row in taken(teams=[row.id for row in rows]))
    return values_by_key(
        (row.program_id, facts.Team(uid=str(row.uid), name=row.name, seats=seats.get(row.id, ()))) for row in rows
    )


@BatchQuery
def all_teams() -> QuerySet[Any, Any]:
    """Teams in a total order."""
    return (
        Team.objects.filter(program__any_of=OF_PROGRAMS).order_by("uid").values_list("id", "program_id", "uid", "name")
    )


@BatchQuery
def taken() -> QuerySet[Any, Any]:
    """Seats in the teams, oldest first."""
    seats = TeamFunction.objects.filter(team__any_of=given("teams")).order_by("valid_from", "uid")
    return seats.values_list("team_id", "function__uid", "decides", "valid_from", "valid_to")


def seat(row: Any) -> facts.Seat:
    """A time in which a function sits in a team."""
    return facts.Seat(
        function=str(row.function__uid), decides=row.decides, valid_from=row.valid_from, valid_to=row.valid_to
    )


def organization(program_ids: Sequence[int]) -> facts.Organization:
    """Who controls what the programs' decisions commit, and which function stands above which: two queries."""
    return facts.Organization(
        controls=tuple(
            facts.Control(
                resource=str(row.resource__uid),
                function=str(row.function__uid),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in controls_of_committed(programs=program_ids)
        ),
        parent_of={str(row.uid): str(row.parent__uid) for row in subordinates()},
    )


@BatchQuery
def controls_of_committed() -> QuerySet[Any, Any]:
    """Who controls what the programs' decisions commit."""
    committed = DecisionRightResource.objects.filter(right__program__any_of=OF_PROGRAMS).values("resource_id")
    controls = ResourceControl.objects.filter(resource__in=committed).order_by("resource__uid", "valid_from")
    return controls.values_list("resource__uid", "function__uid", "valid_from", "valid_to")


@BatchQuery
def subordinates() -> QuerySet[Any, Any]:
    """Functions with the one that stands above each."""
    return BusinessFunction.objects.filter(parent__isnull=False).order_by("uid").values_list("uid", "parent__uid")


def decision(row: Any) -> facts.Decision:
    """One decision."""
    return facts.Decision(
        uid=str(row.uid),
        right=text(row.right__uid),
        flow=text(row.flow__uid),
        raised_on=row.raised_on,
        decided_on=row.decided_on,
        decided_function=text(row.decided_function__uid),
        decided_team=text(row.decided_team__uid),
        alternatives=row.alternatives,
        is_trade_off=row.is_trade_off,
        overridden_on=row.overridden_on,
        overriding_function=text(row.overriding_function__uid),
    )


def text(uid: object) -> str:
    """The uid as a text; empty when there is none."""
    return str(uid) if uid is not None else ""


def values_by_key(pairs: Iterable[tuple[int, Any]]) -> dict[int, tuple[Any, ...]]:
    """Values by their key, keeping their order."""
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
