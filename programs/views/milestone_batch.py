from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from programs.actions import milestones
from programs.errors import Refused
from programs.forms.milestones import MilestoneRowsForm
from programs.models import Program
from programs.views.base import MemberRequest, program_for, render_form, submit

MOST_NAMED = 3


@login_required
def milestone_batch(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Several milestones at once, each with its first forecast; all of them, or none when a row is refused."""
    program = program_for(request, uid, may="plan_program")
    form = MilestoneRowsForm(request.POST or None, program=program)
    if request.method == "POST" and submit(form, lambda _: create_all(request, program, form)):
        names = [str(row["name"]) for row in form.given().values()]
        added = f"{len(names)} milestones added." if names[MOST_NAMED:] else f"Milestones added: {', '.join(names)}."
        messages.success(request, added)
        return redirect(request.path if "more" in request.POST else program.get_absolute_url())
    return render_form(
        request,
        "programs/milestones/batch.html",
        context={"form": form, "program": program, "section": "detail"},
        form=form,
        program=program,
    )


def create_all(request: MemberRequest, program: Program, form: MilestoneRowsForm) -> None:
    """Every row that has a name as a milestone, or none; a refusal stands in the row that it is about."""
    today = timezone.localdate()
    with transaction.atomic():
        for number, row in form.given().items():
            try:
                milestones.create(program, by=request.user, stated_on=today, **row)
            except Refused as error:
                field = f"{error.field}_{number}" if error.field else f"name_{number}"
                raise Refused(error.code, error.message, field=field, address=error.address) from error
