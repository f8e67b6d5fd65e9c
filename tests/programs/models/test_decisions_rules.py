"""What can never be true of decisions, their holders and teams: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programs.models import Authority, DecisionRecord, Program
from tests.factories import START, make_flow, make_function, make_user
from tests.factories import decisions as make
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
YESTERDAY = START - timedelta(days=1)


def change_made(**values: Any) -> Write:
    """Writes to a decision that was made three days after START."""
    return lambda program: DecisionRecord.objects.filter(pk=make.make_decided(program).pk).update(**values)


def change_waiting(**values: Any) -> Write:
    return lambda program: DecisionRecord.objects.filter(pk=make.make_decision(program).pk).update(**values)


def overridden(**values: Any) -> Write:
    """Overrides a decision on a later day with a reason, or with what ``values`` say instead."""

    def write(program: Program) -> None:
        late = {"overridden_on": START + timedelta(days=9), "overridden_by": make_user(), "override_reason": "Customer"}
        change_made(**late | values)(program)

    return write


def authority(**values: Any) -> Write:
    return lambda program: make.make_authority(make.make_decision_right(program), **values)


def hold_twice(program: Program) -> None:
    first = make.make_authority(make.make_decision_right(program), valid_to=START)
    make.make_authority(first.right, function=first.function)


def team_holds_twice(program: Program) -> None:
    first = make.make_authority(make.make_decision_right(program), team=make.make_team(program))
    make.make_authority(first.right, team=first.team, valid_from=START + timedelta(days=30))


def nobody_holds(program: Program) -> None:
    Authority.objects.create(right=make.make_decision_right(program), role="decide", valid_from=START)


def same_right_twice(program: Program) -> None:
    first = make.make_decision_right(program)
    make.make_decision_right(program, decision=first.decision)


def same_right_twice_in_a_flow(program: Program) -> None:
    flow = make_flow(program)
    for _ in range(2):
        make.make_decision_right(program, decision="Which orders wait", flow=flow)


def commit_twice(program: Program) -> None:
    first = make.make_commitment(make.make_decision_right(program))
    make.make_commitment(first.right, resource=first.resource)


def sit_twice(program: Program) -> None:
    first = make.make_team_function(make.make_team(program))
    make.make_team_function(first.team, function=first.function)


CASES: dict[str, Write] = {
    "team_name_is_unique_in_its_program": lambda p: [make.make_team(p, name="Pumps") for _ in range(2)],
    "function_sits_in_a_team_once_at_a_time": sit_twice,
    "seat_in_a_team_ends_after_it_begins": lambda p: make.make_team_function(make.make_team(p), valid_to=YESTERDAY),
    "decision_right_is_once_in_its_flow": same_right_twice,
    "decision_right_is_once_in_its_flow/2": same_right_twice_in_a_flow,
    "decision_frequency_is_not_negative": lambda p: make.make_decision_right(p, times_a_month=-1),
    "decision_commits_a_resource_once": commit_twice,
    "authority_is_of_a_function_or_a_team": nobody_holds,
    "authority_is_of_a_function_or_a_team/2": lambda p: authority(function=make_function(), team=make.make_team(p))(p),
    "authority_ends_after_it_begins": authority(valid_to=YESTERDAY),
    "authority_is_held_once_at_a_time": hold_twice,
    "authority_is_held_once_at_a_time/2": team_holds_twice,
    "decision_names_person_and_day": change_made(decided_by=None),
    "decision_is_made_by_a_function_or_a_team": change_made(decided_function=None),
    "decision_is_made_by_a_function_or_a_team/2": lambda p: change_made(decided_team=make.make_team(p))(p),
    "decision_is_made_by_a_function_or_a_team/3": lambda p: change_waiting(decided_function=make_function())(p),
    "decision_is_made_after_it_was_raised_and_says_what": change_made(decided_on=YESTERDAY),
    "decision_is_made_after_it_was_raised_and_says_what/2": change_made(outcome=""),
    "decision_is_made_after_it_was_raised_and_says_what/3": change_waiting(outcome="By sea"),
    "override_names_person_and_day": overridden(overridden_by=None),
    "only_a_made_decision_is_overridden_with_a_reason": overridden(override_reason=""),
    "only_a_made_decision_is_overridden_with_a_reason/2": overridden(overridden_on=START),
    "only_a_made_decision_is_overridden_with_a_reason/3": change_made(override_reason="Customer"),
    "only_a_made_decision_is_overridden_with_a_reason/4": lambda p: change_made(overriding_function=make_function())(p),
    "decision_considers_at_least_what_was_chosen": change_made(alternatives=0),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_two_that_decide_at_once_are_a_finding_and_no_impossibility(program: Program) -> None:
    right = make.make_decision_right(program)

    for _ in range(2):
        make.make_authority(right)

    assert right.authorities.valid_on(START).count() == 2


def test_a_holder_may_come_back_after_an_end(program: Program) -> None:
    first = make.make_authority(make.make_decision_right(program), valid_to=START)

    again = make.make_authority(first.right, function=first.function, valid_from=START + timedelta(days=1))

    assert list(first.right.authorities.valid_on(START + timedelta(days=1))) == [again]
