"""The decision latency of one flow: what would change it, tried without storing, and what somebody kept of that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from programs.errors import Refused
from programs.models import ProcessFlow, Program
from programs.views.base import MemberRequest, perform, program_for, status_of
from programs.views.rights import may
from tracker.analyses import coordination_of, names_of, newest_analysis
from tracker.models import Analysis, LatencyScenario
from tracker.reporting.coordination.latency import flow_row
from tracker.reporting.wording import Json
from tracker.scenarios import compared, remove_scenario, save_scenario
from tracker.views.latency_form import ScenarioNameForm, SupposeForm, WhatIfForm
from tracker.views.latency_page import KeptRow, Tried, kept_rows, tried
from tracker.what_ifs import PlannedFlow, planned_flow

PAGE = "tracker/coordination/latency_flow.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyPage:
    """What stands around the form; ``shown`` is None while nothing was worked out.

    suppose  asks for cycles of the stages without one; None where every stage has its cycle
    """

    may_save: bool
    suppose: SupposeForm | None = None
    shown: Json | None = None
    kept: list[KeptRow] = field(default_factory=list)


@login_required
@require_safe
@vary_on_headers("HX-Request")
def latency_flow(request: MemberRequest, uid: UUID, flow: UUID) -> HttpResponse:
    """One flow with its days, and what the change in the address would make of them; for htmx the answer alone."""
    program = program_for(request, uid)
    planned = plan_of(program, flow)
    suppose = SupposeForm(request.GET.dict(), missing=planned.missing) if planned.missing else None
    if suppose is not None and suppose.is_valid():
        planned = planned.supposing(suppose.periods())
    form = form_of(request.GET.dict(), planned)
    may_save = suppose is None and may(request.user, "record_fact", program)
    page = LatencyPage(may_save=may_save, suppose=suppose)
    context: dict[str, Any] = {"program": program, "section": "coordination", "flow": planned.flow, "page": page}
    context |= {"form": form, "tried": answer_to(form, planned)}
    if request.htmx:
        return render(request, f"{PAGE}#answer", context)
    context["page"] = replace(page, shown=shown_of(program, planned.flow), kept=kept_rows(compared(planned)))
    asked = form or suppose
    return render(request, PAGE, context, status=status_of(asked) if asked is not None else 200)


@login_required
@require_POST
def scenario_save(request: MemberRequest, uid: UUID, flow: UUID) -> HttpResponse:
    """The change that was tried, kept under a name."""
    program = program_for(request, uid, may="record_fact")
    planned = plan_of(program, flow)
    back = reverse("tracker:latency-flow", args=[program.uid, planned.flow.uid])
    named, form = ScenarioNameForm(request.POST), form_of(request.POST.dict(), planned)
    if form is None or not form.is_valid() or not named.is_valid():
        messages.error(request, "Not saved: a scenario needs a name of at most 120 characters and a possible change.")
        return redirect(back)
    name = named.cleaned_data["name"]
    try:
        save_scenario(planned.flow, name=name, change=form.change(), demand=form.demand(), by=request.user)
    except Refused as problem:
        messages.error(request, problem.message)
        return redirect(back)
    messages.success(request, f"Kept: {name}.")
    return redirect(f"{back}#kept-title")


@login_required
@require_POST
def scenario_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The scenario gone; nothing else rests on it."""
    kept = get_object_or_404(LatencyScenario.objects.visible_to(request.user).select_related("flow__program"), uid=uid)
    back = reverse("tracker:latency-flow", args=[kept.flow.program.uid, kept.flow.uid])
    try:
        perform(lambda: remove_scenario(kept, by=request.user))
    except Refused as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, f"Removed: {kept.name}.")
    return redirect(back)


def plan_of(program: Program, flow: UUID) -> PlannedFlow:
    """The flow as it is planned today; 404 for one of another program."""
    row = get_object_or_404(ProcessFlow.objects.filter(program=program), uid=flow)
    return planned_flow(row, today=timezone.localdate())


def form_of(asked: dict[str, Any], planned: PlannedFlow) -> WhatIfForm | None:
    """The form filled with what is asked; None while cycles are missing."""
    return WhatIfForm(asked, chain=planned.chain) if planned.chain is not None and planned.is_complete else None


def answer_to(form: WhatIfForm | None, planned: PlannedFlow) -> Tried | None:
    """What the change would bring; None when the form was refused, with the reason in the form."""
    if form is None or not form.is_valid():
        return None
    try:
        found = planned.with_change(form.change(), form.demand())
    except ValueError as error:
        form.add_error(None, str(error))
        return None
    return tried(found, asked=form.touched(), is_supposed=planned.is_supposed)


def shown_of(program: Program, flow: ProcessFlow) -> Json | None:
    """What the newest analysis says of the flow; None while there is none."""
    row: Analysis | None = newest_analysis(program)
    found = coordination_of(row).latency.flows if row is not None else ()
    mine = next((each for each in found if each.flow == str(flow.uid)), None)
    return flow_row(mine, names_of(program)) if mine is not None else None
