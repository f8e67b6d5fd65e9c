from __future__ import annotations

from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from programs.actions import attachments
from programs.forms.installation import AttachmentForm
from programs.models import Attachment
from programs.views.base import FormPage, MemberRequest, button_response, form_response, program_for, row_for
from programs.views.rights import may


@login_required
@require_safe
def attachment_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Files of the program, newest first."""
    program = program_for(request, uid)
    files = program.attachments.select_related("added_by", "evidence").order_by("-id")
    return render(
        request,
        "programs/attachments/list.html",
        {
            "program": program,
            "files": files,
            "may_plan": may(request.user, "plan_program", program),
        },
    )


@login_required
def attachment_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Adds a file to the program."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="Attach a file",
        back=reverse("programs:attachment-list", args=[program.uid]),
        button="Attach",
        done="File attached.",
        program=program,
    )

    def call(values: dict[str, Any]) -> object:
        file = values["file"]
        content = file.read(settings.ATTACHMENT_MAX_BYTES + 1)
        return attachments.add(program, by=request.user, name=file.name, content=content)

    return form_response(request, AttachmentForm(request.POST or None, request.FILES or None), page=page, call=call)


@login_required
@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # It knows no arguments.
def attachment_download(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The file as a download that no browser opens inside of the product."""
    attachment = row_for(request, Attachment.objects.select_related("content"), uid)
    response = HttpResponse(bytes(attachment.content.content), content_type=attachment.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=attachment.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def attachment_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a file of the program."""
    attachment = row_for(request, Attachment.objects.select_related("program"), uid)
    back = reverse("programs:attachment-list", args=[attachment.program.uid])
    return button_response(
        request,
        lambda: attachments.remove(attachment, by=request.user),
        back=back,
        done=f"{attachment} was deleted.",
    )
