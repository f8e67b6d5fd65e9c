from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone

from programs.actions import approvals, waivers
from programs.forms.governance import AnswerForm, ApprovalForm, WaiverForm, WaiverRevokeForm, WithdrawForm
from programs.models import Approval, Waiver
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, row_for
from programs.views.governance import governance_address

USUAL_DAYS = 30
ANSWER_DAYS = 7


@login_required
def waiver_grant(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Leave to pass over one rule of the sequence."""
    program = program_for(request, uid, may="decide")
    today = timezone.localdate()
    page = FormPage(
        title="Grant a waiver",
        back=governance_address(program, "waivers"),
        button="Grant it",
        done="Waiver granted.",
        note="Leave to pass over one rule of the sequence until a day. While it holds, passing over that rule"
        " is no violation; it ends by itself.",
        program=program,
    )
    initial = {"on": today, "expires_on": today + timedelta(days=USUAL_DAYS)}
    form = WaiverForm(request.POST or None, program=program, initial=initial)
    return form_response(
        request, form, page=page, call=lambda values: waivers.grant(program, by=request.user, **values)
    )


@login_required
def waiver_revoke(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Ends a waiver before its last day."""
    waiver = row_for(request, Waiver.objects.select_related("program", "gate"), uid)
    require(request.user, "decide", waiver.program)
    page = FormPage(
        title="Revoke the waiver",
        back=governance_address(waiver.program, "waivers"),
        button="Revoke it",
        done="Waiver revoked.",
        note=f"{waiver.get_rule_display()}: {waiver.reason}",
        program=waiver.program,
        danger=True,
    )
    form = WaiverRevokeForm(request.POST or None, instance=waiver, initial={"on": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: waivers.revoke(waiver, by=request.user, **values)
    )


@login_required
def approval_request(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Asks a person to approve a gate, a baseline or a waiver; ``?about=gate:uid`` chooses it."""
    program = program_for(request, uid, may="plan_program")
    today = timezone.localdate()
    page = FormPage(
        title="Ask for an approval",
        back=governance_address(program, "waiting"),
        button="Ask",
        done="Approval asked for.",
        program=program,
    )
    initial = {"about": request.GET.get("about", ""), "due_on": today + timedelta(days=ANSWER_DAYS)}
    form = ApprovalForm(request.POST or None, program=program, asker=request.user, initial=initial)

    def call(values: dict[str, Any]) -> object:
        return approvals.request(
            program,
            by=request.user,
            approver=values["approver"],
            on=today,
            due_on=values["due_on"],
            **form.subject(),
        )

    return form_response(request, form, page=page, call=call)


@login_required
def approval_answer(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Approves or rejects what the person was asked about."""
    rows = Approval.objects.select_related("program", "gate", "baseline", "waiver__gate", "approver", "requested_by")
    approval = row_for(request, rows, uid)
    require(request.user, "answer_approval", approval)
    page = FormPage(
        title=f"{approval}",
        back=governance_address(approval.program, "waiting"),
        button="Answer",
        done="Answer recorded.",
        note=f"{approval.requested_by} asked {approval.approver}. The answer is final and stands with your name.",
        program=approval.program,
    )
    form = AnswerForm(request.POST or None, instance=approval)

    def call(values: dict[str, Any]) -> object:
        return approvals.answer(approval, by=request.user, on=timezone.localdate(), **values)

    return form_response(request, form, page=page, call=call)


@login_required
def approval_withdraw(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Takes back a request for an approval, with the reason."""
    rows = Approval.objects.select_related("program", "gate", "baseline", "waiver__gate", "approver", "requested_by")
    approval = row_for(request, rows, uid)
    require(request.user, "withdraw_approval", approval)
    page = FormPage(
        title="Withdraw the request",
        back=governance_address(approval.program, "waiting"),
        button="Withdraw it",
        done="Request withdrawn.",
        note=f"{approval}: {approval.approver} was asked by {approval.requested_by}.",
        program=approval.program,
        danger=True,
    )
    form = WithdrawForm(request.POST or None, instance=approval)
    today = timezone.localdate()
    return form_response(
        request, form, page=page, call=lambda values: approvals.withdraw(approval, by=request.user, on=today, **values)
    )
