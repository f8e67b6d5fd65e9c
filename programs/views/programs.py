from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from programs.actions import programs
from programs.forms.programs import NewProgramForm, ProgramForm
from programs.models import Program
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    form_response,
    program_for,
    require,
    status_of,
    submit,
)


@login_required
def program_create(request: MemberRequest) -> HttpResponse:
    """A draft program; its creator becomes its PMO lead."""
    require(request.user, "create_program")
    page = FormPage(
        title="New program",
        back=reverse("tracker:home"),
        button="Create program",
        done="Program created. The steps below lead to its first numbers.",
        note="It starts as a draft. You are its PMO lead.",
    )
    form = NewProgramForm(request.POST or None, initial={"start_on": timezone.localdate()})
    made: list[Program] = []

    def call(values: dict[str, Any]) -> None:
        made.append(programs.create(values.pop("code"), by=request.user, on=timezone.localdate(), **values))

    if request.method == "POST" and submit(form, call):
        messages.success(request, page.done)
        return redirect(made[0])
    return render(request, "programs/form.html", {"form": form, "page": page}, status=status_of(form))


@login_required
def program_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What the program is, without its state."""
    program = program_for(request, uid, may="plan_program")
    remove = reverse("programs:program-remove", args=[program.uid])
    page = FormPage(title=f"Edit {program}", back=program.get_absolute_url(), program=program, remove=remove)
    form = ProgramForm(request.POST or None, instance=program)
    return form_response(
        request, form, page=page, call=lambda values: programs.change(program, by=request.user, **values)
    )


@login_required
@require_POST
def program_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Takes the program out of every list; nothing is deleted."""
    program = program_for(request, uid, may="plan_program")
    return button_response(
        request,
        lambda: programs.remove(program, by=request.user, on=timezone.localdate()),
        back=reverse("tracker:home"),
        done=f"{program} was removed. It can be brought back through the API.",
    )
