"""The four horizons: calendar date, progress of the exit set, the curve, and what is late."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tracker.progress.as_of import accepted_on, is_removed, open_pass_on
from tracker.progress.exit_sets import HORIZONS, ExitPlan, Horizon
from tracker.progress.forecast.outlook import Forecaster
from tracker.progress.lengths import too_long
from tracker.progress.measure import measure
from tracker.progress.numbers import State
from tracker.progress.pauses import moved_by_pauses
from tracker.progress.record import Basis, Record
from tracker.progress.results import BaselineProgress, CurvePoint, HorizonProgress, LateItem
from tracker.progress.words import day_words

NO_SEQUENCE = "this program has no implementation sequence"
NO_START = "the program has no start date: set one to measure this horizon"
NO_BASELINE = "no baseline is locked yet: lock one to measure this horizon"


def measure_horizons(record: Record, as_of: date, forecaster: Forecaster) -> tuple[HorizonProgress, ...]:
    """All four horizons in order, measured and forecast, or with the reason why not."""
    return tuple(_measure_horizon(record, horizon, as_of, forecaster=forecaster) for horizon in HORIZONS)


def curve_points(record: Record, plan: ExitPlan, as_of: date) -> tuple[CurvePoint, ...]:
    """Planned and earned weight at the end of every day that matters, in order.

    Every day on which either changes and the day before it, the start, the as-of day, the last
    planned day and the horizon: enough to draw the exact curve with straight lines or with steps.
    """
    planned, earned = _planned_steps(plan), dict(record.history(plan, as_of).steps)
    changed = planned.keys() | earned.keys()
    days = changed | {day - timedelta(days=1) for day in changed} | {plan.start_on, as_of, plan.horizon_on(as_of)}
    points = []
    planned_now = earned_now = Decimal(0)
    for day in sorted(days):
        planned_now, earned_now = planned.get(day, planned_now), earned.get(day, earned_now)
        if day >= plan.start_on:
            known = float(earned_now) if day <= as_of else None
            points.append(CurvePoint(on=day, planned=float(planned_now), earned=known))
    return tuple(points)


def _planned_steps(plan: ExitPlan) -> dict[date, Decimal]:
    """Planned weight at the end of every planned day."""
    planned, steps = Decimal(0), {}
    for line in sorted(plan.lines, key=lambda line: line.planned_on):
        planned += line.weight
        steps[line.planned_on] = planned
    return steps


def late_items(record: Record, plan: ExitPlan, as_of: date) -> tuple[LateItem, ...]:
    """Items whose planned day has passed and that are neither accepted nor removed, longest late first."""
    late = []
    in_part = {gate.item_uid for gate in record.gates if open_pass_on(gate, as_of)}
    for line in plan.lines:
        item = record.items.get(line.uid)
        if item is None or line.planned_on >= as_of or is_removed(item, as_of) or accepted_on(item, as_of):
            continue
        late.append(
            LateItem(
                uid=item.uid,
                name=item.name,
                owner=item.owner,
                planned_on=line.planned_on,
                days_late=(as_of - line.planned_on).days,
                started=item.uid in in_part or (item.started_on is not None and item.started_on <= as_of),
            )
        )
    return tuple(sorted(late, key=lambda each: (-each.days_late, each.uid)))


def _measure_horizon(record: Record, horizon: Horizon, as_of: date, *, forecaster: Forecaster) -> HorizonProgress:
    """One horizon as of a day."""

    def against(basis: Basis) -> BaselineProgress | None:
        plan = record.plans(as_of, basis).get(horizon.key) if running else None
        return measure(record, plan, as_of, outlook=forecaster.outlook(plan, basis)) if plan else None

    start = record.facts.start_on if record.facts.follows_sequence else None
    pauses = record.facts.pauses
    planned_on = horizon.falls_on(start) if start else None
    falls_on = moved_by_pauses(planned_on, pauses, as_of) if planned_on else None
    state, reason = _standing(record, horizon, as_of)
    running = start is not None and as_of >= start
    plan = record.plans(as_of, Basis.ORIGINAL).get(horizon.key) if running else None
    rebaselined = record.current(as_of) is not record.original(as_of)
    original = against(Basis.ORIGINAL)
    return HorizonProgress(
        key=horizon.key,
        label=horizon.label,
        kind=horizon.kind,
        period=horizon.period.value,
        state=state,
        reason=reason,
        horizon_on=falls_on,
        stopped_days=(falls_on - planned_on).days if falls_on and planned_on else 0,
        days_to_horizon=(falls_on - as_of).days if falls_on else None,
        original=original,
        current=against(Basis.CURRENT) if rebaselined else original,
        curve=curve_points(record, plan, as_of) if plan else (),
        late=late_items(record, plan, as_of) if plan else (),
        too_long=too_long(record, plan, forecaster.graph(Basis.ORIGINAL, horizon.kind)) if plan else (),
    )


def _standing(record: Record, horizon: Horizon, as_of: date) -> tuple[State, str]:
    """Whether the horizon can be measured against the original baseline, and why not."""
    start = record.facts.start_on
    if not record.facts.follows_sequence:
        return State.NOT_APPLICABLE, NO_SEQUENCE
    if start is None:
        return State.INSUFFICIENT_DATA, NO_START
    if as_of < start:
        return State.NOT_APPLICABLE, f"the program starts on {day_words(start)}"
    if record.original(as_of) is None:
        return State.INSUFFICIENT_DATA, NO_BASELINE
    if horizon.key not in record.plans(as_of, Basis.ORIGINAL):
        return State.INSUFFICIENT_DATA, _nothing_planned(horizon)
    if as_of == start:
        return State.NOT_APPLICABLE, "the program starts today: no time has passed"
    return State.VALUE, ""


def _nothing_planned(horizon: Horizon) -> str:
    """What to do when the original baseline holds nothing for a horizon."""
    if horizon.gates:
        return f"the original baseline has no item for gates {horizon.gates[0]} to {horizon.gates[-1]}: plan them"
    return f"the original baseline has no cultural item due by {horizon.label.lower()}: plan one"
