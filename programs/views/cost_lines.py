from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import cost_lines
from programs.forms.reports import CostLineForm
from programs.views.base import FormPage, MemberRequest, form_response, program_for
from programs.views.rights import may


@login_required
def cost_line_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """An amount as stated on a day."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="State a cost", back=program.get_absolute_url(), button="State it", done="Cost stated.", program=program
    )
    form = CostLineForm(request.POST or None, initial={"on": timezone.localdate(), "currency": "EUR"})
    return form_response(
        request, form, page=page, call=lambda values: cost_lines.state(program, by=request.user, **values)
    )


@login_required
@require_safe
def cost_line_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Every amount that was stated, newest first."""
    program = program_for(request, uid)
    lines = program.cost_lines.select_related("stated_by").order_by("-stated_on", "scope", "kind", "id")
    may_plan = may(request.user, "plan_program", program, late=True)
    return render(request, "programs/cost_lines/list.html", {"program": program, "lines": lines, "may_plan": may_plan})
