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

from programs.actions import flow_interfaces, flows
from programs.forms.plans import FlowForm, NewFlowForm, StageEditForm, StageForm
from programs.models import FlowStage, ProcessFlow, Program
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
from programs.views.cycle_levels import cycles_of
from programs.views.rights import may


@login_required
@require_safe
def flow_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The process flows of the program with their stages, in the order of expansion."""
    program = program_for(request, uid)
    listed = program.flows.prefetch_related("stages__function").order_by("position", "id")
    stages = [stage for flow in listed for stage in flow.stages.all()]
    cycles = cycles_of(stages, now=timezone.now())
    return render(
        request,
        "programs/flows/list.html",
        {
            "program": program,
            "flows": [
                (flow, [(stage, cycles.get(cycle_key(stage))) for stage in flow.stages.all()]) for flow in listed
            ],
            "may_plan": may(request.user, "plan_program", program),
            "may_keep": request.user.has_perm("programs.keep_installation"),
        },
    )


def cycle_key(stage: FlowStage) -> tuple[int, str]:
    """What names the cycle that the stage works by."""
    return stage.function_id, stage.planning_level


@login_required
def flow_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new process flow."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="New process flow",
        back=back_to(request, address(program)),
        done="Flow added.",
        note="How one customer segment or product line is served, from function to function. "
        "Name the two functions of its most troublesome hand-off now; more hand-offs and stages can follow.",
        program=program,
    )
    initial = {"position": program.flows.count() + 1}
    form = NewFlowForm(request.POST or None, back=request.get_full_path(), initial=initial)
    return form_response(request, form, page=page, call=lambda values: create(request, program, values))


def create(request: MemberRequest, program: Program, values: dict[str, Any]) -> ProcessFlow:
    """The flow with its first hand-off when both functions were named, or nothing at all."""
    pair = {name: values.pop(name) for name in ("from_function", "to_function")}
    with transaction.atomic():
        flow = flows.create(program, by=request.user, **values)
        if all(pair.values()):
            flow_interfaces.use_pair(flow, by=request.user, **pair)
    return flow


@login_required
def flow_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The flow with other values."""
    flow = row_for(request, ProcessFlow.objects.select_related("program"), uid)
    require(request.user, "plan_program", flow.program)
    page = FormPage(title=f"Edit {flow}", back=address(flow.program), program=flow.program)
    form = FlowForm(request.POST or None, instance=flow)
    return form_response(request, form, page=page, call=lambda values: flows.change(flow, by=request.user, **values))


@login_required
def stage_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new last stage of a flow."""
    flow = row_for(request, ProcessFlow.objects.select_related("program"), uid)
    require(request.user, "plan_program", flow.program)
    page = FormPage(title=f"Add a stage to {flow}", back=address(flow.program), program=flow.program)
    form = StageForm(request.POST or None)
    return form_response(request, form, page=page, call=lambda values: flows.add_stage(flow, by=request.user, **values))


@login_required
def stage_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The stage with another name or another cycle to work by."""
    stage = row_for(request, FlowStage.objects.select_related("flow__program", "function"), uid)
    program = stage.flow.program
    require(request.user, "plan_program", program)
    page = FormPage(
        title=f"Edit {stage.name}",
        back=address(program),
        program=program,
        note=f"Held by {stage.function}. Its planning cycles are kept once for all programs.",
    )
    form = StageEditForm(request.POST or None, instance=stage)
    return form_response(
        request, form, page=page, call=lambda values: flows.change_stage(stage, by=request.user, **values)
    )


@login_required
@require_POST
def stage_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a stage; the others keep their places."""
    stages = FlowStage.objects.select_related("flow__program")
    stage = row_for(request, stages, uid)
    back = address(stage.flow.program)
    return button_response(
        request, lambda: flows.remove_stage(stage, by=request.user), back=back, done="Stage deleted."
    )


def address(program: Program) -> str:
    """The flows of a program."""
    return reverse("programs:flow-list", args=[program.uid])
