"""Rows of governance as the analyses read them: values, order, and a number of queries that does not grow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from programs.models import Program
from tests.factories import START, make_gate, make_program, make_user
from tests.factories import governance as make_governance
from tracker.analysis.facts.governance import ActionItem, CommitteeDecision, CriteriaCount, Criterion, Span
from tracker.facts.governance import governance_facts

DAYS = [START + timedelta(days=number) for number in range(60)]


@pytest.mark.django_db
def test_a_batch_needs_five_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = [make_program() for _ in range(3)]
    for program in made:
        for _ in range(2):
            make_governance.make_criterion_evidence(make_governance.make_criterion(program), accepted_on=DAYS[3])
            make_governance.make_waiver(program, rule="gate", gate=make_governance.a_gate(program))
            make_governance.make_agreed(program)
            make_governance.make_action_item(program)

    with django_assert_num_queries(5):
        facts = governance_facts([each.pk for each in made])

    counts = {(len(f.criteria), len(f.waivers), len(f.decisions), len(f.actions)) for f in facts.values()}
    assert counts == {(2, 2, 2, 2)}


@pytest.mark.django_db
def test_a_program_without_rows_has_empty_facts(program: Program) -> None:
    facts = governance_facts([program.pk])[program.pk]

    assert [*facts.criteria, *facts.waivers, *facts.decisions, *facts.actions] == []
    assert facts.criteria_met(START) == ()


@pytest.mark.django_db
def test_a_criterion_is_met_until_its_evidence_lapses(program: Program) -> None:
    criterion = make_governance.make_criterion(program)
    make_governance.make_criterion_evidence(criterion, accepted_on=DAYS[5], expires_on=DAYS[9])

    (found,) = governance_facts([program.pk])[program.pk].criteria

    assert found.met == (Span(since=DAYS[5], until=DAYS[10]),)


@pytest.mark.django_db
def test_a_criterion_is_met_while_evidence_of_its_level_stands_accepted(program: Program) -> None:
    criterion = make_governance.make_criterion(program, minimum_evidence_level=2)
    make_governance.make_criterion_evidence(criterion, accepted_on=DAYS[2], level=1)
    revoked = make_governance.make_criterion_evidence(criterion, accepted_on=DAYS[5])
    type(revoked.evidence).objects.filter(pk=revoked.evidence.pk).update(
        revoked_on=DAYS[9], revoked_by=program_person(program), revocation_reason="Wrong map"
    )

    (read,) = governance_facts([program.pk])[program.pk].criteria

    assert read.met == (Span(since=DAYS[5], until=DAYS[9]),)
    assert [read.is_met_on(DAYS[day]) for day in (4, 5, 8, 9)] == [False, True, True, False]


def program_person(program: Program) -> int:
    """Somebody who may be named in a revocation."""
    return make_governance.make_raid_item(program).raised_by_id


@pytest.mark.django_db
def test_criteria_are_counted_by_gate_as_of_a_day(program: Program) -> None:
    first, second = make_gate(program, "G0"), make_gate(program, "G1")
    make_governance.make_criterion_evidence(make_governance.make_criterion(program, gate=first), accepted_on=DAYS[5])
    make_governance.make_criterion(program, gate=first, removed_on=DAYS[10])
    make_governance.make_criterion(program, gate=second)

    facts = governance_facts([program.pk])[program.pk]

    second_count = CriteriaCount(gate="G1", met=0, total=1)
    assert facts.criteria_met(DAYS[4]) == (CriteriaCount(gate="G0", met=0, total=2), second_count)
    assert facts.criteria_met(DAYS[9]) == (CriteriaCount(gate="G0", met=1, total=2), second_count)
    assert facts.criteria_met(DAYS[10]) == (CriteriaCount(gate="G0", met=1, total=1), second_count)


@pytest.mark.django_db
def test_waivers_decisions_and_actions_come_in_the_order_of_their_days(program: Program) -> None:
    for day in (8, 2, 5):
        make_governance.make_waiver(program, granted_on=DAYS[day])
        make_governance.make_question(program, asked_on=DAYS[day])
        make_governance.make_action_item(program, due_on=DAYS[day])

    facts = governance_facts([program.pk])[program.pk]

    ordered = [DAYS[2], DAYS[5], DAYS[8]]
    assert [each.granted_on for each in facts.waivers] == ordered
    assert [each.asked_on for each in facts.decisions] == ordered
    assert [each.due_on for each in facts.actions] == ordered


@pytest.mark.django_db
def test_a_waiver_names_its_gate_by_code(program: Program) -> None:
    make_governance.make_waiver(program, rule="gate", gate=make_gate(program, "G2"))

    (waiver,) = governance_facts([program.pk])[program.pk].waivers

    assert (waiver.rule, waiver.gate, waiver.expires_on) == ("gate", "G2", DAYS[30])
    assert (waiver.holds_on(DAYS[30]), waiver.holds_on(DAYS[31])) == (True, False)


@pytest.mark.parametrize(
    ("outcome", "decided", "day", "waits"),
    [
        ("", None, 0, True),
        ("deferred", 3, 9, True),
        ("agreed", 3, 2, True),
        ("agreed", 3, 3, False),
        ("declined", 3, 9, False),
    ],
)
def test_a_question_waits_until_it_has_a_final_answer(outcome: str, decided: int | None, day: int, waits: bool) -> None:
    asked = CommitteeDecision(
        uid="1",
        question="Buy it?",
        recommendation="Yes",
        cost_of_waiting="",
        owner="Petra",
        asked_on=START,
        outcome=outcome,
        decided_on=DAYS[decided] if decided is not None else None,
    )

    assert asked.waits_on(DAYS[day]) is waits


@pytest.mark.parametrize(("done", "day", "late"), [(None, 5, False), (None, 6, True), (7, 6, True), (7, 7, False)])
def test_an_action_is_overdue_after_its_day_until_it_is_done(done: int | None, day: int, late: bool) -> None:
    done_on: date | None = DAYS[done] if done is not None else None
    item = ActionItem(uid="1", title="Call", owner="Petra", raised_on=START, due_on=DAYS[5], done_on=done_on)

    assert item.is_overdue_on(DAYS[day]) is late


def test_a_criterion_without_evidence_is_never_met() -> None:
    assert not Criterion(uid="1", gate="G0", position=1, statement="Signed", added_on=START).is_met_on(START)


@pytest.mark.django_db
def test_a_criterion_that_was_added_later_does_not_apply_to_the_past(program: Program) -> None:
    make_governance.make_criterion(program, added_on=DAYS[10])

    facts = governance_facts([program.pk])[program.pk]

    assert facts.criteria_met(DAYS[9]) == ()
    assert [each.total for each in facts.criteria_met(DAYS[10])] == [1]


@pytest.mark.django_db
def test_what_is_cited_counts_from_the_day_on_which_that_was_accepted(program: Program) -> None:
    first, second = (make_governance.make_criterion(program) for _ in range(2))
    proof = make_governance.make_criterion_evidence(first, accepted_on=DAYS[2]).evidence
    make_governance.cite(second, proof, accepted_by=make_user(), accepted_on=DAYS[8])

    spans = {each.uid: each.met for each in governance_facts([program.pk])[program.pk].criteria}

    assert spans == {str(first.uid): (Span(since=DAYS[2]),), str(second.uid): (Span(since=DAYS[8]),)}


@pytest.mark.django_db
def test_questions_are_counted_as_of_a_day(program: Program) -> None:
    make_governance.make_question(program, asked_on=DAYS[1], needed_by=DAYS[5])
    make_governance.make_agreed(program, asked_on=DAYS[2], needed_by=DAYS[5], decided_on=DAYS[7])
    make_governance.make_question(program, asked_on=DAYS[6])

    facts = governance_facts([program.pk])[program.pk]

    counts = [facts.questions_by(DAYS[day]) for day in (0, 5, 6, 7)]
    assert [(each.asked, each.decided, each.overdue) for each in counts] == [(0, 0, 0), (2, 0, 0), (3, 0, 2), (3, 1, 1)]


@pytest.mark.django_db
def test_a_decision_names_the_meeting_in_which_it_was_taken(program: Program) -> None:
    meeting = make_governance.board_meeting(program)
    make_governance.make_agreed(program, meeting=meeting)

    (decision,) = governance_facts([program.pk])[program.pk].decisions

    assert decision.meeting == str(meeting.uid)
