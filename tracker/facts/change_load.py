"""Rows of all active programs -> what changes ask of each function, week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q, QuerySet

from programs.models import BusinessFunction, FlowStage, Milestone, MilestoneForecast, Pilot, Program
from programs.periods import monday_of
from tracker.analysis.facts.change_load import FunctionWeek

WEEKS_BACK = 12
"""Weeks before the present one that are looked at: an older overload helps nobody."""
WEEK = timedelta(weeks=1)
LAST_DAY = timedelta(days=6)


@dataclass(slots=True)
class Carried:
    """Counts of a function in a week, and keys of the programs that they belong to."""

    pilots: int = 0
    cut_overs: int = 0
    due: int = 0
    programs: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ChangeLoad:
    """What changes ask of the functions over all programs: by uid of the function and Monday of the week."""

    carried: Mapping[tuple[str, date], Carried]

    def over(self, program_id: int, *, limit: int) -> tuple[FunctionWeek, ...]:
        """Weeks above the limit in which the program asks something of the function; by week, then function."""
        found = (
            FunctionWeek(
                function=function,
                week_starts_on=week,
                pilots=carried.pilots,
                cut_overs=carried.cut_overs,
                due=carried.due,
                programs=len(carried.programs),
            )
            for (function, week), carried in self.carried.items()
            if program_id in carried.programs
        )
        above = (each for each in found if each.total > limit)
        return tuple(sorted(above, key=lambda each: (each.week_starts_on, each.function)))


def read_change_load(program_ids: Sequence[int], *, as_of: date) -> ChangeLoad:
    """The load of the last weeks, over every active program, of the functions in which the batch asks something.

    Two queries, whatever the number of programs. An installation has thousands of programs that share a few functions:
    what is due comes gathered by function and day, never row by row.

    program_ids  of the batch; without any nothing is read
    """
    carried: defaultdict[tuple[str, date], Carried] = defaultdict(Carried)
    last = monday_of(as_of)
    first = last - WEEKS_BACK * WEEK
    if program_ids:
        asked = functions_of(program_ids)
        for function, due_on, programs in milestones_due(asked, first, last + LAST_DAY):
            week = carried[function, monday_of(due_on)]
            week.due += len(programs)
            week.programs.update(programs)
        for program, function, run in runs_under_way(asked, first, last + LAST_DAY):
            for monday in run.weeks(first, last):
                week = carried[function, monday]
                week.pilots += 1
                week.programs.add(program)
            if run.cut_over_on is not None and first <= run.cut_over_on <= last + LAST_DAY:
                week = carried[function, monday_of(run.cut_over_on)]
                week.cut_overs += 1
                week.programs.add(program)
    return ChangeLoad(carried)


def functions_of(program_ids: Sequence[int]) -> QuerySet[BusinessFunction]:
    """Functions that a milestone or a stage of these programs names."""
    of_milestones = Milestone.objects.filter(program__in=program_ids, function__isnull=False).values("function")
    of_stages = FlowStage.objects.filter(flow__program__in=program_ids).values("function")
    return BusinessFunction.objects.filter(Q(pk__in=of_milestones) | Q(pk__in=of_stages))


def milestones_due(
    functions: QuerySet[BusinessFunction], first: date, last: date
) -> Iterator[tuple[str, date, Sequence[int]]]:
    """Function, day, and for each milestone whose latest stated finish it is the key of its program."""
    stated_later = MilestoneForecast.objects.filter(
        milestone=OuterRef("milestone"), stated_on__gt=OuterRef("stated_on")
    )
    latest = MilestoneForecast.objects.filter(~Exists(stated_later), finish_on__range=(first, last))
    rows = latest.filter(
        milestone__program__in=Program.objects.active(),
        milestone__removed_on__isnull=True,
        milestone__function__in=functions,
    ).exclude(milestone__kind=Milestone.Kind.GATE)
    days = rows.order_by().values("milestone__function__uid", "finish_on")
    gathered = days.annotate(programs=ArrayAgg("milestone__program"))
    for function, due_on, programs in gathered.values_list("milestone__function__uid", "finish_on", "programs"):
        yield str(function), due_on, programs


@dataclass(frozen=True, slots=True)
class Run:
    """A parallel run: under way through its decision."""

    started_on: date
    decided_on: date | None
    cut_over_on: date | None

    def weeks(self, first: date, last: date) -> Iterator[date]:
        """Mondays of the weeks in which it was under way, from ``first`` through ``last``."""
        monday = max(first, monday_of(self.started_on))
        while monday <= last and (self.decided_on is None or monday <= self.decided_on):
            yield monday
            monday += WEEK


def runs_under_way(functions: QuerySet[BusinessFunction], first: date, last: date) -> Iterator[tuple[int, str, Run]]:
    """Program, function and run, for each of the functions that holds a stage in the flow of the run."""
    rows = Pilot.objects.filter(
        program__in=Program.objects.active(), started_on__lte=last, flow__stages__function__in=functions
    ).order_by("id", "flow__stages__function__uid")
    columns = ("id", "program_id", "flow__stages__function__uid", "started_on", "decided_on", "cut_over_on")
    for _, program, function, started_on, decided_on, cut_over_on in rows.distinct().values_list(*columns):
        ended = cut_over_on or decided_on
        if ended is None or ended >= first:
            yield program, str(function), Run(started_on, decided_on, cut_over_on)
