"""The culture page and its forms, as people of different roles see and send them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.models import IntegratedSession, PmoIntervention, ProcessFlow, Program, PulseAnswer, PulseWave, User
from programs.models.base import Record
from programs.views import culture as culture_views
from programs.views.culture_lines import month_line, months_back, session_line
from tests import factories as make
from tests.factories import culture as make_culture
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MAY = date(2026, 5, 1)


@pytest.fixture
def flow(program: Program) -> ProcessFlow:
    return make.make_flow(program)


def address(name: str, row: Record) -> str:
    return reverse(f"programs:{name}", args=[row.uid])


def page(user: User, program: Program) -> str:
    return signed_in(user).get(address("culture", program)).content.decode()


def test_an_empty_page_says_what_everything_is_for(program: Program, viewer: User, pmo_lead: User) -> None:
    seen, led = page(viewer, program), page(pmo_lead, program)

    for text in ("No milestone of the cultural change", "No session is scheduled", "Nobody was asked yet"):
        assert text in seen
    assert "Open a wave" not in seen
    assert "Open a wave" in led
    assert "Map a process flow first." in led


def test_nobody_sees_a_button_that_is_not_theirs(flow: ProcessFlow, function_lead: User, viewer: User) -> None:
    make_culture.make_session(flow, scheduled_on=TODAY)

    assert "It was held" in page(function_lead, flow.program)
    assert "Schedule sessions" not in page(function_lead, flow.program)
    assert "It was held" not in page(viewer, flow.program)


def test_the_next_milestone_comes_first_and_an_accepted_one_says_its_level(program: Program, viewer: User) -> None:
    cultural: dict[str, Any] = {"dimension": "cultural", "step": "sustain"}
    make.make_milestone(program, name="Undated", **cultural)
    make.make_milestone(program, name="Later", finish_on=TODAY + 9 * DAY, **cultural)
    make.make_milestone(program, name="Sooner", finish_on=TODAY + DAY, **cultural)
    done = make.make_milestone(program, name="Done", finish_on=TODAY, **cultural)
    make.make_evidence(done, accepted_on=TODAY)
    make.make_milestone(program, name="Structural one")

    text = page(viewer, program).partition('id="cultural-milestones"')[2]

    assert sorted(("Sooner", "Later", "Undated", "Done"), key=text.index) == ["Sooner", "Later", "Undated", "Done"]
    assert "system record" in text
    assert "Structural one" not in text


def test_a_session_says_when_plans_differed_and_who_was_missing(flow: ProcessFlow, viewer: User) -> None:
    make_culture.make_held(flow, held_on=TODAY, Procurement="March 2", Production="March 1", Sales="absent")

    text = " ".join(page(viewer, flow.program).split())

    assert "They worked from different demand plans: Procurement from March 2; Production from March 1." in text
    assert "without <strong>Sales</strong>" in text
    assert "the only session was not held with every function that it needs" in text


def test_only_the_first_sessions_that_wait_are_listed_and_all_are_counted(flow: ProcessFlow, viewer: User) -> None:
    for days in range(7):
        make_culture.make_session(flow, scheduled_on=TODAY - days * DAY)

    text = " ".join(page(viewer, flow.program).split())

    assert text.count("Nobody said whether it was held") == 5
    assert "the first 5 of 7" in text
    assert "Nobody said whether 7 sessions were held" in text


def test_all_sessions_are_paged_the_latest_first(
    flow: ProcessFlow, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(culture_views, "SESSIONS", 2)
    made = [make_culture.make_session(flow, scheduled_on=TODAY - days * DAY) for days in range(3)]
    client, listed = signed_in(viewer), address("session-list", flow.program)

    first = client.get(listed).context
    second = client.get(listed, {"behind": str(first["page"].further)}).context

    assert [line.session for line in (*first["lines"], *second["lines"])] == made
    assert (len(first["lines"]), second["page"].further) == (2, None)


def test_a_session_whose_day_came_waits_for_an_answer(flow: ProcessFlow, viewer: User) -> None:
    lines = [
        session_line(make_culture.make_session(flow, scheduled_on=TODAY + days * DAY), today=TODAY)
        for days in (-1, 0, 1)
    ]

    assert [line.state for line in lines] == ["waiting", "waiting", "planned"]
    assert page(viewer, flow.program).count("Nobody said whether it was held") == 2


@pytest.mark.parametrize(
    ("interventions", "said", "verdict"),
    [
        (0, [], "unsaid"),
        (0, [False], "clean"),
        (0, [False, True], "unrecorded"),
        (1, [], "stepped_in"),
        (2, [False], "stepped_in"),
    ],
)
def test_a_month_is_clean_only_where_somebody_said_so(
    interventions: int, said: list[bool], verdict: str, flow: ProcessFlow
) -> None:
    stepped_in = [make_culture.make_intervention(flow, happened_on=date(2026, 5, 9)) for _ in range(interventions)]
    statements = [
        make_culture.make_statement(flow.program, week=date(2026, 5, 4), happened=happened) for happened in said
    ]

    line = month_line(MAY, interventions=stepped_in, statements=statements, leads=[], today=date(2026, 7, 1))

    assert line.verdict == verdict
    assert (len(line.interventions), line.statements) == (interventions, len(said))


def test_statements_are_expected_of_functions_with_a_lead_at_the_time(program: Program) -> None:
    first = make.make_membership(make.make_user(), program, "function_lead")
    make.make_membership(make.make_user(), program, "function_lead", function=first.function)
    make.make_membership(make.make_user(), program, "function_lead", valid_from=date(2026, 5, 12))
    leads = list(program.memberships.all())

    whole = month_line(MAY, interventions=[], statements=[], leads=leads, today=date(2026, 7, 1))
    running = month_line(MAY, interventions=[], statements=[], leads=leads, today=date(2026, 5, 11))

    assert whole.expected == 4 + 2
    assert (running.expected, running.is_running) == (2, True)


def test_months_go_back_over_the_turn_of_the_year() -> None:
    assert months_back(date(2026, 2, 17), number=3) == [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1)]


def test_silence_is_told_from_a_clean_month(flow: ProcessFlow, viewer: User, function_lead: User) -> None:
    assert "Nobody said" in page(viewer, flow.program)

    monday = TODAY - TODAY.weekday() * DAY
    make_culture.make_statement(flow.program, week=monday)

    assert '<span class="rag rag-green">Clean</span>' in page(viewer, flow.program)


def test_a_series_is_scheduled_in_one_form(flow: ProcessFlow, pmo_lead: User) -> None:
    stage = make.make_stage(flow)
    client, form = signed_in(pmo_lead), address("session-schedule", flow.program)
    values: dict[str, Any] = {"first_on": str(TODAY), "every_days": 7, "count": 3, "functions": [stage.function_id]}

    shown = client.get(form).context["form"]
    sent = client.post(form, values | {"flow": shown.initial["flow"]})

    assert shown.initial["functions"] == [stage.function]
    assert sent.status_code == 302
    assert list(flow.sessions.values_list("functions__function", flat=True)) == [stage.function_id] * 3


def test_a_day_that_is_taken_is_refused_in_words(flow: ProcessFlow, pmo_lead: User) -> None:
    session = make_culture.make_session(flow, scheduled_on=TODAY)
    function = session.functions.get().function_id
    values = {"flow": flow.pk, "first_on": str(TODAY), "every_days": 7, "count": 1, "functions": [function]}

    answer = signed_in(pmo_lead).post(address("session-schedule", flow.program), values)

    assert answer.status_code == 422
    assert "has a session on" in answer.content.decode()


def test_one_form_says_that_it_was_held(flow: ProcessFlow, function_lead: User) -> None:
    buying, making, selling = (make.make_function(name=name) for name in ("Buying", "Making", "Selling"))
    session = make_culture.make_session(flow, buying, making, selling, scheduled_on=TODAY - DAY)
    client, form = signed_in(function_lead), address("session-held", session)
    values: dict[str, Any] = {
        "on": str(TODAY), "version": 1, "demand_plan": "March 2", f"came_{buying.pk}": "on", f"came_{making.pk}": "on",
        f"plan_{making.pk}": "March 1",
    }  # fmt: skip

    shown, sent = client.get(form).context["form"], client.post(form, values)

    assert shown.initial["on"] == session.scheduled_on
    assert sent.status_code == 302
    rows = session.functions.order_by("id").values_list("came", "demand_plan")
    assert list(rows) == [(True, "March 2"), (True, "March 1"), (False, "")]


def test_both_texts_are_shown_when_somebody_else_recorded_it_meanwhile(flow: ProcessFlow, pmo_lead: User) -> None:
    session = make_culture.make_held(flow, held_on=TODAY, Procurement="Theirs")
    type(session).objects.filter(pk=session.pk).update(held_on=TODAY - DAY)
    function = session.functions.get().function_id
    values = {"on": str(TODAY), "version": 1, "demand_plan": "Mine", f"came_{function}": "on"}
    client, form = signed_in(pmo_lead), address("session-held", session)

    refused = client.post(form, values)
    again = client.post(form, values | {"version": refused.context["form"]["version"].value()})

    assert refused.status_code == 409
    assert {each.stored for each in refused.context["form"].conflicts} == {"Theirs", str(TODAY - DAY)}
    assert "Mine" in refused.content.decode()
    assert again.status_code == 302


def test_a_session_is_cancelled_with_a_reason(flow: ProcessFlow, function_lead: User) -> None:
    session = make_culture.make_session(flow, scheduled_on=TODAY)
    client, form = signed_in(function_lead), address("session-cancel", session)

    silent = client.post(form, {"reason": "", "version": 1})
    told = client.post(form, {"reason": "Quarter close", "version": 1})

    assert (silent.status_code, told.status_code) == (422, 302)
    assert IntegratedSession.objects.get().cancel_reason == "Quarter close"


def test_an_intervention_takes_three_choices(flow: ProcessFlow, function_lead: User) -> None:
    client, form = signed_in(function_lead), address("intervention-create", flow.program)
    function = function_lead.memberships.get().function_id
    values = {"kind": "chased_input", "flow": flow.pk, "function": function, "happened_on": str(TODAY)}

    sent = client.post(form, values)
    made = PmoIntervention.objects.get()
    gone = client.post(address("intervention-remove", made))

    assert (sent.status_code, gone.status_code) == (302, 302)
    assert (made.kind, made.function_id, made.flow) == ("chased_input", function, flow)
    assert not PmoIntervention.objects.exists()


def test_links_are_shown_once_and_kept_nowhere(program: Program, pmo_lead: User) -> None:
    function = make.make_function(name="Procurement")
    make.make_membership(make.make_user(), program, "function_lead", function=function)
    values = {"name": "Spring", "opens_on": str(TODAY), "closes_on": str(TODAY), f"people_{function.pk}": 6}
    client, form = signed_in(pmo_lead), address("pulse-open", program)

    shown, again = client.post(form, values), client.post(form, values)

    (sheet,) = shown.context["sheets"]
    assert "no-store" in shown["Cache-Control"]
    assert len(sheet.addresses) == 6
    assert sheet.addresses[0].rpartition("/pulse/")[2][:-1] in sheet.file
    assert again.status_code == 422


def test_too_few_people_are_refused_before_any_link_is_made(program: Program, pmo_lead: User) -> None:
    function = make.make_function()
    values = {"name": "Spring", "opens_on": str(TODAY), "closes_on": str(TODAY), f"people_{function.pk}": 4}

    answer = signed_in(pmo_lead).post(address("pulse-open", program), values)

    assert answer.status_code == 422
    assert "Invite at least 5 people" in answer.content.decode()


def test_results_are_there_once_the_wave_is_closed(program: Program, pmo_lead: User, viewer: User) -> None:
    wave = make_culture.make_wave(program)
    group = make_culture.make_group(wave, invited=9)
    PulseAnswer.objects.bulk_create([PulseAnswer(wave=wave, group=group, scores=[4] * 4 + [2] * 4) for _ in range(6)])

    before = signed_in(viewer).get(address("pulse-results", wave))
    signed_in(pmo_lead).post(address("pulse-close", wave))
    after = signed_in(viewer).get(address("pulse-results", wave))

    assert (before.status_code, after.status_code) == (404, 200)
    assert [line.everybody for line in after.context["lines"]] == ["100 %"] * 4 + ["0 %"] * 4
    assert "6 of 9" in after.content.decode()


def test_results_of_small_groups_are_hidden(program: Program, viewer: User) -> None:
    wave = make_culture.make_closed_wave(program, {"A": (9, 9), "B": (8, 3), "C": (7, 6)})
    few = make_culture.make_closed_wave(program, {"A": (9, 4)}, name="Few")

    results = signed_in(viewer).get(address("pulse-results", wave)).content.decode()
    hidden = signed_in(viewer).get(address("pulse-results", few)).content.decode()

    assert results.count(">hidden<") == 16
    assert "Fewer than 5 people answered" in hidden
    assert PulseWave.objects.filter(closed_on=timezone.localdate()).count() == 2
