from __future__ import annotations

from uuid import UUID

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from programs.errors import Refused
from programs.models import Program
from programs.views.base import MemberRequest, perform, program_for, require, small_number
from tracker.models import ProgressReport, ReportRendering
from tracker.reporting.publish import preview, publish
from tracker.views.program_page import chart_data


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The published reports of a program; a POST publishes the next one."""
    program = program_for(request, uid)
    if request.method == "POST":
        require(request.user, "publish_report", program)
        return publish_response(request, program)
    reports = program.progress_reports.defer("document", "progress")
    reports = reports.select_related("published_by").order_by("-number")
    may_publish = request.user.has_perm("programs.publish_report", program)
    return render(
        request,
        "tracker/reports/list.html",
        {"program": program, "reports": reports, "may_publish": may_publish},
    )


def publish_response(request: MemberRequest, program: Program) -> HttpResponse:
    """Publishes the report that was looked at; sent again, as by the back button, it leads to the one that stands."""
    now, number = timezone.now(), small_number(request.POST.get("number", ""))
    reports: list[ProgressReport] = []
    try:
        perform(lambda: reports.append(publish(program, by=request.user, at=now, number=number)))
    except Refused as error:
        messages.error(request, error.message)
        return redirect("tracker:report-list", uid=program.uid)
    if reports[0].published_at == now:
        messages.success(request, "Report published. It never changes.")
        return redirect("tracker:report-list", uid=program.uid)
    messages.info(request, f"Report {number} was published already: this is it. Nothing was published again.")
    return redirect("tracker:report-detail", uid=reports[0].uid)


@login_required
@require_safe
def report_preview(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What publishing now would freeze, as the report would look, with the button that publishes it."""
    program = program_for(request, uid, may="publish_report")
    try:
        document = preview(program, by=request.user, at=timezone.now())
    except Refused as error:
        messages.error(request, error.message)
        return redirect("tracker:report-list", uid=program.uid)
    return render(
        request,
        "tracker/reports/detail.html",
        {"report": None, "document": document, "chart_data": chart_data(document["chart"]), "program": program},
    )


@login_required
@require_safe
def report_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A published report, from its frozen document alone."""
    report = report_for(request, uid)
    return render(
        request,
        "tracker/reports/detail.html",
        {
            "report": report,
            "document": report.document,
            "chart_data": chart_data(report.document["chart"]),
            "program": report.program,
        },
    )


@login_required
@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # It knows no arguments.
def report_pdf(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The PDF that was stored when the report was published."""
    report = report_for(request, uid)
    stored = get_object_or_404(ReportRendering, report=report, format=ReportRendering.Format.PDF)
    response = HttpResponse(bytes(stored.content), content_type="application/pdf")
    name = f"{report.program.code} progress report {report.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


def report_for(request: MemberRequest, uid: UUID) -> ProgressReport:
    """The report of a program the person may see; 404 for strangers."""
    reports = ProgressReport.objects.select_related("program", "published_by")
    return get_object_or_404(reports, uid=uid, program__in=Program.objects.visible_to(request.user))
