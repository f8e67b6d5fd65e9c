"""The resources of the installation: everybody reads them, stewards keep them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import BusinessFunction, Program, Resource, User
from tests.factories import make_function, make_program, make_user
from tests.factories.constraints import constraint_in, make_control, make_resource
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page(user: User) -> str:
    return signed_in(user).get(reverse("programs:resource-list")).content.decode()


def test_a_resource_stands_with_who_controlled_it_when(viewer: User) -> None:
    line = make_resource(name="Line 2", kind="production")
    make_control(line, function=make_function(name="Operations"), valid_to=TODAY - DAY)
    make_control(line, function=make_function(name="Logistics"), valid_from=TODAY)
    make_resource(name="Motors")

    shown = page(viewer)

    assert "Production capacity" in shown
    assert shown.index("Logistics") < shown.index("Operations")
    assert "not known" in shown


def test_only_flows_that_the_person_may_see_are_named(program: Program, viewer: User) -> None:
    seen = constraint_in(program).flow
    hidden = constraint_in(make_program()).flow

    shown = page(viewer)

    assert seen.name in shown
    assert hidden.name not in shown


def test_queries_do_not_grow_with_the_resources(program: Program, viewer: User) -> None:
    client, counts = signed_in(viewer), []
    for _ in range(2):
        for _ in range(3):
            make_control(constraint_in(program).resource)
            make_resource(retired_on=TODAY - DAY)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("programs:resource-list")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_steward_keeps_a_resource(steward: User, procurement: BusinessFunction) -> None:
    client, operations = signed_in(steward), make_function(name="Operations")
    values = {"name": "Motors", "kind": "supplier", "function": procurement.pk, "on": str(TODAY - 9 * DAY)}

    client.post(reverse("programs:resource-create"), values)
    made = Resource.objects.get()
    client.post(reverse("programs:resource-control", args=[made.uid]), {"function": operations.pk, "on": str(TODAY)})
    edited = {"name": "Traction motors", "kind": "supplier", "version": made.version}
    client.post(reverse("programs:resource-edit", args=[made.uid]), edited)

    assert Resource.objects.get().name == "Traction motors"
    assert list(made.controls.values_list("function__name", "valid_to")) == [
        ("Procurement", TODAY - DAY),
        ("Operations", None),
    ]


def test_a_steward_retires_a_resource_and_brings_it_back(steward: User) -> None:
    client, resource = signed_in(steward), make_resource(name="Welding cell")
    retire = reverse("programs:resource-retire", args=[resource.uid])

    empty = client.post(retire, {"retired_on": "", "version": 1})
    client.post(retire, {"retired_on": str(TODAY - DAY), "version": 1})
    shown = page(steward)
    client.post(reverse("programs:resource-bring-back", args=[resource.uid]))

    assert empty.status_code == 422
    assert "Retired (1)" in shown
    assert Resource.objects.get().retired_on is None


def test_a_resource_that_limits_a_flow_is_not_retired_and_says_why(program: Program, steward: User) -> None:
    resource = constraint_in(program).resource
    retire = reverse("programs:resource-retire", args=[resource.uid])

    answer = signed_in(steward).post(retire, {"retired_on": str(TODAY), "version": 1})

    assert answer.status_code == 422
    assert "It limits a flow after that day" in answer.content.decode()


def test_an_edit_that_was_overtaken_shows_both_names(steward: User) -> None:
    resource = make_resource(name="Old")
    Resource.objects.filter(pk=resource.pk).update(name="Theirs")

    answer = signed_in(steward).post(
        reverse("programs:resource-edit", args=[resource.uid]), {"name": "Mine", "kind": "supplier", "version": 1}
    )

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in shown
    assert "Mine" in shown


def test_buttons_are_for_stewards(viewer: User, steward: User) -> None:
    make_resource()

    assert "Change control" not in page(viewer)
    assert "Change control" in page(steward)


def test_an_empty_list_says_what_it_is_for_and_who_fills_it(viewer: User, steward: User) -> None:
    assert "A steward adds them." in page(viewer)
    assert "New resource" in page(steward)


def test_people_without_a_role_see_no_resource() -> None:
    make_resource(name="Secret line")

    assert "Secret line" not in page(make_user())
