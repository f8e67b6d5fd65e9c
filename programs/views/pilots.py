from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from programs.actions import pilots
from programs.forms.pilots import PilotForm
from programs.models import Pilot
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    form_response,
    program_for,
    render_form,
    require,
    row_for,
    submit,
)
from programs.views.pilot_page import next_step, pages_of, rights_of


@login_required
@require_safe
def pilot_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The pilots of the program, the newest first, each with how far it is and what is missing."""
    program = program_for(request, uid)
    rows = program.pilots.with_protocol().select_related("locked_by", "started_by", "decided_by").order_by("-id")
    pages, rights = pages_of(list(rows)), rights_of(request.user, program)
    context = {
        "program": program,
        "rows": [(page, next_step(page, rights)) for page in pages],
        "may_plan": "plan_program" in rights,
        "may_enter": request.user.has_perm("programs.record_fact", program),
        "has_flows": program.flows.exists(),
        "has_metrics": program.metrics.exists(),
    }
    return render(request, "programs/pilots/list.html", context)


@login_required
@require_safe
def pilot_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The protocol in plain words, how far the pilot is, and every period since its start."""
    pilot = pilot_for(request, uid)
    (page,) = pages_of([pilot])
    rights = rights_of(request.user, pilot.program)
    context = {
        "program": pilot.program,
        "section": "pilot-list",
        "page": page,
        "button": next_step(page, rights),
        "may_plan": "plan_program" in rights,
    }
    return render(request, "programs/pilots/detail.html", context)


@login_required
def pilot_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new draft, which opens once it is saved."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="Draft a pilot",
        back=reverse("programs:pilot-list", args=[program.uid]),
        button="Save the draft",
        program=program,
    )
    form = PilotForm(request.POST or None, program=program)
    drafted: list[Pilot] = []

    def call(values: dict[str, Any]) -> None:
        drafted.append(pilots.draft(program, by=request.user, **values))

    if request.method == "POST" and submit(form, call):
        messages.success(request, "Draft saved. A guardrail says what must not get worse; then the protocol is locked.")
        return redirect(drafted[0])
    return render_form(
        request, "programs/form.html", context={"form": form, "page": page}, form=form, program=page.program
    )


@login_required
def pilot_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The draft with other values."""
    pilot = pilot_for(request, uid, may="plan_program")
    page = FormPage(title=f"Edit {pilot}", back=pilot.get_absolute_url(), program=pilot.program)
    form = PilotForm(request.POST or None, instance=pilot, program=pilot.program)
    return form_response(request, form, page=page, call=lambda values: pilots.change(pilot, by=request.user, **values))


@login_required
@require_POST
def pilot_discard(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a draft with its guardrails."""
    pilot = pilot_for(request, uid)
    back = reverse("programs:pilot-list", args=[pilot.program.uid])
    done = f"The draft {pilot} was deleted."
    return button_response(request, lambda: pilots.discard(pilot, by=request.user), back=back, done=done)


def pilot_for(request: MemberRequest, uid: UUID, *, may: str = "") -> Pilot:
    """The pilot with its protocol, for people with a role in its program and the right ``may``."""
    rows = Pilot.objects.with_protocol().select_related("locked_by", "started_by", "decided_by")
    pilot = row_for(request, rows, uid)
    if may:
        require(request.user, may, pilot.program)
    return pilot
