"""Every action on interfaces between functions and their incidents."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from programs.actions import flow_interfaces, handoff_counts, incidents, interfaces
from programs.actions.handoff_counts import LoggedHandoffs
from programs.models import CoordinationIncident, Interface, ProcessFlow, Program
from tests import factories
from tests.factories import START
from tests.factories import interfaces as make
from tests.programs.actions.case import ANSWERING, COMMITTEE, LEAD, ON, STEWARD, ActionCase, itself

Row = TypeVar("Row")
STEWARD_OR_LEAD = STEWARD | LEAD
LOGGED = LoggedHandoffs(
    starts_on=START, ends_on=START, handoffs=12, straight_back=2, median_wait_days=0.5, p90_wait_days=3.0
)
EUR_5: dict[str, Any] = {"amount": Decimal(5), "currency": "EUR"}


def written(program: Program) -> Interface:
    return make.make_interface(program, redesign="Daily call")


def flow_with_stages(program: Program) -> ProcessFlow:
    flow = factories.make_flow(program)
    for _ in range(2):
        factories.make_stage(flow)
    return flow


def report(program: Program, by: Any) -> CoordinationIncident:
    interface = make.make_interface(program)
    return incidents.report(
        program, by=by, interface=interface, happened_on=START, consequence="expediting", band="small"
    )


CASES: dict[str, ActionCase] = {
    "interfaces.create": ActionCase(
        STEWARD,
        lambda _: factories.make_function(),
        lambda it, by: interfaces.create(it, by=by, to_function=factories.make_function()),
        refreshes=False,
    ),
    "interfaces.change": ActionCase(
        STEWARD_OR_LEAD,
        make.make_interface,
        lambda it, by, **read: interfaces.change(it, by=by, redesign="Daily call", **read),
        versioned=True,
    ),
    "interfaces.accept_redesign": ActionCase(
        STEWARD | COMMITTEE,
        written,
        lambda it, by, **read: interfaces.accept_redesign(it, by=by, **ON, **read),
        versioned=True,
    ),
    "interfaces.remove": ActionCase(
        STEWARD,
        lambda _: make.make_interface(),
        lambda it, by, **read: interfaces.remove(it, by=by, **read),
        refreshes=False,
        versioned=True,
    ),
    "flow_interfaces.use": ActionCase(
        LEAD, factories.make_flow, lambda it, by: flow_interfaces.use(it, by=by, interface=make.make_interface())
    ),
    "flow_interfaces.use_pair": ActionCase(
        LEAD,
        factories.make_flow,
        lambda it, by: flow_interfaces.use_pair(
            it, by=by, from_function=factories.make_function(), to_function=factories.make_function()
        ),
    ),
    "flow_interfaces.use_stages": ActionCase(
        LEAD, flow_with_stages, lambda it, by: one_of(flow_interfaces.use_stages(it, by=by))
    ),
    "flow_interfaces.remove": ActionCase(
        LEAD, make.make_use, lambda it, by, **read: flow_interfaces.remove(it, by=by, **read), versioned=True
    ),
    "handoff_counts.count": ActionCase(
        STEWARD | ANSWERING,
        make.make_interface,
        lambda it, by: handoff_counts.count(
            it, by=by, starts_on=START, ends_on=START, handoffs=12, source="Order system"
        ),
    ),
    "handoff_counts.count_logged": ActionCase(
        STEWARD | ANSWERING,
        make.make_interface,
        lambda it, by: one_of(handoff_counts.count_logged(it, by=by, source="Event log", counted=[LOGGED])),
    ),
    "handoff_counts.remove": ActionCase(
        STEWARD | ANSWERING,
        lambda program: make.make_count(make.make_interface(program)),
        lambda it, by, **read: handoff_counts.remove(it, by=by, **read),
        versioned=True,
    ),
    "incidents.report": ActionCase(ANSWERING, itself, report),
    "incidents.change": ActionCase(
        LEAD,
        make.make_incident,
        lambda it, by, **read: incidents.change(
            it, by=by, interface=it.interface, happened_on=START, band="large", **read
        ),
        versioned=True,
    ),
    "incidents.state_cost": ActionCase(
        ANSWERING,
        make.make_incident,
        lambda it, by, **read: incidents.state_cost(it, by=by, **EUR_5, **read),
        versioned=True,
    ),
    "incidents.withdraw": ActionCase(
        LEAD, make.make_incident, lambda it, by, **read: incidents.withdraw(it, by=by, **ON, **read), versioned=True
    ),
}


def one_of(rows: list[Row]) -> Row:
    """The one row that the action wrote."""
    (row,) = rows
    return row
