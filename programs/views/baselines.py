from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import baselines
from programs.forms.plans import BaselineForm
from programs.models import Baseline
from programs.views.base import MemberRequest, program_for, render_form, row_for, submit
from programs.views.baseline_preview import preview
from programs.views.rights import may


@login_required
@require_safe
def baseline_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Every frozen plan of the program."""
    program = program_for(request, uid)
    locked = program.baselines.select_related("locked_by").order_by("-number")
    return render(
        request,
        "programs/baselines/list.html",
        {"program": program, "baselines": locked, "may_plan": may(request.user, "plan_program", program)},
    )


@login_required
@require_safe
def baseline_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One frozen plan with its dates and weights."""
    baseline = row_for(request, Baseline.objects.select_related("program", "locked_by"), uid)
    items = baseline.items.select_related("milestone").order_by("planned_on", "id")
    return render(
        request,
        "programs/baselines/detail.html",
        {"baseline": baseline, "items": items, "program": baseline.program},
    )


@login_required
def baseline_lock(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Freezes the present forecasts and weights as the next baseline."""
    program = program_for(request, uid, may="plan_program")
    number = program.baselines.count() + 1
    initial = {"on": timezone.localdate(), "reason": "The first plan." if number == 1 else ""}
    form = BaselineForm(request.POST or None, initial=initial)
    if request.method == "POST" and submit(
        form, lambda values: baselines.lock_plan(program, by=request.user, **values)
    ):
        messages.success(request, f"Baseline {number} locked.")
        return redirect(program)
    context = {
        "form": form,
        "number": number,
        "preview": preview(program, today=timezone.localdate()),
        "program": program,
        "section": "detail",
    }
    return render_form(request, "programs/baselines/lock.html", context=context, form=form, program=program)
