from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from programs.actions import gates
from programs.forms.plans import GateForm, GateReviewForm, GatesForm
from programs.models import Gate, Program
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, row_for
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
    """The committee's decision about a gate."""
    gate = row_for(request, Gate.objects.select_related("program", "item__program"), uid)
    require(request.user, "review_gate", gate)
    page = FormPage(
        title=f"Review {gate}",
        back=row_address(gate.item),
        button="Record the decision",
        done="Decision recorded.",
        note=gate.criteria,
        program=gate.program,
    )
    form = GateReviewForm(request.POST or None, initial={"on": timezone.localdate()})

    def call(values: dict[str, Any]) -> object:
        return gates.review(gate, by=request.user, **values)

    return form_response(request, form, page=page, call=call)
