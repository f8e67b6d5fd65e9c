"""People's word beside the computed statuses over the weeks: on the program page, in the portfolio, in the report."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Program, User
from programs.periods import monday_of
from tests import factories
from tests.factories import make_flow
from tests.factories.constraints import make_control, make_observation, make_resource
from tests.tracker.stored_days import keep, keep_result
from tests.tracker.views.conftest import TODAY, compute, make_forecast_only, make_planned, signed_in
from tracker.models import ProgressReport, Snapshot
from tracker.reporting.sections.first_page import PAGE_WORDS, page_words

pytestmark = pytest.mark.django_db
SENTENCE = "Reported green for 6 weeks while the record says red."


def text_of(user: User, address: str) -> str:
    return " ".join(signed_in(user).get(address).content.decode().split())


@pytest.fixture
def hopeful(program: Program) -> Program:
    """A planned program that was reported green for weeks while Delivery was red; today is really computed."""
    make_planned(program)
    factories.make_status(program, "green", reported_on=TODAY - timedelta(days=60))
    keep(program, (60, "green", "green"), (44, "green", "red"))
    Snapshot.objects.filter(program=program, as_of=TODAY).delete()
    compute(program)
    return program


def test_the_page_says_for_how_long_and_shows_the_weeks(hopeful: Program, viewer: User) -> None:
    page = text_of(viewer, hopeful.get_absolute_url())
    card = page.partition('id="status-title"')[2].partition("</section>")[0]

    assert SENTENCE in card
    assert "Same color in 2 of 9 weeks." in card
    assert re.findall(r'class="week week-(\w+)"', card) == ["unknown"] * 4 + ["same"] * 2 + ["better"] * 7
    assert 'aria-label="Oldest first: 4 weeks not known, then 2 weeks the same color' in card


def test_each_day_behind_the_strip_stands_in_a_table_without_persons(hopeful: Program, viewer: User) -> None:
    card = text_of(viewer, hopeful.get_absolute_url()).partition('class="quiet-details reported-weeks"')[2]
    table = card.partition("<tbody>")[2].partition("</tbody>")[0]

    assert "better than Delivery" in table
    assert "status given" in table
    assert not any(user.name in table for user in User.objects.all())


def test_a_program_that_nobody_rated_shows_no_strip(program: Program, viewer: User) -> None:
    make_planned(program)
    compute(program)

    page = text_of(viewer, program.get_absolute_url())

    assert "reported-weeks" not in page
    assert "All reported statuses" in page


def test_the_portfolio_finds_and_counts_what_was_reported_better(hopeful: Program, viewer: User) -> None:
    modest = factories.make_program(name="Modest", code="MODEST")
    factories.make_membership(viewer, modest, "viewer")
    keep(modest, (9, "amber", "green"))
    client = signed_in(viewer)

    home = client.get(reverse("tracker:home"))
    found = {show: client.get(f"/?show={show}").context["found"] for show in ("better", "diverging")}

    assert (home.context["summary"].better, home.context["summary"].diverging) == (1, 2)
    assert found == {"better": 1, "diverging": 2}
    assert "better, 6 weeks" in text_of(viewer, "/?show=better")
    assert SENTENCE in text_of(viewer, "/?show=better")


def test_without_a_sequence_dates_that_contradict_are_found_too(viewer: User) -> None:
    bridge = make_forecast_only("Bridge", 10, 200)
    factories.make_membership(viewer, bridge, "viewer")
    factories.make_status(bridge, "green")
    compute(bridge)

    assert signed_in(viewer).get("/?show=better").context["found"] == 1
    assert "Reported green while the dates say late." in text_of(viewer, bridge.get_absolute_url())


@pytest.mark.parametrize(
    ("status", "names"),
    [
        ("result-red", ["Alpha"]),
        ("result-overdue", ["Bravo"]),
        ("result-grey", ["Bravo"]),
        ("result-not_applicable", ["Charlie"]),
        ("result-amber", []),
        ("result-favorable", ["Alpha", "Bravo", "Charlie"]),
    ],
)
def test_the_portfolio_finds_programs_by_result(status: str, names: list[str], program: Program, viewer: User) -> None:
    others = [factories.make_program(name=name, code=name) for name in ("Bravo", "Charlie")]
    for other in others:
        factories.make_membership(viewer, other, "viewer")
    for each, result in zip([program, *others], ("red", "overdue", "not_applicable"), strict=True):
        keep_result(each, TODAY, result)

    rows = signed_in(viewer).get(f"/?status={status}&sort=name").context["rows"]

    assert [row.program.name for row in rows] == names


def test_results_are_counted_and_a_red_one_comes_first(program: Program, viewer: User) -> None:
    calm = factories.make_program(name="Aardvark", code="AARD")
    factories.make_membership(viewer, calm, "viewer")
    compute(program, calm)
    turn(program, status="red", grey=None)
    turn(calm, status="grey", grey="no_change")

    home = signed_in(viewer).get(reverse("tracker:home"))

    assert {color: count for color, _, count in home.context["summary"].results if count} == {"red": 1, "grey": 1}
    assert [row.program.name for row in home.context["rows"]] == ["Alpha", "Aardvark"]


def turn(program: Program, *, status: str, grey: str | None) -> None:
    """The stored Result of the program made another one."""
    row = program.analyses.get()
    row.result["result"] |= {"status": status, "grey": grey}
    row.save(update_fields=["result"])


def test_a_report_freezes_how_long_they_differ(hopeful: Program, pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    client.post(reverse("tracker:report-list", args=[hopeful.uid]))
    report = ProgressReport.objects.get()
    Snapshot.objects.all().delete()

    page = text_of(pmo_lead, reverse("tracker:report-detail", args=[report.uid]))

    assert report.document["over_time"]["delivery"]["sentence"] == SENTENCE
    assert SENTENCE in page
    assert page.count('class="week week-better"') == 7


def test_page_1_names_the_constraint_who_decides_and_the_largest_unknown(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    flow = make_flow(program, name="Pumps")
    bench = make_control(make_resource(name="Test bench")).resource
    for age in range(6):
        make_observation(flow, resource=bench, week_starts_on=monday_of(TODAY) - timedelta(weeks=age))
    compute(program)
    signed_in(pmo_lead).post(reverse("tracker:report-list", args=[program.uid]))

    report = ProgressReport.objects.get()
    page = text_of(pmo_lead, reverse("tracker:report-detail", args=[report.uid]))

    first = report.document["first_page"]
    assert first["constraint"].endswith("onstraint of Pumps: Test bench. Who decides on it is not recorded.")
    assert first["unknown"].startswith("Whether results improve. No primary metric is chosen")
    assert first["constraint"] in page
    assert page_words(report.document) <= PAGE_WORDS


def test_while_nothing_is_mapped_page_1_says_so(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    compute(program)
    signed_in(pmo_lead).post(reverse("tracker:report-list", args=[program.uid]))

    assert ProgressReport.objects.get().document["first_page"]["constraint"] == (
        "No flow is mapped yet, so nothing can limit one."
    )


def test_the_reason_for_the_result_is_never_cut(program: Program, viewer: User) -> None:
    make_planned(program)
    compute(program)

    result = signed_in(viewer).get(program.get_absolute_url()).context["page"].result

    assert result["lead"].endswith(".")
    assert "…" not in result["lead"]
    assert result["lead"] in text_of(viewer, program.get_absolute_url())
