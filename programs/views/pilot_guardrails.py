from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from programs.actions import pilot_guardrails
from programs.forms.pilots import GuardrailForm, NewGuardrailForm
from programs.models import PilotGuardrail
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require, row_for
from programs.views.pilots import pilot_for


@login_required
def guardrail_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Another guardrail of a draft."""
    pilot = pilot_for(request, uid, may="plan_program")
    page = FormPage(
        title=f"Add a guardrail to {pilot}",
        back=pilot.get_absolute_url(),
        button="Add the guardrail",
        done="Guardrail added.",
        note="The new way may not win by spoiling this metric. Agree the margin with the owners in both functions.",
        program=pilot.program,
    )

    def call(values: dict[str, Any]) -> object:
        return pilot_guardrails.add(pilot, by=request.user, **values)

    return form_response(request, NewGuardrailForm(request.POST or None, pilot=pilot), page=page, call=call)


@login_required
def guardrail_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A guardrail of a draft with another margin."""
    guardrail = guardrail_for(request, uid)
    pilot = guardrail.pilot
    require(request.user, "plan_program", pilot.program)
    page = FormPage(title=f"Edit {guardrail}", back=pilot.get_absolute_url(), program=pilot.program)

    def call(values: dict[str, Any]) -> object:
        return pilot_guardrails.change(guardrail, by=request.user, **values)

    return form_response(request, GuardrailForm(request.POST or None, instance=guardrail), page=page, call=call)


@login_required
@require_POST
def guardrail_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a guardrail of a draft."""
    guardrail = guardrail_for(request, uid)
    back = guardrail.pilot.get_absolute_url()
    return button_response(
        request,
        lambda: pilot_guardrails.remove(guardrail, by=request.user),
        back=back,
        done=f"{guardrail.program_metric} no longer guards the pilot.",
    )


def guardrail_for(request: MemberRequest, uid: UUID) -> PilotGuardrail:
    """The guardrail, for people with a role in its program."""
    return row_for(
        request,
        PilotGuardrail.objects.select_related("pilot__program", "program_metric__metric", "program_metric__flow"),
        uid,
    )
