from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import FlowStage, Milestone, Program, User
from tests import factories as make
from tests.factories.governance import make_waiver
from tests.tracker.views.conftest import TODAY, compute, make_planned, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "tracker:coordination-area"


def html(program: Program, user: User) -> str:
    return signed_in(user).get(reverse(ADDRESS, args=[program.uid, "guard"])).content.decode()


def page(program: Program, user: User) -> str:
    """The page of the area as words: without tags, spaces once."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html(program, user)))


def make_staged(program: Program, **given: Any) -> None:
    """A flow of two stages whose functions nobody said how they plan."""
    flow = make.make_flow(program, name="Pumps", **given)
    for position, name in enumerate(("Procurement", "Production"), start=1):
        function = make.make_function(name=name)
        FlowStage.objects.create(flow=flow, position=position, name=f"Stage of {name}", function=function)


def make_system(program: Program) -> Milestone:
    """A system that went live ten days ago."""
    system: Milestone = make.make_milestone(
        program, name="Planning system", kind=Milestone.Kind.SYSTEM_GO_LIVE, finish_on=TODAY - timedelta(days=10)
    )
    make.make_evidence(system, accepted_on=TODAY - timedelta(days=10))
    return system


def test_a_program_on_its_first_day_says_what_the_first_gate_lacks(program: Program, viewer: User) -> None:
    make_planned(program)
    make_staged(program)
    compute(program)

    text = page(program, viewer)

    assert "The order is kept so far: no rule of it was broken. Next is G0 (decision flows mapped):" in text
    assert "“Stage of Procurement” of Procurement plans. Owed by Procurement; possible at once." in text
    assert "The hand-off from Procurement to Production is not on record." in text
    assert "None was granted." in text


def test_what_is_missing_leads_to_the_page_where_it_is_entered(program: Program, viewer: User) -> None:
    make_planned(program)
    make_staged(program)
    compute(program)

    shown, client = html(program, viewer), signed_in(viewer)

    found = set(re.findall(r'<a class="btn btn-sm"\s+href="([^"#]+)', shown))
    assert reverse("programs:flow-list", args=[program.uid]) in found
    assert reverse("programs:decision-list", args=[program.uid]) in found
    assert {client.get(address).status_code for address in found} == {200}


def test_a_system_that_went_live_too_early_is_told_with_its_day_and_milestone(program: Program, viewer: User) -> None:
    make_planned(program)
    make_staged(program)
    system = make_system(program)
    compute(program)

    text = page(program, viewer)

    assert "The order is not kept: 1 violation stands, the newest since" in text
    assert "“Planning system” went live on" in text
    assert "it automates the present coordination failure" in text
    assert f"#milestone-{system.uid}" in html(program, viewer)


def test_a_waiver_covers_it_until_its_last_day(program: Program, viewer: User) -> None:
    make_planned(program)
    make_staged(program)
    make_system(program)
    until = TODAY + timedelta(days=20)
    make_waiver(program, rule="system_go_live", granted_on=TODAY - timedelta(days=12), expires_on=until)
    compute(program)

    text = page(program, viewer)

    assert f"The order is kept only with leave of the committee until {until.day} {until:%b} {until.year}" in text
    assert f"waived until {until.day} {until:%b} {until.year}" in text
    assert "covers 1 violation" in text


def test_a_gate_that_was_passed_on_paper_says_so(program: Program, viewer: User) -> None:
    make_planned(program, milestones=0)
    make_staged(program)
    make.make_review(program.gates.get(code="G0"), decided_on=TODAY - timedelta(days=9))
    compute(program)

    text = page(program, viewer)

    assert "G0 (decision flows mapped) was passed, and the record does not show it." in text
    assert "passed on paper, not in the record" in text


def test_a_program_without_a_sequence_has_nothing_to_guard(viewer: User) -> None:
    program = make.make_program(follows_sequence=False)
    make.make_membership(viewer, program, role="viewer")
    compute(program)

    text = page(program, viewer)

    assert "There is no order to guard: this program does not follow the sequence." in text
    assert "Against the order" not in text


def test_page_api_and_report_say_the_same(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    make_staged(program)
    make_system(program)
    compute(program)
    client = signed_in(pmo_lead)

    found = client.get(f"/api/v1/programs/{program.uid}/analyses/latest/").json()["result"]["guard"]

    assert (found["broken"]["value"], found["standing"]["value"], found["waived"]["value"]) == (1, 1, 0)
    assert [each["code"] for each in found["gates"]] == ["G0", "G1", "G2", "G3", "GR", "G4", "G5"]
    assert found["violations"][0]["words"] in page(program, pmo_lead).replace("&quot;", '"')


def test_the_page_takes_as_many_queries_for_many_records(program: Program, viewer: User) -> None:
    client, address = signed_in(viewer), reverse(ADDRESS, args=[program.uid, "guard"])
    make_planned(program)
    compute(program)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)

    make_staged(program)
    make_system(program)
    make_waiver(program, rule="change_load")
    compute(program)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_strangers_find_nothing(program: Program, outsider: User) -> None:
    assert signed_in(outsider).get(reverse(ADDRESS, args=[program.uid, "guard"])).status_code == 404
