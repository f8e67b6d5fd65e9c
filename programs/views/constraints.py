from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import constraints
from programs.forms.constraints import (
    EndConstraintForm,
    FocusingStepForm,
    MoveConstraintForm,
    NameConstraintForm,
    ObservationForm,
)
from programs.models import Constraint, ConstraintObservation, FocusingStep, ProcessFlow, Program, Resource
from programs.periods import monday_of
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    form_response,
    program_for,
    require,
    row_for,
)
from programs.views.constraint_rows import flow_rows
from programs.views.rights import may


@login_required
@require_safe
def constraint_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What limits each flow of the program, who controls it, and what was observed in the recent weeks."""
    program = program_for(request, uid)
    today = timezone.localdate()
    resources = list(matter_for(program))
    source = constraints.own_source(request.user)
    context = {
        "program": program,
        "rows": flow_rows(program, today=today, source=source, resources=resources),
        "has_resources": bool(resources) or Resource.objects.in_use(today).exists(),
        "week": monday_of(today),
        "bases": ConstraintObservation.Basis.choices,
        "may": {
            name: may(request.user, name, program, late=name == "record_fact")
            for name in ("decide", "record_fact", "plan_program")
        },
    }
    return render(request, "programs/constraints/list.html", context)


def matter_for(program: Program) -> QuerySet[Resource]:
    """The resources in use that matter for the program today, those that it named first."""
    today = timezone.localdate()
    return Resource.objects.in_use(today).that_matter_for(program, on=today)


def flow_for(request: MemberRequest, uid: UUID, *, may: str) -> ProcessFlow:
    """The flow, for people who may; 404 for strangers, 403 without the right."""
    flow = row_for(request, ProcessFlow.objects.select_related("program"), uid)
    require(request.user, may, flow.program)
    return flow


def constraint_for(request: MemberRequest, uid: UUID) -> Constraint:
    """The constraint, for people who decide about it."""
    constraint = row_for(request, Constraint.objects.select_related("resource", "flow__program"), uid)
    require(request.user, "decide", constraint.flow.program)
    return constraint


@login_required
def observation_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What limited the flow in a week; the same source's next word replaces it."""
    flow = flow_for(request, uid, may="record_fact")
    page = FormPage(
        title=f"What limited {flow}?",
        back=address(flow.program),
        done="Noted. Say it again and it replaces this.",
        note="One answer for each week and source; the next one replaces it.",
        program=flow.program,
    )
    form = ObservationForm(request.POST or None, first=matter_for(flow.program))
    return form_response(
        request, form, page=page, call=lambda values: constraints.observe(flow, by=request.user, **values)
    )


@login_required
@require_POST
def observation_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Takes an observation back: one's own, or any by the PMO lead."""
    observation = row_for(request, ConstraintObservation.objects.select_related("flow__program"), uid)
    return button_response(
        request,
        lambda: constraints.withdraw(observation, by=request.user),
        back=address(observation.flow.program),
        done="Taken back.",
    )


@login_required
def constraint_name(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Names the resource that limits the flow."""
    flow = flow_for(request, uid, may="decide")
    page = FormPage(
        title=f"What limits {flow}?",
        back=address(flow.program),
        button="Name the constraint",
        done="Constraint named. The work begins with the first focusing step, Identify.",
        program=flow.program,
    )
    form = NameConstraintForm(
        request.POST or None, first=matter_for(flow.program), initial={"on": timezone.localdate()}
    )
    return form_response(
        request, form, page=page, call=lambda values: constraints.name(flow, by=request.user, **values)
    )


@login_required
def constraint_step(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The work on the constraint enters another focusing step."""
    constraint = constraint_for(request, uid)
    program = constraint.flow.program
    page = FormPage(
        title=f"Next step for {constraint.resource}",
        back=address(program),
        button="Enter the step",
        done="Step entered.",
        note="First get the most out of it, then let everything else follow its pace; only then spend on more of it."
        " A step that is left out is taken as it happened, and shown as skipped.",
        program=program,
    )
    form = FocusingStepForm(request.POST or None, initial={"on": timezone.localdate(), "step": step_after(constraint)})
    return form_response(
        request, form, page=page, call=lambda values: constraints.enter_step(constraint, by=request.user, **values)
    )


def step_after(constraint: Constraint) -> str:
    """The step of the order that follows the latest one; the first where none was entered."""
    order = FocusingStep.Step.values
    latest = constraint.steps.order_by("-entered_on", "-id").first()
    return order[0] if latest is None else order[min(order.index(latest.step) + 1, len(order) - 1)]


@login_required
def constraint_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The resource limits the flow no longer."""
    constraint = constraint_for(request, uid)
    program = constraint.flow.program
    page = FormPage(
        title=f"{constraint.resource} limits {constraint.flow} no longer",
        back=address(program),
        button="End it",
        done="Ended. Name what limits the flow now.",
        program=program,
    )
    yesterday = timezone.localdate() - timedelta(days=1)
    initial = {"ended_on": max(constraint.identified_on, yesterday)}
    form = EndConstraintForm(request.POST or None, instance=constraint, initial=initial)
    return form_response(
        request, form, page=page, call=lambda values: constraints.end(constraint, by=request.user, **values)
    )


@login_required
def constraint_move(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Another resource limits the flow instead."""
    constraint = constraint_for(request, uid)
    program = constraint.flow.program
    page = FormPage(
        title=f"The constraint of {constraint.flow} has moved",
        back=address(program),
        button="It has moved",
        done="The former constraint ended the day before; the work on the new one begins with Identify.",
        note=f"So far it is {constraint.resource}.",
        program=program,
    )
    form = MoveConstraintForm(
        request.POST or None,
        first=matter_for(program),
        former=constraint.resource_id,
        initial={"on": timezone.localdate()},
    )
    return form_response(
        request, form, page=page, call=lambda values: constraints.move(constraint, by=request.user, **values)
    )


def address(program: Program) -> str:
    """What limits the flows of a program."""
    return reverse("programs:constraint-list", args=[program.uid])
