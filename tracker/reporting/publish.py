"""Publishing: today's snapshot frozen as a document, rendered, and stored with its hashes."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from programs.actions.base import require
from programs.errors import Refused
from programs.models import Program, User
from tracker.analyses import coordination_of, names_of, newest_analysis
from tracker.analysis.coordination import Coordination
from tracker.divergences import divergence_of
from tracker.facts.gate_notes import gate_notes
from tracker.models import ProgressReport, ReportRendering, Snapshot
from tracker.progress.results import ProgramProgress
from tracker.reads import Day
from tracker.reporting.coordination.areas import answer_rows
from tracker.reporting.coordination.first_page import first_page
from tracker.reporting.document import ReportHeader, build_document, content_hash
from tracker.reporting.pdf import render_pdf
from tracker.reporting.sections.divergence import divergence_section, with_divergence
from tracker.reporting.sections.first_page import with_first_page
from tracker.reporting.sections.result import result_section, with_result
from tracker.reporting.wording import Json
from tracker.runs import compute_apart
from tracker.snapshot_store import progress_of


def publish(program: Program, *, by: User, at: datetime, number: int | None = None) -> ProgressReport:
    """The next progress report of the program, from numbers computed at this moment; it never changes afterwards.

    number  of the report that was looked at; when it is published already, that one is returned and nothing is written
    raises  NotAllowed for anybody but a PMO lead; Refused when the program has no progress to report
    """
    require(by, "publish_report", program)
    published = published_as(program, number)
    if published is not None:
        return published
    snapshot = computed(program, by=by, at=at)
    with transaction.atomic():
        Program.objects.select_for_update().get(pk=program.pk)
        published = published_as(program, number)  # By the same click, a moment ago.
        if published is not None:
            return published
        document = draft(snapshot, by=by, at=at)
        report = ProgressReport.objects.create(
            program=program,
            number=document["header"]["report_number"],
            as_of=snapshot.as_of,
            progress=snapshot.progress,
            document=document,
            content_hash=content_hash(document),
            published_by=by,
            published_at=at,
        )
        pdf = render_pdf(document)
        ReportRendering.objects.create(
            report=report, format=ReportRendering.Format.PDF, content=pdf, sha256=hashlib.sha256(pdf).hexdigest()
        )
    return report


def published_as(program: Program, number: int | None) -> ProgressReport | None:
    """The report with this number; None when no number is given, or it is not published yet."""
    return program.progress_reports.filter(number=number).first() if number is not None else None


def preview(program: Program, *, by: User, at: datetime) -> Json:
    """The document that publishing at this moment would freeze.

    raises  as ``publish`` does
    """
    return draft(computed(program, by=by, at=at), by=by, at=at)


def computed(program: Program, *, by: User, at: datetime) -> Snapshot:
    """The program's snapshot of the day, computed at this moment, for who may publish it."""
    require(by, "publish_report", program)
    today = timezone.localdate(at)
    result = compute_apart([program.pk], Day(as_of=today, known_on=today))
    if program.pk in result.failed:
        raise Refused("not_computed", f"Progress could not be computed: {result.failed[program.pk]}")
    if not result.done:
        raise Refused("not_active", "Only an active program has progress to report.")
    return Snapshot.objects.headline().select_related("program").get(program=program, as_of=today)


def draft(snapshot: Snapshot, *, by: User, at: datetime) -> Json:
    """The next report of the program from its snapshot."""
    program, progress = snapshot.program, progress_of(snapshot)
    last = program.progress_reports.order_by("-number").first()
    number = last.number + 1 if last else 1
    found = coordination_on(program, as_of=snapshot.as_of)
    names = names_of(program)
    document = build_document(
        progress,
        progress_of(last) if last else None,
        header(program, progress, number=number, by=by, at=at),
        notes=gate_notes(program, as_of=snapshot.as_of),
        coordination=answer_rows(found, names) if found is not None else (),
    )
    document = with_result(document, result_section(found.result, progress.reported) if found is not None else None)
    document = with_divergence(document, divergence_section(divergence_of(program.pk, as_of=snapshot.as_of)))
    return with_first_page(document, first_page(found, names) if found is not None else None)


def coordination_on(program: Program, *, as_of: date) -> Coordination | None:
    """The analyses of the day; None when none were worked out."""
    row = newest_analysis(program)
    return coordination_of(row) if row is not None and row.as_of == as_of else None


def header(program: Program, progress: ProgramProgress, *, number: int, by: User, at: datetime) -> ReportHeader:
    """The words above the report."""
    local = timezone.localtime(at)
    entries = program.portfolio_entries.valid_on(local.date()).select_related("portfolio")
    entry = entries.order_by("portfolio__name").first()
    return ReportHeader(
        program_name=program.name,
        program_code=program.code,
        report_number=number,
        published_by=str(by),
        published_at=local.isoformat(timespec="seconds"),
        period=f"{local:%B %Y}",
        data_on=newest_fact_on(progress),
        sponsor=program.sponsor_name,
        organization=program.organization,
        portfolio_name=entry.portfolio.name if entry else "",
    )


def newest_fact_on(progress: ProgramProgress) -> date:
    """Day of the newest status, forecast or gate decision; the as-of day when there is none."""
    days = [progress.reported.reported_on, progress.slip.last_stated_on]
    days += [gate.passed_on for gate in progress.sequence.gates]
    return max((day for day in days if day is not None), default=progress.as_of)
