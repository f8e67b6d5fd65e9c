from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import attachments, criteria, evidence
from programs.forms.criteria import CiteForm, CriterionChangeForm, CriterionEvidenceForm, CriterionForm
from programs.forms.milestones import RevokeForm
from programs.models import CriterionEvidence, Gate, GateCriterion, User
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    form_response,
    require,
    row_for,
    small_number,
)
from programs.views.gate_page import gate_page
from programs.views.rights import rights_in

OF_GATE = "gate__program"


@login_required
@require_safe
def gate_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The criteria of a gate with their evidence, what the committee decided, and who was asked to approve."""
    gate = row_for(request, Gate.objects.select_related("program", "item__owner", "item__program"), uid)
    context = {
        "program": gate.program,
        "gate": gate,
        "rights": rights_in(request.user, gate.program),
        "may_give": may_give(request.user, gate),
        "page": gate_page(gate, request.user, today=timezone.localdate()),
        "section": "governance",
    }
    return render(request, "programs/gates/detail.html", context)


@login_required
def criterion_add(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new criterion of a gate."""
    gate = row_for(request, Gate.objects.select_related("program"), uid)
    require(request.user, "plan_program", gate.program)
    page = FormPage(
        title=f"Add a criterion to {gate}",
        back=gate_address(gate),
        button="Add it",
        done="Added.",
        program=gate.program,
    )
    form = CriterionForm(request.POST or None)
    today = timezone.localdate()
    return form_response(
        request, form, page=page, call=lambda values: criteria.add(gate, by=request.user, on=today, **values)
    )


@login_required
def criterion_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A criterion in other words, or at another place."""
    criterion = row_for(request, GateCriterion.objects.select_related(OF_GATE), uid)
    gate = criterion.gate
    require(request.user, "plan_program", gate.program)
    page = FormPage(
        title="Edit the criterion",
        back=gate_address(gate),
        program=gate.program,
        remove=reverse("programs:criterion-remove", args=[criterion.uid]),
    )
    form = CriterionChangeForm(request.POST or None, instance=criterion)
    return form_response(
        request, form, page=page, call=lambda values: criteria.change(criterion, by=request.user, **values)
    )


@login_required
@require_POST
def criterion_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Takes a criterion off its gate from today."""
    criterion = row_for(request, GateCriterion.objects.select_related(OF_GATE), uid)
    return button_response(
        request,
        lambda: criteria.remove(criterion, by=request.user, on=timezone.localdate()),
        back=gate_address(criterion.gate),
        done="The criterion was taken off the gate.",
    )


@login_required
def criterion_evidence_give(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Evidence for a criterion, with a file when there is one; somebody else accepts it."""
    criterion = row_for(request, GateCriterion.objects.select_related(OF_GATE, "gate__item"), uid)
    gate = criterion.gate
    if not may_give(request.user, gate):
        raise PermissionDenied("Your role does not allow this.")
    page = FormPage(
        title="Give evidence",
        back=gate_address(gate),
        button="Give evidence",
        done="Evidence given. Somebody else accepts it.",
        note=criterion.statement,
        program=gate.program,
    )
    form = CriterionEvidenceForm(request.POST or None, request.FILES or None, criterion=criterion)
    return form_response(request, form, page=page, call=lambda values: give_with_file(request, criterion, values))


def give_with_file(request: MemberRequest, criterion: GateCriterion, values: dict[str, Any]) -> None:
    """Evidence and its file together, or neither."""
    file = values.pop("file")
    with transaction.atomic():
        use = criteria.give_evidence(criterion, by=request.user, on=timezone.localdate(), **values)
        if file is not None:
            content = file.read(settings.ATTACHMENT_MAX_BYTES + 1)
            program = criterion.gate.program
            attachments.add(program, by=request.user, name=file.name, content=content, evidence=use.evidence)


@login_required
def criterion_evidence_cite(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Accepted evidence of the program cited for a criterion; somebody else accepts that it speaks for it."""
    criterion = row_for(request, GateCriterion.objects.select_related(OF_GATE, "gate__item"), uid)
    gate = criterion.gate
    if not may_give(request.user, gate):
        raise PermissionDenied("Your role does not allow this.")
    page = FormPage(
        title="Use evidence that is there",
        back=gate_address(gate),
        button="Use it",
        done="Somebody else accepts that it speaks for the criterion.",
        note=criterion.statement,
        program=gate.program,
    )
    form = CiteForm(request.POST or None, criterion=criterion)
    today = timezone.localdate()
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: criteria.cite_evidence(criterion, by=request.user, on=today, **values),
    )


@login_required
@require_POST
def criterion_evidence_accept(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Accepts evidence for a criterion as it stood on the page, or that it was cited for it."""
    use = row_for(request, uses(), uid)
    version = small_number(request.POST.get("version", ""))
    accept: Callable[..., object] = criteria.accept_citation
    subject: Any = use
    if use.evidence.accepted_on is None:
        accept, subject = evidence.accept, use.evidence
    return button_response(
        request,
        lambda: accept(subject, by=request.user, on=timezone.localdate(), version=version),
        back=gate_address(use.criterion.gate),
        done="Accepted.",
    )


@login_required
def criterion_evidence_revoke(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Takes an acceptance back from today, with the reason."""
    use = row_for(request, uses(), uid)
    given, gate = use.evidence, use.criterion.gate
    require(request.user, "accept_evidence", given)
    page = FormPage(
        title="Take the acceptance back",
        back=gate_address(gate),
        button="Take it back",
        done="Taken back.",
        program=gate.program,
        danger=True,
    )
    form = RevokeForm(request.POST or None, instance=given)
    today = timezone.localdate()
    return form_response(
        request, form, page=page, call=lambda values: evidence.revoke(given, by=request.user, on=today, **values)
    )


@login_required
@require_POST
def criterion_evidence_withdraw(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The criterion without evidence that was cited for it."""
    use = row_for(request, uses(), uid)
    version = small_number(request.POST.get("version", ""))
    return button_response(
        request,
        lambda: criteria.withdraw_citation(use, by=request.user, version=version),
        back=gate_address(use.criterion.gate),
        done="The citation was taken back. The evidence itself stays.",
    )


def uses() -> Any:
    """Evidence of criteria with what its pages need."""
    return CriterionEvidence.objects.select_related(
        "evidence__program", "criterion__gate__program", "criterion__gate__item"
    )


def may_give(user: User, gate: Gate) -> bool:
    """May give evidence for a criterion of the gate: a lead of the program, or who owns the gate."""
    return user.has_perm("programs.give_evidence", gate.item) or user.has_perm("programs.record_fact", gate.program)


def gate_address(gate: Gate) -> str:
    """The page of a gate."""
    return reverse("programs:gate-detail", args=[gate.uid])
