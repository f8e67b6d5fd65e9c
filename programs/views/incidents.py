from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programs.actions import incidents
from programs.forms.incidents import (
    IncidentCostForm,
    IncidentForm,
    QuickIncidentForm,
    WithdrawForm,
    most_used_first,
    usual_currency,
)
from programs.models import CoordinationIncident, Program
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, row_for, status_of, submit
from programs.views.incident_board import flow_lines, incident_page, interface_asked, interface_lines, may_record
from programs.views.rights import rights_in

PAGE = "programs/incidents/list.html"


@login_required
@require_safe
def incident_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The interfaces of the program, what happened there, and the five-second form."""
    program = program_for(request, uid)
    return board_response(request, program, QuickIncidentForm(program=program))


@login_required
@vary_on_headers("HX-Request")
def incident_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """An incident from the five-second form; then the form stands empty again above the new list."""
    program = program_for(request, uid, may="record_fact")
    form = QuickIncidentForm(request.POST or None, program=program)
    saved: list[CoordinationIncident] = []

    def call(values: dict[str, Any]) -> None:
        saved.append(incidents.report(program, by=request.user, **values))

    if request.method == "POST" and submit(form, call):
        message = f"Recorded: {saved[0].interface}, {saved[0].get_consequence_display().lower()}."
        if not request.htmx:
            messages.success(request, message)
            return redirect(address(program))
        return board_response(request, program, QuickIncidentForm(program=program), saved=message)
    return board_response(request, program, form)


def board_response(
    request: MemberRequest, program: Program, form: QuickIncidentForm, *, saved: str = ""
) -> HttpResponse:
    """The page around the form; for htmx its changing part alone."""
    rights = rights_in(request.user, program, late=True)
    used = most_used_first(program).select_related("owner")
    only = interface_asked(rights, request.GET.get("interface", ""))
    flows = flow_lines(program)
    context = {
        "program": program,
        "form": form,
        "interfaces": interface_lines(program, used, flows=flows, today=timezone.localdate()),
        "incidents": incident_page(program, rights, before=request.GET.get("before", ""), only=only),
        "flows": flows,
        "page": {
            "saved": saved,
            "may_record": may_record(rights),
            "may_plan": rights.plan and not program.is_over,
            "shows_flows": rights.plan or not all(line.is_mapped for line in flows) or not flows,
        },
    }
    part = f"{PAGE}#board" if request.htmx else PAGE
    return render(request, part, context, status=status_of(form))


@login_required
def incident_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The incident with other words."""
    incident = incident_for(request, uid)
    require(request.user, "correct_incident", incident)
    page = FormPage(title="Correct an incident", back=address(incident.program), program=incident.program)
    form = IncidentForm(request.POST or None, instance=incident, program=incident.program)
    return form_response(
        request, form, page=page, call=lambda values: incidents.change(incident, by=request.user, **values)
    )


@login_required
def incident_cost(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What the incident cost."""
    incident = incident_for(request, uid)
    require(request.user, "record_fact", incident)
    page = FormPage(
        title="What it cost",
        note=f"{incident.interface}, {incident.get_consequence_display().lower()}, {day(incident)}.",
        back=address(incident.program),
        done="Cost stated.",
        program=incident.program,
    )
    form = IncidentCostForm(request.POST or None, instance=incident)
    if not incident.currency:
        form.initial["currency"] = usual_currency(incident.program)
    return form_response(
        request, form, page=page, call=lambda values: incidents.state_cost(incident, by=request.user, **values)
    )


@login_required
def incident_withdraw(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The incident taken back; it stays in the list, marked as such."""
    incident = incident_for(request, uid)
    require(request.user, "correct_incident", incident)
    page = FormPage(
        title="Withdraw an incident",
        note=f"{incident.interface}, {incident.get_consequence_display().lower()}, {day(incident)}. "
        "It no longer counts anywhere. It stays in the list, marked as withdrawn.",
        back=address(incident.program),
        button="Withdraw it",
        done="Incident withdrawn.",
        program=incident.program,
        danger=True,
    )
    form = WithdrawForm(request.POST or None, initial={"on": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: incidents.withdraw(incident, by=request.user, on=values["on"])
    )


def incident_for(request: MemberRequest, uid: UUID) -> CoordinationIncident:
    """The incident with its program and interface; 404 for strangers."""
    rows = CoordinationIncident.objects.select_related("program", "interface__from_function", "interface__to_function")
    return row_for(request, rows, uid)


def day(incident: CoordinationIncident) -> str:
    """The day it happened, as people write it."""
    return f"{incident.happened_on.day} {incident.happened_on:%B %Y}"


def address(program: Program) -> str:
    """The interfaces and incidents of a program."""
    return reverse("programs:incident-list", args=[program.uid])
