"""Rows of interfaces between functions and their incidents -> facts. One query per table for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from programs.models import CoordinationIncident, FlowInterface, HandoffCount, Interface
from tracker.analysis.facts import interfaces as facts

INCIDENT_COLUMNS = (
    *("program_id", "interface_id", "uid", "flow_uid", "happened_on", "consequence", "failure_mode", "band"),
    *("amount", "currency", "hours", "withdrawn_on"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceTables:
    """Rows of one batch: uses and incidents by the key of their program, interfaces by their own key, counts by it.

    incidents  named tuples of ``INCIDENT_COLUMNS``: a model instance of the largest table costs ten times as much
    """

    uses: Mapping[int, Sequence[FlowInterface]]
    incidents: Mapping[int, Sequence[Any]]
    interfaces: Mapping[int, Interface]
    counts: Mapping[int, Sequence[HandoffCount]]


def read_interface_tables(program_ids: Sequence[int]) -> InterfaceTables:
    """Rows of these programs: four queries, whatever their number."""
    uses: defaultdict[int, list[FlowInterface]] = defaultdict(list)
    for use in (
        FlowInterface.objects.filter(flow__program__in=program_ids)
        .select_related("flow")
        .only("interface_id", "flow__program_id", "flow__uid")
        .order_by("flow__position", "flow__id")
    ):
        uses[use.flow.program_id].append(use)
    incidents: defaultdict[int, list[Any]] = defaultdict(list)
    happened = CoordinationIncident.objects.filter(program__in=program_ids).annotate(flow_uid=F("flow__uid"))
    for incident in happened.order_by("happened_on", "uid").values_list(*INCIDENT_COLUMNS, named=True):
        incidents[incident.program_id].append(incident)
    named = {use.interface_id for rows in uses.values() for use in rows}
    named |= {incident.interface_id for rows in incidents.values() for incident in rows}
    counts: defaultdict[int, list[HandoffCount]] = defaultdict(list)
    for count in HandoffCount.objects.filter(interface__in=named).order_by("starts_on", "source", "id"):
        counts[count.interface_id].append(count)
    interfaces = Interface.objects.filter(pk__in=named).select_related("from_function", "to_function", "owner")
    return InterfaceTables(
        uses=uses, incidents=incidents, interfaces={row.pk: row for row in interfaces.order_by("id")}, counts=counts
    )


def interface_facts(program_id: int, tables: InterfaceTables) -> facts.InterfaceFacts:
    """Everything that the analysis of interfaces reads about one program."""
    flows: defaultdict[int, list[str]] = defaultdict(list)
    for use in tables.uses.get(program_id, ()):
        flows[use.interface_id].append(str(use.flow.uid))
    incidents = tables.incidents.get(program_id, ())
    named = flows.keys() | {incident.interface_id for incident in incidents}
    rows = {key: interface(tables.interfaces[key], tables, flows=tuple(flows.get(key, ()))) for key in named}
    return facts.InterfaceFacts(
        interfaces=tuple(sorted(rows.values(), key=lambda row: (row.from_function, row.to_function, row.uid))),
        incidents=tuple(incident_fact(row, rows[row.interface_id].uid) for row in incidents),
    )


def interface(row: Interface, tables: InterfaceTables, *, flows: tuple[str, ...]) -> facts.Interface:
    """An interface with its counts, as a program uses it."""
    return facts.Interface(
        uid=str(row.uid),
        from_uid=str(row.from_function.uid),
        to_uid=str(row.to_function.uid),
        from_function=str(row.from_function),
        to_function=str(row.to_function),
        owner=str(row.owner or ""),
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
            for count in tables.counts.get(row.pk, ())
        ),
    )


def incident_fact(row: Any, at: str) -> facts.Incident:
    """An incident, from a row of ``INCIDENT_COLUMNS`` and the uid of its interface."""
    return facts.Incident(
        uid=str(row.uid),
        interface=at,
        flow=str(row.flow_uid or ""),
        happened_on=row.happened_on,
        consequence=row.consequence,
        failure_mode=row.failure_mode,
        band=row.band,
        amount=row.amount,
        currency=row.currency,
        hours=row.hours,
        withdrawn_on=row.withdrawn_on,
    )
