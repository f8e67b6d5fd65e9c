"""Decisions: raised once, decided once, overridden once, each with its day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.actions import decisions
from programs.errors import Refused
from programs.models import BusinessFunction, DecisionRecord, Program, User
from tests.factories import START, make_flow, make_program
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def waiting(program: Program) -> DecisionRecord:
    return make.make_decision(program)


def refused(call: Any) -> str:
    """The code of the refusal that the call raises."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_a_question_takes_the_flow_of_its_right(program: Program, function_lead: User) -> None:
    right = make.make_decision_right(program, flow=make_flow(program))

    raised = decisions.raise_question(program, by=function_lead, on=START, question="Air or sea?", right=right)

    assert (raised.flow, raised.raised_by, raised.days_to_decide) == (right.flow, function_lead, None)


def test_a_decision_counts_its_days(
    waiting: DecisionRecord, procurement: BusinessFunction, function_lead: User
) -> None:
    made = decisions.decide(
        waiting, by=function_lead, on=START + 4 * DAY, decided_function=procurement, outcome="By sea", alternatives=3
    )

    assert (made.days_to_decide, made.decided_by, made.alternatives) == (4, function_lead, 3)


def test_it_is_decided_once(program: Program, procurement: BusinessFunction, pmo_lead: User) -> None:
    made = make.make_decided(program)

    code = refused(
        lambda: decisions.decide(made, by=pmo_lead, on=START + 9 * DAY, decided_function=procurement, outcome="By air")
    )

    assert code == "already_decided"


@pytest.mark.parametrize(
    ("days", "given", "code"),
    [
        (-1, {}, "before_it_was_raised"),
        (1, {"outcome": " "}, "outcome_missing"),
        (1, {"decided_function": None}, "holder_missing"),
    ],
)
def test_what_is_missing_is_asked_for(
    days: int,
    given: dict[str, Any],
    code: str,
    waiting: DecisionRecord,
    procurement: BusinessFunction,
    pmo_lead: User,
) -> None:
    values: dict[str, Any] = {"decided_function": procurement, "outcome": "By sea"} | given

    assert refused(lambda: decisions.decide(waiting, by=pmo_lead, on=START + days * DAY, **values)) == code
    waiting.refresh_from_db()
    assert waiting.decided_on is None


def test_nothing_is_raised_or_decided_tomorrow(waiting: DecisionRecord, pmo_lead: User) -> None:
    tomorrow = timezone.localdate() + DAY

    raised = refused(lambda: decisions.raise_question(waiting.program, by=pmo_lead, on=tomorrow, question="Air?"))
    decided = refused(lambda: decisions.decide(waiting, by=pmo_lead, on=tomorrow, outcome="By sea"))

    assert (raised, decided) == ("in_the_future", "in_the_future")


def test_an_override_says_who_and_why(program: Program, procurement: BusinessFunction, pmo_lead: User) -> None:
    made = make.make_decided(program)

    after = decisions.override(made, by=pmo_lead, on=START + 5 * DAY, reason="Customer", function=procurement)

    assert (after.overriding_function, after.override_reason) == (procurement, "Customer")
    assert (after.overridden_by, after.decided_function) == (pmo_lead, made.decided_function)


def test_only_a_made_decision_is_overridden_and_once(waiting: DecisionRecord, pmo_lead: User) -> None:
    made = make.make_decided(waiting.program)
    on = START + 5 * DAY

    early = refused(lambda: decisions.override(made, by=pmo_lead, on=START, reason="Customer"))
    silent = refused(lambda: decisions.override(made, by=pmo_lead, on=on, reason=" "))
    open_one = refused(lambda: decisions.override(waiting, by=pmo_lead, on=on, reason="Customer"))
    after = decisions.override(made, by=pmo_lead, on=on, reason="Customer")

    assert (early, silent, open_one) == ("before_it_was_decided", "reason_missing", "not_decided")
    assert refused(lambda: decisions.override(after, by=pmo_lead, on=on, reason="Again")) == "already_overridden"


def test_a_mistake_is_taken_back_and_the_question_waits(program: Program, pmo_lead: User) -> None:
    made = make.make_decided(program, alternatives=2)

    waiting = decisions.reopen(made, by=pmo_lead)

    assert (waiting.decided_on, waiting.decided_function, waiting.outcome) == (None, None, "")
    assert refused(lambda: decisions.reopen(waiting, by=pmo_lead)) == "not_decided"


def test_only_a_question_is_withdrawn(waiting: DecisionRecord, pmo_lead: User) -> None:
    made = make.make_decided(waiting.program)

    decisions.withdraw(waiting, by=pmo_lead)

    assert refused(lambda: decisions.withdraw(made, by=pmo_lead)) == "already_decided"
    assert list(made.program.decisions.all()) == [made]


def test_a_right_of_another_program_is_refused(waiting: DecisionRecord, pmo_lead: User) -> None:
    elsewhere = make.make_decision_right(make_program())

    code = refused(lambda: decisions.change(waiting, by=pmo_lead, right=elsewhere))

    assert code == "other_program"
