"""What changed leads to the record behind it, on the program page and on the page of changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.factories import metrics
from tests.factories.pilots import make_pilot
from tests.tracker.views.conftest import TODAY, compute, make_planned, signed_in
from tracker.progress.change_places import Place
from tracker.progress.changes import Change
from tracker.views.change_links import address_of

pytestmark = pytest.mark.django_db
WEEK_AGO = TODAY - timedelta(days=7)


@pytest.mark.parametrize("place", Place)
def test_every_place_is_a_page_that_opens(place: Place, program: Program, pmo_lead: User) -> None:
    uids = {
        Place.MILESTONE_HISTORY: factories.make_milestone(program).uid,
        Place.PILOT: make_pilot(program).uid,
        Place.METRIC: metrics.make_program_metric(program).uid,
    }
    uid = str(uids.get(place, program.uid))

    address = address_of(Change(kind="", uid=uid, label="", sentence="", place=place), program)

    if place is Place.NOWHERE:
        assert address == ""
        return
    page = signed_in(pmo_lead).get(address)
    assert page.status_code == 200
    if place is Place.METRIC:
        assert f'id="{address.partition("#")[2]}"' in page.content.decode()


def test_both_pages_link_a_change_to_its_milestone(program: Program, pmo_lead: User) -> None:
    first, *_ = make_planned(program)
    compute(program, as_of=WEEK_AGO)
    factories.make_forecast(first, finish_on=TODAY + timedelta(days=50), stated_on=TODAY)
    compute(program)
    client = signed_in(pmo_lead)

    link = f'<a href="{program.get_absolute_url()}#milestone-{first.uid}">{first.name} is expected on'

    changed = client.get(program.get_absolute_url()).content.decode().partition('id="changed-title"')[2]
    assert link in changed.partition("</section>")[0]
    assert link in client.get(reverse("tracker:program-changes", args=[program.uid])).content.decode()
