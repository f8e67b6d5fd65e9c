"""Hand-offs straight from an event log: brought, read by a worker, looked at, then loaded with one button."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from programs.actions.event_logs import LogOutcome
from programs.counts import duration
from programs.errors import Refused
from programs.models import BusinessFunction, EventLogFile
from programs.views.base import INVALID, FormPage, MemberRequest, perform, require
from tracker.analysis.handoffs import Handoffs
from tracker.event_logs.analysis import LogAnalysis
from tracker.event_logs.loading import outcome_sentence
from tracker.event_logs.uploads import analysis_of, ask_to_load, asked_of, bring, outcome_of, read_again
from tracker.event_logs.words import headline, sentences, tie_note
from tracker.forms import EventLogForm, EventLogOptionsForm

DETAIL = "tracker/event_logs/detail.html"
PIECE_BYTES = 1024 * 1024
SHOWN_ROWS = 20
SHOWN_LOGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceRow:
    """One interface as the preview shows it; ``is_vital`` when it is among the few that make 80 percent."""

    found: Handoffs
    is_vital: bool
    median: str
    ninety: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a log says, in words and rows; ``left_out`` interfaces are only counted."""

    analysis: LogAnalysis
    headline: str
    tie_note: str
    sentences: list[str]
    rows: list[InterfaceRow]
    left_out: int
    new_functions: list[str]
    known_functions: list[str]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_log_create(request: MemberRequest) -> HttpResponse:
    """The form that takes a log, and the person's logs of the last days."""
    require(request.user, "add_shared")
    form = EventLogForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data["file"]
        log = bring(
            file.chunks(PIECE_BYTES),
            name=file.name or "",
            by=request.user,
            asked=form.asked(),
            flow=form.cleaned_data["flow"],
        )
        return redirect(log)
    logs = EventLogFile.objects.visible_to(request.user).order_by("-id")[:SHOWN_LOGS]
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "tracker/event_logs/new.html", {"form": form, "logs": logs}, status=status)


@login_required
@require_safe
def event_log_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One log: how far it is read, what it says, what was written; asked again by the page while it waits."""
    log = log_for(request, uid)
    template = f"{DETAIL}#log" if request.htmx else DETAIL
    response = render(request, template, context_of(log))
    response["Vary"] = "HX-Request"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_log_read(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The same file read with other options; nothing has to be brought again."""
    log = log_for(request, uid)
    asked = asked_of(log)
    initial = {name: getattr(asked, name) for name in asked.__struct_fields__} | {"flow": log.flow_id}
    form = EventLogOptionsForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            read_again(log, asked=form.asked(), flow=form.cleaned_data["flow"])
        except Refused as problem:
            form.add_error(None, problem.message)
        else:
            return redirect(log)
    page = FormPage(title=f"Read {log.name} otherwise", back=log.get_absolute_url(), button="Read it")
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "programs/form.html", {"form": form, "page": page}, status=status)


@login_required
@require_POST
def event_log_load(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What the log says, to be written by a worker."""
    log = log_for(request, uid)
    try:
        perform(lambda: ask_to_load(log))
    except Refused as problem:
        messages.error(request, problem.message)
    return redirect(log)


@login_required
@require_POST
def event_log_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The file gone at once; what was loaded from it stays in the record."""
    log = log_for(request, uid)
    log.delete()
    messages.success(request, f"{log.name} was removed. What was loaded from it stays.")
    return redirect("tracker:event-log-create")


def log_for(request: MemberRequest, uid: UUID) -> EventLogFile:
    """The person's own log; 404 for everybody else."""
    return get_object_or_404(EventLogFile.objects.visible_to(request.user).select_related("flow__program"), uid=uid)


def context_of(log: EventLogFile) -> dict[str, object]:
    analysis, asked = analysis_of(log), asked_of(log)
    outcome: LogOutcome | None = outcome_of(log)
    may_load = analysis is not None and analysis.found.handoffs > 0 and (asked.keep_names or not analysis.is_personal)
    return {
        "log": log,
        "asked": asked,
        "preview": preview_of(analysis) if analysis else None,
        "outcome": outcome_sentence(outcome) if outcome else "",
        "may_load": may_load,
        "goes_in_days": max(0, (log.goes_at - timezone.now()).days),
    }


def preview_of(analysis: LogAnalysis) -> Preview:
    """The analysis as the page shows it."""
    found = analysis.found
    vital = len(found.vital_80.keys) if found.vital_80 else 0
    named = {name for each in found.interfaces for name in (each.from_actor, each.to_actor)}
    on_record = {name.casefold() for name in BusinessFunction.objects.values_list("name", flat=True)}
    known = {name for name in named if name.casefold() in on_record}
    rows = [
        InterfaceRow(
            found=each,
            is_vital=number < vital,
            median=waited(each.waiting.median_days),
            ninety=waited(each.waiting.p90_days),
        )
        for number, each in enumerate(found.interfaces[:SHOWN_ROWS])
    ]
    return Preview(
        analysis=analysis,
        headline=headline(analysis),
        tie_note=tie_note(analysis),
        sentences=list(sentences(analysis)),
        rows=rows,
        left_out=len(found.interfaces) - len(rows),
        new_functions=sorted(named - known),
        known_functions=sorted(named & known),
    )


def waited(days: float | None) -> str:
    return "too few" if days is None else duration(days)
