from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from programs.actions import flow_interfaces
from programs.forms.interfaces import PairForm
from programs.models import FlowInterface, ProcessFlow
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require, row_for
from programs.views.incidents import address


@login_required
def flow_interface_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A hand-off between two functions, used by the flow."""
    flow = row_for(request, ProcessFlow.objects.select_related("program"), uid)
    require(request.user, "plan_program", flow.program)
    page = FormPage(
        title=f"Add an interface to {flow}",
        note="A hand-off from one function to another. The direction matters: what comes back is another interface.",
        back=address(flow.program),
        button="Add it",
        done="Interface added.",
        program=flow.program,
    )
    form = PairForm(request.POST or None)
    return form_response(
        request, form, page=page, call=lambda values: flow_interfaces.use_pair(flow, by=request.user, **values)
    )


@login_required
@require_POST
def flow_interface_stages(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Every hand-off between stages of the flow that follow each other."""
    flow = row_for(request, ProcessFlow.objects.select_related("program"), uid)
    return button_response(
        request,
        lambda: flow_interfaces.use_stages(flow, by=request.user),
        back=address(flow.program),
        done="The hand-offs between the stages were added.",
    )


@login_required
@require_POST
def flow_interface_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The flow without the interface; the incidents there stay."""
    use = row_for(
        request,
        FlowInterface.objects.select_related("flow__program", "interface__from_function", "interface__to_function"),
        uid,
    )
    return button_response(
        request,
        lambda: flow_interfaces.remove(use, by=request.user),
        back=address(use.flow.program),
        done=f"{use.flow} no longer uses {use.interface}.",
    )
