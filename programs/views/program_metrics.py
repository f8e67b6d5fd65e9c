from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import metric_accountabilities, metrics, program_metrics
from programs.catalog.metrics import CatalogMetric
from programs.forms.metrics import (
    AccountabilityEndForm,
    AccountabilityForm,
    HypothesisForm,
    NewProgramMetricForm,
    ProgramMetricForm,
)
from programs.models import MetricAccountability, Program, ProgramMetric
from programs.views.base import (
    FormPage,
    MemberRequest,
    back_to,
    button_response,
    form_response,
    program_for,
    require,
    row_for,
)
from programs.views.metrics import early_enough
from programs.views.program_metric_page import evaluation_lines, metric_cards
from programs.views.rights import may


@login_required
@require_safe
def program_metric_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The metrics that the program is judged by, what is missing of each, and the leaders' evaluations."""
    program = program_for(request, uid)
    today = timezone.localdate()
    context = {
        "program": program,
        "cards": metric_cards(program, today=today),
        "evaluations": evaluation_lines(program, today=today),
        "may_plan": may(request.user, "plan_program", program),
        "may_enter": request.user.has_perm("programs.record_fact", program),
    }
    return render(request, "programs/program_metrics/list.html", context)


@login_required
def program_metric_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The program judged by one more metric."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="Judge the program by a metric",
        back=back_to(request, address(program)),
        done="Metric added.",
        note="Choose what two functions move together. Metrics are kept once for all programs.",
        program=program,
    )
    role = ProgramMetric.Role.GUARDRAIL if program.metrics.filter(role="primary").exists() else "primary"
    form = NewProgramMetricForm(request.POST or None, program=program, initial={"role": role})
    return form_response(request, form, page=page, call=lambda values: judge(request, program, values))


def judge(request: MemberRequest, program: Program, values: dict[str, Any]) -> ProgramMetric:
    """The program judged by the metric, which is added first when it was chosen from the catalog; or nothing at all."""
    metric = values.pop("metric")
    with transaction.atomic():
        if isinstance(metric, CatalogMetric):
            since = early_enough(timezone.localdate())
            (metric,) = metrics.add_from_catalog([metric.key], by=request.user, effective_from=since)
        return program_metrics.judge(program, by=request.user, metric=metric, **values)


@login_required
def program_metric_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The metric in another role, or against another target."""
    row = program_metric_for(request, uid)
    page = FormPage(title=f"Change {row}", back=address(row.program), program=row.program)
    form = ProgramMetricForm(request.POST or None, instance=row)
    return form_response(
        request, form, page=page, call=lambda values: program_metrics.change(row, by=request.user, **values)
    )


@login_required
def program_metric_hypothesis(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What the sponsor expects of the metric."""
    row = program_metric_for(request, uid)
    page = FormPage(
        title=f"Hypothesis about {row}",
        back=address(row.program),
        done="Hypothesis recorded.",
        note="It stands where a number will stand, labelled with its day. No status ever uses it.",
        program=row.program,
    )
    initial = {
        "hypothesis_by": row.hypothesis_by or row.program.sponsor_name,
        "hypothesis_on": row.hypothesis_on or timezone.localdate(),
    }
    form = HypothesisForm(request.POST or None, instance=row, initial=initial)
    return form_response(
        request, form, page=page, call=lambda values: program_metrics.state_hypothesis(row, by=request.user, **values)
    )


@login_required
@require_POST
def program_metric_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a metric that was entered by mistake."""
    row = program_metric_for(request, uid)
    back = address(row.program)
    return button_response(
        request, lambda: program_metrics.remove(row, by=request.user), back=back, done="Metric taken out."
    )


@login_required
def accountability_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A function that answers for the metric from a day on."""
    row = program_metric_for(request, uid)
    page = FormPage(
        title=f"Make a function accountable for {row}",
        back=address(row.program),
        done="Function made accountable.",
        note="A metric is shared when at least two functions have it in their evaluation. A new weight ends the "
        "function's earlier one on the day before.",
        program=row.program,
    )
    form = AccountabilityForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: metric_accountabilities.begin(row, by=request.user, **values)
    )


@login_required
def accountability_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The last day on which a function answers for the metric."""
    rows = MetricAccountability.objects.select_related("program_metric__program", "program_metric__metric", "function")
    row = row_for(request, rows, uid)
    program = row.program_metric.program
    require(request.user, "plan_program", program)
    page = FormPage(
        title=f"{row.function} no longer answers for {row.program_metric}",
        back=address(program),
        button="End it",
        done="It ends.",
        program=program,
        danger=True,
    )
    form = AccountabilityEndForm(request.POST or None, initial={"valid_to": timezone.localdate()})

    def call(values: dict[str, Any]) -> object:
        return metric_accountabilities.end(row, by=request.user, **values)

    return form_response(request, form, page=page, call=call)


def program_metric_for(request: MemberRequest, uid: UUID) -> ProgramMetric:
    """The metric of a program that the person may plan; 404 for strangers, 403 without the right."""
    row = row_for(request, ProgramMetric.objects.select_related("program", "metric", "flow"), uid)
    require(request.user, "plan_program", row.program)
    return row


def address(program: Program) -> str:
    """The metrics of a program."""
    return reverse("programs:program-metric-list", args=[program.uid])
