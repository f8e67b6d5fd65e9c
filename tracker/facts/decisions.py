"""Rows of decisions -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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


def decision_facts(program_ids: Sequence[int]) -> dict[int, facts.DecisionFacts]:
    """The decisions of each program, by its key: six queries, whatever the number of programs."""
    rights, teams = rights_of(program_ids), teams_of(program_ids)
    records = DecisionRecord.objects.filter(program__in=program_ids).values_list(
        *("program_id", "uid", "right__uid", "flow__uid", "raised_on", "decided_on", "decided_function__uid"),
        *("decided_team__uid", "alternatives", "is_trade_off", "overridden_on", "overriding_function__uid"),
    )
    made = values_by_key((row[0], decision(row[1:])) for row in records.order_by("raised_on", "uid"))
    return {
        key: facts.DecisionFacts(rights=rights.get(key, ()), teams=teams.get(key, ()), decisions=made.get(key, ()))
        for key in program_ids
    }


def rights_of(program_ids: Sequence[int]) -> Mapping[int, tuple[facts.DecisionRight, ...]]:
    """Decision rights by program, with what they commit and who holds them."""
    of_right = {"right__program__in": program_ids}
    committed = DecisionRightResource.objects.filter(**of_right).order_by("resource__uid")
    resources = values_by_key((key, str(uid)) for key, uid in committed.values_list("right_id", "resource__uid"))
    held = Authority.objects.filter(**of_right).order_by("valid_from", "uid")
    holders = values_by_key(
        (key, facts.Authority(role=role, function=text(function), team=text(team), valid_from=first, valid_to=last))
        for key, role, function, team, first, last in held.values_list(
            "right_id", "role", "function__uid", "team__uid", "valid_from", "valid_to"
        )
    )
    rights = DecisionRight.objects.filter(program__in=program_ids).order_by("uid")
    columns = ("pk", "program_id", "uid", "decision", "flow__uid", "times_a_month", "ended_on")
    return values_by_key(
        (
            program_id,
            facts.DecisionRight(
                uid=str(uid),
                decision=words,
                flow=text(flow),
                times_a_month=times,
                resources=resources.get(key, ()),
                authorities=holders.get(key, ()),
                ended_on=ended_on,
            ),
        )
        for key, program_id, uid, words, flow, times, ended_on in rights.values_list(*columns)
    )


def teams_of(program_ids: Sequence[int]) -> Mapping[int, tuple[facts.Team, ...]]:
    """Teams by program, with their seats."""
    taken = TeamFunction.objects.filter(team__program__in=program_ids).order_by("valid_from", "uid")
    seats = values_by_key(
        (key, facts.Seat(function=str(function), decides=decides, valid_from=first, valid_to=last))
        for key, function, decides, first, last in taken.values_list(
            "team_id", "function__uid", "decides", "valid_from", "valid_to"
        )
    )
    teams = Team.objects.filter(program__in=program_ids).order_by("uid")
    return values_by_key(
        (program_id, facts.Team(uid=str(uid), name=name, seats=seats.get(key, ())))
        for key, program_id, uid, name in teams.values_list("pk", "program_id", "uid", "name")
    )


def organization(program_ids: Sequence[int]) -> facts.Organization:
    """Who controls what the programs' decisions commit, and which function stands above which: two queries."""
    committed = DecisionRightResource.objects.filter(right__program__in=program_ids).values("resource_id")
    controls = ResourceControl.objects.filter(resource__in=committed).order_by("resource__uid", "valid_from")
    above = BusinessFunction.objects.filter(parent__isnull=False).order_by("uid")
    return facts.Organization(
        controls=tuple(
            facts.Control(resource=str(resource), function=str(function), valid_from=first, valid_to=last)
            for resource, function, first, last in controls.values_list(
                "resource__uid", "function__uid", "valid_from", "valid_to"
            )
        ),
        parent_of={str(uid): str(parent) for uid, parent in above.values_list("uid", "parent__uid")},
    )


def decision(row: Sequence[Any]) -> facts.Decision:
    """One decision from its columns, in the order in which they are read."""
    uid, right, flow, raised_on, decided_on, function, team, alternatives, is_trade_off, *override = row
    return facts.Decision(
        uid=str(uid),
        right=text(right),
        flow=text(flow),
        raised_on=raised_on,
        decided_on=decided_on,
        decided_function=text(function),
        decided_team=text(team),
        alternatives=alternatives,
        is_trade_off=is_trade_off,
        overridden_on=override[0],
        overriding_function=text(override[1]),
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
