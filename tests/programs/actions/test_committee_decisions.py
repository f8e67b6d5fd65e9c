"""Questions to a committee: asked, perhaps deferred, agreed or declined for good, and done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programs.actions import committee_decisions
from programs.errors import Refused
from programs.models import CommitteeDecision, Program, User
from tests.factories import START, make_program
from tests.factories import governance as make_governance

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refusal_of(asked: CommitteeDecision, by: User, **given: Any) -> str:
    """The code of the refusal of a decision."""
    values: dict[str, Any] = {"outcome": "agreed", "on": START} | given
    with pytest.raises(Refused) as refusal:
        committee_decisions.decide(asked, by=by, **values)
    return refusal.value.code


def test_a_question_goes_to_a_committee_that_steers_the_program(program: Program, pmo_lead: User) -> None:
    words: dict[str, Any] = {"question": "Buy it?", "recommendation": "Yes", "owner": pmo_lead}
    committee = make_governance.steering_committee(program)

    asked = committee_decisions.ask(program, by=pmo_lead, on=START, committee=committee, **words)

    assert (asked.committee, asked.asked_by, asked.is_waiting) == (committee, pmo_lead, True)
    other = make_governance.steering_committee(make_program())
    with pytest.raises(Refused) as refusal:
        committee_decisions.ask(program, by=pmo_lead, on=START, committee=other, **words)
    assert refusal.value.field == "committee"


def test_a_decision_says_why_unless_it_agrees(program: Program, committee_member: User) -> None:
    asked = make_governance.make_question(program)

    assert refusal_of(asked, committee_member, outcome="declined") == "decision_missing"
    assert refusal_of(asked, committee_member, outcome="deferred", decision=" ") == "decision_missing"
    assert refusal_of(asked, committee_member, outcome="perhaps") == "outcome_missing"
    assert refusal_of(asked, committee_member, on=START - DAY) == "too_early"


def test_what_was_deferred_is_decided_later(program: Program, committee_member: User) -> None:
    asked = make_governance.make_question(program)
    deferred = committee_decisions.decide(
        asked, by=committee_member, outcome="deferred", decision="Ask again with a price", on=START + DAY
    )
    assert deferred.is_waiting
    assert refusal_of(deferred, committee_member, on=START) == "too_early"

    agreed = committee_decisions.decide(deferred, by=committee_member, outcome="agreed", on=START + 2 * DAY)

    assert (agreed.outcome, agreed.is_waiting) == ("agreed", False)


def test_a_final_answer_stays(program: Program, pmo_lead: User, committee_member: User) -> None:
    agreed = make_governance.make_agreed(program)

    assert refusal_of(agreed, committee_member) == "already_decided"
    with pytest.raises(Refused, match="ask a new question"):
        committee_decisions.change(agreed, by=pmo_lead, recommendation="Other")


def test_a_meeting_is_of_the_committee_that_was_asked(program: Program, committee_member: User) -> None:
    meeting = make_governance.board_meeting(program)
    asked = make_governance.make_question(program, committee=meeting.committee)

    for other in (make_governance.board_meeting(program), make_governance.board_meeting(make_program())):
        assert refusal_of(asked, committee_member, meeting=other) == "other_committee"
    decided = committee_decisions.decide(asked, by=committee_member, outcome="agreed", on=START, meeting=meeting)
    assert decided.meeting == meeting


@pytest.mark.parametrize("outcome", ["", "declined", "deferred"])
def test_only_what_was_agreed_is_done(outcome: str, program: Program, pmo_lead: User) -> None:
    make = make_governance.make_agreed if outcome else make_governance.make_question
    asked = make(program, **({"outcome": outcome} if outcome else {}))

    with pytest.raises(Refused, match="agreed"):
        committee_decisions.mark_done(asked, by=pmo_lead, on=START)


def test_it_is_done_once_and_not_before_it_was_agreed(program: Program, pmo_lead: User) -> None:
    agreed = make_governance.make_agreed(program)
    with pytest.raises(Refused, match="agreed on"):
        committee_decisions.mark_done(agreed, by=pmo_lead, on=START - DAY)

    done = committee_decisions.mark_done(agreed, by=pmo_lead, on=START)

    assert done.done_on == START
    with pytest.raises(Refused, match="already"):
        committee_decisions.mark_done(done, by=pmo_lead, on=START)


def test_the_reason_of_a_deferral_is_not_that_of_the_answer(program: Program, committee_member: User) -> None:
    meeting = make_governance.board_meeting(program)
    asked = make_governance.make_question(program)
    deferred = committee_decisions.decide(
        asked, by=committee_member, outcome="deferred", decision="Ask with a price", on=START, meeting=meeting
    )

    agreed = committee_decisions.decide(deferred, by=committee_member, outcome="agreed", on=START + DAY)

    assert (agreed.decision, agreed.meeting) == ("", None)
