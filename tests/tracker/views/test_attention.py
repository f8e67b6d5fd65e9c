"""What the first screen says needs attention, and what it says where nothing does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.factories.governance import make_question
from tests.tracker.views.conftest import TODAY, compute, make_planned, signed_in
from tracker.progress.attention import Attention
from tracker.reporting.wording import display_date
from tracker.views.attention import open_questions

pytestmark = pytest.mark.django_db


def needs_attention(program: Program, user: User) -> list[Attention]:
    """What the page names, in its order."""
    return list(signed_in(user).get(program.get_absolute_url()).context["page"].attention)


def quiet(program: Program, user: User) -> str:
    """What the page says beside what needs attention, where it is shown."""
    answer = signed_in(user).get(program.get_absolute_url())
    words: str = answer.context["page"].quiet
    assert words in answer.content.decode()
    return words


def make_calm(program: Program) -> None:
    """A gate in twenty days with one item before it, locked; nothing is late."""
    gate = factories.make_gate(program, "G0", finish_on=TODAY + timedelta(days=20))
    owner = factories.make_user(name="Ada Quiet")
    day = TODAY + timedelta(days=9)
    factories.make_milestone(program, name="Flows mapped", gate=gate, finish_on=day, owner=owner)
    factories.make_baseline(program, locked_on=TODAY)


def test_an_answer_that_is_owed_comes_before_overdue_gates(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    day = TODAY - timedelta(days=5)
    asked = make_question(program, question="Who may overrule?", needed_by=day, cost_of_waiting="A month each.")
    compute(program)

    first, second, *_ = needs_attention(program, pmo_lead)

    assert first.sentence == f"The committee has owed an answer since {display_date(day)}: Who may overrule?"
    assert first.detail == "Cost of waiting: A month each."
    assert first.address == reverse("programs:governance", args=[program.uid]) + f"#question-{asked.uid}"
    assert "overdue" in second.sentence


def test_the_question_is_linked_to_its_place_in_governance(program: Program, viewer: User) -> None:
    make_calm(program)
    asked = make_question(program, needed_by=TODAY - timedelta(days=1))
    compute(program)
    client, governance = signed_in(viewer), reverse("programs:governance", args=[program.uid])

    page = client.get(program.get_absolute_url()).content.decode()

    assert f'href="{governance}#question-{asked.uid}"' in page
    assert f'id="question-{asked.uid}"' in client.get(governance).content.decode()


def test_an_answer_that_is_needed_soon_comes_after_what_is_overdue(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    make_question(program, question="Four or six?", needed_by=TODAY + timedelta(days=14))
    compute(program)

    said = needs_attention(program, pmo_lead)

    asked = next(each for each in said if "Four or six?" in each.sentence)
    assert asked.sentence.startswith(f"The committee is asked for an answer by {display_date(TODAY + timedelta(14))}:")
    assert asked.detail == "Nobody said what another month of waiting costs."
    assert said.index(asked) == 1


def test_a_deferred_question_still_waits_and_says_when_it_was_deferred(program: Program, pmo_lead: User) -> None:
    make_calm(program)
    day = TODAY - timedelta(days=3)
    decided = {"outcome": "deferred", "decided_on": day, "decided_by": factories.make_user(), "decision": "Later."}
    make_question(program, asked_on=day, needed_by=day, **decided)
    compute(program)

    assert needs_attention(program, pmo_lead)[0].detail.startswith(f"Deferred on {display_date(day)}. ")


@pytest.mark.parametrize("state", ["active", "paused", "closed"])
def test_only_questions_that_press_are_told_and_none_after_the_end(state: str, program: Program) -> None:
    pressing = [make_question(program, needed_by=TODAY + timedelta(days=days)) for days in (0, -2, 14)]
    make_question(program, needed_by=TODAY + timedelta(days=15))
    make_question(program)
    decided = {"decided_on": TODAY, "decided_by": factories.make_user()}
    for outcome in ("agreed", "declined"):
        make_question(program, needed_by=TODAY, outcome=outcome, **decided)
    make_question(factories.make_program(), needed_by=TODAY)
    program.state = state

    expected = [] if state == "closed" else [pressing[1], pressing[0], pressing[2]]
    assert open_questions(program, TODAY) == expected


def test_questions_cost_one_query_whatever_their_number(program: Program) -> None:
    for days in range(4):
        make_question(program, needed_by=TODAY + timedelta(days=days))

    with CaptureQueriesContext(connection) as queries:
        assert len(open_questions(program, TODAY)) == 4

    assert len(queries) == 1


def test_a_cost_leads_to_where_it_is_recorded(program: Program, pmo_lead: User) -> None:
    make_calm(program)
    factories.make_cost_line(program, kind="baseline", amount=100)
    factories.make_cost_line(program, kind="forecast", amount=108)
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()

    costs = page.partition('id="attention-title"')[2].partition("</section>")[0]
    assert f'href="{reverse("programs:cost-line-list", args=[program.uid])}">Cost, whole life' in costs


def test_where_nothing_is_late_the_next_thing_is_told(program: Program, pmo_lead: User) -> None:
    make_calm(program)
    compute(program)

    day = display_date(TODAY + timedelta(days=9))
    assert needs_attention(program, pmo_lead) == []
    assert quiet(program, pmo_lead) == f"Nothing is late. Next: Flows mapped (Ada Quiet, expected {day})."


def test_where_the_plan_is_done_the_record_says_what_is_next(program: Program, pmo_lead: User) -> None:
    factories.make_gate(program, "G0", finish_on=TODAY + timedelta(days=20))
    compute(program)

    assert quiet(program, pmo_lead) == "Nothing is late. Next, for gate G0: No process flow is on record."


def test_a_day_that_has_passed_outside_of_the_horizons_is_late(program: Program, pmo_lead: User) -> None:
    make_calm(program)
    extra = factories.make_milestone(program, name="Extra", dimension="delivery", step="")
    factories.make_forecast(extra, finish_on=TODAY - timedelta(days=2), stated_on=TODAY - timedelta(days=9))
    compute(program)

    (said,) = needs_attention(program, pmo_lead)

    assert said.sentence == f"Extra: expected {display_date(TODAY - timedelta(days=2))}, not done."
    assert said.anchor == str(extra.uid)


def test_a_paused_program_is_quiet_about_its_days(program: Program, pmo_lead: User) -> None:
    make_calm(program)
    compute(program)
    Program.objects.filter(pk=program.pk).update(state="paused")

    assert quiet(program, pmo_lead) == "Nothing needed attention when the numbers were computed."
