"""Planning cycles drawn on a calendar: one lane for each function and level, one column for each week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from programs.models import PlanningCycle
from programs.views.cycle_runs import days_off, earlier, later, runs_between
from programs.views.cycle_words import rhythm

WEEKS = 8
DAYS = WEEKS * 7
DAY_WIDTH = 20
# Runs before and after the weeks that are drawn may reach into them.
MARGIN = timedelta(days=70)
DAY = timedelta(days=1)
MOST_RUNS_LISTED = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of a lane in drawing units, as text so that no language writes its points as commas."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What one function does on one level in these weeks.

    bars   days off, then lead, work and hand-over of each run; or one bar where the runs cannot be drawn
    marks  where the runs stand
    runs   when they are, as text
    """

    function: str
    level: str
    rhythm: str
    bars: tuple[Bar, ...]
    marks: tuple[str, ...]
    runs: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Eight weeks from a Monday.

    today    where today stands in drawing units; blank when it is not in these weeks
    meeting  on how many days all cycles run whose runs are known, in words; blank when there is nothing to compare
    """

    first: date
    last: date
    weeks: tuple[date, ...]
    lanes: tuple[Lane, ...]
    today: str
    meeting: str
    width: int = DAYS * DAY_WIDTH

    @property
    def before(self) -> date:
        return self.first - DAYS * DAY

    @property
    def after(self) -> date:
        return self.first + DAYS * DAY


def draw(cycles: Sequence[PlanningCycle], *, day: date, today: date) -> Chart:
    """The chart of the weeks from the Monday of ``day``.

    cycles  by function and level, with calendar and holidays fetched
    """
    first = day - timedelta(days=day.weekday())
    groups = [list(group) for _, group in groupby(cycles, key=lambda each: (each.function_id, each.level))]
    lanes = [lane for group in groups if (lane := lane_of(group, first)) is not None]
    inside = first <= today < first + DAYS * DAY
    return Chart(
        first=first,
        last=first + (DAYS - 1) * DAY,
        weeks=tuple(first + week * 7 * DAY for week in range(WEEKS)),
        lanes=tuple(lanes),
        today=units((today - first) / DAY + 0.5) if inside else "",
        meeting=meeting(groups, first),
    )


def lane_of(cycles: Sequence[PlanningCycle], first: date) -> Lane | None:
    """The lane of one function and level; None when no cycle holds in these weeks."""
    held = [cycle for cycle in cycles if stretch(cycle, first) is not None]
    if not held:
        return None
    runs = [run for cycle in held for run in runs_in(cycle, first)]
    is_drawn = [cycle.anchor_at is not None or cycle.period_days < 1 for cycle in held]
    return Lane(
        function=str(held[-1].function),
        level=held[-1].level,
        rhythm=", then ".join(dict.fromkeys(rhythm(cycle) for cycle in held)),
        bars=tuple(bar for cycle in held for bar in bars_of(cycle, first)),
        marks=tuple(units((run - start_of(first)) / DAY) for run in runs),
        runs="; ".join(runs_in_words(cycle, first) for cycle in held),
        is_known=all(is_drawn),
    )


def stretch(cycle: PlanningCycle, first: date) -> tuple[date, date] | None:
    """First day of these weeks on which the cycle holds, and the day after its last; None when it holds on none."""
    begins = max(cycle.valid_from, first)
    ends = first + DAYS * DAY if cycle.valid_to is None else min(cycle.valid_to + DAY, first + DAYS * DAY)
    return (begins, ends) if begins < ends else None


def bars_of(cycle: PlanningCycle, first: date) -> Iterator[Bar]:
    """Everything of one cycle that lies in these weeks."""
    held = stretch(cycle, first)
    if held is None:
        return
    begins, ends = (start_of(day) for day in held)
    if cycle.period_days < 1:
        yield from bar("always", begins, ends, first=first)
        return
    if cycle.anchor_at is None:
        yield from bar("unknown", begins, ends, first=first)
        return
    is_off = days_off(cycle)
    for day in days_of(held):
        if is_off(day):
            yield from bar("off", start_of(day), start_of(day + DAY), first=first)
    for run in runs_between(cycle, begins - MARGIN, ends + MARGIN):
        out = later(run, cycle.processing_days, is_off)
        yield from bar("lead", earlier(run, cycle.cut_off_lead_days, is_off), run, first=first)
        yield from bar("work", run, out, first=first)
        yield from bar("handoff", out, later(out, cycle.handoff_days, is_off), first=first)


def days_of(held: tuple[date, date]) -> Iterator[date]:
    begins, ends = held
    return (begins + number * DAY for number in range((ends - begins).days))


def bar(kind: str, begins: datetime, ends: datetime, *, first: date) -> Iterator[Bar]:
    """The part of the stretch that lies in these weeks, if any."""
    origin = start_of(first)
    left = max(0.0, (begins - origin) / DAY)
    right = min(float(DAYS), (ends - origin) / DAY)
    if left < right:
        yield Bar(kind=kind, x=units(left), width=units(right - left))


def runs_in(cycle: PlanningCycle, first: date) -> list[datetime]:
    """Runs in these weeks, of cycles that run at most once a day."""
    if cycle.period_days < 1:
        return []
    return list(runs_between(cycle, start_of(first), start_of(first + DAYS * DAY)))


def runs_in_words(cycle: PlanningCycle, first: date) -> str:
    """When the cycle runs in these weeks, for people who do not see the drawing."""
    if cycle.period_days == 0:
        return "all the time"
    if cycle.anchor_at is None:
        return f"{rhythm(cycle)}, but nobody knows when"
    runs = runs_in(cycle, first)
    if cycle.period_days < 1:
        return rhythm(cycle)
    if cycle.period_days == 1 and runs:
        return f"every day at {runs[0]:%H:%M}"
    if not runs:
        return "no run in these weeks"
    listed = ", ".join(f"{run:%a} {run.day} {run:%b %H:%M}" for run in runs[:MOST_RUNS_LISTED])
    return listed if len(runs) <= MOST_RUNS_LISTED else f"{len(runs)} runs: {listed} and so on"


def meeting(groups: Sequence[Sequence[PlanningCycle]], first: date) -> str:
    """On how many days of these weeks every cycle runs whose runs are known."""
    runs = [{run.date() for cycle in group for run in runs_in(cycle, first)} for group in groups]
    known = [days for days in runs if days]
    if len(known) < 2:
        return ""
    days = len(set.intersection(*known))
    often = {1: "once", 2: "twice"}.get(days, f"{days} times")
    together = f"run on the same day {often}" if days else "never run on the same day"
    who = "The two cycles" if len(known) == 2 else f"The {len(known)} cycles"
    return f"{who} whose runs are known {together} in these {WEEKS} weeks."


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min)


def units(days: float) -> str:
    return f"{days * DAY_WIDTH:.1f}"
