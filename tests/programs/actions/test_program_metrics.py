from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programs.actions import leader_evaluations, metric_accountabilities, program_metrics
from programs.errors import NotAllowed, Refused
from programs.models import LeaderEvaluation, MetricAccountability, Program, ProgramMetric, User
from tests.factories import START, make_flow, make_function, make_membership, make_program, make_user
from tests.factories import metrics as make

pytestmark = pytest.mark.django_db
QUARTER = Decimal("0.25")
LATER = START + timedelta(days=60)


def test_a_program_is_judged_by_a_metric_in_a_flow(program: Program, pmo_lead: User) -> None:
    flow = make_flow(program)

    judged = program_metrics.judge(
        program,
        by=pmo_lead,
        metric=make.make_metric(),
        flow=flow,
        role="guardrail",
        target=Decimal(12),
        target_on=LATER,
    )

    assert (judged.program, judged.flow, judged.role) == (program, flow, "guardrail")
    assert (judged.target, judged.target_on) == (Decimal(12), LATER)


def test_a_flow_of_another_program_is_refused(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        program_metrics.judge(
            program, by=pmo_lead, metric=make.make_metric(), flow=make_flow(make_program()), role="primary"
        )

    assert (refusal.value.code, refusal.value.field) == ("flow_of_another_program", "flow")


def test_a_retired_metric_is_offered_to_no_further_program(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused, match="was retired on 5 January 2026"):
        program_metrics.judge(program, by=pmo_lead, metric=make.make_metric(retired_on=START), role="primary")


def test_the_same_metric_twice_is_refused_in_words(program: Program, pmo_lead: User) -> None:
    judged = make.make_program_metric(program)

    with pytest.raises(ValidationError, match="already exists"):
        program_metrics.judge(program, by=pmo_lead, metric=judged.metric, role="guardrail")


def test_a_hypothesis_was_said_on_a_day_that_has_come(program: Program, pmo_lead: User) -> None:
    judged = make.make_program_metric(program)
    said: dict[str, Any] = {"hypothesis": "Ten days by June", "hypothesis_by": "Ada Sponsor"}

    with pytest.raises(Refused) as refusal:
        program_metrics.state_hypothesis(
            judged, by=pmo_lead, hypothesis_on=timezone.localdate() + timedelta(days=1), **said
        )

    assert refusal.value.field == "hypothesis_on"


def test_a_metric_that_something_rests_on_stays(program: Program, pmo_lead: User) -> None:
    judged = make.make_metric_baseline(make.make_program_metric(program)).program_metric

    with pytest.raises(Refused, match="Something rests on it"):
        program_metrics.remove(judged, by=pmo_lead)

    assert ProgramMetric.objects.filter(pk=judged.pk).exists()


def test_a_new_weight_ends_the_one_before_on_the_day_before(program: Program, pmo_lead: User) -> None:
    judged, function = make.make_program_metric(program), make_function()
    begin = metric_accountabilities.begin
    first = begin(judged, by=pmo_lead, function=function, weight=QUARTER, valid_from=START)

    second = begin(judged, by=pmo_lead, function=function, weight=Decimal("0.4"), valid_from=LATER)

    first.refresh_from_db()
    assert first.valid_to == LATER - timedelta(days=1)
    assert (second.valid_from, second.valid_to, second.weight) == (LATER, None, Decimal("0.4"))


def test_a_function_that_stopped_answers_again(program: Program, pmo_lead: User) -> None:
    ended = make.make_accountability(make.make_program_metric(program), valid_to=START + timedelta(days=9))

    metric_accountabilities.begin(
        ended.program_metric, by=pmo_lead, function=ended.function, weight=QUARTER, valid_from=LATER
    )

    spans = MetricAccountability.objects.order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(spans) == [(START, START + timedelta(days=9)), (LATER, None)]


@pytest.mark.parametrize(
    ("weight", "valid_from", "code"),
    [("0.4", START, "weight_begins_later"), ("0.25", LATER, "weight_is_the_same")],
    ids=["not-later", "same"],
)
def test_a_weight_that_changes_nothing_or_the_past_is_refused(
    weight: str, valid_from: date, code: str, program: Program, pmo_lead: User
) -> None:
    first = make.make_accountability(make.make_program_metric(program))

    with pytest.raises(Refused) as refusal:
        metric_accountabilities.begin(
            first.program_metric, by=pmo_lead, function=first.function, weight=Decimal(weight), valid_from=valid_from
        )

    assert refusal.value.code == code


@pytest.mark.parametrize("weight", ["0", "1.01"])
def test_a_weight_is_a_share(weight: str, program: Program, pmo_lead: User) -> None:
    judged = make.make_program_metric(program)

    with pytest.raises(ValidationError):
        metric_accountabilities.begin(
            judged, by=pmo_lead, function=make_function(), weight=Decimal(weight), valid_from=START
        )


def test_an_accountability_ends_after_it_began_and_never_later_than_it_ended(program: Program, pmo_lead: User) -> None:
    row = make.make_accountability(make.make_program_metric(program))

    with pytest.raises(ValidationError):
        metric_accountabilities.end(row, by=pmo_lead, valid_to=START - timedelta(days=1))
    ended = metric_accountabilities.end(row, by=pmo_lead, valid_to=START)
    with pytest.raises(Refused, match="ended on 5 January 2026"):
        metric_accountabilities.end(ended, by=pmo_lead, valid_to=LATER)


def record(program: Program, by: User, leader: User) -> LeaderEvaluation:
    """A quarter of the evaluation of 2025, in the function of the leader's last role or another."""
    role = program.memberships.filter(user=leader, function__isnull=False).first()
    return leader_evaluations.record(
        program,
        by=by,
        leader=leader,
        function=role.function if role and role.function else make_function(),
        cycle_starts_on=date(2025, 1, 1),
        cycle_ends_on=date(2025, 12, 31),
        shared_weight=QUARTER,
    )


def test_an_evaluation_is_recorded_and_completed_once(program: Program, pmo_lead: User, function_lead: User) -> None:
    evaluation = record(program, pmo_lead, function_lead)

    done = leader_evaluations.complete(evaluation, by=pmo_lead, on=START)
    with pytest.raises(Refused, match="completed on 5 January 2026"):
        leader_evaluations.complete(done, by=pmo_lead, on=START)

    assert (evaluation.recorded_by, done.completed_on) == (pmo_lead, START)


def test_an_evaluation_of_somebody_who_never_led_the_function_is_refused(
    program: Program, pmo_lead: User, committee_member: User
) -> None:
    with pytest.raises(Refused) as refusal:
        record(program, pmo_lead, committee_member)

    assert refusal.value.code == "does_not_lead_the_function"


def test_an_evaluation_of_a_role_that_has_ended_may_be_recorded_late(program: Program, pmo_lead: User) -> None:
    former = make_user()
    make_membership(former, program, "function_lead", valid_to=START)

    assert record(program, pmo_lead, former).pk


def test_a_completed_evaluation_stays(program: Program, pmo_lead: User) -> None:
    done = make.make_evaluation(program, completed_on=START)
    cycle: dict[str, Any] = {"cycle_starts_on": done.cycle_starts_on, "cycle_ends_on": done.cycle_ends_on}

    with pytest.raises(Refused, match="stays as it was"):
        leader_evaluations.change(done, by=pmo_lead, shared_weight=Decimal("0.5"), **cycle)


def test_a_review_lies_neither_before_its_cycle_nor_ahead(program: Program, pmo_lead: User) -> None:
    evaluation = make.make_evaluation(program)

    with pytest.raises(Refused, match="cycle begins on 1 January 2025"):
        leader_evaluations.complete(evaluation, by=pmo_lead, on=date(2024, 12, 31))
    with pytest.raises(Refused, match="has not come yet"):
        leader_evaluations.complete(evaluation, by=pmo_lead, on=timezone.localdate() + timedelta(days=1))


def test_nobody_completes_their_own_evaluation(program: Program, pmo_lead: User) -> None:
    role = make_membership(pmo_lead, program, "function_lead")
    own = make.make_evaluation(program, leader=pmo_lead, function=role.function)

    with pytest.raises(NotAllowed, match="your own evaluation"):
        leader_evaluations.complete(own, by=pmo_lead, on=START)
