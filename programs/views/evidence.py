from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from programs.actions import attachments, evidence
from programs.errors import Refused
from programs.forms.milestones import AcceptForm, EvidenceForm, RevokeForm
from programs.models import Evidence, Milestone
from programs.views.base import CONFLICT, FormPage, MemberRequest, perform, require, row_for, small_number
from programs.views.milestones import changed_row, inline_response, row_address


@login_required
@vary_on_headers("HX-Request")
def evidence_give(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Evidence for one milestone, with a file when there is one; somebody else accepts it."""
    milestone = row_for(request, Milestone.objects.select_related("program"), uid)
    require(request.user, "give_evidence", milestone)
    form = EvidenceForm(
        request.POST or None, request.FILES or None, initial={"level": milestone.minimum_evidence_level}
    )
    page = FormPage(
        title="Give evidence", button="Give evidence", back=row_address(milestone), program=milestone.program
    )
    return inline_response(
        request, milestone, form, page=page, call=lambda values: give_with_file(request, milestone, values)
    )


def give_with_file(request: MemberRequest, milestone: Milestone, values: dict[str, Any]) -> None:
    """Evidence and its file together, or neither."""
    file = values.pop("file")
    with transaction.atomic():
        given = evidence.give([milestone], by=request.user, on=timezone.localdate(), **values)
        if file is not None:
            content = file.read(settings.ATTACHMENT_MAX_BYTES + 1)
            attachments.add(milestone.program, by=request.user, name=file.name, content=content, evidence=given)


@login_required
@require_POST
@vary_on_headers("HX-Request")
def evidence_accept(request: MemberRequest, uid: UUID, milestone_uid: UUID) -> HttpResponse:
    """Accepts evidence as it stood on the page; a refusal is shown in the milestone's row."""
    given, milestone = evidence_of(request, uid, milestone_uid)
    version = small_number(request.POST.get("version", ""))
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return refusal_in_row(request, milestone, "The last day on which it counts must be a date.")
    last_day, today = form.cleaned_data["expires_on"], timezone.localdate()
    try:
        perform(lambda: evidence.accept(given, by=request.user, on=today, expires_on=last_day, version=version))
    except (Refused, ValidationError) as error:
        text = error.message if isinstance(error, Refused) else " ".join(error.messages)
        return refusal_in_row(request, milestone, text)
    if request.htmx:
        return changed_row(request, milestone)
    messages.success(request, "Accepted.")
    return redirect(row_address(milestone))


@login_required
@vary_on_headers("HX-Request")
def evidence_revoke(request: MemberRequest, uid: UUID, milestone_uid: UUID) -> HttpResponse:
    """Takes an acceptance back from today, with the reason."""
    given, milestone = evidence_of(request, uid, milestone_uid)
    require(request.user, "accept_evidence", given)
    form = RevokeForm(request.POST or None, instance=given)
    page = FormPage(
        title="Take the acceptance back",
        button="Take it back",
        back=row_address(milestone),
        program=milestone.program,
        danger=True,
    )
    return inline_response(
        request,
        milestone,
        form,
        page=page,
        call=lambda values: evidence.revoke(given, by=request.user, on=timezone.localdate(), **values),
    )


def evidence_of(request: MemberRequest, uid: UUID, milestone_uid: UUID) -> tuple[Evidence, Milestone]:
    """The evidence, and the milestone on whose row it was shown."""
    given = row_for(request, Evidence.objects.select_related("program"), uid)
    served = Milestone.objects.select_related("program").filter(evidence_uses__evidence=given)
    return given, row_for(request, served, milestone_uid)


def refusal_in_row(request: MemberRequest, milestone: Milestone, text: str) -> HttpResponse:
    """Why it was refused, in the row's place for forms; without htmx as a message."""
    if request.htmx:
        return render(request, "programs/milestones/_refusal.html", {"text": text}, status=CONFLICT)
    messages.error(request, text)
    return redirect(row_address(milestone))
