from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.at_work import check_at_work
from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.gathering import Call, known
from programs.models import CoordinationIncident, FlowInterface, Interface, ProcessFlow, Program, User
from programs.rules import program_of


class IncidentWords(TypedDict, total=False):
    consequence: str
    band: str
    flow: ProcessFlow | None
    failure_mode: str
    party: str
    description: str


class IncidentFields(IncidentWords, total=False):
    amount: Decimal | None
    currency: str
    hours: Decimal | None


@action
def report(
    program: Program, *, by: User, interface: Interface, happened_on: date, **fields: Unpack[IncidentFields]
) -> CoordinationIncident:
    """An incident at an interface that a flow of the program uses.

    The flow may be left out: when only one flow of the program uses the interface, it is that one.
    """
    require(by, "record_fact", program)
    check_happened(happened_on, field="happened_on")
    check_at_work(program, happened_on, field="happened_on")
    incident = CoordinationIncident(
        program=program, interface=interface, happened_on=happened_on, reported_by=by, **fields
    )
    incident.currency = incident.currency.strip().upper()
    incident.flow = flow_at(program, interface=interface, flow=incident.flow)
    check_size(incident)
    check_cost(amount=incident.amount, currency=incident.currency, hours=incident.hours)
    incident = save_checked(incident)
    refresh([program.pk])
    return incident


@action
def change(
    incident: CoordinationIncident,
    *,
    by: User,
    interface: Interface,
    happened_on: date,
    version: int | None = None,
    **words: Unpack[IncidentWords],
) -> CoordinationIncident:
    """The incident with other words; its cost stays. By whoever reported it, or a PMO lead."""
    require(by, "correct_incident", incident)
    check_happened(happened_on, field="happened_on")
    incident = lock(incident, version=version)
    check_kept(incident)
    if happened_on != incident.happened_on:
        check_at_work(incident.program, happened_on, field="happened_on")
    changes: dict[str, object] = {**words, "interface": interface, "happened_on": happened_on}
    flow = words.get("flow", incident.flow)
    if interface != incident.interface or flow != incident.flow:
        changes["flow"] = flow_at(incident.program, interface=interface, flow=flow)
    if not words.get("band", incident.band):
        check_size(CoordinationIncident(amount=incident.amount, hours=incident.hours))
    incident = change_fields(incident, changes)
    refresh([incident.program_id])
    return incident


@action
def state_cost(
    incident: CoordinationIncident,
    *,
    by: User,
    amount: Decimal | None,
    currency: str = "",
    hours: Decimal | None = None,
    version: int | None = None,
) -> CoordinationIncident:
    """What the incident cost, in money or hours or both; said again, the new figures hold."""
    require(by, "record_fact", incident.program)
    incident = lock(incident, version=version)
    check_kept(incident)
    if amount is None and hours is None:
        raise Refused("no_cost", "Say what it cost: an amount, or the hours that were lost.", field="amount")
    currency = currency.strip().upper()
    check_cost(amount=amount, currency=currency, hours=hours)
    incident = change_fields(incident, {"amount": amount, "currency": currency, "hours": hours})
    refresh([incident.program_id])
    return incident


@action
def withdraw(incident: CoordinationIncident, *, by: User, on: date, version: int | None = None) -> CoordinationIncident:
    """The incident taken back from ``on``: it did not happen so. By whoever reported it, or a PMO lead."""
    require(by, "correct_incident", incident)
    check_happened(on)
    incident = lock(incident, version=version)
    check_kept(incident)
    if on < incident.happened_on:
        raise Refused("before_it_happened", "It is withdrawn on or after the day it happened.", field="on")
    incident = change_fields(incident, {"withdrawn_by": by, "withdrawn_on": on})
    refresh([incident.program_id])
    return incident


def flow_at(program: Program, *, interface: Interface, flow: ProcessFlow | None) -> ProcessFlow | None:
    """The flow that the incident hit, None when several could be; refused when it does not use the interface."""
    uses = known(uses_of, alone=Call(program, {"interface": interface}))
    flows = uses.get((program.pk, interface.pk))
    if not flows:
        raise Refused(
            "interface_not_used",
            f"No flow of this program uses {interface}: add it to a flow first.",
            field="interface",
        )
    if flow is None:
        return flows[0] if len(flows) == 1 else None
    if flow not in flows:
        raise Refused("interface_not_in_flow", f"{flow} does not use {interface}: choose another flow.", field="flow")
    return flow


def uses_of(calls: Sequence[Call]) -> dict[tuple[int, int], list[ProcessFlow]]:
    """The flows that use the interfaces of the calls, by the keys of program and interface: one query."""
    programs = {program.pk for call in calls if (program := program_of(call.subject))}
    interfaces = {row.pk for call in calls for row in call.rows if isinstance(row, Interface)}
    uses = FlowInterface.objects.filter(flow__program__in=programs, interface__in=interfaces).select_related("flow")
    flows: dict[tuple[int, int], list[ProcessFlow]] = {}
    for use in uses.order_by("id"):
        flows.setdefault((use.flow.program_id, use.interface_id), []).append(use.flow)
    return flows


def check_size(incident: CoordinationIncident) -> None:
    """Returns when it is said how large the incident was."""
    if not incident.band and incident.amount is None and incident.hours is None:
        raise Refused("no_size", "Say how large it was: a size, an amount or hours.", field="band")


def check_cost(*, amount: Decimal | None, currency: str, hours: Decimal | None) -> None:
    """Returns when the figures can be true; what is not known yet may be left out."""
    if amount is not None and amount < 0:
        raise Refused("negative_amount", "An incident costs nothing or something: give 0 or more.", field="amount")
    if hours is not None and hours < 0:
        raise Refused("negative_hours", "Give 0 hours or more.", field="hours")
    if amount is not None and not re.fullmatch("[A-Z]{3}", currency):
        raise Refused("no_currency", "Say the currency in three letters, such as EUR.", field="currency")
    if amount is None and currency:
        raise Refused("no_amount", "Give the amount, or leave the currency out.", field="amount")


def check_kept(incident: CoordinationIncident) -> None:
    """Returns unless the incident was withdrawn: what is taken back says nothing any more."""
    if incident.withdrawn_on is not None:
        raise Refused("withdrawn", "This incident was withdrawn. Report it again if it did happen.")
