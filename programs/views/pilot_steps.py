from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from programs.actions import pilots
from programs.forms.pilots import PilotDayForm, PilotDecisionForm, PilotLockForm, PilotReplaceForm
from programs.models import Pilot
from programs.views.base import FormPage, MemberRequest, form_response, render_form, submit
from programs.views.pilot_page import pages_of
from programs.views.pilots import pilot_for


@login_required
def pilot_lock(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Fixes the protocol."""
    pilot = pilot_for(request, uid, may="plan_program")
    page = FormPage(
        title=f"Lock the protocol of {pilot}",
        back=pilot.get_absolute_url(),
        button="Lock the protocol",
        done="The protocol is locked.",
        note="From this day nothing of the protocol changes. To change it later you draft another pilot.",
        program=pilot.program,
    )
    form = PilotLockForm(request.POST or None, instance=pilot, initial={"on": timezone.localdate()})

    def call(values: dict[str, Any]) -> object:
        values.pop("without_guardrail", None)
        return pilots.lock_protocol(pilot, by=request.user, **values)

    return form_response(request, form, page=page, call=call)


@login_required
def pilot_start(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Both arms under way."""
    pilot = pilot_for(request, uid, may="plan_program")
    every = pilot.primary.metric.frequency
    page = FormPage(
        title=f"Start {pilot}",
        back=pilot.get_absolute_url(),
        button="Start the pilot",
        done="The pilot runs.",
        note=f"The first whole {every} from this day on is the first that is compared. Both ways owe a reading of it.",
        program=pilot.program,
    )
    return day_response(request, pilot, page=page, act=pilots.start)


@login_required
def pilot_cut_over(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The day from which the new way runs alone."""
    pilot = pilot_for(request, uid, may="plan_program")
    page = FormPage(
        title=f"Cut over {pilot}",
        back=pilot.get_absolute_url(),
        button="Record the cut-over",
        done="The cut-over is recorded.",
        note="From this day the flow works the new way alone. Keep the old way ready for one planning cycle.",
        program=pilot.program,
    )
    return day_response(request, pilot, page=page, act=pilots.cut_over)


@login_required
def pilot_retire_legacy(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The day from which the old way cannot be restarted."""
    pilot = pilot_for(request, uid, may="plan_program")
    page = FormPage(
        title=f"End the old way of {pilot}",
        back=pilot.get_absolute_url(),
        button="Record the end of the old way",
        done="The end of the old way is recorded.",
        note="From this day the old way can no longer be restarted.",
        program=pilot.program,
    )
    return day_response(request, pilot, page=page, act=pilots.retire_legacy)


@login_required
def pilot_decide(request: MemberRequest, uid: UUID) -> HttpResponse:
    """How the pilot ends, beside what the protocol asked for."""
    pilot = pilot_for(request, uid, may="decide")
    page = FormPage(
        title=f"Decide {pilot}",
        back=pilot.get_absolute_url(),
        button="Record the decision",
        done="The decision is recorded.",
        note=pairs_so_far(pilot),
        program=pilot.program,
    )
    form = PilotDecisionForm(request.POST or None, instance=pilot, initial={"on": timezone.localdate()})
    return form_response(request, form, page=page, call=lambda values: pilots.decide(pilot, by=request.user, **values))


@login_required
def pilot_replace(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Drafts a copy that follows this pilot, and opens it."""
    pilot = pilot_for(request, uid, may="plan_program")
    page = FormPage(
        title=f"Change the protocol of {pilot}",
        back=pilot.get_absolute_url(),
        button="Draft the new protocol",
        note="A changed protocol is a new pilot. It starts as a copy that you can edit, and its periods count from "
        "the beginning." + (" This pilot is stopped on the day you give." if pilot.state == "running" else ""),
        program=pilot.program,
    )
    form = PilotReplaceForm(request.POST or None, initial={"on": timezone.localdate()})
    drafted: list[Pilot] = []

    def call(values: dict[str, Any]) -> None:
        drafted.append(pilots.replace(pilot, by=request.user, **values))

    if request.method == "POST" and submit(form, call):
        messages.success(request, "This is the new draft. Edit what changes, then lock it.")
        return redirect(drafted[0])
    return render_form(
        request, "programs/form.html", context={"form": form, "page": page}, form=form, program=page.program
    )


def day_response(request: MemberRequest, pilot: Pilot, *, page: FormPage, act: Callable[..., Pilot]) -> HttpResponse:
    """The page that asks for the day of a step, today unless the person says otherwise."""
    form = PilotDayForm(request.POST or None, instance=pilot, initial={"on": timezone.localdate()})
    return form_response(request, form, page=page, call=lambda values: act(pilot, by=request.user, **values))


def pairs_so_far(pilot: Pilot) -> str:
    """How many complete periods there are of those that the protocol asks for before a cut-over."""
    (page,) = pages_of([pilot])
    counted = page.primary.comparison
    said = f"{counted.pairs} complete of at least {pilot.minimum_periods} {counted.program_metric.metric.frequency}s."
    if counted.pairs < pilot.minimum_periods:
        return f"{said} A cut-over now would come before the protocol allows a verdict, and the record would say so."
    return said
