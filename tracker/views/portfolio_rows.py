"""Programs as rows of a portfolio page, and the strip that sums them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor
from typing import Any

import msgspec
from django.db.models import Avg, Count, Q, QuerySet

from programs.models import Program
from tracker.analyses import result_in
from tracker.analysis.result.results import GreyKind
from tracker.progress.divergence import TOLD_IN_WEEKS, WEEK, Against, Divergence
from tracker.progress.periods import Period, elapsed
from tracker.progress.results import GateProgress, HorizonProgress, ProgramProgress, Status
from tracker.reporting.sections.costs import cost_section
from tracker.reporting.sections.horizons import horizon_section
from tracker.reporting.sections.result import result_section
from tracker.reporting.wording import STATUS_LABELS, Json, counted, days_text
from tracker.statuses import BETTER, RESULT_GREYS
from tracker.views.portfolio_filter import NOT_RUNNING

NUMBER_OF = {"day_90": 90, "day_120": 120, "month_12": 12, "month_18": 18}


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonLine:
    """Where a program stands on the way to one horizon: ``Day 70 of 90`` and ``9 days behind plan``."""

    where: str
    standing: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """One program on a portfolio page; ``progress`` and ``result`` are None until they are computed.

    delivery_told, result_told  where the reported status differs from it, for how long; empty while it does not
    """

    program: Program
    progress: ProgramProgress | None
    result: Json | None
    delivery_told: Json
    result_told: Json
    computed_at: datetime | None
    structural: HorizonLine | None
    cultural: HorizonLine | None
    cost: Json | None
    gate: GateProgress | None
    slip_days: int | None
    slip_words: str
    slip_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts over every program of the page, whatever the filter shows."""

    programs: int
    drafts: int
    closed: int
    computed: tuple[tuple[str, str, int], ...]
    results: tuple[tuple[str, str, int], ...]
    has_results: bool
    reported: tuple[tuple[str, str, int], ...]
    sequence_programs: int
    diverging: int
    better: int
    later: int
    unchanged: int
    earlier: int
    mean_slip_days: float | None


def program_row(program: Program) -> ProgramRow:
    """The row of a program that came from ``page_after``."""
    stored = getattr(program, "progress", None)
    progress = msgspec.convert(stored, ProgramProgress) if stored else None
    slip_days = getattr(program, "slip_days", None)
    return ProgramRow(
        program=program,
        progress=progress,
        result=known_result(program, progress) if progress else None,
        delivery_told=told(getattr(program, "divergence", None), "delivery"),
        result_told=told(getattr(program, "divergence", None), "result"),
        computed_at=getattr(program, "computed_at", None),
        structural=horizon_line(program, progress, "structural") if progress else None,
        cultural=horizon_line(program, progress, "cultural") if progress else None,
        cost=known_cost(progress) if progress else None,
        gate=next_gate(progress) if progress else None,
        slip_days=slip_days,
        slip_words=slip_words(slip_days),
        slip_reason=progress.slip.finish.reason if progress else "not computed yet",
    )


def known_result(program: Program, progress: ProgramProgress) -> Json | None:
    """The Result status beside what was reported; None where it is not there yet, or does not apply."""
    found = result_in(getattr(program, "result_found", None))
    if found is None or found.grey is GreyKind.NOT_APPLICABLE:
        return None
    return result_section(found, progress.reported)


def told(found: Divergence | None, side: str) -> Json:
    """``better, 6 weeks``: how the reported status differs from one computed status; empty while it does not."""
    against: Against | None = getattr(found, side) if found is not None else None
    if against is None or not against.sentence:
        return {}
    time = days_in_weeks(against.days or 0)
    words = f"{against.stands.value}, {time}" if time else against.stands.value
    return {"words": words, "title": f"{against.sentence} {against.agreement}".strip()}


def days_in_weeks(days: int) -> str:
    """``9 days`` or ``6 weeks``; empty for none."""
    if not days:
        return ""
    return counted(days, "day") if days < TOLD_IN_WEEKS else counted(days // WEEK.days, "week")


def next_gate(progress: ProgramProgress) -> GateProgress | None:
    """The first open gate."""
    return next((gate for gate in progress.sequence.gates if gate.code == progress.sequence.current_gate), None)


def known_cost(progress: ProgramProgress) -> Json | None:
    """The widest scope of which an amount is known; None when every amount is missing or withheld."""
    for cost in progress.costs:
        if cost.forecast.value is not None or cost.baseline.value is not None:
            return cost_section(cost)
    return None


def slip_words(days: int | None) -> str:
    """How far the finish has moved against the original plan."""
    if days is None:
        return ""
    return "as planned" if days == 0 else f"{days_text(days)} {'later' if days > 0 else 'earlier'}"


def horizon_line(program: Program, progress: ProgramProgress, kind: str) -> HorizonLine | None:
    """The horizon of this kind that lies next, or the last one when all have passed; None without a sequence."""
    of_kind = [horizon for horizon in progress.horizons if horizon.kind == kind]
    ahead = [each for each in of_kind if each.days_to_horizon is not None and each.days_to_horizon >= 0]
    if not of_kind or not program.follows_sequence:
        return None
    chosen = ahead[0] if ahead else of_kind[-1]
    section = horizon_section(chosen, program.start_on)
    standing = section["original"]["standing"] if section["original"] else chosen.reason
    return HorizonLine(
        where=where_words(program, progress, chosen, passed=not ahead),
        standing=standing,
        known=chosen.original is not None,
    )


def where_words(program: Program, progress: ProgramProgress, horizon: HorizonProgress, *, passed: bool) -> str:
    """``Day 70 of 90``, ``Month 11 of 12``, ``Past day 120``; days on which the program stood still do not count."""
    number = NUMBER_OF[horizon.key]
    word = "day" if horizon.kind == "structural" else "month"
    day = progress.day_number
    if program.start_on is None or day is None:
        return f"{word.capitalize()} {number}"
    if passed:
        return f"Past {word} {number}"
    if horizon.kind == "structural":
        return f"Day {day} of {number}"
    worked_until = program.start_on + timedelta(days=day)
    return f"Month {min(floor(elapsed(program.start_on, worked_until, Period.MONTH)) + 1, number)} of {number}"


def summarize(programs: QuerySet[Program]) -> Summary:
    """The strip over programs from ``with_statuses``; one query."""
    counts = programs.aggregate(**summary_counts())
    return Summary(
        programs=counts["programs"],
        drafts=counts["drafts"],
        closed=counts["closed"],
        computed=tuple(
            (color.value, label, counts[f"delivery_{color.value}"]) for color, label in STATUS_LABELS.items()
        ),
        results=tuple((color.value, label, counts[f"result_{color.value}"]) for color, label in STATUS_LABELS.items()),
        has_results=any(counts[f"result_{color.value}"] for color in STATUS_LABELS),
        reported=tuple(
            (color.value, label, counts[f"reported_{color.value}"]) for color, label in STATUS_LABELS.items()
        ),
        sequence_programs=counts["sequence_programs"],
        diverging=counts["diverging"],
        better=counts["better"],
        later=counts["later"],
        unchanged=counts["unchanged"],
        earlier=counts["earlier"],
        mean_slip_days=counts["mean_slip"],
    )


def summary_counts() -> dict[str, Any]:
    """The aggregates of the strip: statuses, divergence, and slip of the programs that only forecast."""
    forecast_only = Q(follows_sequence=False)
    counts: dict[str, Any] = {
        "programs": Count("id"),
        "drafts": Count("id", filter=Q(state=Program.State.DRAFT)),
        "closed": Count("id", filter=Q(state=Program.State.CLOSED)),
        "sequence_programs": Count("id", filter=Q(follows_sequence=True)),
        "diverging": Count("id", filter=Q(diverges=True)),
        "better": Count("id", filter=BETTER),
        "later": Count("id", filter=forecast_only & Q(slip_days__gt=0)),
        "unchanged": Count("id", filter=forecast_only & Q(slip_days=0)),
        "earlier": Count("id", filter=forecast_only & Q(slip_days__lt=0)),
        "mean_slip": Avg("slip_days", filter=forecast_only),
    }
    for color in STATUS_LABELS:
        # What has not begun or is over is not unknown: nobody expects a number of it.
        expected = ~Q(state__in=NOT_RUNNING) if color is Status.GREY else Q()
        counts[f"delivery_{color.value}"] = Count(
            "id", filter=Q(follows_sequence=True, delivery=color.value) & expected
        )
        same_result = Q(result__in=RESULT_GREYS) if color is Status.GREY else Q(result=color.value)
        counts[f"result_{color.value}"] = Count("id", filter=same_result & expected)
        counts[f"reported_{color.value}"] = Count("id", filter=Q(reported=color.value) & expected)
    return counts
