"""What a longer lead time would cost and save, tried without storing."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programs.views.base import MemberRequest, program_for, status_of
from programs.views.rights import may
from tracker.reporting.coordination.lead_time import lead_time_words
from tracker.views.lead_time_form import LeadTimeForm

PAGE = "tracker/coordination/lead_time.html"


@login_required
@require_safe
@vary_on_headers("HX-Request")
def lead_time(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The form, and what the choice in the address would bring; for htmx the answer alone."""
    program = program_for(request, uid)
    form = LeadTimeForm(request.GET or None)
    tried = None
    if form.is_valid():
        tried = lead_time_words(form.choice(), currency=program.currency or "")
    context = {"program": program, "section": "coordination", "form": form, "tried": tried}
    if request.htmx:
        return render(request, f"{PAGE}#answer", context)
    context["may_record"] = may(request.user, "record_fact", program)
    return render(request, PAGE, context, status=status_of(form))
