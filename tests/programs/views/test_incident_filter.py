"""The incidents of one interface: where an analysis leads to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Program, User
from tests.factories import START, make_function
from tests.factories.interfaces import make_incident, make_interface
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db


def page(program: Program, query: str) -> str:
    return f"{reverse('programs:incident-list', args=[program.uid])}?{query}"


def test_only_the_incidents_of_the_interface_are_listed(program: Program, viewer: User) -> None:
    interface = make_interface(
        program, from_function=make_function(name="Planning"), to_function=make_function(name="Production")
    )
    here, elsewhere = make_incident(program, interface=interface), make_incident(program)

    shown = signed_in(viewer).get(page(program, f"interface={interface.uid}"))

    assert [line.incident for line in shown.context["incidents"].lines] == [here]
    assert "from Planning to Production" in " ".join(shown.content.decode().split())
    assert f"incident-{elsewhere.uid}" not in shown.content.decode()


def test_older_incidents_of_the_interface_are_on_the_next_page(program: Program, viewer: User) -> None:
    interface = make_interface(program)
    for number in range(12):
        make_incident(program, interface=interface, happened_on=START - timedelta(days=number))
        make_incident(program, happened_on=START - timedelta(days=number))
    client, asked = signed_in(viewer), f"interface={interface.uid}"

    first = client.get(page(program, asked))
    older = first.context["incidents"].older
    second = client.get(page(program, f"before={older}&{asked}"))

    assert f"?before={older}&amp;{asked}#" in first.content.decode()
    assert [line.incident.interface for line in second.context["incidents"].lines] == [interface] * 2
    assert f"?{asked}#incidents-head" in second.content.decode()


@pytest.mark.parametrize("named", ["cd08cefa-f85e-4816-a146-5be9b0d8837d", "elsewhere"])
def test_an_interface_that_is_not_there_is_not_found(named: str, program: Program, viewer: User) -> None:
    assert signed_in(viewer).get(page(program, f"interface={named}")).status_code == 404
