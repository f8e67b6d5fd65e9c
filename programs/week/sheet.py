"""What a person is asked about one week, over all programs in which they lead a function: at most twelve fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from programs.actions.constraints import own_source
from programs.models import (
    Constraint,
    ConstraintObservation,
    DecisionRecord,
    Milestone,
    MilestoneForecast,
    ProcessFlow,
    Program,
    Reading,
    Resource,
    SharedMetric,
    User,
    WeeklyStatement,
)
from programs.obligations.milestones import open_milestones
from programs.obligations.obligation import Seat, seats
from programs.obligations.readings import series_owed
from programs.obligations.week import expected_of, held_since
from programs.periods import monday_of
from programs.rest import Rests

READING = "reading_"
MOST_FIELDS = 12
MOST_FLOWS = 4
MOST_READINGS = 4
SOURCE = "Weekly sheet"
WEEK = timedelta(weeks=1)
LAST_DAY = timedelta(days=6)
FORECAST_DAYS = timedelta(days=28)
VOTES_SINCE = timedelta(weeks=8)
WEEKS_OPEN = 5
# The flow that is being changed limits the program, not the ones that wait or are done.
AT_WORK = {state: rank for rank, state in enumerate(("pilot", "expanding", "mapped", "integrated"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowAsked:
    """A flow whose limit is asked for.

    named  resources that were named for it before, the newest first
    last   the person's last answer; ``is_of_week`` when they gave it for this very week
    """

    flow: ProcessFlow
    named: tuple[int, ...]
    last: int | None
    is_of_week: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneAsked:
    """A milestone whose forecast is asked for; ``forecast_on`` is the finish as last stated."""

    milestone: Milestone
    forecast_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingAsked:
    """A period's reading that is asked for.

    programs  those that it serves; it is written with the answers of the first
    stored    what the record holds; ``is_said`` when the person gave it with this very sheet
    """

    metric: SharedMetric
    flow: ProcessFlow | None
    arm: str
    period_starts_on: date
    programs: tuple[Program, ...]
    stored: Reading | None
    is_said: bool

    @property
    def name(self) -> str:
        """What its field is called; an arm is any text, and the name also becomes an identifier on the page."""
        arm = sha256(self.arm.encode()).hexdigest()[:8]
        return f"{READING}{self.metric.pk}-{self.flow.pk if self.flow else 'all'}-{arm}-{self.period_starts_on}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is asked about the week that begins on a Monday, and what was answered already.

    said           by program, function and subject: whether something happened
    held           the same keys of what the record itself holds
    flows_left     flows that are not asked for this time, for want of room; they come first next time
    readings_left  readings that are due and have no room on the sheet
    """

    user: User
    week: date
    today: date
    seats: list[Seat]
    flows: list[FlowAsked] = field(default_factory=list)
    flows_left: int = 0
    resources: dict[int, Resource] = field(default_factory=dict)
    milestones: list[MilestoneAsked] = field(default_factory=list)
    milestones_left: int = 0
    said: dict[tuple[int, int, str], bool] = field(default_factory=dict)
    held: set[tuple[int, int, str]] = field(default_factory=set)
    readings: list[ReadingAsked] = field(default_factory=list)
    readings_left: int = 0
    raised: list[DecisionRecord] = field(default_factory=list)

    @property
    def programs(self) -> list[Program]:
        """Programs in which the person leads a function, by name."""
        return list({seat.program.pk: seat.program for seat in self.seats}.values())

    @property
    def is_sent(self) -> bool:
        """Whether every function of the person has said everything about the week."""
        subjects = WeeklyStatement.Subject.values
        return all((seat.program.pk, seat.function_id, each) in self.said for seat in self.seats for each in subjects)


def week_to_ask(today: date, wished: date | None = None) -> date:
    """The Monday of the week that the sheet is about.

    On a Monday it is the week that has just ended, when the mail about it comes; from Tuesday on the present one.
    Another of the last five weeks may be wished for.
    """
    this = monday_of(today)
    if wished is not None and wished.weekday() == 0 and this - WEEKS_OPEN * WEEK < wished <= this:
        return wished
    return this - WEEK if today == this else this


def sheet_of(user: User, *, week: date, today: date) -> Sheet:
    """The sheet of the person about the week, as the record stands; a constant number of queries."""
    led = seats(user, today)
    mine = expected_of(led, Rests(seat.program for seat in led), week)
    if not mine:
        return Sheet(user=user, week=week, today=today, seats=[])
    programs = {seat.program.pk for seat in mine}
    flows, resources = flows_to_ask(user, programs, week=week), Resource.objects.in_use(week).order_by("name", "id")
    milestones = milestones_to_ask(user, week=week, today=today)
    readings = readings_to_ask(user, week=week, today=today)
    due = Counts(flows=len(flows), readings=len(readings), milestones=len(milestones))
    room = rooms(due, programs=len(programs))
    return Sheet(
        user=user,
        week=week,
        today=today,
        seats=mine,
        flows=flows[: room.flows],
        flows_left=due.flows - room.flows,
        resources={row.pk: row for row in resources},
        milestones=milestones[: room.milestones],
        milestones_left=due.milestones - room.milestones,
        readings=readings[: room.readings],
        readings_left=due.readings - room.readings,
        said=said_by(mine, week),
        held={(program, function, subject) for subject, program, function, on in held_since(user, today, since=week)
              if on == week},
        raised=questions_of(user, programs, week),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many flows, readings and milestones are due, or have room on the sheet."""

    flows: int
    readings: int
    milestones: int


def rooms(due: Counts, *, programs: int) -> Counts:
    """How much of what is due there is room to ask for, beside what is always asked.

    Always asked: three times whether something happened, and one question for the committee, with its program where
    there are several. Flows have the first four fields: they settle the constraint, which everything else waits for.
    Readings come next, for nobody else gives them; but one milestone always has room.
    """
    room = MOST_FIELDS - 3 - (1 if programs == 1 else 2)
    left = room - min(due.flows, MOST_FLOWS)
    readings = min(due.readings, MOST_READINGS, left - min(due.milestones, 1))
    milestones = min(due.milestones, left - readings)
    return Counts(flows=min(due.flows, room - readings - milestones), readings=readings, milestones=milestones)


def flows_to_ask(user: User, programs: Iterable[int], *, week: date) -> list[FlowAsked]:
    """One flow of each program: those without a known constraint first, then those asked longest ago."""
    at_work: dict[int, ProcessFlow] = {}
    rows = ProcessFlow.objects.filter(program__in=programs).select_related("program")
    for flow in sorted(rows, key=lambda each: (AT_WORK[each.state], each.position, each.pk)):
        at_work.setdefault(flow.program_id, flow)
    flows = [flow.pk for flow in at_work.values()]
    known = dict(Constraint.objects.in_force(week + LAST_DAY).filter(flow__in=flows).values_list("flow", "resource"))
    since = week - VOTES_SINCE
    votes = ConstraintObservation.objects.filter(flow__in=flows, week_starts_on__range=(since, week))
    of_flow: defaultdict[int, list[ConstraintObservation]] = defaultdict(list)
    for vote in votes.order_by("-week_starts_on", "-id"):
        of_flow[vote.flow_id].append(vote)
    source = own_source(user)
    asked = []
    for flow in at_work.values():
        mine = [vote for vote in of_flow[flow.pk] if vote.source == source and vote.observed_by_id == user.pk]
        before = max((vote.week_starts_on for vote in mine if vote.week_starts_on < week), default=date.min)
        named = dict.fromkeys([*[vote.resource_id for vote in of_flow[flow.pk]], *filter(None, [known.get(flow.pk)])])
        row = FlowAsked(
            flow=flow,
            named=tuple(named),
            last=mine[0].resource_id if mine else None,
            is_of_week=bool(mine) and mine[0].week_starts_on == week,
        )
        asked.append(((flow.pk in known, before, flow.program.name, flow.pk), row))
    return [row for _, row in sorted(asked, key=lambda pair: pair[0])]


def milestones_to_ask(user: User, *, week: date, today: date) -> list[MilestoneAsked]:
    """Milestones of the person due in four weeks, those that a gate needs first.

    One that was moved further away with this very sheet still stands on it.
    """
    stated = MilestoneForecast.objects.filter(milestone=OuterRef("pk"), stated_on__lt=week).order_by("-stated_on")
    limit = today + FORECAST_DAYS
    rows = open_milestones(user, today).annotate(before_on=Subquery(stated.values("finish_on")[:1]))
    due = rows.filter(Q(forecast_on__lte=limit) | Q(before_on__lte=limit)).select_related("program", "gate")
    ranked = sorted(due, key=lambda row: (row.gate_id is None, row.before_on or row.forecast_on, row.pk))
    return [MilestoneAsked(milestone=row, forecast_on=row.forecast_on) for row in ranked]


def readings_to_ask(user: User, *, week: date, today: date) -> list[ReadingAsked]:
    """Readings that the person owes, the oldest period first.

    One that was given with this very sheet still stands on it.
    """
    asked = []
    for series in series_owed(user, today):
        for first in series.due:
            stored = series.stored.get(first)
            is_said = stored is not None and given_since(stored, user, week)
            if stored is None or not stored.is_final or is_said:
                row = ReadingAsked(
                    metric=series.metric,
                    flow=series.flow,
                    arm=series.arm,
                    period_starts_on=first,
                    programs=tuple(series.programs),
                    stored=stored,
                    is_said=is_said,
                )
                asked.append(((first, series.name, row.name), row))
    return [row for _, row in sorted(asked, key=lambda pair: pair[0])]


def given_since(reading: Reading, user: User, week: date) -> bool:
    """Whether the person gave the reading with a weekly sheet since the week began."""
    given_on = timezone.localdate(reading.updated_at)
    return reading.source == SOURCE and reading.entered_by_id == user.pk and given_on >= week


def said_by(mine: Sequence[Seat], week: date) -> dict[tuple[int, int, str], bool]:
    """What the functions have said of the week, by program, function and subject."""
    keys = {(seat.program.pk, seat.function_id) for seat in mine}
    rows = WeeklyStatement.objects.filter(week_starts_on=week, program__in={program for program, _ in keys})
    return {
        (program, function, subject): happened
        for program, function, subject, happened in rows.values_list("program_id", "function_id", "subject", "happened")
        if (program, function) in keys
    }


def questions_of(user: User, programs: Iterable[int], week: date) -> list[DecisionRecord]:
    """Questions that the person has raised since the week began."""
    raised = DecisionRecord.objects.filter(program__in=programs, raised_by=user, raised_on__gte=week)
    return list(raised.select_related("program").order_by("raised_on", "id"))
