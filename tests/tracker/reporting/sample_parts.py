"""Typed factories for the parts of a snapshot; dates count from one fixed first day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tracker.progress.numbers import Number, State
from tracker.progress.results import (
    BaselineProgress,
    CostPoint,
    CostProgress,
    CurvePoint,
    DeliveryProgress,
    ForecastPoint,
    GateProgress,
    HorizonProgress,
    Indicator,
    ProgramProgress,
    ReportedProgress,
    SequenceProgress,
    SlipProgress,
    Status,
)
from tracker.reporting.document import ReportHeader

FIRST_DAY = date(2026, 2, 2)
NO_SEQUENCE = "This program was imported and follows no implementation sequence."
HORIZONS = {
    "day_90": ("Day 90", "structural", "week"),
    "day_120": ("Day 120", "structural", "week"),
    "month_12": ("Month 12", "cultural", "month"),
    "month_18": ("Month 18", "cultural", "month"),
}
GATES = (
    ("G0", "Decision flows mapped", 14),
    ("G1", "Constraint identified", 35),
    ("G2", "Shared metrics locked", 56),
    ("G3", "Parallel run started", 84),
    ("GR", "First results seen", 112),
    ("G4", "Pilot decided", 160),
    ("G5", "First flow cut over", 190),
)


def at_day(number_of_days: int) -> date:
    """The calendar day so many days after the start."""
    return FIRST_DAY + timedelta(days=number_of_days)


def number(value: float, unit: str = "", *, n: int = 12, method: str = "earned-schedule") -> Number:
    """A measured number."""
    return Number(state=State.VALUE, value=value, unit=unit, n=n, method=method)


def unknown(reason: str, method: str) -> Number:
    """A number that cannot be given yet."""
    return Number(state=State.INSUFFICIENT_DATA, reason=reason, method=method)


def not_applicable(reason: str, method: str) -> Number:
    """A number that has no meaning here."""
    return Number(state=State.NOT_APPLICABLE, reason=reason, method=method)


def make_header(**given: Any) -> ReportHeader:
    """The header of a published report."""
    defaults: dict[str, Any] = {
        "program_name": "Northwind spare parts, one plan",
        "program_code": "NW-01",
        "report_number": 3,
        "published_by": "Ida Lindqvist",
        "published_at": "2026-04-14T09:30:00+00:00",
        "period": "April 2026",
        "data_on": at_day(70),
        "sponsor": "Chief operating officer",
        "organization": "Northwind Field Service",
        "portfolio_name": "Operations transformation",
    }
    return ReportHeader(**(defaults | given))


def make_program(**given: Any) -> ProgramProgress:
    """A snapshot with the parts given and harmless values for the rest."""
    defaults: dict[str, Any] = {
        "program_uid": "019c0000-0000-7000-8000-000000000070",
        "as_of": at_day(70),
        "day_number": 70,
        "headline": "Shared metrics are being locked.",
        "sequence": SequenceProgress(
            state=State.NOT_APPLICABLE, reason=NO_SEQUENCE, current_gate="", gates=(), out_of_order=()
        ),
        "horizons": (),
        "slip": make_slip(),
        "reported": make_reported(),
        "costs": (),
        "delivery": make_delivery(),
    }
    return ProgramProgress(**(defaults | given))


def make_baseline(*, total: float, planned: float, earned: float, behind: float, **given: Any) -> BaselineProgress:
    """A horizon against its original plan; ``behind`` is SV(t) in review periods."""
    unit, pace, items = given.get("unit", "weeks"), given.get("pace", 1.0), given.get("items", 12)
    return BaselineProgress(
        baseline_number=1,
        item_count=items,
        total_weight=number(total, "weight", n=items),
        planned_value=number(planned, "weight", n=items),
        earned_value=number(earned, "weight", n=items),
        descoped_weight=number(0, "weight", n=items),
        actual_time=number(10, unit),
        planned_duration=number(16, unit),
        earned_schedule=number(10 + behind, unit),
        schedule_variance=number(behind, unit),
        schedule_performance=number(pace, "ratio"),
        value_performance=number(earned / planned if planned else 1, "ratio"),
        estimate_at_completion=number(16 / pace, unit),
        likely_finish_on=given.get("finish_on"),
        to_horizon_performance=number(1.26, "ratio"),
        complete_on=None,
        regression=False,
    )


def make_horizon(key: str, horizon_day: int, *, day: int, **given: Any) -> HorizonProgress:
    """One horizon as of ``day``, both counted from the start."""
    label, kind, period = HORIZONS[key]
    original = given.get("original")
    defaults: dict[str, Any] = {
        "state": State.VALUE,
        "reason": "",
        "original": original,
        "current": original,
        "curve": (),
        "late": (),
    }
    return HorizonProgress(
        key=key,
        label=label,
        kind=kind,
        period=period,
        horizon_on=at_day(horizon_day),
        days_to_horizon=horizon_day - day,
        **(defaults | given),
    )


def make_curve(
    work: tuple[tuple[int, int], ...], accepted: Mapping[int, int], *, until: int, day: int
) -> tuple[CurvePoint, ...]:
    """A point a day: planned from ``work`` (day, weight), earned by the day each was accepted, up to ``day``."""
    points = []
    for today in range(until + 1):
        planned = sum(weight for due, weight in work if due <= today)
        earned = sum(weight for due, weight in work if due in accepted and accepted[due] <= today)
        points.append(
            CurvePoint(on=at_day(today), planned=float(planned), earned=float(earned) if today <= day else None)
        )
    return tuple(points)


def make_gates(*, passed: Mapping[str, int], day: int = 70) -> tuple[GateProgress, ...]:
    """The seven gates: those passed with their day, the rest open, the first open one next or overdue."""
    gates = []
    first_open = next((code for code, _, _ in GATES if code not in passed), "")
    for code, name, planned in GATES:
        is_open = code not in passed
        overdue = max(day - planned, 0) if is_open else 0
        state = "passed" if not is_open else "overdue" if overdue else "next" if code == first_open else "open"
        waits = [("i-sup", "Supplier"), ("i-cal", "Calendar"), ("i-share", "Definition of inventory turns signed")]
        missing = waits if code == first_open and day >= 30 else []
        gates.append(
            GateProgress(
                code=code,
                name=name,
                item_uid=f"gate-{code}",
                state=state,
                planned_on=at_day(planned),
                current_planned_on=at_day(planned),
                forecast_on=at_day(planned + 21) if is_open and day >= 30 and planned < 120 else None,
                passed_on=at_day(passed[code]) if code in passed else None,
                days_overdue=overdue,
                missing=tuple(uid for uid, _ in missing),
                missing_names=tuple(name for _, name in missing),
                out_of_order=False,
            )
        )
    return tuple(gates)


def make_slip(**given: Any) -> SlipProgress:
    """Slip from planned and expected finish; ``history`` is (stated day, finish day) pairs."""
    planned_on, expected_on = given.get("planned_on"), given.get("expected_on")
    history = tuple(
        ForecastPoint(stated_on=at_day(stated), finish_on=at_day(finish)) for stated, finish in given.get("history", ())
    )
    silent = SlipProgress(
        finish=unknown("No forecast has been stated.", "slip"),
        drift=unknown("Fewer than two forecasts.", "slip"),
        total_drift=unknown("Fewer than two forecasts.", "slip"),
        planned_on=planned_on,
        expected_on=expected_on,
        last_stated_on=history[-1].stated_on if history else None,
        forecast_passed=False,
        history=history,
        items=given.get("items", ()),
    )
    if planned_on is None or expected_on is None or len(history) < 2:
        return silent
    return replace(
        silent,
        finish=number((expected_on - planned_on).days, "days", n=1, method="slip"),
        drift=number((history[-1].finish_on - history[-2].finish_on).days, "days", n=len(history), method="slip"),
        total_drift=number((history[-1].finish_on - history[0].finish_on).days, "days", n=len(history), method="slip"),
    )


def make_reported(**given: Any) -> ReportedProgress:
    """A reported status; grey and silent unless given."""
    defaults: dict[str, Any] = {
        "status": Status.GREY,
        "reason": "No status has been reported.",
        "rated_by": "",
        "reported_on": None,
        "age_days": None,
        "previous": None,
        "previous_on": None,
    }
    return ReportedProgress(**(defaults | given))


def make_delivery(**given: Any) -> DeliveryProgress:
    """A computed delivery status with one indicator."""
    status = given.get("status", Status.GREEN)
    pace = Indicator(
        key="schedule_performance",
        label="Pace against the plan",
        status=status,
        value=number(0.84, "ratio"),
        sentence="Work is earned at 0.84 of the planned pace.",
    )
    defaults: dict[str, Any] = {
        "status": status,
        "raw": status,
        "current": status,
        "sentence": "Green: in order and on time.",
        "indicators": (pace,),
        "trend": "worse",
        "trend_sentence": "Worse than a week ago.",
        "diverges": False,
        "divergence_sentence": "",
    }
    return DeliveryProgress(**(defaults | given))


def make_cost(*, baseline: int, forecast: int, currency: str = "EUR") -> CostProgress:
    """Whole-life cost with a baseline and a forecast."""
    return CostProgress(
        scope="whole_life",
        currency=currency,
        baseline=number(baseline, currency, n=1, method="cost"),
        forecast=number(forecast, currency, n=1, method="cost"),
        variance=number(100 * (forecast - baseline) / baseline, "percent", n=2, method="cost"),
        history=(CostPoint(stated_on=at_day(0), amount=Decimal(baseline)),),
        withheld=(),
    )


def make_answer(key: str, *, title: str, sentence: str, is_known: bool = True) -> dict[str, Any]:
    """One answer of the analyses as a report holds it."""
    return {
        "key": key,
        "title": title,
        "question": f"What about {title}?",
        "sentence": sentence,
        "is_known": is_known,
        "rests_on": "" if not is_known else "52 votes since 6 January 2026",
        "missing": "" if is_known else "3 answered shifts are needed and 2 are recorded; the PMO records them.",
    }


def make_answers() -> list[dict[str, Any]]:
    """Four questions answered at length, and one that is open."""
    return [
        make_answer(
            "constraint",
            title="Constraint",
            sentence="Casting supply limits process pumps: 91 % sure, by two sources, one of them physical.",
        ),
        make_answer(
            "interfaces",
            title="Critical interfaces",
            sentence=(
                "Three to four of 11 interfaces make 80 percent of the cost; Procurement to Production scheduling is "
                "the worst, with half of it, and it is used 301 times a quarter."
            ),
        ),
        make_answer(
            "decision_rights",
            title="Decision rights",
            sentence=(
                "Two of five decisions about the constraint are in the right hands; the weekly mix of frame sizes is "
                "decided by Operations, above Procurement, which controls the castings."
            ),
        ),
        make_answer(
            "latency",
            title="Decision latency",
            sentence=(
                "A signal takes about 29 days to get through Process pumps; 18 of them are waiting; weekly planning "
                "of the pump forecast (Demand planning) would save about 10."
            ),
        ),
        make_answer(
            "shifts",
            title="Shift response",
            sentence="The latest took 31 days until the floor changed.",
            is_known=False,
        ),
    ]
