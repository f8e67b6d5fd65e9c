from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import reswap, retarget, trigger_client_event

from programs.actions import milestones
from programs.forms.milestones import ForecastForm, MilestoneForm, NewMilestoneForm, StartForm
from programs.models import Milestone
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
from programs.views.history import history_of
from programs.views.milestone_rows import milestone_row, with_row_details
from programs.views.rights import rights_in

INLINE = "programs/milestones/inline_form.html"


@login_required
def milestone_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new milestone with its first forecast."""
    program = program_for(request, uid, may="plan_program")
    today = timezone.localdate()
    page = FormPage(title="New milestone", back=program.get_absolute_url(), program=program)
    form = NewMilestoneForm(request.POST or None, program=program)
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: milestones.create(program, by=request.user, stated_on=today, **values),
    )


@login_required
def milestone_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Everything about a milestone but its dates and evidence."""
    milestone = row_for(request, Milestone.objects.select_related("program"), uid)
    require(request.user, "plan_program", milestone.program)
    remove = reverse("programs:milestone-remove", args=[milestone.uid])
    page = FormPage(title=f"Edit {milestone}", back=row_address(milestone), program=milestone.program, remove=remove)
    form = MilestoneForm(request.POST or None, instance=milestone, program=milestone.program)
    return form_response(
        request, form, page=page, call=lambda values: milestones.change(milestone, by=request.user, **values)
    )


@login_required
@require_POST
def milestone_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Takes the milestone out of the program from today."""
    milestone = row_for(request, Milestone.objects.select_related("program"), uid)
    return button_response(
        request,
        lambda: milestones.remove(milestone, by=request.user, on=timezone.localdate()),
        back=milestone.program.get_absolute_url(),
        done=f"{milestone} was taken out of the program.",
    )


@login_required
@vary_on_headers("HX-Request")
def milestone_forecast(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new expected finish, stated today."""
    milestone = row_for(request, Milestone.objects.select_related("program"), uid)
    require(request.user, "forecast_milestone", milestone)
    form = ForecastForm(request.POST or None, milestone=milestone)
    page = FormPage(
        title="New forecast", button="State forecast", back=row_address(milestone), program=milestone.program
    )

    def call(values: dict[str, Any]) -> object:
        return milestones.forecast(
            milestone,
            by=request.user,
            finish_on=values["finish_on"],
            reason=values["reason"],
            stated_on=timezone.localdate(),
        )

    return inline_response(request, milestone, form, page=page, call=call)


@login_required
@vary_on_headers("HX-Request")
def milestone_start(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The day on which work on the milestone began."""
    milestone = row_for(request, Milestone.objects.select_related("program"), uid)
    require(request.user, "forecast_milestone", milestone)
    form = StartForm(request.POST or None, initial={"on": milestone.started_on or timezone.localdate()})
    page = FormPage(title="Started", button="Mark as started", back=row_address(milestone), program=milestone.program)
    return inline_response(
        request,
        milestone,
        form,
        page=page,
        call=lambda values: milestones.start(milestone, by=request.user, on=values["on"]),
    )


@login_required
@require_safe
@vary_on_headers("HX-Request")
def milestone_row_view(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The row as it is now, for htmx; without htmx the program page at that row."""
    milestone = row_for(request, Milestone.objects.select_related("program"), uid)
    return row_response(request, milestone) if request.htmx else redirect(row_address(milestone))


@login_required
@require_safe
@vary_on_headers("HX-Request")
def milestone_history(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Who changed what about the milestone, its forecasts and its evidence, newest first."""
    milestone = row_for(request, Milestone.objects.select_related("program"), uid)
    template = "programs/milestones/history.html"
    return render(
        request,
        f"{template}#entries" if request.htmx else template,
        {"milestone": milestone, "entries": history_of(milestone)},
    )


def inline_response(
    request: MemberRequest,
    milestone: Milestone,
    form: BaseForm,
    *,
    page: FormPage,
    call: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """A small form inside the milestone's row, or its own page without JavaScript; done, the fresh row."""
    if request.method == "POST" and submit(form, call):
        if request.htmx:
            return changed_row(request, milestone)
        messages.success(request, page.done)
        return redirect(page.back)
    context = {"form": form, "page": page, "milestone": milestone}
    return render_form(
        request, f"{INLINE}#form" if request.htmx else INLINE, context=context, form=form, program=milestone.program
    )


def changed_row(request: MemberRequest, milestone: Milestone) -> HttpResponse:
    """The fresh row in place of the old one, and word to the page that its numbers are old."""
    response = retarget(reswap(row_response(request, milestone), "outerHTML"), f"#milestone-{milestone.uid}")
    return trigger_client_event(response, "record-changed")


def row_response(request: MemberRequest, milestone: Milestone) -> HttpResponse:
    """One row, read again from the record."""
    today = timezone.localdate()
    fresh = with_row_details(Milestone.objects.filter(pk=milestone.pk), today).get()
    row = milestone_row(fresh, rights_in(request.user, milestone.program), today)
    return render(request, "programs/milestones/_row.html", {"row": row, "focus": True})


def row_address(milestone: Milestone) -> str:
    """The program page at the milestone's row."""
    return milestone.get_absolute_url()
