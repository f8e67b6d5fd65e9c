"""A forecast is edited in the row of its milestone, or on a page of its own without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Milestone, Program, RefreshRequest, User
from tests import factories
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def address(milestone: Milestone) -> str:
    return reverse("programs:milestone-forecast", args=[milestone.uid])


def typed(milestone: Milestone, finish_on: object) -> dict[str, str]:
    """What a browser sends: the new day, and the one that stood on the page."""
    seen = milestone.forecasts.order_by("-stated_on").first()
    return {"finish_on": str(finish_on), "reason": "Supplier is late", "seen": str(seen.finish_on) if seen else ""}


def test_the_form_is_a_page_of_its_own_without_htmx(milestone: Milestone, pmo_lead: User) -> None:
    page = signed_in(pmo_lead).get(address(milestone)).content.decode()

    assert "<html" in page
    assert "Expected finish" in page


def test_the_form_is_a_part_of_the_row_with_htmx(milestone: Milestone, pmo_lead: User) -> None:
    response = signed_in(pmo_lead).get(address(milestone), headers=HTMX)

    assert "<html" not in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_a_new_day_gives_the_fresh_row_and_says_that_the_numbers_are_old(milestone: Milestone, pmo_lead: User) -> None:
    new_day = TODAY + timedelta(days=30)

    response = signed_in(pmo_lead).post(address(milestone), typed(milestone, new_day), headers=HTMX)

    assert f"{new_day:%-d %b %Y}" in response.content.decode()
    assert response["HX-Trigger"] == '{"record-changed": {}}'
    assert response["HX-Retarget"] == f"#milestone-{milestone.uid}"
    assert RefreshRequest.objects.filter(program=milestone.program).exists()


def test_without_htmx_it_leads_back_to_the_row(milestone: Milestone, pmo_lead: User) -> None:
    response = signed_in(pmo_lead).post(address(milestone), typed(milestone, TODAY + timedelta(days=30)))

    assert response.headers["Location"].endswith(f"#milestone-{milestone.uid}")


def test_a_refusal_keeps_what_was_typed(milestone: Milestone, pmo_lead: User) -> None:
    response = signed_in(pmo_lead).post(
        address(milestone), {"finish_on": "2026-13-45", "reason": "Supplier is late"}, headers=HTMX
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Supplier is late" in page
    assert "2026-13-45" in page


def test_a_forecast_of_somebody_else_is_shown_before_it_is_replaced(milestone: Milestone, pmo_lead: User) -> None:
    mine = typed(milestone, TODAY + timedelta(days=30))
    theirs = TODAY + timedelta(days=20)
    factories.make_forecast(milestone, finish_on=theirs, stated_on=TODAY)

    response = signed_in(pmo_lead).post(address(milestone), mine, headers=HTMX)

    page = response.content.decode()
    assert response.status_code == 409
    assert str(theirs) in page
    assert mine["finish_on"] in page
    assert f'name="seen" value="{theirs}"' in page


def test_a_removed_milestone_says_so_in_the_row(milestone: Milestone, pmo_lead: User) -> None:
    Milestone.objects.filter(pk=milestone.pk).update(removed_on=TODAY, removed_by=pmo_lead)

    response = signed_in(pmo_lead).post(address(milestone), typed(milestone, TODAY + timedelta(days=30)), headers=HTMX)

    assert response.status_code == 422
    assert "taken out of the program" in response.content.decode()


def test_strangers_find_nothing_and_viewers_may_not(milestone: Milestone, outsider: User, viewer: User) -> None:
    assert signed_in(outsider).get(address(milestone)).status_code == 404
    assert signed_in(viewer).get(address(milestone)).status_code == 403


def test_a_milestone_of_another_function_is_not_the_function_leads(program: Program, function_lead: User) -> None:
    other = factories.make_milestone(program, function=factories.make_function())

    assert signed_in(function_lead).post(address(other), {"finish_on": str(TODAY)}).status_code == 403
