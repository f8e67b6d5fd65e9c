"""What can never be true of interfaces and incidents: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import CoordinationIncident, EventLogFile, EventLogPiece, HandoffCount, Interface, Program
from tests.factories import START, make_user
from tests.factories.interfaces import make_count, make_event_log, make_incident, make_interface, make_use
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db


def change_interface(**values: Any) -> Write:
    """Writes to an interface whose redesign is written and not accepted."""
    return lambda _: Interface.objects.filter(pk=make_interface(redesign="Daily call").pk).update(**values)


def change_incident(**values: Any) -> Write:
    return lambda program: CoordinationIncident.objects.filter(pk=make_incident(program).pk).update(**values)


def same_pair_twice(_: Program) -> None:
    first = make_interface()
    make_interface(from_function=first.from_function, to_function=first.to_function)


def join_a_function_to_itself(_: Program) -> None:
    interface = make_interface()
    Interface.objects.filter(pk=interface.pk).update(to_function=interface.from_function)


def accept_by_its_author(_: Program) -> None:
    interface = make_interface(redesign="Daily call")
    Interface.objects.filter(pk=interface.pk).update(
        redesign_accepted_by=interface.redesign_by, redesign_accepted_on=START
    )


def accept_nothing(_: Program) -> None:
    Interface.objects.filter(pk=make_interface().pk).update(
        redesign_accepted_by=make_user(), redesign_accepted_on=START
    )


def use_twice(program: Program) -> None:
    use = make_use(program)
    make_use(program, flow=use.flow, interface=use.interface)


def count_twice(_: Program) -> None:
    interface = make_interface()
    make_count(interface, days=31)
    make_count(interface, starts_on=START + timedelta(days=30))


def end_before_it_begins(_: Program) -> None:
    count = make_count(make_interface())
    HandoffCount.objects.filter(pk=count.pk).update(starts_on=START, ends_on=START - timedelta(days=1))


def change_count(**values: Any) -> Write:
    """Writes to a count of 1,200 hand-offs."""
    return lambda _: HandoffCount.objects.filter(pk=make_count(make_interface()).pk).update(**values)


def change_log(**values: Any) -> Write:
    return lambda _: EventLogFile.objects.filter(pk=make_event_log(make_user()).pk).update(**values)


def keep_a_piece_twice(_: Program) -> None:
    EventLogPiece.objects.create(log=make_event_log(make_user()), number=0, content=b"again")


CASES: dict[str, Write] = {
    "interface_is_one_for_a_pair": same_pair_twice,
    "interface_joins_two_functions": join_a_function_to_itself,
    "interface_redesign_acceptance_names_person_and_day": change_interface(redesign_accepted_on=START),
    "interface_redesign_acceptance_names_person_and_day/2": lambda program: change_interface(
        redesign_accepted_by=make_user()
    )(program),
    "interface_redesign_is_written_before_it_is_accepted": accept_nothing,
    "interface_redesign_names_who_wrote_it": change_interface(redesign_by=None),
    "interface_redesign_names_who_wrote_it/2": change_interface(redesign=""),
    "interface_redesign_is_accepted_by_another_person": accept_by_its_author,
    "flow_uses_an_interface_once": use_twice,
    "handoff_count_ends_after_it_begins": end_before_it_begins,
    "handoffs_are_counted_once_by_a_source": count_twice,
    "handoffs_straight_back_are_some_of_them": change_count(straight_back=1201),
    "handoff_waits_are_in_order": change_count(median_wait_days=2, p90_wait_days=1),
    "handoff_waits_are_in_order/2": change_count(median_wait_days=-1),
    "event_log_is_read_once": change_log(done=101),
    "event_log_piece_has_its_number_once": keep_a_piece_twice,
    "incident_amount_is_in_a_currency": change_incident(amount=Decimal(5)),
    "incident_amount_is_in_a_currency/2": change_incident(currency="EUR"),
    "incident_amount_is_in_a_currency/3": change_incident(amount=Decimal(5), currency="eur"),
    "incident_amount_is_in_a_currency/4": change_incident(amount=Decimal(-5), currency="EUR"),
    "incident_hours_are_not_negative": change_incident(hours=Decimal(-1)),
    "incident_withdrawal_names_person_and_day": change_incident(withdrawn_on=START),
    "incident_withdrawal_names_person_and_day/2": lambda program: change_incident(withdrawn_by=make_user())(program),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_the_way_back_is_another_interface() -> None:
    there = make_interface()

    assert make_interface(from_function=there.to_function, to_function=there.from_function).pk


def test_two_sources_may_count_the_same_days() -> None:
    interface = make_interface()
    make_count(interface)

    assert make_count(interface, source="Survey").pk


def test_an_amount_of_nothing_is_an_amount(program: Program) -> None:
    assert make_incident(program, amount=Decimal(0), currency="EUR").pk
