"""Interfaces, their use in flows, and their counts: what the actions write and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programs.actions import flow_interfaces, handoff_counts, interfaces
from programs.errors import NotAllowed, Refused
from programs.models import FlowInterface, HandoffCount, Interface, Program, RefreshRequest, User
from tests.factories import (
    START,
    make_flow,
    make_function,
    make_membership,
    make_program,
    make_stage,
    make_user,
)
from tests.factories.interfaces import make_count, make_incident, make_interface, make_use

pytestmark = pytest.mark.django_db
END = date(2026, 1, 31)


def test_a_redesign_names_who_wrote_it(steward: User) -> None:
    interface = interfaces.create(make_function(), by=steward, to_function=make_function(), redesign="Daily call")

    assert interface.redesign_by == steward


def test_nobody_hands_over_to_themselves(steward: User) -> None:
    function = make_function()

    with pytest.raises(Refused) as refusal:
        interfaces.create(function, by=steward, to_function=function)

    assert refusal.value.code == "same_function"


def test_another_redesign_must_be_accepted_anew(program: Program, pmo_lead: User) -> None:
    interface = make_interface(
        program, redesign="Daily call", redesign_accepted_by=make_user(), redesign_accepted_on=START
    )

    changed = interfaces.change(interface, by=pmo_lead, redesign="Weekly call")

    assert (changed.redesign_by, changed.redesign_accepted_by) == (pmo_lead, None)
    assert changed.redesign_accepted_on is None


def test_another_owner_leaves_the_acceptance(program: Program, pmo_lead: User) -> None:
    accepted = make_user()
    interface = make_interface(
        program, redesign="Daily call", redesign_accepted_by=accepted, redesign_accepted_on=START
    )

    changed = interfaces.change(interface, by=pmo_lead, owner=make_user())

    assert changed.redesign_accepted_by == accepted


def test_a_redesign_that_is_taken_away_has_no_author(program: Program, pmo_lead: User) -> None:
    changed = interfaces.change(make_interface(program, redesign="Daily call"), by=pmo_lead, redesign="")

    assert changed.redesign_by is None


def test_an_owner_with_a_role_writes_the_redesign(program: Program, function_lead: User) -> None:
    interface = make_interface(program, owner=function_lead)

    assert interfaces.change(interface, by=function_lead, redesign="Daily call").redesign_by == function_lead


@pytest.mark.parametrize("role", ["viewer", ""])
def test_an_owner_who_only_views_or_has_no_role_writes_nothing(role: str, program: Program) -> None:
    owner = make_user()
    if role:
        make_membership(owner, program, role)

    with pytest.raises(NotAllowed):
        interfaces.change(make_interface(program, owner=owner), by=owner, redesign="Daily call")


@pytest.mark.parametrize("given", ["owner", "redesign_by"])
def test_neither_owner_nor_author_accepts_the_redesign(given: str, program: Program, committee_member: User) -> None:
    interface = make_interface(program, redesign="Daily call", **{given: committee_member})

    with pytest.raises(NotAllowed, match="somebody else must accept"):
        interfaces.accept_redesign(interface, by=committee_member, on=START)


def test_nothing_written_is_not_accepted_and_nothing_twice(program: Program, committee_member: User) -> None:
    empty, written = make_interface(program), make_interface(program, redesign="Daily call")
    accepted = interfaces.accept_redesign(written, by=committee_member, on=START)

    for interface, code in ((empty, "no_redesign"), (accepted, "already_accepted")):
        with pytest.raises(Refused) as refusal:
            interfaces.accept_redesign(interface, by=committee_member, on=START)
        assert refusal.value.code == code


def test_a_shared_change_refreshes_each_program_that_uses_it_once(steward: User) -> None:
    using, other = make_program(), make_program()
    interface = make_interface(using)
    make_use(using, interface=interface)
    make_use(other)

    interfaces.change(interface, by=steward, hands_over="The plan")

    assert list(RefreshRequest.objects.values_list("program_id", flat=True)) == [using.pk]


@pytest.mark.parametrize("name", ["use", "incident", "count"])
def test_an_interface_that_the_record_names_stays(name: str, program: Program, steward: User) -> None:
    interface = make_interface()
    name_it: dict[str, Callable[[], object]] = {
        "use": lambda: make_use(program, interface=interface),
        "incident": lambda: make_incident(program, interface=interface),
        "count": lambda: make_count(interface),
    }
    name_it[name]()

    with pytest.raises(Refused) as refusal:
        interfaces.remove(interface, by=steward)

    assert refusal.value.code == "interface_in_use"


def test_stages_give_each_hand_off_once_in_the_order_of_the_flow(program: Program, pmo_lead: User) -> None:
    plan, buy, make = (make_function(name=name) for name in ("Planning", "Procurement", "Production"))
    flow = make_flow(program)
    for function in (plan, plan, buy, plan, buy, make):
        make_stage(flow, function=function)
    known = make_interface(from_function=buy, to_function=make)

    uses = flow_interfaces.use_stages(flow, by=pmo_lead)

    assert [str(use.interface) for use in uses] == [
        "Planning to Procurement",
        "Procurement to Planning",
        "Procurement to Production",
    ]
    assert uses[-1].interface == known


def test_stages_that_gave_all_their_hand_offs_give_none(program: Program, pmo_lead: User) -> None:
    flow = make_flow(program)
    for _ in range(2):
        make_stage(flow)
    flow_interfaces.use_stages(flow, by=pmo_lead)

    with pytest.raises(Refused) as refusal:
        flow_interfaces.use_stages(flow, by=pmo_lead)

    assert refusal.value.code == "no_new_handoff"


def test_a_pair_that_another_program_uses_is_the_same_interface(program: Program, pmo_lead: User) -> None:
    known = make_interface(make_program())

    use = flow_interfaces.use_pair(
        make_flow(program), by=pmo_lead, from_function=known.from_function, to_function=known.to_function
    )

    assert use.interface == known
    assert Interface.objects.count() == 1


def test_a_flow_uses_an_interface_once(program: Program, pmo_lead: User) -> None:
    use = make_use(program)

    with pytest.raises(Refused) as refusal:
        flow_interfaces.use(use.flow, by=pmo_lead, interface=use.interface)

    assert refusal.value.code == "interface_used_already"


def test_taking_an_interface_out_leaves_its_incidents(program: Program, pmo_lead: User) -> None:
    use = make_use(program)
    make_incident(program, interface=use.interface)

    flow_interfaces.remove(use, by=pmo_lead)

    assert not FlowInterface.objects.exists()
    assert program.incidents.count() == 1


def test_the_same_source_and_days_again_replace_the_count(program: Program, pmo_lead: User) -> None:
    interface = make_interface(program)
    for handoffs in (10, 12, 12):
        handoff_counts.count(
            interface, by=pmo_lead, starts_on=START, ends_on=END, handoffs=handoffs, source=" Order system "
        )

    row = HandoffCount.objects.get()
    assert (row.handoffs, row.source, row.version) == (12, "Order system", 2)


def test_a_source_counts_no_day_twice(program: Program, pmo_lead: User) -> None:
    interface = make_interface(program)
    make_count(interface, days=27)

    with pytest.raises(Refused, match="Order system counted 5 January 2026 to 31 January 2026 already") as refusal:
        handoff_counts.count(interface, by=pmo_lead, starts_on=END, ends_on=END, handoffs=1, source="Order system")

    assert refusal.value.field == "starts_on"


def test_a_count_ends_after_it_begins_and_not_in_the_future(program: Program, pmo_lead: User) -> None:
    interface = make_interface(program)
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError, match="on or after the day it begins"):
        handoff_counts.count(interface, by=pmo_lead, starts_on=END, ends_on=START, handoffs=1, source="Survey")
    with pytest.raises(Refused, match="has not come yet"):
        handoff_counts.count(interface, by=pmo_lead, starts_on=START, ends_on=tomorrow, handoffs=1, source="Survey")
