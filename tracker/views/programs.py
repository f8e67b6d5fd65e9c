from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programs.models import Program, RefreshRequest
from programs.views.base import MemberRequest, program_for, small_number
from programs.views.milestone_rows import MilestoneRow, milestone_row, with_row_details
from programs.views.rights import Rights, rights_in
from programs.views.setup import setup_of, tell_complete
from tracker.models import RunFailure
from tracker.views.milestone_groups import grouped
from tracker.views.program_page import newest_snapshot, program_page

TEMPLATE = "tracker/programs/detail.html"
MOST_POLLS = 15


@login_required
@require_safe
def program_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Where the program stands, why, what is next, and its milestones to keep up to date."""
    program = program_for(request, uid)
    rights = rights_in(request.user, program)
    rows = rows_of(program, rights)
    setup = setup_of(request, program, rights)
    context = numbers_context(program, rights, rows)
    context |= {
        "groups": grouped(rows),
        "setup": setup,
        "tries": 1 if is_waiting(program) or is_first(context, program) else 0,
        "reports": program.progress_reports.defer("document", "progress")
        .select_related("published_by")
        .order_by("-number")[:6],
    }
    response = render(request, TEMPLATE, context)
    if setup is not None and setup.is_complete:
        tell_complete(request, program)
    return response


@login_required
@require_safe
@vary_on_headers("HX-Request")
def program_refresh(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Waits, by being asked again, until the edits are computed; then the fresh numbers."""
    program = program_for(request, uid)
    if not request.htmx:
        return redirect(program.get_absolute_url())
    asked = small_number(request.GET.get("tries", "")) or 0
    waiting = is_waiting(program)
    if waiting and asked < MOST_POLLS:
        return render(request, f"{TEMPLATE}#refresh", {"program": program, "tries": asked + 1})
    rights = rights_in(request.user, program)
    context = numbers_context(program, rights, rows_of(program, rights)) | {"gave_up": waiting, "fresh": True}
    return render(request, f"{TEMPLATE}#refreshed", context)


def is_waiting(program: Program) -> bool:
    """True while an edit of the program is not in its numbers yet; only active programs are computed."""
    return program.state == Program.State.ACTIVE and RefreshRequest.objects.filter(program=program).exists()


def is_first(context: dict[str, Any], program: Program) -> bool:
    """True for an active program that nobody has tried to compute yet."""
    return context["page"] is None and not context["failed"] and program.state == Program.State.ACTIVE


def rows_of(program: Program, rights: Rights) -> list[MilestoneRow]:
    """The rows of every milestone that is still in the program."""
    today = timezone.localdate()
    milestones = with_row_details(program.milestones.kept(), today)
    return [milestone_row(milestone, rights, today) for milestone in milestones]


def numbers_context(program: Program, rights: Rights, rows: list[MilestoneRow]) -> dict[str, Any]:
    """What the part of the page above the milestones shows."""
    snapshot = newest_snapshot(program)
    return {
        "program": program,
        "rights": rights,
        "pause": program.pauses.last() if program.state == Program.State.PAUSED else None,
        "page": program_page(program, snapshot, rows) if snapshot is not None else None,
        "failed": snapshot is None and RunFailure.objects.filter(program=program).exists(),
    }
