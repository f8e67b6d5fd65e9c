"""Typed makers of interfaces, their use in flows, counts of hand-offs, and incidents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from programs.models import (
    CoordinationIncident,
    EventLogFile,
    EventLogPiece,
    FlowInterface,
    HandoffCount,
    Interface,
    Program,
    User,
)
from tests.factories.plan import START, make_flow, make_function, make_user


def make_interface(*programs: Program, **given: Any) -> Interface:
    """An interface of two new functions, used by a flow of each program."""
    values: dict[str, Any] = dict(given)
    for side in ("from_function", "to_function"):
        if side not in values:
            values[side] = make_function()
    if values.get("redesign") and "redesign_by" not in values:
        values["redesign_by"] = make_user()
    interface = Interface.objects.create(**values)
    for program in programs:
        make_use(program, interface=interface)
    return interface


def make_use(program: Program, **given: Any) -> FlowInterface:
    """The use of an interface in a flow; both are new unless they are given."""
    flow = given.pop("flow", None) or make_flow(program)
    interface = given.pop("interface", None) or make_interface()
    return FlowInterface.objects.create(flow=flow, interface=interface, **given)


def make_count(interface: Interface, *, starts_on: date = START, days: int = 31, **given: Any) -> HandoffCount:
    """1,200 hand-offs in 31 days, as the order system counted."""
    values = {"handoffs": 1200, "source": "Order system", "ends_on": starts_on + timedelta(days=days - 1)} | given
    return HandoffCount.objects.create(interface=interface, starts_on=starts_on, **values)


def make_incident(program: Program, **given: Any) -> CoordinationIncident:
    """Expediting on START, 1,000 to 10,000 at a glance, at an interface of its own unless it is given."""
    values: dict[str, Any] = {"happened_on": START, "consequence": "expediting", "band": "medium"} | given
    if "interface" not in values:
        values["interface"] = make_interface(program)
    if "reported_by" not in values:
        values["reported_by"] = make_user()
    return CoordinationIncident.objects.create(program=program, **values)


def make_event_log(user: User, content: bytes = b"case,time,team\n", **given: Any) -> EventLogFile:
    """A log by the column team that the user brought and that waits to be read."""
    options = {"actor": "team", "zone": "UTC", "first": "1990-01-01"} | given.pop("options", {})
    values = {"name": "log.csv", "size": len(content), "options": options} | given
    log = EventLogFile.objects.create(uploaded_by=user, **values)
    EventLogPiece.objects.create(log=log, number=0, content=content)
    log.refresh_from_db()
    return log
