from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from programs.models import Program
from tests.factories import START, make_flow, make_function, make_program, make_user
from tests.factories.interfaces import make_count, make_incident, make_interface, make_use
from tracker.analysis.facts.interfaces import HandoffCount, InterfaceFacts
from tracker.facts.interfaces import interface_facts, read_interface_tables

pytestmark = pytest.mark.django_db


def gathered(program: Program) -> InterfaceFacts:
    return interface_facts(program.pk, read_interface_tables([program.pk]))


def test_a_batch_takes_four_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    programs = [make_program() for _ in range(3)]
    for program in programs:
        incident = make_incident(program, interface=make_interface(program, owner=make_user()))
        make_count(incident.interface)

    with django_assert_num_queries(4):
        tables = read_interface_tables([program.pk for program in programs])
        found = [interface_facts(program.pk, tables) for program in programs]

    assert [len(each.incidents) for each in found] == [1, 1, 1]


def test_an_interface_names_its_functions_owner_and_flows(program: Program) -> None:
    interface = make_interface(
        from_function=make_function(name="Planning"),
        to_function=make_function(name="Sales"),
        owner=make_user(name="Ina"),
    )
    second, first = make_flow(program, position=2), make_flow(program, position=1)
    for flow in (second, first):
        make_use(program, flow=flow, interface=interface)

    (fact,) = gathered(program).interfaces

    assert (fact.uid, fact.from_function, fact.to_function) == (str(interface.uid), "Planning", "Sales")
    assert (fact.owner, fact.redesign_accepted_on) == ("Ina", None)
    assert fact.flows == (str(first.uid), str(second.uid))


def test_counts_stand_in_order_of_their_days(program: Program) -> None:
    interface = make_interface(program)
    make_count(interface, starts_on=date(2026, 3, 1), handoffs=7)
    make_count(interface, starts_on=date(2026, 1, 1), days=31, handoffs=5)

    (fact,) = gathered(program).interfaces

    assert fact.counts[0] == HandoffCount(
        starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31), handoffs=5, source="Order system"
    )
    assert [count.handoffs for count in fact.counts] == [5, 7]


def test_interfaces_stand_in_the_order_of_their_names(program: Program) -> None:
    sales = make_function(name="Sales")
    for name in ("Logistics", "Assembly"):
        make_interface(program, from_function=make_function(name=name), to_function=sales)

    assert [each.from_function for each in gathered(program).interfaces] == ["Assembly", "Logistics"]


def test_an_incident_keeps_what_is_unknown_unknown(program: Program) -> None:
    interface = make_interface(program)
    later = make_incident(program, interface=interface, happened_on=START + timedelta(days=1), amount=None)
    first = make_incident(program, interface=interface, amount=Decimal("12.50"), currency="EUR", withdrawn_on=START,
                          withdrawn_by=make_user())  # fmt: skip

    facts = gathered(program).incidents

    assert [each.uid for each in facts] == [str(first.uid), str(later.uid)]
    assert (facts[0].amount, facts[0].currency, facts[0].withdrawn_on) == (Decimal("12.50"), "EUR", START)
    assert (facts[1].amount, facts[1].hours, facts[1].flow) == (None, None, "")
    assert {each.interface for each in facts} == {str(interface.uid)}


def test_an_interface_that_only_past_incidents_name_is_still_there(program: Program) -> None:
    make_incident(program, interface=make_interface())

    (fact,) = gathered(program).interfaces

    assert fact.flows == ()


def test_another_program_lends_nothing(program: Program) -> None:
    make_incident(make_program())

    assert gathered(program) == InterfaceFacts(interfaces=(), incidents=())
