from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from programs.actions import gates
from programs.forms.gate_reviews import GateReviewForm
from programs.forms.plans import GateForm, GatesForm
from programs.models import Gate, Program
from programs.views.base import (
    FormPage,
    MemberRequest,
    form_response,
    program_for,
    render_form,
    require,
    row_for,
    submit,
)
from programs.views.gate_review_page import review_page
from programs.views.milestones import row_address


@login_required
def gate_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The gates of the sequence that are still missing, with their expected dates, in one go."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="Set up the gates",
        back=program.get_absolute_url(),
        button="Add these gates",
        done="Gates added.",
        note="The dates are suggestions from the start of the program. Leave one empty to add that gate later.",
        program=program,
    )
    form = GatesForm(request.POST or None, program=program)
    if not form.fields:
        page = replace(page, button="", note="Every gate of the sequence is set up.")
    return form_response(request, form, page=page, call=lambda _: create_all(request, program, form))


def create_all(request: MemberRequest, program: Program, form: GatesForm) -> None:
    """Every gate that has a date, or none."""
    today = timezone.localdate()
    with transaction.atomic():
        for code, expected_on in form.expected().items():
            gates.create(program, by=request.user, code=code, stated_on=today, expected_on=expected_on)


@login_required
def gate_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The criteria of a gate."""
    gate = row_for(request, Gate.objects.select_related("program", "item__program"), uid)
    require(request.user, "plan_program", gate.program)
    page = FormPage(title=f"Criteria of {gate}", back=row_address(gate.item), program=gate.program)
    form = GateForm(request.POST or None, instance=gate)
    return form_response(request, form, page=page, call=lambda values: gates.change(gate, by=request.user, **values))


@login_required
def gate_review(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What the gate needs and what is there, and the form that decides it."""
    gate = row_for(request, Gate.objects.select_related("program", "item__program", "item__owner"), uid)
    require(request.user, "review_gate", gate)
    today = timezone.localdate()
    page = review_page(gate, request.user, today=today)
    form = GateReviewForm(request.POST or None, gate=gate, initial={"on": today})

    def call(values: dict[str, Any]) -> object:
        return gates.review(gate, by=request.user, **values)

    if request.method == "POST" and submit(form, call):
        messages.success(request, "Decision recorded.")
        return redirect("programs:gate-detail", uid=gate.uid)
    context = {"program": gate.program, "gate": gate, "page": page, "form": form, "section": "governance"}
    return render_form(request, "programs/gates/review.html", context=context, form=form, program=gate.program)
