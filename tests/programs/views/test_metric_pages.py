"""What the pages of metrics say, to whom, and which buttons they offer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import BusinessFunction, Program, ProgramMetric, SharedMetric, User
from programs.periods import period_start, periods_later
from programs.views.metric_series import number, span_name
from programs.views.program_metric_page import MetricCard, metric_cards
from tests.factories import START, make_flow, make_function, make_membership, make_program
from tests.factories import metrics as make
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(program: Program) -> ProgramMetric:
    """The program's primary metric, on which nothing rests yet."""
    return make.make_program_metric(program, metric=make.make_metric(name="Lead time"))


def page_of(user: User, name: str, *args: object) -> str:
    return signed_in(user).get(reverse(f"programs:{name}", args=args)).content.decode()


def only_card(program: Program) -> MetricCard:
    (card,) = metric_cards(program, today=TODAY)
    return card


def missing(program: Program) -> list[str]:
    return [each.what for each in only_card(program).missing]


def test_a_metric_that_has_nothing_says_what_gate_g2_needs(judged: ProgramMetric, viewer: User) -> None:
    page = page_of(viewer, "program-metric-list", judged.program.uid)

    assert "Two signatures under the definition" in page
    assert "6 more final readings for a baseline (0 of 6 are there)" in page
    assert "Two functions that answer for it" in page
    assert "Judge by a metric" not in page


def test_a_metric_that_is_signed_frozen_and_shared_misses_nothing(judged: ProgramMetric) -> None:
    definition = judged.metric.definitions.get()
    for _ in range(2):
        function = make.make_accountability(judged).function
        make.make_signature(definition, function=function)
    make.make_metric_baseline(judged)

    assert missing(judged.program) == []


def test_a_new_definition_needs_signatures_and_a_baseline_of_its_own(judged: ProgramMetric) -> None:
    for _ in range(2):
        make.make_signature(judged.metric.definitions.get(number=1), function=make.make_accountability(judged).function)
    make.make_metric_baseline(judged)
    make.make_definition(judged.metric, effective_from=START)

    lacking = missing(judged.program)

    assert lacking[0] == "Two signatures under the definition"
    assert lacking[1].startswith("6 more final readings for a baseline")


def test_one_function_alone_does_not_share_a_metric(
    judged: ProgramMetric, viewer: User, function_lead: User, procurement: BusinessFunction
) -> None:
    make.make_accountability(judged, function=procurement)

    page = page_of(viewer, "program-metric-list", judged.program.uid)

    assert "Only one function answers for it: two must." in page
    assert "Answers for it without having signed: Procurement (Fritz Function)" in page
    assert "25 % of its evaluation" in page


def test_the_day_of_the_first_baseline_follows_from_the_readings_that_lack(judged: ProgramMetric) -> None:
    make.make_readings(judged, range(20, 24), first=8)

    (_, baseline, _) = missing(judged.program)

    assert baseline.startswith("2 more final readings for a baseline (4 of 6 are there): possible from 1 Mar 2026")
    assert not only_card(judged.program).can_lock


def test_six_final_readings_may_be_locked_by_the_lead(judged: ProgramMetric, pmo_lead: User, viewer: User) -> None:
    make.make_readings(judged, range(20, 26))

    assert "The baseline: 6 final readings are there to be locked" in missing(judged.program)
    assert "Lock the baseline" in page_of(pmo_lead, "program-metric-list", judged.program.uid)
    assert "Lock the baseline" not in page_of(viewer, "program-metric-list", judged.program.uid)


@pytest.mark.parametrize(("count", "word"), [(7, "provisional"), (12, "firm")])
def test_a_baseline_says_how_firm_it_is(count: int, word: str, judged: ProgramMetric) -> None:
    values = [Decimal(each) for each in range(count)]
    make.make_metric_baseline(judged, values=values, periods=make.MONTHS[:count], last_period_on=make.MONTHS[count - 1])

    (line,) = only_card(judged.program).baselines

    assert line.words.startswith(f"{count} readings, Jan 2025 to")
    assert f": {word}" in line.words


def test_a_hypothesis_is_labelled_and_dated(judged: ProgramMetric, viewer: User) -> None:
    said = {"hypothesis": "Ten days by June", "hypothesis_by": "Ada Sponsor", "hypothesis_on": START}
    ProgramMetric.objects.filter(pk=judged.pk).update(**said)

    page = page_of(viewer, "program-metric-list", judged.program.uid)

    assert "Hypothesis, not a result" in page
    assert "Ten days by June" in page
    assert "Ada Sponsor, 5 Jan 2026" in page


def test_primary_metrics_stand_before_guardrails(program: Program) -> None:
    guardrail = make.make_program_metric(program, metric=make.make_metric(name="A"), role="guardrail")
    primary = make.make_program_metric(program, metric=make.make_metric(name="Z"))

    assert [card.row for card in metric_cards(program, today=TODAY)] == [primary, guardrail]


def test_readings_of_the_flow_stand_in_a_column_for_each_arm(program: Program) -> None:
    judged = make.make_program_metric(program, flow=make_flow(program, name="Pumps"))
    make.make_readings(judged, [20, 21])
    make.make_readings(judged, [22], first=1, arm="Direct Drop", is_final=False)
    make.make_readings(judged, [99], flow=None)

    table = only_card(program).table

    assert table.columns == ["Reading", "Direct Drop"]
    assert table.rows == [("Feb 2025", ["21", "22 (not final)"]), ("Jan 2025", ["20", ""])]


def test_only_the_last_periods_are_shown(judged: ProgramMetric) -> None:
    make.make_readings(judged, range(12))

    assert [cells for _, cells in only_card(judged.program).table.rows] == [[str(day)] for day in range(11, 3, -1)]


def test_a_metric_shows_its_definitions_and_only_programs_that_the_person_may_see(
    judged: ProgramMetric, viewer: User
) -> None:
    make.make_signature(judged.metric.definitions.get(), function=make_function(name="Logistics"))
    hidden = make.make_program_metric(make_program(name="Hidden program"), metric=judged.metric)
    flow = make_flow(hidden.program, name="Hidden flow")
    make.make_readings(hidden, [77], flow=flow)

    page = page_of(viewer, "metric-detail", judged.metric.uid)

    assert "Days from order to delivery." in page
    assert "Logistics" in page
    assert "Alpha" in page
    assert "Hidden" not in page


def test_a_lead_is_asked_to_sign_the_latest_version_once(
    judged: ProgramMetric, function_lead: User, viewer: User, procurement: BusinessFunction
) -> None:
    page = page_of(function_lead, "metric-detail", judged.metric.uid)
    make.make_signature(judged.metric.definitions.get(), function=procurement)

    assert "Sign for Procurement" in page
    assert "Sign for Procurement" not in page_of(function_lead, "metric-detail", judged.metric.uid)
    assert "Sign for" not in page_of(viewer, "metric-detail", judged.metric.uid)


def test_the_shared_list_counts_only_programs_that_the_person_may_see(judged: ProgramMetric, viewer: User) -> None:
    make.make_program_metric(make_program(), metric=judged.metric)

    page = page_of(viewer, "metric-list")

    assert "Lead time" in page
    assert "1 program" in page
    assert "Add from the catalog" not in page


@pytest.mark.parametrize("name", ["metric-list", "metric-detail"])
def test_shared_pages_take_as_many_queries_for_one_as_for_many(
    name: str, judged: ProgramMetric, function_lead: User
) -> None:
    client, args = signed_in(function_lead), [judged.metric.uid] if name == "metric-detail" else []
    counts: list[int] = []
    for _ in range(2):
        make.make_signature(judged.metric.definitions.order_by("number").last())
        make.make_readings(judged, [5], first=len(counts))
        make.make_program_metric(judged.program, metric=judged.metric, flow=make_flow(judged.program))
        make.make_signature()
        make.make_definition(judged.metric)
        make_membership(function_lead, judged.program, "function_lead")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"programs:{name}", args=args)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_somebody_without_a_role_finds_no_metric(judged: ProgramMetric) -> None:
    nobody = User.objects.create_user("nobody@example.com", name="Nora Nobody")

    response = signed_in(nobody).get(reverse("programs:metric-detail", args=[judged.metric.uid]))

    assert response.status_code == 404


def test_leaders_without_an_evaluation_and_former_ones_with_one_are_listed(
    program: Program, pmo_lead: User, function_lead: User
) -> None:
    former = make.make_evaluation(program, shared_weight=Decimal("0.3"), completed_on=START)
    program.memberships.filter(user=former.leader).update(valid_to=START)

    page = page_of(pmo_lead, "program-metric-list", program.uid)

    assert "Fritz Function" in page
    assert "No evaluation is recorded." in page
    assert "30 % rests on shared metrics" in page
    assert "review completed 5 Jan 2026" in page


@pytest.mark.parametrize(
    ("value", "words"),
    [("12.500000", "12.5"), ("1234.567", "1,234.57"), ("0.012345", "0.0123"), ("100", "100"), ("-3.10", "-3.1")],
)
def test_a_number_is_shown_without_needless_digits(value: str, words: str) -> None:
    assert number(Decimal(value)) == words


def test_periods_follow_the_frequency() -> None:
    assert period_start(date(2026, 5, 14), "month") == date(2026, 5, 1)
    assert period_start(date(2026, 5, 14), "week") == date(2026, 5, 11)
    assert periods_later(date(2025, 11, 1), 3, "month") == date(2026, 2, 1)
    assert periods_later(date(2026, 5, 11), 2, "week") == date(2026, 5, 11) + timedelta(days=14)
    assert span_name(date(2026, 5, 4), date(2026, 5, 11), "week") == "weeks of 4 May 2026 to 11 May 2026"


def test_an_empty_page_says_what_a_metric_is_for(program: Program, pmo_lead: User) -> None:
    page = page_of(pmo_lead, "program-metric-list", program.uid)

    assert "opens gate G2" in page
    assert reverse("programs:program-metric-create", args=[program.uid]) in page
    assert not SharedMetric.objects.exists()
