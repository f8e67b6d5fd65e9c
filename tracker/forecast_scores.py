"""The kept forecasts of programs with what became of them, counted for the rules that score them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Avg, Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from programs.models import Program, User
from tracker.models import HorizonOutcome, KeptForecast
from tracker.progress.forecast.scores import WORD_EDGES, Scores, Tally, score

# Days that have come are judged alike, whether the finish came or not: counting what finished before its day would
# count only good ends. ``seen`` is the last day of which the outcome is known: for what was reached it stays known.
TALLY = """
    SELECT k.program_id, k.horizon, o.met, k.known_on > k.forecast_on AS is_later, word,
        count(*), sum(chance), sum((chance - o.met::int) ^ 2),
        count(*) FILTER (WHERE finish_10 <= seen), count(*) FILTER (WHERE finish_50 <= seen),
        count(*) FILTER (WHERE finish_80 <= seen), count(*) FILTER (WHERE finish_90 <= seen),
        count(*) FILTER (WHERE finish_10 <= seen AND reached_on <= finish_10),
        count(*) FILTER (WHERE finish_50 <= seen AND reached_on <= finish_50),
        count(*) FILTER (WHERE finish_80 <= seen AND reached_on <= finish_80),
        count(*) FILTER (WHERE finish_90 <= seen AND reached_on <= finish_90),
        count(*) FILTER (WHERE last_day <= seen AND passed = 0),
        count(*) FILTER (WHERE last_day <= seen AND passed = 1),
        count(*) FILTER (WHERE last_day <= seen AND passed = 2),
        count(*) FILTER (WHERE last_day <= seen AND passed = 3),
        count(*) FILTER (WHERE last_day <= seen AND passed = 4)
    FROM tracker_horizonoutcome o
    JOIN tracker_keptforecast k ON k.program_id = o.program_id AND k.horizon = o.horizon AND k.forecast_on <= o.due_on
    CROSS JOIN LATERAL (
        SELECT (chance > %s)::int + (chance > %s)::int + (chance > %s)::int + (chance > %s)::int AS word,
            CASE WHEN reached_on IS NULL THEN o.known_on ELSE %s END AS seen,
            CASE WHEN num_nulls(finish_10, finish_50, finish_80, finish_90) = 0 THEN finish_90 END AS last_day,
            (COALESCE(reached_on, 'infinity') > finish_10)::int + (COALESCE(reached_on, 'infinity') > finish_50)::int
            + (COALESCE(reached_on, 'infinity') > finish_80)::int + (COALESCE(reached_on, 'infinity') > finish_90)::int
            AS passed
    ) AS read
    WHERE o.program_id = ANY(%s) AND o.met IS NOT NULL AND o.due_on < %s
    GROUP BY k.program_id, k.horizon, o.met, is_later, word
"""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Horizons that were forecast and are not judged, and why."""

    reason: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramsCalibration:
    """How good the forecasts of some programs were.

    on_the_day    forecasts made on their day; ``afterwards`` those that were calculated later for past days
    waiting       horizons with a forecast whose day has not come
    first_on      the day on which enough of them are judged to say something; None when too few are waiting
    """

    on_the_day: Scores
    afterwards: Scores
    waiting: int
    first_on: date | None
    left_out: tuple[LeftOut, ...]


def calibrate_programs(user: User, *, as_of: date) -> ProgramsCalibration:
    """The calibration of the programs that the user may see. Cost: four queries, however many programs."""
    programs = Program.objects.visible_to(user)
    states = dict(programs.values_list("id", "state"))
    on_the_day, afterwards = (score(some) for some in tallies(list(states), as_of=as_of))
    waiting, left_out = [], Counter[str]()
    for program, due_on in open_horizons(programs).values_list("program_id", "due_on"):
        if states[program] in (Program.State.CLOSED, Program.State.ARCHIVED):
            left_out["the program was closed before the day"] += 1
        elif states[program] == Program.State.PAUSED:
            left_out["the program is paused, and the day moves"] += 1
        else:
            waiting.append(due_on)
    removed = with_forecast(HorizonOutcome.objects.filter(program__in=Program.objects.removed_but_visible_to(user)))
    left_out["the program was removed"] += removed.count()
    return ProgramsCalibration(
        on_the_day=on_the_day,
        afterwards=afterwards,
        waiting=len(waiting),
        first_on=first_day(sorted(waiting), on_the_day.missing, as_of=as_of),
        left_out=tuple(LeftOut(reason=reason, n=n) for reason, n in sorted(left_out.items()) if n),
    )


def tallies(program_ids: list[int], *, as_of: date) -> tuple[list[Tally], list[Tally]]:
    """The judged forecasts of the programs, counted: those made on their day, and those calculated later."""
    made: tuple[list[Tally], list[Tally]] = ([], [])
    with connection.cursor() as cursor:
        cursor.execute(TALLY, [*WORD_EDGES, as_of, program_ids, as_of])
        for row in cursor.fetchall():
            made[row[3]].append(tally(row))
    return made


def tally(row: tuple[Any, ...]) -> Tally:
    """A row of TALLY."""
    program, horizon, met, _, word, n, chances, squares, *counts = row
    return Tally(
        program=program,
        horizon=horizon,
        met=met,
        word=word,
        n=n,
        chances=chances,
        squares=squares,
        given=tuple(counts[:4]),
        held=tuple(counts[4:8]),
        fell=tuple(counts[8:]),
    )


def open_horizons(programs: QuerySet[Program]) -> QuerySet[HorizonOutcome]:
    """The horizons of the programs that were forecast and are not judged."""
    return with_forecast(HorizonOutcome.objects.filter(program__in=programs, met__isnull=True))


def with_forecast(outcomes: QuerySet[HorizonOutcome]) -> QuerySet[HorizonOutcome]:
    """Those of which some forecast was kept."""
    said = KeptForecast.objects.filter(program=OuterRef("program"), horizon=OuterRef("horizon"))
    return outcomes.filter(Exists(said))


def judged_horizons(user: User, *, as_of: date) -> QuerySet[HorizonOutcome]:
    """Horizons of programs the user may see whose day is over, newest first, with what was said of them.

    Annotated with ``said`` (mean chance), ``forecasts`` and ``made_later`` (how many of those were calculated later).
    """
    kept = KeptForecast.objects.filter(
        program=OuterRef("program"), horizon=OuterRef("horizon"), forecast_on__lte=OuterRef("due_on")
    )
    of_horizon = kept.order_by().values("program", "horizon")
    later = of_horizon.filter(known_on__gt=F("forecast_on"))
    mine = HorizonOutcome.objects.filter(program__in=Program.objects.visible_to(user))
    judged = with_forecast(mine.filter(met__isnull=False, due_on__lt=as_of)).select_related("program")
    return judged.annotate(
        said=Subquery(of_horizon.values(mean=Avg("chance"))),
        forecasts=Subquery(of_horizon.values(n=Count("id"))),
        made_later=Coalesce(Subquery(later.values(n=Count("id"))), 0),
    ).order_by("-due_on", "program", "horizon")


def first_day(due: list[date], missing: int, *, as_of: date) -> date | None:
    """The first day on which ``missing`` more horizons are judged: the day after theirs; None when too few wait.

    due  in order
    """
    if not missing or len(due) < missing:
        return None
    return max(due[missing - 1] + ONE_DAY, as_of)
