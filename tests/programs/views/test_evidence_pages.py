"""Evidence is given and accepted in the row of its milestone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from programs.models import Attachment, Evidence, Milestone, User
from programs.periods import months_later
from tests import factories
from tests.programs.views.conftest import TODAY, signed_in, watch_reads

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def given(milestone: Milestone, function_lead: User) -> Evidence:
    """Evidence that the function lead gave, waiting."""
    return factories.make_evidence(milestone, given_by=function_lead, title="Signed by both")


def accept_address(given: Evidence, milestone: Milestone) -> str:
    return reverse("programs:evidence-accept", args=[milestone.uid, given.uid])


def test_evidence_is_given_with_its_file(milestone: Milestone, pmo_lead: User) -> None:
    file = SimpleUploadedFile("minutes.txt", b"Agreed on the map.")

    response = signed_in(pmo_lead).post(
        reverse("programs:evidence-give", args=[milestone.uid]),
        {"title": "Minutes", "level": 2, "file": file},
        headers=HTMX,
    )

    assert "minutes.txt" in response.content.decode()
    assert Attachment.objects.get().evidence == Evidence.objects.get()


def test_a_refused_file_takes_the_evidence_with_it(milestone: Milestone, pmo_lead: User) -> None:
    file = SimpleUploadedFile("tool.exe", b"MZ\x90\x00\x03\x00\x00\x00")

    response = signed_in(pmo_lead).post(
        reverse("programs:evidence-give", args=[milestone.uid]),
        {"title": "Minutes", "level": 2, "file": file},
        headers=HTMX,
    )

    assert response.status_code == 422
    assert "Attach a PDF" in response.content.decode()
    assert not Evidence.objects.exists()


def test_a_committee_member_accepts_it_in_the_row(
    given: Evidence, milestone: Milestone, committee_member: User
) -> None:
    page = signed_in(committee_member).post(accept_address(given, milestone), {"version": given.version}, headers=HTMX)

    given.refresh_from_db()
    assert "accepted by Carla Committee" in page.content.decode()
    assert given.accepted_by == committee_member


def test_an_older_version_is_refused_in_the_row(given: Evidence, milestone: Milestone, committee_member: User) -> None:
    Evidence.objects.filter(pk=given.pk).update(title="Signed by one")

    response = signed_in(committee_member).post(accept_address(given, milestone), {"version": 1}, headers=HTMX)

    assert response.status_code == 409
    assert "Somebody changed this meanwhile" in response.content.decode()


@pytest.mark.parametrize("version", ["²", "9" * 5000, "9" * 12, "-1", "x", ""])
def test_a_version_that_is_no_number_breaks_nothing(
    version: str, given: Evidence, milestone: Milestone, committee_member: User
) -> None:
    response = signed_in(committee_member).post(accept_address(given, milestone), {"version": version}, headers=HTMX)

    assert response.status_code in (200, 409)


def test_a_file_beyond_the_limit_takes_the_evidence_with_it(
    milestone: Milestone, pmo_lead: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1000
    sizes = watch_reads(monkeypatch)

    response = signed_in(pmo_lead).post(
        reverse("programs:evidence-give", args=[milestone.uid]),
        {"title": "Minutes", "level": 2, "file": SimpleUploadedFile("minutes.txt", b"a" * 5000)},
        headers=HTMX,
    )

    assert response.status_code == 422
    assert sizes[-1] == 1001
    assert not Evidence.objects.exists()


def test_nobody_accepts_what_they_gave_or_own(given: Evidence, milestone: Milestone, pmo_lead: User) -> None:
    response = signed_in(pmo_lead).post(accept_address(given, milestone), {"version": given.version})

    assert response.status_code == 403
    assert "You own a milestone" in response.content.decode()


def test_an_acceptance_is_taken_back_with_a_reason(milestone: Milestone, committee_member: User) -> None:
    given = factories.make_evidence(milestone, accepted_on=factories.START)
    address = reverse("programs:evidence-revoke", args=[milestone.uid, given.uid])

    page = signed_in(committee_member).post(address, {"reason": "Wrong file", "version": given.version}, headers=HTMX)

    assert "taken back" in page.content.decode()


def test_strangers_find_no_evidence(given: Evidence, milestone: Milestone, outsider: User) -> None:
    assert signed_in(outsider).post(accept_address(given, milestone)).status_code == 404


def test_evidence_is_found_only_with_a_milestone_it_is_for(given: Evidence, pmo_lead: User) -> None:
    other = factories.make_milestone(given.program)

    assert signed_in(pmo_lead).post(accept_address(given, other)).status_code == 404


@pytest.fixture
def cultural(milestone: Milestone, given: Evidence) -> Milestone:
    """The milestone as cultural work, with evidence that waits."""
    Milestone.objects.filter(pk=milestone.pk).update(dimension="cultural", gate=None)
    return Milestone.objects.get(pk=milestone.pk)


def test_who_accepts_evidence_of_a_behavior_sees_its_last_day_and_why(
    cultural: Milestone, committee_member: User
) -> None:
    address = reverse("programs:milestone-row", args=[cultural.uid])

    page = signed_in(committee_member).get(address, headers=HTMX).content.decode()

    assert f'value="{months_later(TODAY, 6)}"' in page
    assert "is renewed after 6 months: that is policy" in page


def test_another_last_day_is_taken_from_the_page(given: Evidence, cultural: Milestone, committee_member: User) -> None:
    typed = {"version": given.version, "expires_on": str(TODAY + timedelta(days=40))}

    page = signed_in(committee_member).post(accept_address(given, cultural), typed, headers=HTMX).content.decode()

    given.refresh_from_db()
    assert given.expires_on == TODAY + timedelta(days=40)
    assert "counts until" in page


def test_a_last_day_that_is_no_date_is_refused_in_words(
    given: Evidence, cultural: Milestone, committee_member: User
) -> None:
    typed = {"version": given.version, "expires_on": "soon"}

    response = signed_in(committee_member).post(accept_address(given, cultural), typed, headers=HTMX)

    assert (response.status_code, b"must be a date" in response.content) == (409, True)


def test_evidence_of_structure_asks_for_no_last_day(given: Evidence, milestone: Milestone, pmo_lead: User) -> None:
    row = reverse("programs:milestone-row", args=[milestone.uid])

    assert "expires_on" not in signed_in(pmo_lead).get(row, headers=HTMX).content.decode()
