from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import interventions, sessions
from programs.forms.culture import CancelForm, HeldForm, InterventionForm, SessionsForm
from programs.models import IntegratedSession, PmoIntervention, Program
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    form_response,
    program_for,
    require,
    row_for,
)
from programs.views.culture_lines import session_line
from programs.views.culture_page import culture_page, with_functions
from programs.views.key_pages import key_page
from programs.views.rights import may, rights_in

SESSIONS = 15


@login_required
@require_safe
def culture(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Cultural milestones, integrated sessions, PMO interventions and the pulse of a program."""
    program = program_for(request, uid)
    page = culture_page(program, rights_in(request.user, program), timezone.localdate())
    return render(request, "programs/culture/detail.html", {"program": program, "page": page})


@login_required
@require_safe
def session_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Integrated sessions of the program, the latest day first, a page at a time."""
    program, today = program_for(request, uid), timezone.localdate()
    sessions = with_functions(IntegratedSession.objects.filter(flow__program=program))
    rows = key_page(sessions, day="scheduled_on", behind=request.GET.get("behind", ""), size=SESSIONS)
    context = {
        "program": program,
        "lines": [session_line(row, today=today) for row in rows.rows],
        "page": rows,
        "may_record": may(request.user, "record_fact", program),
        "section": "culture",
    }
    return render(request, "programs/culture/sessions.html", context)


@login_required
def session_schedule(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One session or a series of them."""
    program = program_for(request, uid, may="plan_program")
    form = SessionsForm(request.POST or None, program=program)
    page = FormPage(
        title="Schedule sessions",
        back=address(program),
        button="Schedule them",
        done="Scheduled.",
        note="In an integrated session the functions of a flow plan together, from one demand plan. "
        "Sessions that are held with everybody count for the adoption of the new way of working.",
        program=program,
    )

    def call(values: dict[str, Any]) -> object:
        return sessions.schedule_series(
            values["flow"], by=request.user, series=form.series(), functions=list(values["functions"])
        )

    return form_response(request, form, page=page, call=call)


@login_required
def session_held(request: MemberRequest, uid: UUID) -> HttpResponse:
    """That a session was held, who came, and which demand plan each function worked from."""
    session = session_for(request, uid)
    form = HeldForm(request.POST or None, instance=session, today=timezone.localdate())
    page = FormPage(
        title=f"{session.flow}, session of {on_day(session)}",
        back=address(session.flow.program),
        button="It was held",
        done="Session recorded.",
        program=session.flow.program,
    )

    def call(values: dict[str, Any]) -> object:
        return sessions.hold(
            session, by=request.user, on=values["on"], attendance=form.attendance(), version=values["version"]
        )

    return form_response(request, form, page=page, call=call)


@login_required
def session_cancel(request: MemberRequest, uid: UUID) -> HttpResponse:
    """That a session did not happen, and why."""
    session = session_for(request, uid)
    form = CancelForm(request.POST or None, instance=session)
    page = FormPage(
        title=f"Cancel {session.flow}, session of {on_day(session)}",
        back=address(session.flow.program),
        button="Cancel the session",
        done="Session cancelled.",
        program=session.flow.program,
    )
    return form_response(
        request, form, page=page, call=lambda values: sessions.cancel(session, by=request.user, **values)
    )


@login_required
def intervention_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """That the PMO stepped in, in three choices."""
    program = program_for(request, uid, may="record_fact")
    form = InterventionForm(request.POST or None, program=program)
    page = FormPage(
        title="The PMO stepped in",
        back=address(program),
        button="Record it",
        done="Recorded.",
        note="A month counts as clean when functions say that the PMO did not have to step in.",
        program=program,
    )

    def call(values: dict[str, Any]) -> object:
        return interventions.record(values.pop("flow"), by=request.user, **values)

    return form_response(request, form, page=page, call=call)


@login_required
@require_POST
def intervention_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes an intervention that was recorded by mistake; its history stays."""
    intervention = row_for(request, PmoIntervention.objects.select_related("flow__program"), uid)
    return button_response(
        request,
        lambda: interventions.remove(intervention, by=request.user),
        back=address(intervention.flow.program),
        done="Deleted.",
    )


def session_for(request: MemberRequest, uid: UUID) -> IntegratedSession:
    """The session, for people who may record facts of its program."""
    session = row_for(request, IntegratedSession.objects.select_related("flow__program"), uid)
    require(request.user, "record_fact", session)
    return session


def on_day(session: IntegratedSession) -> str:
    """The day of the session as people write it."""
    return f"{session.scheduled_on.day} {session.scheduled_on:%B %Y}"


def address(program: Program) -> str:
    """The culture page of a program."""
    return reverse("programs:culture", args=[program.uid])
