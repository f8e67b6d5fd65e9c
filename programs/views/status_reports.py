from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import status_reports
from programs.forms.reports import StatusReportForm
from programs.views.base import FormPage, MemberRequest, form_response, program_for
from programs.views.rights import may


@login_required
def status_report_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What is reported about the program on a day, beside what is computed."""
    program = program_for(request, uid, may="report_status")
    page = FormPage(
        title="Report a status",
        back=program.get_absolute_url(),
        button="Report",
        done="Status reported.",
        note="It stands beside the computed status and never replaces it.",
        program=program,
    )
    form = StatusReportForm(request.POST or None, initial={"on": timezone.localdate(), "rated_by": "PMO lead"})
    return form_response(
        request, form, page=page, call=lambda values: status_reports.report(program, by=request.user, **values)
    )


@login_required
@require_safe
def status_report_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Everything that was reported about the program, newest first."""
    program = program_for(request, uid)
    reports = program.status_reports.select_related("reported_by").order_by("-reported_on", "-id")
    may_plan = may(request.user, "report_status", program)
    context = {"program": program, "reports": reports, "may_plan": may_plan}
    return render(request, "programs/status_reports/list.html", context)
