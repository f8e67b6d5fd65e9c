"""The Result status beside Delivery: on the program page, in the portfolio, in the report and in the API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from programs.models import Program, User
from tests import factories
from tests.factories.metrics import make_program_metric, make_readings
from tests.tracker.views.conftest import compute, make_forecast_only, make_planned, signed_in
from tests.tracker.views.test_coordination_metrics import lock, make_judged, read
from tracker.analyses import coordination_of, newest_analysis
from tracker.models import Analysis, ProgressReport
from tracker.reporting.document import content_hash

pytestmark = pytest.mark.django_db
SAID = "Lead time gets worse, further than chance explains, since "


@pytest.fixture
def worsening(program: Program) -> Program:
    """A planned program, reported green, whose only shared metric is far beyond its limit in the latest two months."""
    make_planned(program)
    judged = make_judged(program, "Procurement", "Operations")
    lock(judged)
    read(judged, 60, months=2)
    read(judged, 60, months=1)
    factories.make_status(program, "green")
    compute(program)
    return program


def text_of(user: User, address: str) -> str:
    return " ".join(signed_in(user).get(address).content.decode().split())


def test_the_program_page_shows_it_beside_delivery(worsening: Program, viewer: User) -> None:
    page = text_of(viewer, worsening.get_absolute_url())
    card = page.partition('id="result-title"')[2].partition("</section>")[0]

    assert page.index('id="gate-title"') < page.index('id="status-title"') < page.index('id="result-title"')
    assert '<span class="rag rag-red">' in card
    assert SAID in card
    assert "Reported green while the results say red." in card


def test_it_says_how_complete_it_is_and_how_it_is_worked_out(worsening: Program, viewer: User) -> None:
    card = text_of(viewer, worsening.get_absolute_url()).partition('id="result-title"')[2].partition("</section>")[0]

    assert "2 of 2 functions up to date; 2 of the last 2 readings there; the only primary metric judged." in card
    assert f'href="{reverse("tracker:method-detail", args=["result"])}"' in card


def test_what_is_owed_is_told_with_who_owes_it(program: Program, viewer: User) -> None:
    make_planned(program)
    lock(make_judged(program, "Procurement", "Operations"))
    compute(program)

    card = text_of(viewer, program.get_absolute_url()).partition('id="result-title"')[2].partition("</section>")[0]

    assert "No data, overdue" in card
    assert "Result: no data." in text_of(viewer, program.get_absolute_url())
    assert "Owed by Operations and Procurement." in card or "Owed by Procurement and Operations." in card


def test_page_portfolio_report_and_api_tell_the_same(worsening: Program, pmo_lead: User) -> None:
    row = newest_analysis(worsening)
    assert row is not None
    told = escape(coordination_of(row).result.sentence)
    client = signed_in(pmo_lead)
    client.post(reverse("tracker:report-list", args=[worsening.uid]))
    report = reverse("tracker:report-detail", args=[ProgressReport.objects.get().uid])
    answer = client.get(f"/api/v1/programs/{worsening.uid}/analyses/latest/").json()

    for address in (worsening.get_absolute_url(), reverse("tracker:home"), report):
        assert told in text_of(pmo_lead, address)
    assert escape(answer["result"]["result"]["sentence"]) == told
    assert answer["result"]["result"]["status"] == "red"


def test_the_report_puts_both_statuses_beside_what_people_say(worsening: Program, pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    client.post(reverse("tracker:report-list", args=[worsening.uid]))
    report = ProgressReport.objects.get()
    page = text_of(pmo_lead, reverse("tracker:report-detail", args=[report.uid]))

    order = [page.index(f'id="report-{each}"') for each in ("computed", "result", "reported")]
    assert order == sorted(order)
    assert report.document["result"]["divergence_sentence"] == "Reported green while the results say red."
    assert client.get(reverse("tracker:report-pdf", args=[report.uid])).content.startswith(b"%PDF")


def test_a_report_from_before_has_two_columns(worsening: Program, pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    client.post(reverse("tracker:report-list", args=[worsening.uid]))
    report = ProgressReport.objects.get()
    document = {key: value for key, value in report.document.items() if key != "result"}
    before = ProgressReport.objects.create(
        program=worsening,
        number=2,
        as_of=report.as_of,
        progress=report.progress,
        document=document,
        content_hash=content_hash(document),
        published_by=pmo_lead,
        published_at=report.published_at,
    )

    page = text_of(pmo_lead, reverse("tracker:report-detail", args=[before.uid]))

    assert 'id="report-result"' not in page
    assert 'id="report-reported"' in page


def test_the_portfolio_shows_it_for_each_program(worsening: Program, viewer: User) -> None:
    page = text_of(viewer, reverse("tracker:home"))
    cell = page.partition('data-label="Result"')[2].partition("</td>")[0]

    assert "rag-red" in cell
    assert "diverges" in cell


def test_analyses_of_another_version_show_nothing(worsening: Program, viewer: User) -> None:
    Analysis.objects.update(method_version="0")

    page = text_of(viewer, reverse("tracker:home"))

    assert "rag-red" not in page.partition('data-label="Result"')[2].partition("</td>")[0]
    assert 'id="result-title"' not in text_of(viewer, worsening.get_absolute_url())


def test_a_program_that_it_does_not_apply_to_shows_none(viewer: User) -> None:
    program = make_forecast_only("Bridge", 30, 60)
    factories.make_membership(viewer, program)
    compute(program)

    cell = text_of(viewer, reverse("tracker:home")).partition('data-label="Result"')[2].partition("</td>")[0]

    assert "rag-" not in cell


def test_a_stranger_sees_nothing_of_it(worsening: Program, outsider: User) -> None:
    assert signed_in(outsider).get(worsening.get_absolute_url()).status_code == 404
    assert SAID not in text_of(outsider, reverse("tracker:home"))


def test_queries_do_not_grow_with_the_metrics(worsening: Program, viewer: User) -> None:
    client, counts = signed_in(viewer), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("tracker:home"))
            client.get(worsening.get_absolute_url())
        counts.append(len(queries))
        judged = make_program_metric(worsening)
        make_readings(judged, [20, 22, 19, 21])
        compute(worsening)

    assert counts[0] == counts[1]
