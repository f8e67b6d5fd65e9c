"""What the changes of one program ask of functions, week by week (METHODS 1.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.constraints.votes import monday_of
from tracker.analysis.facts.change_load import AskedWeek, FunctionWeek
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.facts.plan import PlannedWork
from tracker.analysis.facts.planning import StageFact

WEEKS_BACK = 12
"""Weeks before the present one that are looked at: an older overload helps nobody."""
WEEK = timedelta(weeks=1)
GATE = "gate"


@dataclass(slots=True)
class Counts:
    """Of a function in a week, while they are counted."""

    pilots: int = 0
    cut_overs: int = 0
    due: int = 0


def asked_by(
    work: Iterable[PlannedWork], pilots: Iterable[PilotFact], stages: Sequence[StageFact], *, as_of: date
) -> tuple[AskedWeek, ...]:
    """What one program asks, by function and week, from ``WEEKS_BACK`` weeks ago through the week after the present.

    The next week is there so that on a Monday the programs that the night has not reached yet are counted already.
    """
    last = monday_of(as_of) + WEEK
    first = last - (WEEKS_BACK + 1) * WEEK
    counted: defaultdict[tuple[date, str], Counts] = defaultdict(Counts)
    for each in work:
        if each.function and each.finish_on is not None and each.kind != GATE:
            counted[monday_of(each.finish_on), each.function].due += 1
    functions = functions_by_flow(stages)
    for pilot in pilots:
        for function in functions.get(pilot.flow, ()):
            for monday in weeks_under_way(pilot, first, last):
                counted[monday, function].pilots += 1
            if pilot.cut_over_on is not None:
                counted[monday_of(pilot.cut_over_on), function].cut_overs += 1
    return tuple(
        AskedWeek(function=function, week=week, pilots=each.pilots, cut_overs=each.cut_overs, due=each.due)
        for (week, function), each in sorted(counted.items(), key=lambda entry: entry[0])
        if first <= week <= last
    )


def functions_by_flow(stages: Iterable[StageFact]) -> Mapping[str, frozenset[str]]:
    """Uids of the functions that work in each flow."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for stage in stages:
        found[stage.flow].add(stage.function)
    return {flow: frozenset(functions) for flow, functions in found.items()}


def weeks_under_way(pilot: PilotFact, first: date, last: date) -> Iterator[date]:
    """Mondays of the weeks in which the run was under way, through its decision, from ``first`` through ``last``."""
    if pilot.started_on is None:
        return
    monday = max(first, monday_of(pilot.started_on))
    while monday <= last and (pilot.decided_on is None or monday <= pilot.decided_on):
        yield monday
        monday += WEEK


def weeks_over(
    asked: Iterable[AskedWeek], totals: Mapping[tuple[str, date], FunctionWeek], *, limit: int, as_of: date
) -> tuple[FunctionWeek, ...]:
    """Weeks that have begun in which a function carries more than the limit and the program asks something of it.

    totals   over all programs, by uid of the function and Monday
    returns  by week, then function
    """
    last = monday_of(as_of)
    found = (totals.get((each.function, each.week)) for each in asked if each.week <= last)
    above = (each for each in found if each is not None and each.total > limit)
    return tuple(sorted(above, key=lambda each: (each.week_starts_on, each.function)))
