"""The page on the state of the change: both states beside the plan, what is not measured, and what was asked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Gate, Program, User
from tests import factories as make
from tests.factories import governance as make_governance
from tests.factories import metrics as make_metrics
from tests.tracker.views.conftest import TODAY, compute, make_planned, signed_in

pytestmark = pytest.mark.django_db
START = TODAY - timedelta(days=70)


def html_of(program: Program, user: User) -> str:
    return signed_in(user).get(reverse("tracker:coordination-area", args=[program.uid, "state"])).content.decode()


def page(program: Program, user: User) -> str:
    """The page of the area as words: without tags, spaces once."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html_of(program, user)))


def make_metric(program: Program, *functions: str) -> None:
    """A metric that these functions signed and answer for, without a locked baseline."""
    judged = make_metrics.make_program_metric(program, metric=make_metrics.make_metric(name="Lead time"))
    for name in functions:
        function = make.make_function(name=name)
        make_metrics.make_signature(judged.metric.definitions.get(), function=function, signed_on=START)
        make_metrics.make_accountability(judged, function=function, valid_from=START)


def test_on_its_first_day_a_program_shows_hatches_and_not_zeros(program: Program, viewer: User) -> None:
    Program.objects.filter(pk=program.pk).update(start_on=TODAY)
    compute(program)

    text = page(program, viewer)

    assert "The record shows nothing yet of the structural change (80 of 100 not measured)" in text
    assert "Lowest function: not known, nothing is measured yet." in text
    assert "Planning cycles: not measured. " in html_of(program, viewer)
    assert re.search(r"Shared metrics\s+25\s+not measured", text)


def test_a_passed_gate_shows_beside_the_plan(program: Program, viewer: User) -> None:
    make_planned(program)
    gate = Gate.objects.get(program=program, code="G1")
    make.make_review(gate, decided_on=TODAY - timedelta(days=3))
    compute(program)

    text = page(program, viewer)

    assert "The record shows 5 of 100 of the structural change" in text
    assert "Constraint gate passed on" in text
    assert (
        "No milestone of it stands for shared metrics, planning cycles, decision authority and parallel run: a straight"
        in text
    )


def test_what_a_side_lacks_is_told_with_who_owes_it(program: Program, viewer: User) -> None:
    make_metric(program, "Procurement", "Operations")
    compute(program)

    text = page(program, viewer)

    assert "Lead time: no locked baseline. Owed by Transformation PMO." in text
    assert "None of 1 is complete." in text


def test_accepted_work_that_the_record_does_not_show_is_flagged(program: Program, viewer: User) -> None:
    done, _ = make_planned(program)
    make.make_evidence(done, accepted_on=TODAY - timedelta(days=10))
    compute(program)

    text = page(program, viewer)

    assert "Claims run ahead of evidence: 25% of the structural work of the first plan is accepted" in text
    assert "Work 0" in text


def test_days_are_asked_about_with_what_they_lack(program: Program, viewer: User) -> None:
    make_planned(program)
    compute(program)

    text = page(program, viewer)

    assert re.search(r"Day 90 [\w ]+ Not asked yet Gate G0 not passed; gate G1 not passed", text)
    assert "No flow was cut over; no leader known to be judged by shared metrics, 80% needed." in text


def test_only_the_committee_leaves_a_side_out(program: Program, viewer: User) -> None:
    make_planned(program)
    compute(program)
    assert "question “Leave shared metrics out of the structural state?”" in page(program, viewer)

    make_governance.make_agreed(
        program,
        question="Leave shared metrics out of the structural state?",
        decision="Finance keeps its own.",
        asked_on=START,
        decided_on=START,
    )
    compute(program)

    assert "The committee decided: Finance keeps its own." in page(program, viewer)


def test_a_program_without_the_sequence_is_not_asked(program: Program, viewer: User) -> None:
    Program.objects.filter(pk=program.pk).update(follows_sequence=False)
    compute(program)

    assert "This is not asked here: the program does not follow the implementation sequence." in page(program, viewer)


def test_page_report_and_api_say_the_same(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    compute(program)
    client = signed_in(pmo_lead)

    state = client.get(f"/api/v1/programs/{program.uid}/analyses/latest/").json()["result"]["state"]
    client.post(reverse("tracker:report-list", args=[program.uid]))
    report = program.progress_reports.get()
    (answer,) = [row for row in report.document["coordination"] if row["key"] == "state"]

    assert answer["sentence"] in page(program, pmo_lead)
    assert {each["key"]: each["standing"] for each in state["verdicts"]}["day_90"] == "not_asked"
    assert state["structural"]["value"]["interval"][1] == state["structural"]["unmeasured"]


def test_the_page_takes_as_many_queries_for_many_records(program: Program, viewer: User) -> None:
    client, address = signed_in(viewer), reverse("tracker:coordination-area", args=[program.uid, "state"])
    compute(program)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)

    make_planned(program, milestones=6)
    make_metric(program, "Procurement", "Operations")
    compute(program)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_strangers_find_nothing(program: Program, outsider: User) -> None:
    address = reverse("tracker:coordination-area", args=[program.uid, "state"])

    assert signed_in(outsider).get(address).status_code == 404
