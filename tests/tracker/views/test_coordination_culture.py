"""Would it hold without the PMO: what the page says before there is anything, and of a flow that has begun."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.factories.culture import make_session
from tests.tracker.views.conftest import TODAY, compute, signed_in

pytestmark = pytest.mark.django_db


def page(program: Program, user: User) -> str:
    address = reverse("tracker:coordination-area", args=[program.uid, "culture"])
    return " ".join(signed_in(user).get(address).content.decode().split())


def test_a_program_that_has_not_begun_says_who_owes_what(program: Program, viewer: User) -> None:
    compute(program)

    text = page(program, viewer)

    assert "no flow plans in integrated sessions so far" in text
    assert "No flow has begun to plan in integrated sessions. Owed by the PMO lead" in text


def test_a_flow_that_has_begun_is_told_month_by_month(program: Program, viewer: User) -> None:
    flow = factories.make_flow(program, name="Pumps")
    for weeks in (10, 9, 8):
        make_session(flow, scheduled_on=TODAY - timedelta(weeks=weeks))
    compute(program)

    text = page(program, viewer)

    assert "Too early to tell for Pumps: no month is complete yet." in text
    assert "month-incomplete" in text
    assert "What people do" in text
