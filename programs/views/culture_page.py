"""What the culture page shows, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from programs.models import (
    EvidenceLevel,
    IntegratedSession,
    Membership,
    Milestone,
    PmoIntervention,
    Program,
    PulseWave,
    SessionFunction,
)
from programs.views.culture_gaps import Gap, milestone_gaps, month_gaps, session_gaps, wave_gaps
from programs.views.culture_lines import (
    MonthLine,
    Sessions,
    WaveLine,
    month_line,
    months_back,
    session_line,
    wave_line,
)
from programs.views.milestone_rows import MilestoneRow, milestone_row, with_row_details
from programs.views.rights import Rights

MONTHS = 6
NEXT_SESSIONS = 2
PAST_SESSIONS = 3
WAITING_SESSIONS = 5
WAVES = 3
WINDOW = timedelta(days=90)
DATELESS_LAST = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneLine:
    """A cultural milestone, and the highest level of evidence that stands accepted; blank without any."""

    row: MilestoneRow
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CulturePage:
    """What is late or missing; open and accepted milestones; sessions; months; the latest waves and those before."""

    gaps: list[Gap]
    milestones: list[MilestoneLine]
    accepted: list[MilestoneLine]
    sessions: Sessions
    months: list[MonthLine]
    waves: list[WaveLine]
    earlier_waves: list[WaveLine]
    has_flow: bool
    may_plan: bool
    may_record: bool


def culture_page(program: Program, rights: Rights, today: date) -> CulturePage:
    """Everything on the page of a program, as the person may see and do it today."""
    milestones, accepted = milestone_lines(program, rights, today)
    sessions, months, waves = sessions_of(program, today), month_lines(program, today), wave_lines(program, today)
    return CulturePage(
        gaps=[
            *milestone_gaps([line.row for line in milestones], home=program.get_absolute_url()),
            *session_gaps(sessions),
            *month_gaps(months),
            *wave_gaps(waves, today=today),
        ],
        milestones=milestones,
        accepted=accepted,
        sessions=sessions,
        months=months,
        waves=waves[:WAVES],
        earlier_waves=waves[WAVES:],
        has_flow=program.flows.exists(),
        may_plan=rights.plan,
        may_record=rights.plan or Membership.Role.FUNCTION_LEAD in rights.roles,
    )


def milestone_lines(program: Program, rights: Rights, today: date) -> tuple[list[MilestoneLine], list[MilestoneLine]]:
    """Open milestones by their expected day; and accepted ones, the latest first."""
    cultural = program.milestones.kept().filter(dimension=Milestone.Dimension.CULTURAL)
    rows = [milestone_row(each, rights, today) for each in with_row_details(cultural, today)]
    waiting = [row for row in rows if row.accepted_on is None]
    waiting.sort(key=lambda row: (row.forecast_on or DATELESS_LAST, row.milestone.pk))
    accepted = [row for row in rows if row.accepted_on is not None]
    accepted.sort(key=lambda row: (row.accepted_on or DATELESS_LAST, row.milestone.pk), reverse=True)
    return (
        [MilestoneLine(row=row, level=level_of(row)) for row in waiting],
        [MilestoneLine(row=row, level=level_of(row)) for row in accepted],
    )


def level_of(row: MilestoneRow) -> str:
    """The highest level that stands accepted, in words."""
    standing = [line.evidence for line in row.evidence if line.evidence.accepted_on and not line.evidence.revoked_on]
    if not standing:
        return ""
    return str(EvidenceLevel(max(each.level for each in standing)).label).partition(" ")[2]


def with_functions(sessions: QuerySet[IntegratedSession]) -> QuerySet[IntegratedSession]:
    """Sessions with their flow and functions, the functions by name."""
    functions = SessionFunction.objects.select_related("function").order_by("function__name", "id")
    return sessions.select_related("flow").prefetch_related(Prefetch("functions", functions))


def sessions_of(program: Program, today: date) -> Sessions:
    """What the page shows of the program's sessions; nine queries, whatever their number."""
    everything = IntegratedSession.objects.filter(flow__program=program)
    unanswered = everything.filter(held_on__isnull=True, cancel_reason="")
    answered = everything.exclude(held_on__isnull=True, cancel_reason="")
    waiting = unanswered.filter(scheduled_on__lte=today).order_by("scheduled_on", "id")
    coming = unanswered.filter(scheduled_on__gt=today).order_by("scheduled_on", "id")[:NEXT_SESSIONS]
    past = answered.order_by("-scheduled_on", "-id")[:PAST_SESSIONS]
    due = everything.filter(scheduled_on__lte=today, scheduled_on__gt=today - WINDOW)
    absent = SessionFunction.objects.filter(session=OuterRef("pk"), is_required=True).exclude(came=True)
    complete = Q(~Exists(absent), held_on__isnull=False)
    counts = due.aggregate(due=Count("pk"), complete=Count("pk", filter=complete))
    return Sessions(
        waiting=[session_line(each, today=today) for each in with_functions(waiting[:WAITING_SESSIONS])],
        waiting_number=waiting.count(),
        coming=[session_line(each, today=today) for each in with_functions(coming)],
        past=[session_line(each, today=today) for each in with_functions(past)],
        total=everything.count(),
        complete=counts["complete"],
        due=counts["due"],
    )


def month_lines(program: Program, today: date) -> list[MonthLine]:
    """The last six months since the program began, newest first; three queries."""
    months = [
        first
        for first in months_back(today, number=MONTHS)
        if program.start_on is None or first >= program.start_on.replace(day=1)
    ]
    if not months:
        return []
    interventions = PmoIntervention.objects.filter(flow__program=program, happened_on__gte=months[-1])
    of_interventions = program.weekly_statements.filter(subject="interventions", week_starts_on__gte=months[-1])
    leads = program.memberships.filter(role=Membership.Role.FUNCTION_LEAD)
    read = {
        "interventions": list(
            interventions.select_related("flow", "function", "recorded_by").order_by("-happened_on", "-id")
        ),
        "statements": list(of_interventions.select_related("function")),
        "leads": list(leads),
    }
    return [month_line(first, today=today, **read) for first in months]  # type: ignore[arg-type]


def wave_lines(program: Program, today: date) -> list[WaveLine]:
    """Every wave, newest first, with how many answered; three queries."""
    waves = list(PulseWave.objects.filter(program=program).prefetch_related("groups").order_by("-opens_on", "-id"))
    counts = PulseWave.objects.filter(program=program).annotate(number=Count("answers")).order_by("pk")
    answered = dict(counts.values_list("pk", "number"))
    return [wave_line(wave, answered=answered.get(wave.pk, 0), today=today) for wave in waves]
