"""A report is published once, read from its frozen document, and downloaded as it was stored."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.tracker.views.conftest import make_planned, signed_in
from tracker.models import ProgressReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(program: Program, pmo_lead: User) -> ProgressReport:
    """The first report, published through the page."""
    make_planned(program)
    response = signed_in(pmo_lead).post(reverse("tracker:report-list", args=[program.uid]))
    assert response.status_code == 302
    return ProgressReport.objects.get()


def test_the_page_shows_the_document_and_not_the_record(report: ProgressReport, program: Program, viewer: User) -> None:
    Program.objects.filter(pk=program.pk).update(sponsor_name="Somebody later")

    page = signed_in(viewer).get(reverse("tracker:report-detail", args=[report.uid])).content.decode()

    assert report.document["state"]["sentence"] in page
    assert report.content_hash in page
    assert "Somebody later" not in page


def test_the_pdf_is_a_download(report: ProgressReport, viewer: User) -> None:
    response = signed_in(viewer).get(reverse("tracker:report-pdf", args=[report.uid]))

    assert response.content.startswith(b"%PDF")
    assert "attachment" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]


def test_what_was_published_already_is_not_published_again(report: ProgressReport, pmo_lead: User) -> None:
    """As the back button does: the page of the preview is sent a second time."""
    client, address = signed_in(pmo_lead), reverse("tracker:report-list", args=[report.program.uid])

    page = client.post(address, {"number": "1"}, follow=True)

    assert page.redirect_chain[-1][0] == reverse("tracker:report-detail", args=[report.uid])
    assert "Report 1 was published already" in page.content.decode()
    assert ProgressReport.objects.count() == 1


def test_the_preview_names_the_report_that_it_would_publish(report: ProgressReport, pmo_lead: User) -> None:
    client, program = signed_in(pmo_lead), report.program

    page = client.get(reverse("tracker:report-preview", args=[program.uid])).content.decode()
    client.post(reverse("tracker:report-list", args=[program.uid]), {"number": "2"})

    assert 'name="number" value="2"' in page
    assert list(program.progress_reports.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_only_a_pmo_lead_publishes(program: Program, committee_member: User, outsider: User) -> None:
    address = reverse("tracker:report-list", args=[program.uid])

    assert signed_in(committee_member).post(address).status_code == 403
    assert signed_in(outsider).post(address).status_code == 404
    assert not ProgressReport.objects.exists()


def test_a_program_that_is_not_active_has_nothing_to_report(program: Program, pmo_lead: User) -> None:
    Program.objects.filter(pk=program.pk).update(state="paused")

    page = signed_in(pmo_lead).post(reverse("tracker:report-list", args=[program.uid]), follow=True).content.decode()

    assert "Only an active program has progress to report." in page


def test_strangers_find_no_report(report: ProgressReport, outsider: User) -> None:
    client = signed_in(outsider)

    assert client.get(reverse("tracker:report-detail", args=[report.uid])).status_code == 404
    assert client.get(reverse("tracker:report-pdf", args=[report.uid])).status_code == 404


def test_the_list_names_every_report(report: ProgressReport, program: Program, viewer: User) -> None:
    page = signed_in(viewer).get(reverse("tracker:report-list", args=[program.uid])).content.decode()

    assert "Report 1" in page
    assert factories.START.isoformat() not in page


def test_lists_leave_the_documents_in_the_database(report: ProgressReport, program: Program, viewer: User) -> None:
    client = signed_in(viewer)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("tracker:report-list", args=[program.uid]))
        client.get(program.get_absolute_url())

    read = [each["sql"] for each in queries if 'FROM "tracker_progressreport"' in each["sql"]]
    assert len(read) >= 2
    assert [sql for sql in read if '"tracker_progressreport"."document"' in sql] == []
    assert [sql for sql in read if '"tracker_progressreport"."progress"' in sql] == []


def test_a_report_is_looked_at_before_it_is_published(program: Program, pmo_lead: User, viewer: User) -> None:
    make_planned(program)
    address = reverse("tracker:report-preview", args=[program.uid])

    page = signed_in(pmo_lead).get(address).content.decode()

    assert "Not published" in page
    assert "It never changes afterwards" in page
    assert not ProgressReport.objects.exists()
    assert signed_in(viewer).get(address).status_code == 403
