"""Stages, cycles and chains for the tests of decision latency. Lengths in days, as text where they have a fraction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tracker.analysis.facts.planning import CalendarFact, CycleFact, PlanningFacts, StageFact
from tracker.analysis.latency.chain import Step, chains_of
from tracker.analysis.latency.model import Ground, Passage, passage

MONDAY = date(2026, 1, 5)
"""The day of most tests, and the day that offsets count from."""
Length = int | str

# The ladder of METHODS 4: monthly capacity, weekly scheduling, daily logistics.
LADDER: tuple[Sequence[Length], ...] = ((28, 7, 1), (5, 2, "0.5"), (2, 1, "0.5"))
WEEKDAYS = CalendarFact(uid="weekdays", name="Weekdays", working_days=(1, 2, 3, 4, 5), holidays=())


def make_stage(number: int = 0, *, flow: str = "flow", function: str = "", level: str = "plan") -> StageFact:
    name = function or f"function {number}"
    return StageFact(
        uid=f"{flow}-{number}",
        flow=flow,
        position=number + 1,
        name=f"stage {number}",
        function=name,
        function_name=name.capitalize(),
        level=level,
    )


def make_cycle(number: int = 0, *, every: Length = 7, runs: Length | None = None, **given: object) -> CycleFact:
    """The cycle of the function of this number; ``runs`` so many days after ``MONDAY``, None when nobody knows."""
    values: dict[str, object] = {
        "uid": f"cycle {number}",
        "function": f"function {number}",
        "level": "plan",
        "period_days": Decimal(every),
        "anchor_at": None if runs is None else at(runs),
        "cut_off_lead_days": Decimal(0),
        "processing_days": Decimal(0),
        "handoff_days": Decimal(0),
        "calendar": None,
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
    }
    return CycleFact(**(values | given))  # type: ignore[arg-type]


def at(days: Length) -> datetime:
    """So many days after the beginning of ``MONDAY``."""
    return datetime.combine(MONDAY, datetime.min.time(), tzinfo=UTC) + timedelta(days=float(days))


def make_facts(
    periods: Sequence[Length],
    work: Sequence[Length],
    handoffs: Sequence[Length],
    *,
    runs: Sequence[Length | None] | None = None,
    calendar: CalendarFact | None = None,
) -> PlanningFacts:
    """One flow; ``runs`` are the offsets in days, without them nobody knows any."""
    known = [None] * len(periods) if runs is None else runs
    cycles = [
        make_cycle(
            number,
            every=period,
            runs=run,
            processing_days=Decimal(length),
            handoff_days=Decimal(handoff),
            calendar=calendar.uid if calendar else None,
        )
        for number, (period, length, handoff, run) in enumerate(zip(periods, work, handoffs, known, strict=True))
    ]
    return PlanningFacts(
        stages=tuple(make_stage(number) for number in range(len(periods))),
        cycles=tuple(cycles),
        calendars=(calendar,) if calendar else (),
    )


def steps_of(facts: PlanningFacts, *, as_of: date = MONDAY, zone: str = "UTC") -> tuple[Step, ...]:
    """The steps of the first flow."""
    return chains_of(facts, as_of=as_of, zone=zone)[0].steps


def pass_through(facts: PlanningFacts, *, as_of: date = MONDAY) -> Passage:
    """The way through the first flow."""
    return passage(steps_of(facts, as_of=as_of), Ground.of(facts.calendars, as_of))
