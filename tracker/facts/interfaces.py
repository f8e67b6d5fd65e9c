"""Rows of interfaces between functions and their incidents -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from programs.compiled import given
from programs.models import CoordinationIncident, FlowInterface, HandoffCount, Interface
from tracker.analysis.facts import interfaces as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, Rows, grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceTables:
    """Rows of one batch: uses and incidents by the key of their program, interfaces by their own key, counts by it."""

    uses: Rows
    incidents: Rows
    interfaces: Mapping[int, Any]
    counts: Rows


def read_interface_tables(program_ids: Sequence[int]) -> InterfaceTables:
    """Rows of these programs: at most four queries, whatever their number."""
    uses, incidents = uses_of(programs=program_ids), incidents_of(programs=program_ids)
    named = {row.interface_id for rows in (uses, incidents) for row in rows}
    return InterfaceTables(
        uses=grouped(uses, "flow__program_id"),
        incidents=grouped(incidents, "program_id"),
        interfaces={row.id: row for row in interfaces_in(interfaces=named)},
        counts=grouped(counts_of(interfaces=named), "interface_id"),
    )


@BatchQuery
def uses_of() -> QuerySet[Any, Any]:
    """Interfaces that the flows cross, in order of expansion."""
    uses = FlowInterface.objects.filter(flow__program__any_of=OF_PROGRAMS).order_by("flow__position", "flow__id")
    return uses.values_list("interface_id", "flow__program_id", "flow__uid")


@BatchQuery
def incidents_of() -> QuerySet[Any, Any]:
    """Incidents, oldest first."""
    happened = CoordinationIncident.objects.filter(program__any_of=OF_PROGRAMS).order_by("happened_on", "uid")
    return happened.values_list(
        *("program_id", "interface_id", "uid", "flow__uid", "happened_on", "consequence", "failure_mode", "band"),
        *("amount", "currency", "hours", "withdrawn_on"),
    )


@BatchQuery
def interfaces_in() -> QuerySet[Any, Any]:
    """The interfaces with their two functions and their owner."""
    return (
        Interface.objects.filter(id__any_of=given("interfaces"))
        .order_by("id")
        .values_list(
            *("id", "uid", "from_function__uid", "from_function__name", "to_function__uid", "to_function__name"),
            *("owner__name", "owner__email", "redesign_accepted_on"),
        )
    )


@BatchQuery
def counts_of() -> QuerySet[Any, Any]:
    """Counted handoffs of the interfaces, oldest first."""
    counts = HandoffCount.objects.filter(interface__any_of=given("interfaces")).order_by("starts_on", "source", "id")
    return counts.values_list(
        *("interface_id", "starts_on", "ends_on", "handoffs", "source"),
        *("straight_back", "median_wait_days", "p90_wait_days"),
    )


def interface_facts(program_id: int, tables: InterfaceTables) -> facts.InterfaceFacts:
    """Everything that the analysis of interfaces reads about one program."""
    flows: defaultdict[int, list[str]] = defaultdict(list)
    for use in tables.uses[program_id]:
        flows[use.interface_id].append(str(use.flow__uid))
    incidents = tables.incidents[program_id]
    named = flows.keys() | {incident.interface_id for incident in incidents}
    rows = {key: interface(tables.interfaces[key], tables, flows=tuple(flows.get(key, ()))) for key in named}
    return facts.InterfaceFacts(
        interfaces=tuple(sorted(rows.values(), key=lambda row: (row.from_function, row.to_function, row.uid))),
        incidents=tuple(incident_fact(row, rows[row.interface_id].uid) for row in incidents),
    )


def interface(row: Any, tables: InterfaceTables, *, flows: tuple[str, ...]) -> facts.Interface:
    """An interface with its counts, as a program uses it."""
    return facts.Interface(
        uid=str(row.uid),
        from_uid=str(row.from_function__uid),
        to_uid=str(row.to_function__uid),
        from_function=row.from_function__name,
        to_function=row.to_function__name,
        owner=row.owner__name or row.owner__email or "",
        redesign_accepted_on=row.redesign_accepted_on,
        flows=flows,
        counts=tuple(
            facts.HandoffCount(
                starts_on=count.starts_on,
                ends_on=count.ends_on,
                handoffs=count.handoffs,
                source=count.source,
                straight_back=count.straight_back,
                median_wait_days=count.median_wait_days,
                p90_wait_days=count.p90_wait_days,
            )
            for count in tables.counts[row.id]
        ),
    )


def incident_fact(row: Any, at: str) -> facts.Incident:
    """An incident, with the uid of its interface."""
    return facts.Incident(
        uid=str(row.uid),
        interface=at,
        flow=str(row.flow__uid or ""),
        happened_on=row.happened_on,
        consequence=row.consequence,
        failure_mode=row.failure_mode,
        band=row.band,
        amount=row.amount,
        currency=row.currency,
        hours=row.hours,
        withdrawn_on=row.withdrawn_on,
    )
