"""What the page of one program says: sections of its newest snapshot, in the words of the reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from programs.models import Milestone, MilestoneLink, Program, StatusReport
from programs.views.milestone_rows import MilestoneRow
from tracker.analyses import coordination_of, is_of_another_version, names_of, newest_analysis
from tracker.comparison import changes_between
from tracker.divergences import divergence_of
from tracker.facts.gate_notes import gates_of_items, open_passes
from tracker.models import ProgressReport, RunFailure, Snapshot
from tracker.progress.attention import Attention
from tracker.progress.results import GateProgress, ProgramProgress
from tracker.reporting.before_numbers import BeforeNumbers, before_numbers
from tracker.reporting.chart_themes import with_themes
from tracker.reporting.charts import chart_picture
from tracker.reporting.coordination.brief import Brief, brief_of
from tracker.reporting.coordination.two_scales import bridge_words
from tracker.reporting.document import ReportHeader, build_document
from tracker.reporting.sections.divergence import divergence_section, with_divergence
from tracker.reporting.sections.result import result_section
from tracker.reporting.sections.sequence import GateNotes
from tracker.reporting.wording import Json, display_date
from tracker.snapshot_store import progress_of
from tracker.views.attention import attention
from tracker.views.change_links import LinkedChange, linked
from tracker.views.program_people import ProgramPeople

LOOK_BACK = timedelta(days=7)
MOST_UPCOMING = 2
CHART_PIXELS = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class NextGate:
    """The first open gate; ``missing`` are rows of the milestones it still needs.

    is_planned  whether anything but gates is planned for it
    """

    gate: GateProgress
    section: Json
    missing: tuple[MilestoneRow, ...]
    is_planned: bool

    @property
    def later_text(self) -> str:
        """What it needs that is expected later than itself; empty where nothing is."""
        expected = self.gate.forecast_on or self.gate.planned_on or date.max
        later = [row.forecast_on for row in self.missing if row.forecast_on and row.forecast_on > expected]
        if not later:
            return ""
        if len(later) == 1:
            return f"one item it needs is expected {display_date(later[0])}"
        return f"{len(later)} items it needs are expected later, the last {display_date(max(later))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesSince:
    """What moved since an earlier snapshot; ``since`` is None when there is none."""

    since: date | None
    label: str
    changes: tuple[LinkedChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPage:
    """Everything above the milestones. ``document`` is what a report of this moment would freeze: both say the same.

    quiet        what is said where nothing needs attention
    brief        what the analyses say in a sentence each; None before there are any
    result       the Result status of the same analyses, beside what was reported
    before       what each answer lacks that cannot be given yet, with who owes it and the first possible day
    analyzed_on  the day that both are of
    is_earlier   whether both were worked out by other methods than those of today
    last_failed  whether the program could not be computed since the snapshot
    """

    snapshot: Snapshot
    progress: ProgramProgress
    document: Json
    gates: Sequence[Json]
    next_gate: NextGate | None
    upcoming: Sequence[MilestoneRow]
    chart_data: str
    attention: Sequence[Attention]
    quiet: str
    changes: ChangesSince
    status_report: StatusReport | None
    brief: Brief | None
    result: Json | None
    before: BeforeNumbers
    analyzed_on: date | None
    is_earlier: bool
    last_failed: bool


def program_page(program: Program, snapshot: Snapshot, rows: Sequence[MilestoneRow]) -> ProgramPage:
    """The page from the snapshot and the milestone rows, which name owners and anchors; sixteen queries at most."""
    progress = progress_of(snapshot)
    notes = GateNotes(
        open_passes=open_passes(row.review for row in rows if row.review is not None),
        gate_of_item=gates_of_items(row.milestone for row in rows),
    )
    document = build_document(progress, None, header_of(program, snapshot), notes=notes)
    analysis = newest_analysis(program)
    found = coordination_of(analysis) if analysis is not None else None
    result = result_section(found.result, progress.reported) if found is not None else None
    before = BeforeNumbers()
    if program.follows_sequence:
        people = ProgramPeople(program)
        before = before_numbers(progress, found, start_on=program.start_on, people=people)
    brief = None
    if found is not None:
        bridge = bridge_words(found.state, progress, program.start_on)
        brief = brief_of(found, names_of(program), bridge=bridge, before=before)
    gate = next_gate(progress, document, rows)
    over_time = divergence_section(divergence_of(program.pk, as_of=snapshot.as_of))
    document = with_divergence(document | {"result": result}, over_time)
    return ProgramPage(
        snapshot=snapshot,
        progress=progress,
        document=document,
        gates=[
            section | {"anchor": gate.item_uid}
            for gate, section in zip(progress.sequence.gates, document["sequence"]["gates"], strict=True)
        ],
        next_gate=gate,
        upcoming=upcoming(rows),
        chart_data=chart_data(document["chart"]),
        attention=attention(progress, program=program, document=document, rows=rows),
        quiet=quiet_words(program, rows=rows, gate=gate, lacks=brief.guard["missing"] if brief is not None else ()),
        changes=changes_since(program, snapshot),
        status_report=program.status_reports.order_by("-reported_on", "-id").first(),
        brief=brief,
        result=document["result"],
        before=before,
        analyzed_on=analysis.as_of if analysis is not None else None,
        is_earlier=analysis is not None and is_of_another_version(analysis),
        last_failed=failed_since(snapshot),
    )


def failed_since(snapshot: Snapshot) -> bool:
    """Whether a run as of its day or later could not compute the program after the snapshot was computed."""
    failures = RunFailure.objects.filter(program=snapshot.program_id, run__as_of__gte=snapshot.as_of)
    return failures.filter(failed_at__gt=snapshot.computed_at).exists()


def header_of(program: Program, snapshot: Snapshot) -> ReportHeader:
    """The words above a report, for a page that is none."""
    at = timezone.localtime(snapshot.computed_at)
    return ReportHeader(
        program_name=program.name,
        program_code=program.code,
        report_number=0,
        published_by="",
        published_at=at.isoformat(),
        period=f"{at:%B %Y}",
        data_on=snapshot.as_of,
    )


def next_gate(progress: ProgramProgress, document: Json, rows: Sequence[MilestoneRow]) -> NextGate | None:
    """The first open gate with the rows that it waits for, in the order they were planned."""
    by_uid = {str(row.milestone.uid): row for row in rows}
    for gate, section in zip(progress.sequence.gates, document["sequence"]["gates"], strict=True):
        if gate.code == progress.sequence.current_gate:
            missing = tuple(by_uid[uid] for uid in gate.missing if uid in by_uid)
            is_planned = bool(missing) or has_plan(gate.item_uid, rows)
            return NextGate(gate=gate, section=section, missing=missing, is_planned=is_planned)
    return None


def has_plan(gate_uid: str, rows: Sequence[MilestoneRow]) -> bool:
    """Whether anything structural but gates is planned for the gate; at most one query."""
    structural = [row.milestone for row in rows if row.milestone.dimension == Milestone.Dimension.STRUCTURAL]
    gates = {each.gate_of.pk for each in structural if str(each.uid) == gate_uid}
    if any(each.gate_id in gates for each in structural):
        return True
    links = MilestoneLink.objects.filter(successor__uid=gate_uid, predecessor__removed_on__isnull=True)
    return links.exclude(predecessor__kind=Milestone.Kind.GATE).exists()


def upcoming(rows: Sequence[MilestoneRow]) -> list[MilestoneRow]:
    """The open milestones that are expected first."""
    due = [row for row in rows if row.accepted_on is None and row.forecast_on is not None]
    return sorted(due, key=lambda row: (row.forecast_on or date.max, row.milestone.pk))[:MOST_UPCOMING]


def quiet_words(program: Program, *, rows: Sequence[MilestoneRow], gate: NextGate | None, lacks: Sequence[Json]) -> str:
    """That nothing is late, as far as that is true, and what comes next: what the gate lacks by plan or record."""
    if program.state != Program.State.ACTIVE:
        return "Nothing needed attention when the numbers were computed."
    today = timezone.localdate()
    behind = any(row.accepted_on is None and row.planned_on and row.planned_on < today for row in rows)
    calm = "Nothing is past the day it is expected." if behind else "Nothing is late."
    first = gate.missing[0] if gate is not None and gate.missing else None
    if gate is not None and first is None and lacks:
        return f"{calm} Next, for gate {gate.gate.code}: {lacks[0]['words']}"
    if not rows:
        return "Nothing is planned yet, so nothing can be late."
    coming = upcoming(rows)
    first = first or (coming[0] if coming else None)
    if first is None:
        return calm
    owner = first.milestone.owner or "no owner named"
    expected = f", expected {display_date(first.forecast_on)}" if first.forecast_on else ""
    return f"{calm} Next: {first.milestone.name} ({owner}{expected})."


def chart_data(chart: Json) -> str:
    """The chart of a document for the page; empty when it has none."""
    picture = chart_picture(chart, height=CHART_PIXELS)
    return "" if picture is None else with_themes(picture)


def changes_since(program: Program, snapshot: Snapshot) -> ChangesSince:
    """What moved since the last published report, else since a week ago."""
    reports = ProgressReport.objects.filter(program=snapshot.program_id, as_of__lt=snapshot.as_of)
    reported_on = reports.order_by("-number").values_list("as_of", flat=True).first()
    since = reported_on or snapshot.as_of - LOOK_BACK
    earlier = Snapshot.objects.headline().filter(program=snapshot.program_id, as_of__lt=snapshot.as_of)
    earlier = earlier.select_related("inputs")
    before = earlier.filter(as_of__lte=since).order_by("-as_of").first() or earlier.order_by("as_of").first()
    if before is None:
        return ChangesSince(since=None, label="", changes=())
    label = "the last report" if reported_on is not None and before.as_of == reported_on else display_date(before.as_of)
    changes = (each for each in changes_between(before, snapshot) if each.kind != "program")
    return ChangesSince(since=before.as_of, label=label, changes=linked(changes, program))


def newest_snapshot(program: Program) -> Snapshot | None:
    """The snapshot that the page shows."""
    rows = Snapshot.objects.headline().filter(program=program).select_related("inputs")
    return rows.order_by("-as_of").first()
