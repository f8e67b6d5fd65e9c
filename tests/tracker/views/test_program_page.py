"""The page of one program: numbers from its snapshot, milestones from the record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Program, RefreshRequest, User
from tests import factories
from tests.factories import metrics
from tests.factories.governance import make_action_item, make_approval, make_raid_item
from tests.tracker.views.conftest import TODAY, compute, make_forecast_only, make_planned, signed_in
from tracker.models import Run, RunFailure, Snapshot

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_the_first_screen_says_where_it_stands_and_what_is_missing(program: Program, pmo_lead: User) -> None:
    work = make_planned(program)
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()

    assert Snapshot.objects.get().progress["headline"] in page
    assert "Still missing" in page
    assert f'href="#milestone-{work[0].uid}"' in page
    assert "Computed" in page


def test_late_work_is_listed_and_a_finish_that_nobody_moved_says_so(program: Program, pmo_lead: User) -> None:
    work = make_planned(program)
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()
    listed = page.partition('id="late"')[2].partition("</details>")[0]

    assert f'href="#milestone-{work[0].uid}"' in listed
    assert "planned" in listed
    assert 'href="#late"' in page
    assert "Not moved yet" in page


def test_a_gate_that_is_not_possible_in_time_is_told_on_the_page(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    factories.make_gate(program, "G2", finish_on=TODAY + timedelta(days=30))
    factories.make_baseline(program, locked_on=TODAY)
    metrics.make_program_metric(program, metric=metrics.make_metric(name="Expediting cost"))
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url())

    listed = page.content.decode().partition('id="too-soon"')[2].partition("</details>")[0]
    assert "it needs 6 monthly readings of Expediting cost for a baseline, unless history is loaded" in listed
    assert "Against baseline 2" in page.content.decode()


def test_a_horizon_that_the_gates_rule_out_needs_attention(program: Program, pmo_lead: User) -> None:
    Program.objects.filter(pk=program.pk).update(start_on=TODAY - timedelta(days=70))
    gate = factories.make_gate(program, "G2", finish_on=TODAY + timedelta(days=10))
    factories.make_baseline(program, locked_on=TODAY - timedelta(days=69))
    metrics.make_program_metric(program, metric=metrics.make_metric(name="Expediting cost"))
    compute(program)

    said = signed_in(pmo_lead).get(program.get_absolute_url()).context["page"].attention

    assert said[0].sentence.startswith("Day 90 is not possible before ")
    assert said[0].detail.startswith("Gate G2 (Shared metrics locked) needs 6 monthly readings of Expediting cost")
    assert said[0].anchor == str(gate.item.uid)


def test_a_cost_far_over_its_baseline_needs_attention(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    factories.make_cost_line(program, kind="baseline", amount=100)
    factories.make_cost_line(program, kind="forecast", amount=108)
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url())

    said = [each.sentence for each in page.context["page"].attention]
    assert "Cost, whole life: the forecast is 8.0% over its baseline." in said


def test_accepted_work_is_folded_behind_what_is_open(program: Program, pmo_lead: User) -> None:
    work = make_planned(program, milestones=4)
    for each in work[1:]:
        factories.make_evidence(each, accepted_on=TODAY, level=each.minimum_evidence_level)

    groups = signed_in(pmo_lead).get(program.get_absolute_url()).context["groups"]

    assert [row.milestone for row in groups[0].first_rows] == work[:1]
    assert {row.milestone for row in groups[0].accepted_rows} == set(work[1:])
    assert groups[1].accepted_rows == ()


def test_a_program_without_a_sequence_shows_slip_and_narrative(pmo_lead: User) -> None:
    program = make_forecast_only("Bridge", 10, 40)
    factories.make_membership(pmo_lead, program)
    factories.make_status(program, "amber", schedule_narrative="The river was high.")
    factories.make_cost_line(program, withheld_reason="Exempt under Section 43", amount=None)
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()

    assert "30 days later" in page
    assert "The river was high." in page
    assert "Exempt under Section 43" in page
    assert "Implementation sequence" not in page


def test_before_there_are_numbers_it_says_so_and_asks_again(program: Program, pmo_lead: User) -> None:
    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()

    assert "The numbers are being computed" in page
    assert "tries=1" in page


def test_what_every_number_waits_for_is_told_once_in_a_card(program: Program, pmo_lead: User) -> None:
    factories.make_gate(program, "G0")
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()
    delivery = page.partition('id="status-title"')[2].partition("</section>")[0]
    horizons = page.partition('id="horizons-title"')[2].partition("</section>")[0]

    assert delivery.count("No baseline is locked yet") == 1
    assert horizons.count("No baseline is locked yet") == 1
    assert horizons.count("The same as for the one before it.") == 3


def test_a_draft_says_when_it_starts(pmo_lead: User) -> None:
    draft = factories.make_program(state="draft", start_on=date(2027, 2, 1))
    factories.make_membership(pmo_lead, draft)

    page = signed_in(pmo_lead).get(draft.get_absolute_url()).content.decode()

    assert "Its start date is 1 February 2027." in page


def test_a_draft_says_that_it_is_not_computed(pmo_lead: User) -> None:
    draft = factories.make_program(state="draft", start_on=None)
    factories.make_membership(pmo_lead, draft)

    page = signed_in(pmo_lead).get(draft.get_absolute_url()).content.decode()

    assert "Only active programs are computed" in page
    assert "No start date is set." in page
    assert "tries=" not in page


def test_a_closed_program_says_when_it_ended_and_what_was_learned(pmo_lead: User) -> None:
    closed = factories.make_program(state="closed", closed_on=date(2026, 8, 21), lessons="Agreements before tools.")
    factories.make_membership(pmo_lead, closed)

    page = signed_in(pmo_lead).get(closed.get_absolute_url()).content.decode()

    assert "It ended on 21 August 2026." in page
    assert "Agreements before tools." in page
    assert "Computing the new numbers" not in page


def test_nobody_waits_for_the_numbers_of_a_paused_program(pmo_lead: User) -> None:
    paused = factories.make_program(state="paused")
    factories.make_membership(pmo_lead, paused)
    RefreshRequest.objects.create(program=paused)
    client, address = signed_in(pmo_lead), reverse("tracker:program-refresh", args=[paused.uid])

    page = client.get(paused.get_absolute_url()).content.decode()
    asked = client.get(address, {"tries": 2}, headers=HTMX).content.decode()

    assert "Computing the new numbers" not in page + asked
    assert "tries=" not in page + asked
    assert "this one is paused" in " ".join(page.split())


def test_after_an_edit_it_asks_until_nothing_waits(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    compute(program)
    client, address = signed_in(pmo_lead), reverse("tracker:program-refresh", args=[program.uid])
    RefreshRequest.objects.create(program=program)

    waiting = client.get(address, headers=HTMX).content.decode()
    given_up = client.get(address, {"tries": 15}, headers=HTMX).content.decode()
    RefreshRequest.objects.all().delete()
    done = client.get(address, {"tries": 2}, headers=HTMX).content.decode()

    assert "tries=1" in waiting
    assert "as soon as a worker is free" in given_up
    assert 'hx-swap-oob="outerHTML"' in done
    assert "Computing" not in done


def test_without_htmx_the_numbers_are_the_page(program: Program, pmo_lead: User) -> None:
    response = signed_in(pmo_lead).get(reverse("tracker:program-refresh", args=[program.uid]))

    assert response.headers["Location"] == program.get_absolute_url()


def test_what_changed_since_a_week_ago_is_told(program: Program, pmo_lead: User) -> None:
    work = make_planned(program)
    compute(program, as_of=TODAY - timedelta(days=8))
    factories.make_forecast(work[0], finish_on=TODAY + timedelta(days=9), stated_on=TODAY)
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()

    assert "Work 0 is expected on" in page


@pytest.mark.parametrize(
    ("name", "sees", "misses"),
    [
        ("pmo_lead", ["Review", "Give evidence", "Publish a report"], []),
        ("committee_member", ["Review"], ["Give evidence", "Publish a report", "Add a milestone"]),
        ("viewer", [], ["Review<", "Give evidence", "Publish a report", "Report a status"]),
    ],
)
def test_buttons_are_those_the_person_may_use(
    name: str, sees: list[str], misses: list[str], program: Program, request: pytest.FixtureRequest
) -> None:
    make_planned(program)
    compute(program)

    page = signed_in(request.getfixturevalue(name)).get(program.get_absolute_url()).content.decode()

    assert [text for text in sees if text not in page] == []
    assert [text for text in misses if text in page] == []


@pytest.mark.parametrize("tries", ["²", "9" * 5000, "x"])
def test_tries_that_are_no_number_count_as_none(tries: str, program: Program, pmo_lead: User) -> None:
    RefreshRequest.objects.create(program=program)
    address = reverse("tracker:program-refresh", args=[program.uid])

    assert "tries=1" in signed_in(pmo_lead).get(address, {"tries": tries}, headers=HTMX).content.decode()


@pytest.mark.parametrize(("minutes", "says_so"), [(-5, False), (5, True)])
def test_numbers_older_than_a_failure_say_so(minutes: int, says_so: bool, program: Program, pmo_lead: User) -> None:
    compute(program)
    failed_at = Snapshot.objects.get().computed_at + timedelta(minutes=minutes)
    run = Run.objects.create(kind=Run.Kind.REFRESH, as_of=TODAY)
    RunFailure.objects.create(run=run, program=program, error="ValueError: no", failed_at=failed_at)

    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()

    assert page.count("The last computation failed; these numbers are older.") == int(says_so)


def test_a_failure_of_an_earlier_day_or_of_another_program_is_not_told(program: Program, pmo_lead: User) -> None:
    compute(program)
    failed_at = Snapshot.objects.get().computed_at + timedelta(minutes=5)
    for failed, as_of in ((program, TODAY - timedelta(days=9)), (factories.make_program(), TODAY)):
        run = Run.objects.create(kind=Run.Kind.MANUAL, as_of=as_of)
        RunFailure.objects.create(run=run, program=failed, error="ValueError: no", failed_at=failed_at)

    assert "The last computation failed" not in signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()


def test_strangers_find_no_program(program: Program, outsider: User) -> None:
    assert signed_in(outsider).get(program.get_absolute_url()).status_code == 404
    assert signed_in(outsider).get(reverse("tracker:program-refresh", args=[program.uid])).status_code == 404


def test_queries_do_not_grow_with_the_milestones(program: Program, pmo_lead: User) -> None:
    factories.make_evidence(make_planned(program)[0])
    compute(program)
    client, counts = signed_in(pmo_lead), []
    client.get(program.get_absolute_url())  # The first time, the session keeps that this person saw the set-up open.
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(program.get_absolute_url()).status_code == 200
        counts.append(len(queries))
        for number in range(8):
            milestone = factories.make_milestone(program, finish_on=TODAY, owner=factories.make_user())
            factories.make_evidence(milestone, accepted_on=TODAY if number % 2 else None)
            make_approval(program, requested_on=TODAY)
            make_action_item(program, due_on=TODAY - timedelta(days=number), raised_on=TODAY - timedelta(days=9))
            make_raid_item(program, due_on=TODAY - timedelta(days=1), owner=factories.make_user())

    assert counts[0] == counts[1]
    assert counts[0] <= 27
