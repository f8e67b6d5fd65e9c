"""What can never be true of programs, plans and evidence: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programs.models import Baseline, BaselineItem, Evidence, EvidenceUse, Milestone, Program
from tests.factories import (
    START,
    make_evidence,
    make_flow,
    make_forecast,
    make_gate,
    make_link,
    make_milestone,
    make_program,
    make_review,
    make_stage,
    make_user,
)
from tests.programs.models.refusals import Write, assert_refused, refusals
from tests.programs.models.samples.plan import evidence_alone, open_baseline

pytestmark = pytest.mark.django_db
YESTERDAY = START - timedelta(days=1)


def change_program(**values: Any) -> Write:
    return lambda program: Program.objects.filter(pk=program.pk).update(**values)


def change_milestone(**values: Any) -> Write:
    return lambda program: Milestone.objects.filter(pk=make_milestone(program).pk).update(**values)


def change_evidence(**values: Any) -> Write:
    """Writes to evidence that was accepted on START."""

    def write(program: Program) -> None:
        evidence = make_evidence(make_milestone(program), accepted_on=START, given_on=START)
        Evidence.objects.filter(pk=evidence.pk).update(**values)

    return write


def accept_by_its_giver(program: Program) -> None:
    evidence = evidence_alone(program)
    Evidence.objects.filter(pk=evidence.pk).update(accepted_by=evidence.given_by_id, accepted_on=START)


def revoke_unaccepted(program: Program) -> None:
    given = evidence_alone(program)
    Evidence.objects.filter(pk=given.pk).update(revoked_by=make_user(), revoked_on=START, revocation_reason="Wrong")


def revoke(program: Program, **values: Any) -> None:
    change_evidence(**{"revoked_by": make_user(), "revoked_on": START, "revocation_reason": "Wrong"} | values)(program)


def use_twice(program: Program) -> None:
    use = make_evidence(make_milestone(program)).uses.get()
    EvidenceUse.objects.create(evidence=use.evidence, milestone=use.milestone)


def item_twice(program: Program) -> None:
    baseline, milestone = open_baseline(program), make_milestone(program)
    for _ in range(2):
        BaselineItem.objects.create(baseline=baseline, milestone=milestone, planned_on=START, weight=1)


def item_without_weight(program: Program) -> None:
    milestone = make_milestone(program)
    BaselineItem.objects.create(baseline=open_baseline(program), milestone=milestone, planned_on=START, weight=0)


def link_twice(program: Program) -> None:
    first, second = make_milestone(program), make_milestone(program)
    make_link(first, second)
    make_link(first, second)


def link_to_itself(program: Program) -> None:
    milestone = make_milestone(program)
    make_link(milestone, milestone)


def forecast_twice(program: Program) -> None:
    make_forecast(make_milestone(program, finish_on=START), finish_on=START)


def gate_item_of_a_gate(program: Program) -> None:
    make_milestone(program, kind="gate", gate=make_gate(program, "G1"))


def two_stages_in_one_place(program: Program) -> None:
    flow = make_flow(program)
    make_stage(flow, position=1)
    make_stage(flow, position=1)


def two_gates_of_a_code(program: Program) -> None:
    make_gate(program, "G1")
    make_gate(program, "G1")


CASES: dict[str, Write] = {
    "program_has_a_code": lambda _: make_program(code=""),
    "program_code_is_unique_whatever_its_case": lambda program: make_program(code=program.code.lower()),
    "program_in_the_sequence_has_a_start": change_program(start_on=None),
    "program_removal_names_person_and_day": change_program(removed_on=START),
    "program_removal_names_person_and_day/2": lambda program: change_program(removed_by=make_user())(program),
    "milestone_weight_is_positive": change_milestone(weight=0),
    "milestone_in_the_sequence_has_a_step": change_milestone(step=""),
    "milestone_in_the_sequence_has_a_step/2": change_milestone(dimension="delivery"),
    "milestone_needs_more_than_an_assertion": change_milestone(minimum_evidence_level=0),
    "milestone_needs_more_than_an_assertion/2": change_milestone(minimum_evidence_level=5),
    "milestone_removal_names_person_and_day": change_milestone(removed_on=START),
    "milestone_removal_names_person_and_day/2": lambda program: change_milestone(removed_by=make_user())(program),
    "gate_item_belongs_to_no_other_gate": gate_item_of_a_gate,
    "milestones_are_linked_once": link_twice,
    "milestone_does_not_precede_itself": link_to_itself,
    "milestone_has_one_forecast_a_day": forecast_twice,
    "gate_is_once_in_a_program": two_gates_of_a_code,
    "gate_review_that_does_not_pass_says_why": lambda program: make_review(make_gate(program), "stopped", note=""),
    "gate_review_that_does_not_pass_says_why/2": lambda program: make_review(make_gate(program), "open", note=""),
    "gate_review_misses_no_more_than_it_needs": lambda program: make_review(
        make_gate(program), needed_count=1, open_count=2, missing="Map", in_spite="Harvest"
    ),
    "gate_review_misses_no_more_than_it_needs/2": lambda program: make_review(
        make_gate(program), open_count=1, missing="Map", in_spite="Harvest"
    ),
    "gate_passed_with_open_items_says_which_and_why": lambda program: make_review(
        make_gate(program), needed_count=2, open_count=1, missing="Map"
    ),
    "gate_passed_with_open_items_says_which_and_why/2": lambda program: make_review(
        make_gate(program), needed_count=2, open_count=1, in_spite="Harvest"
    ),
    "flow_name_is_unique_in_its_program": lambda program: [make_flow(program, name="Pumps") for _ in range(2)],
    "stage_position_is_unique_in_its_flow": two_stages_in_one_place,
    "baseline_number_is_unique_in_its_program": lambda program: [
        Baseline.objects.create(program=program, number=1, reason="Plan") for _ in range(2)
    ],
    "baseline_number_starts_at_one": lambda program: Baseline.objects.create(program=program, number=0, reason="Plan"),
    "baseline_has_a_reason": lambda program: Baseline.objects.create(program=program, number=1, reason=""),
    "baseline_lock_names_person_and_day": lambda program: Baseline.objects.create(
        program=program, number=1, reason="Plan", locked_on=START
    ),
    "baseline_lock_names_person_and_day/2": lambda program: Baseline.objects.create(
        program=program, number=1, reason="Plan", locked_by=make_user()
    ),
    "milestone_is_once_in_a_baseline": item_twice,
    "baseline_item_weight_is_positive": item_without_weight,
    "evidence_is_accepted_by_another_person": accept_by_its_giver,
    "evidence_acceptance_names_person_and_day": change_evidence(accepted_by=None),
    "evidence_acceptance_names_person_and_day/2": change_evidence(accepted_on=None),
    "evidence_is_accepted_after_it_was_given": change_evidence(accepted_on=YESTERDAY),
    "evidence_revocation_names_person_and_day": lambda program: revoke(program, revoked_by=None),
    "evidence_revocation_names_person_and_day/2": lambda program: revoke(program, revoked_on=None),
    "only_accepted_evidence_is_revoked": revoke_unaccepted,
    "only_accepted_evidence_is_revoked/2": lambda program: revoke(program, revoked_on=YESTERDAY),
    "evidence_revocation_has_a_reason": lambda program: revoke(program, revocation_reason=""),
    "evidence_speaks_for_a_milestone_once": use_twice,
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_a_draft_needs_no_start_yet() -> None:
    assert make_program(state="draft", start_on=None).pk


def test_a_program_outside_of_the_sequence_needs_no_start() -> None:
    assert make_program(follows_sequence=False, start_on=None).pk


def test_two_programs_may_have_a_flow_of_the_same_name(program: Program) -> None:
    make_flow(program, name="Pumps")

    assert make_flow(make_program(), name="Pumps").pk
