from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone

from programs.actions import leader_evaluations
from programs.forms.metrics import EvaluationForm, EvaluationReviewForm, NewEvaluationForm
from programs.models import LeaderEvaluation
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, row_for
from programs.views.program_metrics import address


@login_required
def evaluation_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What share of a leader's evaluation rests on shared metrics."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="Record a leader's evaluation",
        back=address(program),
        done="Evaluation recorded.",
        note="Only the share that rests on shared metrics is kept, never how the evaluation went.",
        program=program,
    )
    year = timezone.localdate().year
    initial = {"cycle_starts_on": date(year, 1, 1), "cycle_ends_on": date(year, 12, 31)}
    form = NewEvaluationForm(request.POST or None, program=program, initial=initial)

    def call(values: dict[str, Any]) -> object:
        role = values.pop("role")
        return leader_evaluations.record(program, by=request.user, leader=role.user, function=role.function, **values)

    return form_response(request, form, page=page, call=call)


@login_required
def evaluation_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The evaluation with another cycle or share."""
    evaluation = evaluation_for(request, uid)
    page = FormPage(
        title=f"Evaluation of {evaluation.leader}", back=address(evaluation.program), program=evaluation.program
    )
    form = EvaluationForm(request.POST or None, instance=evaluation)
    return form_response(
        request, form, page=page, call=lambda values: leader_evaluations.change(evaluation, by=request.user, **values)
    )


@login_required
def evaluation_complete(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The day on which the evaluation's review was held."""
    evaluation = evaluation_for(request, uid)
    if evaluation.leader_id == request.user.pk:
        raise PermissionDenied("The review of your own evaluation is completed by somebody else.")
    page = FormPage(
        title=f"The review of {evaluation.leader} is complete",
        back=address(evaluation.program),
        button="Complete",
        done="Review completed.",
        note="From now on the evaluation counts, and it stays as it is.",
        program=evaluation.program,
    )
    form = EvaluationReviewForm(request.POST or None, initial={"on": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: leader_evaluations.complete(evaluation, by=request.user, **values)
    )


def evaluation_for(request: MemberRequest, uid: UUID) -> LeaderEvaluation:
    """The evaluation, for people who may plan its program."""
    evaluation = row_for(request, LeaderEvaluation.objects.select_related("program", "leader", "function"), uid)
    require(request.user, "plan_program", evaluation.program)
    return evaluation
