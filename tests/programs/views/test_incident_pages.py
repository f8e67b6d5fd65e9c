"""The interfaces of a program: three choices and a button, what is known, and never 0 for what is not."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import CoordinationIncident, Currency, FlowInterface, Interface, Program, User
from tests.factories import START, make_flow, make_function, make_program, make_stage
from tests.factories.interfaces import make_count, make_incident, make_interface, make_use
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def interface(program: Program) -> Interface:
    names = {"from_function": make_function(name="Planning"), "to_function": make_function(name="Production")}
    return make_interface(program, **names)


def page(program: Program, name: str = "incident-list") -> str:
    return reverse(f"programs:{name}", args=[program.uid])


def choices(interface: Interface, **given: Any) -> dict[str, Any]:
    """Three choices and the day that stands in the form already."""
    return {"interface": interface.pk, "consequence": "expediting", "band": "medium", "happened_on": TODAY} | given


def text(client: Client, address: str) -> str:
    """What the page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))


def test_three_choices_and_a_button_make_an_incident(
    program: Program, function_lead: User, interface: Interface
) -> None:
    client = signed_in(function_lead)
    opened = client.get(page(program)).context["form"]
    typed = {each.html_name: each.value() for each in opened if each.value() not in (None, "")}

    sent = client.post(page(program, "incident-create"), typed | choices(interface, happened_on=typed["happened_on"]))

    incident = CoordinationIncident.objects.get()
    assert typed == {"happened_on": TODAY}
    assert sent.status_code == 302
    assert (incident.interface, incident.consequence, incident.band) == (interface, "expediting", "medium")
    assert incident.happened_on == TODAY


def test_htmx_gets_the_empty_form_a_message_and_the_new_list(
    program: Program, function_lead: User, interface: Interface
) -> None:
    answer = signed_in(function_lead).post(page(program, "incident-create"), choices(interface), headers=HTMX)

    part = answer.content.decode()
    assert answer.status_code == 200
    assert "Recorded: Planning to Production, expediting." in part
    assert "incident-" in part
    assert not answer.context["form"].is_bound


def test_the_part_for_htmx_is_no_whole_page(program: Program, function_lead: User, interface: Interface) -> None:
    answer = signed_in(function_lead).post(page(program, "incident-create"), choices(interface), headers=HTMX)

    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_missing_choice_is_asked_for_and_the_others_stay(
    headers: dict[str, str], program: Program, function_lead: User, interface: Interface
) -> None:
    values = choices(interface)
    del values["band"]

    answer = signed_in(function_lead).post(page(program, "incident-create"), values, headers=headers)

    assert answer.status_code == 422
    assert "Choose how large it was" in answer.content.decode()
    assert answer.context["form"]["consequence"].value() == "expediting"
    assert not CoordinationIncident.objects.exists()


def test_what_is_wrong_under_more_stands_open(program: Program, function_lead: User, interface: Interface) -> None:
    answer = signed_in(function_lead).post(page(program, "incident-create"), choices(interface, amount="5"))

    assert "Say the currency in three letters" in answer.content.decode()
    assert 'class="quiet-details quick-more" open' in answer.content.decode()


def test_the_sizes_name_the_reporting_currency_once_there_is_one(
    program: Program, function_lead: User, interface: Interface
) -> None:
    client = signed_in(function_lead)
    before = text(client, page(program))
    Currency.objects.create(code="CHF", name="Swiss franc", is_reporting=True)

    assert "What it cost, at a glance" in before
    assert "What it cost in CHF, at a glance" in text(client, page(program))


def test_an_interface_that_the_program_does_not_use_is_no_choice(program: Program, function_lead: User) -> None:
    answer = signed_in(function_lead).post(page(program, "incident-create"), choices(make_interface()))

    assert answer.status_code == 422
    assert "interface" in answer.context["form"].errors


@pytest.mark.parametrize(("number", "kind"), [(8, "radio"), (9, "select")])
def test_few_interfaces_are_buttons_and_many_a_list_with_the_most_used_first(
    number: int, kind: str, program: Program, function_lead: User
) -> None:
    used = [make_interface(program) for _ in range(number)]
    make_incident(program, interface=used[-1])

    form = signed_in(function_lead).get(page(program)).context["form"]

    offered = [value for value, _ in form.fields["interface"].widget.choices if value]
    assert form.fields["interface"].widget.input_type == kind
    assert (offered[0], set(offered)) == (used[-1].pk, {each.pk for each in used})


def test_who_may_not_report_sees_no_form_and_no_button(program: Program, viewer: User, interface: Interface) -> None:
    incident = make_incident(program, interface=interface)

    shown = signed_in(viewer).get(page(program)).content.decode()

    assert "Expediting" in shown
    assert "Report it" not in shown
    assert str(reverse("programs:incident-cost", args=[incident.uid])) not in shown


def test_a_function_lead_corrects_only_what_they_reported(
    program: Program, function_lead: User, interface: Interface
) -> None:
    theirs = make_incident(program, interface=interface)
    own = make_incident(program, interface=interface, reported_by=function_lead)

    shown = signed_in(function_lead).get(page(program)).content.decode()

    assert reverse("programs:incident-withdraw", args=[own.uid]) in shown
    assert reverse("programs:incident-withdraw", args=[theirs.uid]) not in shown
    assert reverse("programs:incident-cost", args=[theirs.uid]) in shown


def test_costs_of_two_currencies_stand_apart_beside_what_is_not_known(
    program: Program, viewer: User, interface: Interface
) -> None:
    for amount, currency in ((1000, "EUR"), (500, "EUR"), (70, "USD")):
        make_incident(program, interface=interface, amount=Decimal(amount), currency=currency)
    make_incident(program, interface=interface, happened_on=TODAY)

    shown = text(signed_in(viewer), page(program))

    assert "EUR 1,500 USD 70 1 of 4 without an exact cost yet" in shown


def test_what_was_not_counted_or_costed_is_never_nought(program: Program, viewer: User, interface: Interface) -> None:
    make_incident(program, interface=interface)

    shown = text(signed_in(viewer), page(program))

    assert "not counted" in shown
    assert "1 of 1 without an exact cost yet" in shown
    assert "0.00" not in shown


def test_the_last_90_days_are_counted_and_withdrawn_incidents_are_not(
    program: Program, viewer: User, interface: Interface
) -> None:
    for days in (0, 89, 90):
        make_incident(program, interface=interface, happened_on=TODAY - timedelta(days=days))
    make_incident(program, interface=interface, happened_on=TODAY, withdrawn_on=TODAY, withdrawn_by=viewer)

    (line,) = signed_in(viewer).get(page(program)).context["interfaces"]

    assert (line.tally.recent, line.tally.all) == (2, 3)


def test_the_latest_count_of_hand_offs_is_shown_with_its_days(
    program: Program, viewer: User, interface: Interface
) -> None:
    make_count(interface, handoffs=999)
    make_count(interface, starts_on=START + timedelta(days=31), handoffs=1234)

    assert "1,234 5 Feb 2026 to 7 Mar 2026" in text(signed_in(viewer), page(program))


def test_counted_hand_offs_are_named_as_those_of_all_programs(
    program: Program, viewer: User, interface: Interface
) -> None:
    make_count(interface, handoffs=999)
    make_incident(make_program(name="Beta"), interface=interface)
    client = signed_in(viewer)

    (line,) = client.get(page(program)).context["interfaces"]

    assert (line.tally.all, line.counted.handoffs) == (0, 999)
    assert 'data-label="Hand-offs of all programs"' in client.get(page(program)).content.decode()


def test_a_hand_off_says_which_flows_use_it(program: Program, viewer: User, interface: Interface) -> None:
    make_use(program, flow=make_flow(program, name="Spare parts"), interface=interface)
    client = signed_in(viewer)

    (line,) = client.get(page(program)).context["interfaces"]

    assert len(line.flows) == 2
    assert f"Planning → Production {', '.join(str(flow) for flow in line.flows)}" in text(client, page(program))


def test_flows_stand_below_only_for_who_changes_them_or_while_something_is_missing(
    program: Program, viewer: User, pmo_lead: User, interface: Interface
) -> None:
    heading = "Flows and their hand-offs"
    mapped = [heading in text(signed_in(person), page(program)) for person in (viewer, pmo_lead)]

    make_flow(program)

    assert mapped == [False, True]
    assert heading in text(signed_in(viewer), page(program))


def test_what_is_missing_is_given_in_one_click(
    program: Program, viewer: User, function_lead: User, pmo_lead: User, interface: Interface
) -> None:
    edit = reverse("programs:interface-edit", args=[interface.uid])
    count = reverse("programs:handoff-count-create", args=[interface.uid])

    offered = [
        {address for address in (edit, count) if address in signed_in(person).get(page(program)).content.decode()}
        for person in (viewer, function_lead, pmo_lead)
    ]

    assert offered == [set(), {count}, {edit, count}]


def test_incidents_are_paged_by_key_newest_first(program: Program, viewer: User, interface: Interface) -> None:
    made = [
        make_incident(program, interface=interface, happened_on=START + timedelta(days=number // 2))
        for number in range(20)
    ]
    client = signed_in(viewer)

    first = client.get(page(program)).context["incidents"]
    second = client.get(page(program), {"before": str(first.older)}).context["incidents"]

    shown = [line.incident.pk for line in [*first.lines, *second.lines]]
    assert shown == [each.pk for each in reversed(made)]
    assert (len(first.lines), first.is_first, second.is_first, second.older) == (10, True, False, None)


@pytest.mark.parametrize("before", ["", "x", "0189" * 8])
def test_an_unknown_place_in_the_list_is_its_beginning(before: str, program: Program, viewer: User) -> None:
    incident = make_incident(program)

    shown = signed_in(viewer).get(page(program), {"before": before}).context["incidents"]

    assert [line.incident for line in shown.lines] == [incident]


def test_a_cost_is_added_in_the_currency_used_last(program: Program, function_lead: User) -> None:
    make_incident(program, amount=Decimal(1), currency="CHF")
    incident = make_incident(program)
    client, address = signed_in(function_lead), reverse("programs:incident-cost", args=[incident.uid])

    offered = client.get(address).context["form"]["currency"].value()
    client.post(address, {"amount": "12.50", "currency": offered, "version": 1})

    incident.refresh_from_db()
    assert (incident.amount, incident.currency) == (Decimal("12.50"), "CHF")


def test_an_incident_is_corrected_and_withdrawn(program: Program, pmo_lead: User, interface: Interface) -> None:
    incident = make_incident(program, interface=interface)
    client = signed_in(pmo_lead)
    edit, withdraw = (reverse(f"programs:incident-{name}", args=[incident.uid]) for name in ("edit", "withdraw"))

    corrected = client.post(edit, choices(interface, party="Bolt Ltd", version=1))
    withdrawn = client.post(withdraw, {"on": TODAY})

    incident.refresh_from_db()
    assert (corrected.status_code, withdrawn.status_code) == (302, 302)
    assert (incident.party, incident.withdrawn_on) == ("Bolt Ltd", TODAY)
    assert "Withdrawn" in text(client, page(program))


def test_two_people_who_correct_an_incident_see_both_texts(program: Program, pmo_lead: User) -> None:
    incident = make_incident(program, party="Bolt Ltd")
    CoordinationIncident.objects.filter(pk=incident.pk).update(party="Nut Ltd")

    answer = signed_in(pmo_lead).post(
        reverse("programs:incident-edit", args=[incident.uid]),
        choices(incident.interface, party="Screw Ltd", version=1),
    )

    assert answer.status_code == 409
    assert {"Nut Ltd", "Screw Ltd"} <= set(re.findall(r"\w+ Ltd", answer.content.decode()))


def test_an_empty_program_says_what_hand_offs_are_for_and_who_adds_them(program: Program, viewer: User) -> None:
    shown = text(signed_in(viewer), page(program))

    assert "No hand-off is mapped in this program yet." in shown
    assert "A PMO lead of the program adds them." in shown


def test_the_stages_of_a_flow_offer_their_hand_offs(program: Program, pmo_lead: User) -> None:
    flow, client = make_flow(program), signed_in(pmo_lead)
    for name in ("Planning", "Procurement", "Production"):
        make_stage(flow, function=make_function(name=name))

    offered = text(client, page(program))
    client.post(reverse("programs:flow-interface-stages", args=[flow.uid]))

    assert "Planning → Procurement, Procurement → Production" in offered
    assert FlowInterface.objects.filter(flow=flow).count() == 2


def test_a_hand_off_is_added_to_a_flow_and_taken_out(program: Program, pmo_lead: User) -> None:
    flow, client = make_flow(program), signed_in(pmo_lead)
    pair = {"from_function": make_function().pk, "to_function": make_function().pk}

    client.post(reverse("programs:flow-interface-create", args=[flow.uid]), pair)
    use = FlowInterface.objects.get()
    client.post(reverse("programs:flow-interface-remove", args=[use.uid]))

    assert use.flow == flow
    assert not FlowInterface.objects.exists()


def test_a_function_that_hands_over_to_itself_is_refused_beside_the_field(program: Program, pmo_lead: User) -> None:
    function, flow = make_function(), make_flow(program)

    answer = signed_in(pmo_lead).post(
        reverse("programs:flow-interface-create", args=[flow.uid]),
        {"from_function": function.pk, "to_function": function.pk},
    )

    assert answer.context["form"].errors["to_function"] == ["An interface joins two functions: choose another one."]


def test_strangers_report_nothing_and_viewers_may_not(program: Program, outsider: User, viewer: User) -> None:
    address = page(program, "incident-create")

    assert signed_in(outsider).post(address).status_code == 404
    assert signed_in(viewer).post(address).status_code == 403
    assert signed_in(viewer).get(address).status_code == 403


def test_the_queries_do_not_grow_for_who_gets_every_button(program: Program, pmo_lead: User) -> None:
    client, counts = signed_in(pmo_lead), []
    for _ in range(2):
        for _ in range(3):
            make_incident(program, interface=make_use(program).interface)
        with CaptureQueriesContext(connection) as queries:
            client.get(page(program))
        counts.append(len(queries))

    assert counts[0] == counts[1]
