"""Incidents: said in three answers, their cost later, taken back when they did not happen."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import incidents
from programs.errors import NotAllowed, Refused
from programs.models import Interface, Program, User
from tests.factories import START, make_flow, make_function, make_membership, make_program, make_user
from tests.factories.interfaces import make_incident, make_interface, make_use

pytestmark = pytest.mark.django_db
THREE: dict[str, Any] = {"consequence": "stock_out", "band": "large", "happened_on": START}


@pytest.fixture
def interface(program: Program) -> Interface:
    return make_interface(program)


def test_three_answers_make_an_incident(program: Program, function_lead: User, interface: Interface) -> None:
    incident = incidents.report(program, by=function_lead, interface=interface, **THREE)

    assert (incident.reported_by, incident.band, incident.amount) == (function_lead, "large", None)
    assert incident.flow == program.flows.get()


def test_the_flow_stays_unknown_when_two_flows_use_the_interface(
    program: Program, pmo_lead: User, interface: Interface
) -> None:
    second = make_use(program, interface=interface).flow

    assert incidents.report(program, by=pmo_lead, interface=interface, **THREE).flow is None
    assert incidents.report(program, by=pmo_lead, interface=interface, flow=second, **THREE).flow == second


def report_with(program: Program, by: User, **given: Any) -> Refused:
    """The refusal of an incident with other values."""
    values = {"interface": make_interface(program)} | THREE | given
    with pytest.raises(Refused) as refusal:
        incidents.report(program, by=by, **values)
    return refusal.value


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"band": ""}, "no_size", "band"),
        ({"amount": Decimal(5)}, "no_currency", "currency"),
        ({"amount": Decimal(5), "currency": "E1"}, "no_currency", "currency"),
        ({"amount": Decimal(-5), "currency": "EUR"}, "negative_amount", "amount"),
        ({"currency": "EUR"}, "no_amount", "amount"),
        ({"hours": Decimal(-1)}, "negative_hours", "hours"),
        ({"happened_on": timezone.localdate() + timedelta(days=1)}, "in_the_future", "happened_on"),
    ],
    ids=["no size", "no currency", "no such currency", "negative", "no amount", "negative hours", "tomorrow"],
)
def test_what_cannot_be_is_refused(
    given: dict[str, Any], code: str, field: str, program: Program, pmo_lead: User
) -> None:
    refusal = report_with(program, pmo_lead, **given)

    assert (refusal.code, refusal.field) == (code, field)


def test_an_amount_says_how_large_it_was(program: Program, pmo_lead: User, interface: Interface) -> None:
    given = THREE | {"band": "", "amount": Decimal(5), "currency": " eur"}

    assert incidents.report(program, by=pmo_lead, interface=interface, **given).currency == "EUR"


def test_an_interface_of_another_program_is_refused(program: Program, pmo_lead: User) -> None:
    other = make_program()

    assert report_with(program, pmo_lead, interface=make_interface(other)).code == "interface_not_used"
    assert report_with(program, pmo_lead, flow=make_flow(program)).code == "interface_not_in_flow"
    assert report_with(program, pmo_lead, flow=make_flow(other)).code == "interface_not_in_flow"


def test_a_cost_is_stated_and_stated_again(program: Program, function_lead: User) -> None:
    incident = make_incident(program)

    incidents.state_cost(incident, by=function_lead, amount=Decimal(500), currency="usd", hours=Decimal(3))
    stated = incidents.state_cost(incident, by=function_lead, amount=None, hours=Decimal(4))

    assert (stated.amount, stated.currency, stated.hours) == (None, "", Decimal(4))
    assert stated.version == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"amount": None}, "no_cost"),
        ({"amount": Decimal(1)}, "no_currency"),
        ({"amount": Decimal(-1), "currency": "EUR"}, "negative_amount"),
        ({"amount": None, "currency": "EUR", "hours": Decimal(1)}, "no_amount"),
    ],
)
def test_a_cost_that_says_nothing_is_refused(
    given: dict[str, Any], code: str, program: Program, pmo_lead: User
) -> None:
    with pytest.raises(Refused) as refusal:
        incidents.state_cost(make_incident(program), by=pmo_lead, **given)

    assert refusal.value.code == code


def test_who_reported_it_corrects_and_withdraws_it(program: Program, function_lead: User) -> None:
    incident = make_incident(program, reported_by=function_lead)

    changed = incidents.change(
        incident, by=function_lead, interface=incident.interface, happened_on=START, band="small", party="Bolt Ltd"
    )
    withdrawn = incidents.withdraw(changed, by=function_lead, on=START)

    assert (changed.band, changed.party) == ("small", "Bolt Ltd")
    assert (withdrawn.withdrawn_by, withdrawn.withdrawn_on) == (function_lead, START)
    assert not program.incidents.kept().exists()


def test_who_reported_it_and_leads_nothing_any_more_may_not(program: Program) -> None:
    former = make_user()
    make_membership(former, program, "viewer")

    with pytest.raises(NotAllowed):
        incidents.withdraw(make_incident(program, reported_by=former), by=former, on=START)


def test_a_correction_to_another_interface_follows_its_flow(program: Program, pmo_lead: User) -> None:
    incident = make_incident(program)
    other = make_use(program)

    moved = incidents.change(incident, by=pmo_lead, interface=other.interface, happened_on=START)

    assert (moved.interface, moved.flow) == (other.interface, other.flow)


def test_a_correction_may_leave_an_interface_that_is_used_no_more(program: Program, pmo_lead: User) -> None:
    incident = make_incident(program, interface=make_interface())

    kept = incidents.change(
        incident, by=pmo_lead, interface=incident.interface, happened_on=START, description="Late plan"
    )

    assert kept.description == "Late plan"


def test_a_correction_takes_no_size_away(program: Program, pmo_lead: User) -> None:
    incident = make_incident(program)

    with pytest.raises(Refused) as refusal:
        incidents.change(incident, by=pmo_lead, interface=incident.interface, happened_on=START, band="")

    assert refusal.value.code == "no_size"


@pytest.mark.parametrize("name", ["change", "state_cost", "withdraw"])
def test_a_withdrawn_incident_says_nothing_any_more(name: str, program: Program, pmo_lead: User) -> None:
    incident = incidents.withdraw(make_incident(program), by=pmo_lead, on=START)
    given: dict[str, dict[str, Any]] = {
        "change": {"interface": incident.interface, "happened_on": START},
        "state_cost": {"amount": None, "hours": Decimal(1)},
        "withdraw": {"on": START},
    }

    with pytest.raises(Refused) as refusal:
        getattr(incidents, name)(incident, by=pmo_lead, **given[name])

    assert refusal.value.code == "withdrawn"


def test_an_incident_is_not_withdrawn_before_it_happened(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        incidents.withdraw(make_incident(program), by=pmo_lead, on=START - timedelta(days=1))

    assert refusal.value.code == "before_it_happened"


def test_two_programs_at_one_interface_keep_their_incidents_apart(program: Program, pmo_lead: User) -> None:
    shared = make_interface(program, make_program(), from_function=make_function(name="Planning"))
    make_incident(make_program(), interface=shared)

    incidents.report(program, by=pmo_lead, interface=shared, **THREE)

    assert program.incidents.count() == 1
