"""Interfaces as the whole installation keeps them: redesign and its acceptance, hand-offs by period."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import HandoffCount, Interface, Program, User
from programs.views import interfaces as interface_views
from tests.factories import START, make_function, make_program, make_user
from tests.factories.interfaces import make_count, make_incident, make_interface
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
LIST = "/interfaces/"


def address(name: str, interface: Interface) -> str:
    return reverse(f"programs:{name}", args=[interface.uid])


def test_members_read_the_list_and_people_without_a_role_find_it_empty(program: Program, viewer: User) -> None:
    make_interface(program, hands_over="The monthly plan")

    assert "The monthly plan" in signed_in(viewer).get(LIST).content.decode()
    assert "The monthly plan" not in signed_in(make_user()).get(LIST).content.decode()


def test_the_list_takes_as_many_queries_for_one_as_for_many(program: Program, viewer: User) -> None:
    client, counts = signed_in(viewer), []
    for _ in range(2):
        for _ in range(3):
            make_count(make_interface(program, owner=make_user(), redesign="Daily call"))
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_only_programs_that_the_reader_may_see_are_named_and_counted(program: Program, viewer: User) -> None:
    interface = make_interface(program, make_program(name="Secret"))

    listed = signed_in(viewer).get(LIST).context["rows"]
    page = signed_in(viewer).get(interface.get_absolute_url()).content.decode()

    assert [row.programs for row, _ in listed["own"]] == [1]
    assert "Alpha" in page
    assert "Secret" not in page


def test_interfaces_of_other_programs_stand_apart(program: Program, viewer: User) -> None:
    own, other = make_interface(program), make_interface(make_program(name="Elsewhere"))

    answer = signed_in(viewer).get(LIST)

    rows = answer.context["rows"]
    assert [[row for row, _ in rows[kind]] for kind in ("own", "others")] == [[own], [other]]
    assert "1 that no program of yours uses" in answer.content.decode()


def test_a_steward_adds_an_interface_with_its_redesign(steward: User) -> None:
    pair = {"from_function": make_function().pk, "to_function": make_function().pk}

    signed_in(steward).post(reverse("programs:interface-create"), pair | {"redesign": "Daily call"})

    assert Interface.objects.get().redesign_by == steward


def test_the_same_pair_again_is_refused_in_words(steward: User) -> None:
    known = make_interface()
    pair = {"from_function": known.from_function_id, "to_function": known.to_function_id}

    answer = signed_in(steward).post(reverse("programs:interface-create"), pair)

    assert answer.status_code == 422
    assert "already exists" in answer.content.decode()


def test_a_redesign_is_written_by_one_and_accepted_by_another(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    interface = make_interface(program)
    signed_in(pmo_lead).post(address("interface-edit", interface), {"redesign": "Daily call", "version": 1})

    own = signed_in(pmo_lead).get(interface.get_absolute_url()).content.decode()
    signed_in(committee_member).post(address("interface-accept", interface), {"version": 2})

    interface.refresh_from_db()
    assert "Accept this redesign" not in own
    assert (interface.redesign_accepted_by, interface.redesign_accepted_on) == (committee_member, TODAY)


def test_a_text_that_changed_since_it_was_read_is_not_accepted(program: Program, committee_member: User) -> None:
    interface = make_interface(program, redesign="Daily call")
    Interface.objects.filter(pk=interface.pk).update(redesign="Yearly call")

    page = signed_in(committee_member).post(address("interface-accept", interface), {"version": 1}, follow=True)

    assert "Somebody changed this meanwhile" in page.content.decode()
    assert not Interface.objects.filter(redesign_accepted_on__isnull=False).exists()


def test_the_author_who_accepts_anyhow_may_not(program: Program, committee_member: User) -> None:
    interface = make_interface(program, redesign="Daily call", redesign_by=committee_member)

    assert signed_in(committee_member).post(address("interface-accept", interface)).status_code == 403


def test_hand_offs_are_counted_and_the_next_period_is_offered(program: Program, function_lead: User) -> None:
    interface = make_interface(program)
    client, form = signed_in(function_lead), address("handoff-count-create", interface)
    values = {"starts_on": START, "ends_on": START + timedelta(days=30), "handoffs": 12, "source": "Order system"}

    client.post(form, values)
    again = client.post(form, values | {"handoffs": 15})

    offered = client.get(form).context["form"].initial
    assert again.status_code == 302
    assert HandoffCount.objects.get().handoffs == 15
    assert offered == {"source": "Order system", "starts_on": START + timedelta(days=31)}


def test_days_that_the_source_counted_already_are_refused_beside_the_field(program: Program, pmo_lead: User) -> None:
    interface = make_interface(program)
    make_count(interface)
    values = {"starts_on": START, "ends_on": START, "handoffs": 12, "source": "Order system"}

    answer = signed_in(pmo_lead).post(address("handoff-count-create", interface), values)

    assert answer.status_code == 422
    assert "already" in str(answer.context["form"].errors["starts_on"])


def test_counts_are_paged_by_key_newest_first(program: Program, viewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface_views, "COUNTS", 2)
    interface = make_interface(program)
    periods = [START + timedelta(days=31 * number) for number in range(3)]
    made = [
        make_count(interface, starts_on=begins, ends_on=begins + timedelta(days=30), handoffs=1) for begins in periods
    ]
    client = signed_in(viewer)

    first = client.get(interface.get_absolute_url()).context["counts"]
    second = client.get(interface.get_absolute_url(), {"behind": str(first.further)}).context["counts"]

    assert [*first.rows, *second.rows] == made[::-1]
    assert (len(first.rows), second.further) == (2, None)


def test_a_count_is_deleted(program: Program, pmo_lead: User) -> None:
    count = make_count(make_interface(program))

    signed_in(pmo_lead).post(reverse("programs:handoff-count-remove", args=[count.uid]))

    assert not HandoffCount.objects.exists()


def test_a_steward_deletes_what_nothing_names(steward: User) -> None:
    interface = make_interface()

    page = signed_in(steward).post(address("interface-remove", interface), follow=True)

    assert page.redirect_chain[-1][0] == LIST
    assert not Interface.objects.exists()


def test_what_the_record_names_has_no_button_to_delete_it_and_stays(program: Program, steward: User) -> None:
    interface = make_incident(program).interface
    client = signed_in(steward)

    shown = client.get(interface.get_absolute_url()).content.decode()
    page = client.post(address("interface-remove", interface), follow=True).content.decode()

    assert "Delete it" not in shown
    assert "it stays, so that they stay true" in page
    assert Interface.objects.filter(pk=interface.pk).exists()
