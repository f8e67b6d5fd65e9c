"""The page of what limits each flow: what stands there, what each person may do, and what the forms leave."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from programs.models import Constraint, ConstraintObservation, ProcessFlow, Program, User
from programs.periods import monday_of
from programs.views.constraint_rows import flow_rows
from tests.factories import make_flow, make_function, make_portfolio, make_program, make_stage
from tests.factories.constraints import make_constraint, make_control, make_observation, make_resource, make_step
from tests.factories.decisions import make_decision_right
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
THIS_WEEK = monday_of(TODAY)


@pytest.fixture
def flow(program: Program) -> ProcessFlow:
    return make_flow(program, name="Hospital lifts")


def page(program: Program, user: User) -> str:
    return signed_in(user).get(reverse("programs:constraint-list", args=[program.uid])).content.decode()


def send(user: User, name: str, row: Any, **values: Any) -> HttpResponse:
    """The form below the row, filled in and sent."""
    answer: Any = signed_in(user).post(reverse(f"programs:{name}", args=[row.uid]), values)
    return answer  # type: ignore[no-any-return]


def test_the_constraint_stands_with_who_controls_it_today(flow: ProcessFlow, viewer: User) -> None:
    line = make_resource(name="Line 2")
    make_control(line, function=make_function(name="Operations"), valid_to=TODAY - DAY)
    make_control(line, function=make_function(name="Logistics"), valid_from=TODAY)
    make_constraint(flow, resource=line)

    shown = page(flow.program, viewer)

    assert "Line 2" in shown
    assert "Logistics" in shown
    assert "Operations" not in shown


def test_a_constraint_that_nobody_controls_says_so(flow: ProcessFlow, viewer: User) -> None:
    make_constraint(flow)

    assert "nobody can say who should decide" in page(flow.program, viewer)


def test_a_skipped_step_is_said(flow: ProcessFlow, viewer: User) -> None:
    constraint = make_constraint(flow)
    make_step(constraint, "exploit", entered_on=TODAY - 2 * DAY)
    assert "Skipped" not in page(flow.program, viewer)

    make_step(constraint, "elevate", entered_on=TODAY)

    assert "Skipped: <strong>Subordinate</strong>" in page(flow.program, viewer)


def test_a_step_made_up_for_is_no_longer_missing_but_was_late(flow: ProcessFlow) -> None:
    constraint = make_constraint(flow)
    for step, back in (("exploit", 9), ("elevate", 5), ("subordinate", 2)):
        make_step(constraint, step, entered_on=TODAY - back * DAY)

    (row,) = flow_rows(flow.program, today=TODAY, source="", resources=[])

    assert row.current is not None
    assert row.current.skipped == []
    assert [line.skipped for line in row.current.lines] == [[], [], ["Subordinate"], []]


def test_a_step_that_was_skipped_is_said_once(flow: ProcessFlow) -> None:
    constraint = make_constraint(flow)
    for step, back in (("subordinate", 5), ("elevate", 2)):
        make_step(constraint, step, entered_on=TODAY - back * DAY)

    (row,) = flow_rows(flow.program, today=TODAY, source="", resources=[])

    assert row.current is not None
    assert [line.skipped for line in row.current.lines] == [[], ["Exploit"], []]


def test_a_broken_constraint_asks_for_its_end(flow: ProcessFlow, viewer: User) -> None:
    make_step(make_constraint(flow), "broken", entered_on=TODAY)

    assert "end it, or say where it has moved" in page(flow.program, viewer)


def test_former_constraints_stand_below_with_their_reason(flow: ProcessFlow, viewer: User) -> None:
    make_constraint(flow, ended_on=TODAY - DAY, end_reason="Kessler delivers ahead")

    shown = page(flow.program, viewer)

    assert "Kessler delivers ahead" in shown
    assert "Nothing is named as the constraint of this flow." in shown


def test_votes_are_counted_apart_from_physical_signals(flow: ProcessFlow, viewer: User) -> None:
    line, motors = make_resource(name="Line 2"), make_resource(name="Motors")
    for back, basis in ((0, "opinion"), (1, "opinion"), (0, "queue"), (7, "starvation"), (8, "opinion")):
        make_observation(flow, week_starts_on=THIS_WEEK - 7 * back * DAY, basis=basis, resource=line, severity=2)
    make_observation(flow, week_starts_on=THIS_WEEK, resource=motors)

    (row,) = flow_rows(flow.program, today=TODAY, source="", resources=[])

    first, second = row.tallies
    assert (first.resource, first.votes, first.queue, first.starvation, first.hours) == (line, 2, 1, 1, Decimal(8))
    assert (second.resource, second.votes, second.hours) == (motors, 1, None)
    assert (row.votes, row.signals, row.missing) == (3, 2, 5)
    assert "People's votes,<br>not measurements" in page(flow.program, viewer)


def test_the_most_likely_resources_are_offered_first(flow: ProcessFlow) -> None:
    offered = [make_resource(name=name) for name in "ABCDEFGH"]
    current = make_constraint(flow, resource=offered[7]).resource
    make_observation(flow, week_starts_on=THIS_WEEK, resource=offered[5])
    make_observation(flow, week_starts_on=THIS_WEEK, resource=make_resource(name="Retired", retired_on=TODAY - DAY))

    (row,) = flow_rows(flow.program, today=TODAY, source="", resources=offered)

    assert row.likely == [current, offered[5], *offered[:4]]


def offered(program: Program, user: User) -> list[str]:
    """Names of the resources that the quick answer of the program's first flow offers."""
    shown: Any = signed_in(user).get(reverse("programs:constraint-list", args=[program.uid]))
    return [resource.name for resource in shown.context["rows"][0].likely]


@pytest.fixture
def another(program: Program) -> Program:
    """A program of another company in the installation: it shares no portfolio with the program."""
    elsewhere = make_program(name="Elsewhere")
    for each in (program, elsewhere):
        make_portfolio(each)
    return elsewhere


def test_what_only_another_company_named_is_not_offered(flow: ProcessFlow, another: Program, pmo_lead: User) -> None:
    buying = make_stage(flow).function
    for name, namer in (("Ours", flow), ("Theirs", make_flow(another))):
        make_observation(namer, resource=make_control(make_resource(name=name), function=buying).resource)
    make_control(make_resource(name="Named by nobody"), function=buying)
    make_control(make_resource(name="No longer ours"), function=buying, valid_to=TODAY - DAY)

    assert offered(flow.program, pmo_lead) == ["Ours", "Named by nobody"]


def test_what_a_program_of_the_same_portfolio_named_is_offered(flow: ProcessFlow, pmo_lead: User) -> None:
    sister = make_program(name="Sister")
    make_portfolio(flow.program, sister)
    dock = make_control(make_resource(name="Dock"), function=make_stage(flow).function).resource
    make_observation(make_flow(sister), resource=dock)

    assert offered(flow.program, pmo_lead) == ["Dock"]


def test_what_decisions_of_the_program_commit_and_what_limited_a_flow_is_offered(
    flow: ProcessFlow, pmo_lead: User
) -> None:
    make_decision_right(flow.program, make_resource(name="Castings"))
    make_constraint(flow, resource=make_resource(name="Motors"), ended_on=TODAY - DAY, end_reason="Moved")
    make_resource(name="Of nobody")

    assert offered(flow.program, pmo_lead) == ["Motors", "Castings"]


@pytest.mark.parametrize("form", ["observation-create", "constraint-name"])
def test_a_form_offers_all_resources_those_of_the_program_first(
    form: str, flow: ProcessFlow, another: Program, pmo_lead: User
) -> None:
    theirs, ours = make_resource(name="A door board"), make_resource(name="Castings")
    make_observation(make_flow(another), resource=theirs)
    make_observation(flow, resource=ours)

    shown: Any = signed_in(pmo_lead).get(reverse(f"programs:{form}", args=[flow.uid]))
    sent = send(pmo_lead, form, flow, resource=theirs.pk, basis="opinion", on=TODAY)

    groups = list(shown.context["form"].fields["resource"].widget.choices)[1:]
    assert groups == [("Of this program", [(ours.pk, "Castings")]), ("Others", [(theirs.pk, "A door board")])]
    assert sent.status_code == 302


def test_a_flow_without_facts_has_a_small_form(flow: ProcessFlow, pmo_lead: User) -> None:
    make_decision_right(flow.program, make_resource())
    later = make_flow(flow.program, position=2)

    bare = page(flow.program, pmo_lead)
    for each in (flow, later):
        make_observation(each, week_starts_on=THIS_WEEK)

    assert bare.count("What was seen in the last 8 weeks") == 0
    assert bare.count("nobody has said what limits it") == 2
    assert page(flow.program, pmo_lead).count("What was seen in the last 8 weeks") == 2


def test_two_clicks_say_what_limited_the_flow_this_week(flow: ProcessFlow, function_lead: User) -> None:
    line = make_resource(name="Line 2")

    sent = send(function_lead, "observation-create", flow, resource=line.pk, basis="opinion")

    said = flow.constraint_observations.get()
    assert sent.status_code == 302
    assert (said.resource, said.week_starts_on, said.source) == (line, THIS_WEEK, "Fritz Function")
    assert "You named Line 2; your next word replaces it." in page(flow.program, function_lead)


def test_a_past_week_is_observed_for_a_system(flow: ProcessFlow, pmo_lead: User) -> None:
    week = THIS_WEEK - 14 * DAY
    values = {"basis": "queue", "week_starts_on": str(week), "source": "Scheduling system", "severity": "14.5"}

    send(pmo_lead, "observation-create", flow, resource=make_resource().pk, **values)

    said = flow.constraint_observations.get()
    assert (said.week_starts_on, said.source, said.basis, said.severity) == (
        week,
        "Scheduling system",
        "queue",
        Decimal("14.5"),
    )


def test_a_week_before_the_ones_offered_is_refused_beside_the_field(flow: ProcessFlow, pmo_lead: User) -> None:
    sent: Any = send(
        pmo_lead, "observation-create", flow, resource=make_resource().pk, basis="queue", week_starts_on="2020-01-06"
    )

    assert sent.status_code == 422
    assert "week_starts_on" in sent.context["form"].errors


def test_people_take_back_their_own_word_only(flow: ProcessFlow, function_lead: User) -> None:
    own = make_observation(flow, observed_by=function_lead, week_starts_on=THIS_WEEK)
    other = make_observation(flow, week_starts_on=THIS_WEEK)

    assert page(flow.program, function_lead).count("Take back") == 1
    assert send(function_lead, "observation-remove", own).status_code == 302
    assert send(function_lead, "observation-remove", other).status_code == 403
    assert list(ConstraintObservation.objects.all()) == [other]


def test_a_constraint_is_named_worked_on_moved_and_ended(flow: ProcessFlow, committee_member: User) -> None:
    line, motors = make_resource(name="Line 2"), make_resource(name="Motors")

    send(committee_member, "constraint-name", flow, resource=line.pk, on=TODAY - 9 * DAY)
    first = Constraint.objects.get()
    send(committee_member, "constraint-step", first, step="exploit", on=TODAY - 8 * DAY, note="No rush orders")
    send(committee_member, "constraint-move", first, resource=motors.pk, on=TODAY - 2 * DAY, end_reason="Queue moved")
    second = flow.constraints.get(ended_on=None)
    send(committee_member, "constraint-end", second, ended_on=TODAY, end_reason="Sold", version=second.version)

    days = flow.constraints.values_list("resource__name", "identified_on", "ended_on")
    assert list(days) == [("Line 2", TODAY - 9 * DAY, TODAY - 3 * DAY), ("Motors", TODAY - 2 * DAY, TODAY)]
    assert list(first.steps.values_list("step", flat=True)) == ["identify", "exploit"]


def test_the_next_step_of_the_order_is_offered(flow: ProcessFlow, pmo_lead: User) -> None:
    constraint = make_constraint(flow)
    address = reverse("programs:constraint-step", args=[constraint.uid])

    form: Any = signed_in(pmo_lead).get(address).context["form"]

    assert form.initial["step"] == "exploit"


def test_an_end_that_somebody_changed_meanwhile_shows_both_texts(flow: ProcessFlow, pmo_lead: User) -> None:
    constraint = make_constraint(flow)
    Constraint.objects.filter(pk=constraint.pk).update(ended_on=TODAY, end_reason="Theirs")

    sent = send(pmo_lead, "constraint-end", constraint, ended_on=TODAY, end_reason="Mine", version=1)

    shown = sent.content.decode()
    assert sent.status_code == 409
    assert "Theirs" in shown
    assert "Mine" in shown


@pytest.mark.parametrize(
    ("person", "says", "decides"),
    [
        ("pmo_lead", True, True),
        ("function_lead", True, False),
        ("committee_member", False, True),
        ("viewer", False, False),
    ],
)
def test_people_see_the_buttons_that_they_may_use(
    person: str, says: bool, decides: bool, flow: ProcessFlow, request: pytest.FixtureRequest
) -> None:
    make_constraint(flow)
    make_flow(flow.program)

    shown = page(flow.program, request.getfixturevalue(person))

    assert ("What limited the flow this week?" in shown) == says
    assert ("Next step" in shown, "Name the constraint" in shown) == (decides, decides)


def test_a_program_without_flows_says_what_comes_first(program: Program, viewer: User) -> None:
    assert "No process flow is mapped yet" in page(program, viewer)


def test_without_resources_the_form_says_who_adds_them(flow: ProcessFlow, pmo_lead: User) -> None:
    assert "No resource is recorded that could limit a flow" in page(flow.program, pmo_lead)
