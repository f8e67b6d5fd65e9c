"""What limits a flow: votes that replace each other, one constraint at a time, steps as they happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import constraints
from programs.errors import NotAllowed, Refused
from programs.models import Constraint, ConstraintObservation, FocusingStep, ProcessFlow, Program, Resource, User
from tests.factories import START, make_flow, make_user
from tests.factories.constraints import make_constraint, make_observation, make_resource, make_step

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def flow(program: Program) -> ProcessFlow:
    return make_flow(program, name="Hospital lifts")


@pytest.fixture
def line() -> Resource:
    return make_resource(name="Line 2")


def vote(flow: ProcessFlow, by: User, resource: Resource, **given: Any) -> ConstraintObservation:
    """What a person says of the week of START."""
    said: dict[str, Any] = {"week_starts_on": START, "basis": "opinion"} | given
    return constraints.observe(flow, by=by, resource=resource, **said)


def refused(code: str, field: str = "") -> Any:
    """Expects a refusal with this code beside this field."""
    return pytest.raises(Refused, check=lambda error: (error.code, error.field) == (code, field))


def test_a_person_is_the_source_unless_another_is_named(flow: ProcessFlow, line: Resource, pmo_lead: User) -> None:
    own = vote(flow, pmo_lead, line)
    system = vote(flow, pmo_lead, line, source="Scheduling system", basis="queue", severity=14)

    assert (own.source, own.observed_by, own.is_physical) == ("Petra Lead", pmo_lead, False)
    assert (system.source, system.is_physical) == ("Scheduling system", True)


def test_a_second_vote_of_a_source_for_a_week_replaces_the_first(
    flow: ProcessFlow, line: Resource, pmo_lead: User
) -> None:
    first = vote(flow, pmo_lead, line, severity=5, note="Long queue")
    second = vote(flow, pmo_lead, make_resource(name="Line 3"))

    assert second.pk == first.pk
    assert (str(second.resource), second.severity, second.note) == ("Line 3", None, "")


def test_the_same_vote_twice_changes_nothing(flow: ProcessFlow, line: Resource, pmo_lead: User) -> None:
    versions = [vote(flow, pmo_lead, line).version for _ in range(2)]

    assert versions == [1, 1]
    assert flow.constraint_observations.count() == 1


def test_other_weeks_sources_and_flows_are_votes_of_their_own(
    flow: ProcessFlow, line: Resource, pmo_lead: User, function_lead: User
) -> None:
    vote(flow, pmo_lead, line)
    vote(flow, pmo_lead, line, week_starts_on=START + 7 * DAY)
    vote(flow, function_lead, line)
    vote(make_flow(flow.program), pmo_lead, line)

    assert ConstraintObservation.objects.count() == 4


def test_people_of_one_name_do_not_overwrite_each_other(
    flow: ProcessFlow, line: Resource, pmo_lead: User, function_lead: User
) -> None:
    User.objects.filter(pk=function_lead.pk).update(name=pmo_lead.name)
    function_lead.refresh_from_db()

    sources = {vote(flow, each, line).source for each in (pmo_lead, function_lead)}

    assert sources == {"Petra Lead (pmo@example.com)", "Petra Lead (function@example.com)"}


def test_nobody_changes_what_another_person_said(
    flow: ProcessFlow, line: Resource, pmo_lead: User, function_lead: User
) -> None:
    vote(flow, pmo_lead, line)

    with refused("vote_of_another", "source"):
        vote(flow, function_lead, make_resource(), source="Petra Lead")


def test_another_person_may_load_a_system_again(
    flow: ProcessFlow, line: Resource, pmo_lead: User, function_lead: User
) -> None:
    vote(flow, pmo_lead, line, source="Scheduling system", basis="queue")

    again = vote(flow, function_lead, line, source="Scheduling system", basis="starvation")

    assert (again.basis, again.observed_by) == ("starvation", function_lead)
    assert flow.constraint_observations.count() == 1


def test_a_week_is_named_by_its_monday(flow: ProcessFlow, line: Resource, pmo_lead: User) -> None:
    with pytest.raises(Refused, match="5 January 2026") as refusal:
        vote(flow, pmo_lead, line, week_starts_on=START + 2 * DAY)

    assert (refusal.value.code, refusal.value.field) == ("not_a_monday", "week_starts_on")


def test_a_week_that_has_not_come_is_not_observed(flow: ProcessFlow, line: Resource, pmo_lead: User) -> None:
    today = timezone.localdate()
    next_monday = today + (7 - today.weekday()) * DAY

    with refused("in_the_future", "week_starts_on"):
        vote(flow, pmo_lead, line, week_starts_on=next_monday)


@pytest.mark.parametrize(("retired_on", "allowed"), [(START - DAY, False), (START, True)], ids=["before", "that-day"])
def test_a_resource_is_observed_and_named_until_it_is_retired(
    retired_on: date, allowed: bool, flow: ProcessFlow, pmo_lead: User
) -> None:
    gone = make_resource(retired_on=retired_on)

    if allowed:
        assert vote(flow, pmo_lead, gone).pk
        assert constraints.name(flow, by=pmo_lead, resource=gone, on=START).pk
        return
    with refused("resource_retired", "resource"):
        vote(flow, pmo_lead, gone)
    with refused("resource_retired", "resource"):
        constraints.name(flow, by=pmo_lead, resource=gone, on=START)


def test_a_function_lead_takes_back_only_the_own_word(flow: ProcessFlow, line: Resource, function_lead: User) -> None:
    constraints.withdraw(vote(flow, function_lead, line), by=function_lead)

    assert not flow.constraint_observations.exists()
    with pytest.raises(NotAllowed):
        constraints.withdraw(make_observation(flow), by=function_lead)


def test_naming_a_constraint_begins_with_the_first_step(
    flow: ProcessFlow, line: Resource, committee_member: User
) -> None:
    named = constraints.name(flow, by=committee_member, resource=line, on=START)

    assert (named.identified_on, named.identified_by, named.ended_on) == (START, committee_member, None)
    assert [(each.step, each.entered_on) for each in named.steps.all()] == [("identify", START)]


def test_a_flow_has_one_constraint_at_a_time(flow: ProcessFlow, line: Resource, pmo_lead: User) -> None:
    make_constraint(flow)

    with refused("constraint_in_force"):
        constraints.name(flow, by=pmo_lead, resource=line, on=START + DAY)


def test_the_next_constraint_begins_after_the_last_day_of_the_former(
    flow: ProcessFlow, line: Resource, pmo_lead: User
) -> None:
    make_constraint(flow, ended_on=START + DAY, end_reason="Moved")

    with refused("limited_then", "on"):
        constraints.name(flow, by=pmo_lead, resource=line, on=START + DAY)
    assert constraints.name(flow, by=pmo_lead, resource=line, on=START + 2 * DAY).pk


def test_a_skipped_step_is_taken_as_it_happened(flow: ProcessFlow, pmo_lead: User) -> None:
    constraint = make_constraint(flow)

    entered = constraints.enter_step(constraint, by=pmo_lead, step="elevate", on=START + DAY, note="Third shift")

    assert (entered.step, entered.decided_by, entered.note) == ("elevate", pmo_lead, "Third shift")


def test_a_step_that_was_forgotten_is_entered_afterwards(flow: ProcessFlow, pmo_lead: User) -> None:
    constraint = make_constraint(flow)
    make_step(constraint, "subordinate", entered_on=START + 9 * DAY)

    constraints.enter_step(constraint, by=pmo_lead, step="exploit", on=START + DAY)

    assert list(constraint.steps.values_list("step", flat=True)) == ["identify", "exploit", "subordinate"]


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"step": "identify", "on": START + DAY}, "already_in_step", "step"),
        ({"step": "exploit", "on": START - DAY}, "before_it_began", "on"),
        ({"step": "exploit", "on": START + 6 * DAY}, "constraint_ended", "on"),
    ],
    ids=["again", "too-early", "too-late"],
)
def test_a_step_is_refused(given: dict[str, Any], code: str, field: str, flow: ProcessFlow, pmo_lead: User) -> None:
    constraint = make_constraint(flow, ended_on=START + 5 * DAY, end_reason="Moved")

    with refused(code, field):
        constraints.enter_step(constraint, by=pmo_lead, **given)
    assert FocusingStep.objects.count() == 1


def test_a_constraint_ends_with_a_reason(flow: ProcessFlow, pmo_lead: User) -> None:
    constraint = make_constraint(flow)

    ended = constraints.end(constraint, by=pmo_lead, ended_on=START + DAY, end_reason="The queue is gone")

    assert (ended.ended_on, ended.end_reason) == (START + DAY, "The queue is gone")


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"ended_on": START + 9 * DAY, "end_reason": " "}, "reason_missing", "end_reason"),
        ({"ended_on": START + DAY, "end_reason": "Moved"}, "ends_too_early", "ended_on"),
    ],
    ids=["no-reason", "before-its-last-step"],
)
def test_an_end_is_refused(given: dict[str, Any], code: str, field: str, flow: ProcessFlow, pmo_lead: User) -> None:
    constraint = make_constraint(flow)
    make_step(constraint, "exploit", entered_on=START + 2 * DAY)

    with refused(code, field):
        constraints.end(constraint, by=pmo_lead, **given)


def test_a_constraint_ends_once(flow: ProcessFlow, pmo_lead: User) -> None:
    constraint = make_constraint(flow, ended_on=START, end_reason="Moved")

    with refused("already_ended"):
        constraints.end(constraint, by=pmo_lead, ended_on=START + DAY, end_reason="Moved again")


def test_a_constraint_that_moves_ends_the_day_before(flow: ProcessFlow, line: Resource, pmo_lead: User) -> None:
    former = make_constraint(flow)

    following = constraints.move(former, by=pmo_lead, resource=line, on=START + 9 * DAY, end_reason="Queue moved")

    former.refresh_from_db()
    assert (former.ended_on, former.end_reason) == (START + 8 * DAY, "Queue moved")
    assert (following.resource, following.identified_on) == (line, START + 9 * DAY)
    assert following.steps.get().step == "identify"


def test_a_constraint_moves_to_another_resource_on_a_later_day(
    flow: ProcessFlow, line: Resource, pmo_lead: User
) -> None:
    former = make_constraint(flow, resource=line)

    with refused("same_resource", "resource"):
        constraints.move(former, by=pmo_lead, resource=line, on=START + DAY, end_reason="Moved")
    with refused("ends_too_early", "on"):
        constraints.move(former, by=pmo_lead, resource=make_resource(), on=START, end_reason="Moved")
    assert Constraint.objects.get().ended_on is None


@pytest.mark.parametrize("verb", ["name", "enter_step", "end", "move"])
def test_what_has_not_happened_yet_is_refused(verb: str, flow: ProcessFlow, line: Resource, pmo_lead: User) -> None:
    tomorrow = timezone.localdate() + DAY
    constraint = make_constraint(flow)
    calls: dict[str, Callable[[], object]] = {
        "name": lambda: constraints.name(make_flow(flow.program), by=pmo_lead, resource=line, on=tomorrow),
        "enter_step": lambda: constraints.enter_step(constraint, by=pmo_lead, step="exploit", on=tomorrow),
        "end": lambda: constraints.end(constraint, by=pmo_lead, ended_on=tomorrow, end_reason="Moved"),
        "move": lambda: constraints.move(constraint, by=pmo_lead, resource=line, on=tomorrow, end_reason="Moved"),
    }

    with pytest.raises(Refused, match="has not come yet"):
        calls[verb]()


def test_a_person_without_a_name_is_called_by_the_mail_address(
    flow: ProcessFlow, line: Resource, program: Program
) -> None:
    make_user(name="")
    nameless = make_user(name="", email="nameless@example.com", is_superuser=True)

    assert vote(flow, nameless, line).source == "nameless@example.com"
