"""The color of Delivery: three indicators, the worst of them, and when a color may improve (METHODS 1.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.progress.as_of import open_pass_on
from tracker.progress.exit_sets import HORIZONS, ExitPlan
from tracker.progress.facts import Gate, Thresholds
from tracker.progress.in_order import least_order_on, order_status
from tracker.progress.likelihood import chance_status, lowest_before
from tracker.progress.measure import Clock, read_clock, schedule_performance, to_horizon_performance
from tracker.progress.numbers import NOISE, Number
from tracker.progress.periods import DAYS_PER_WEEK
from tracker.progress.record import Basis, Record
from tracker.progress.results import Status
from tracker.progress.sequence import passed_on

SEVERITY = (Status.GREY, Status.GREEN, Status.AMBER, Status.RED)


@dataclass(frozen=True, slots=True)
class Pace:
    """How one exit set stands on a day."""

    plan: ExitPlan
    clock: Clock
    performance: Number


@dataclass(frozen=True, slots=True)
class Overdue:
    """The open gate that has waited longest; ``days`` is 0 and ``gate`` None while no gate is late."""

    days: int
    gate: Gate | None


def worst(statuses: Iterable[Status]) -> Status:
    """The most severe color; grey says nothing and loses to every other."""
    return max(statuses, key=SEVERITY.index, default=Status.GREY)


def settled_color(today: Status, before: Iterable[Status]) -> Status:
    """The color after hysteresis: worse at once, better only when none of the days before it was worse.

    Grey days are passed over; grey today is grey. Beyond a red day nothing is asked any more.

    before  the colors, by themselves, of the days through which a better one must hold
    """
    shown = today
    if today is Status.GREY:
        return shown
    for color in before:
        if shown is Status.RED:
            break
        shown = worst((shown, color))
    return shown


def settled_status(record: Record, as_of: date, basis: Basis, *, chance: float | None) -> Status:
    """The color of Delivery after hysteresis, over the weeks that the policy says.

    Pace and gates of a past day are worked out again; its chance is the one that was kept on that day, of the original
    plan. Cost: look-ups per day, not per item.

    chance  the smallest that decides today, 0..1
    """
    today = worst((raw_status(record, as_of, basis), chance_status(chance, record.facts.thresholds)))
    return settled_color(today, colors_before(record, as_of, basis))


def colors_before(record: Record, as_of: date, basis: Basis) -> Iterator[Status]:
    """The raw colors of the days from ``improve_after_periods`` weeks ago until yesterday, after the start day."""
    thresholds, start_on = record.facts.thresholds, record.facts.start_on
    if start_on is None:
        return
    if basis is Basis.ORIGINAL:
        yield chance_status(lowest_before(record.chances, as_of, thresholds), thresholds)
    for back in range(1, thresholds.improve_after_periods * DAYS_PER_WEEK + 1):
        day = as_of - timedelta(days=back)
        if day <= start_on:
            return
        yield raw_status(record, day, basis)


def raw_status(record: Record, day: date, basis: Basis) -> Status:
    """The worse color of pace and gates on that day alone, and amber when it was out of order; grey before it began."""
    if record.facts.start_on is None or day <= record.facts.start_on:
        return Status.GREY

    def color() -> Status:
        pace, overdue = driving_pace(record, day, basis), longest_overdue(record, day, basis)
        thresholds = record.facts.thresholds
        on_time = worst((pace_status(pace, thresholds), overdue_status(overdue, thresholds), open_status(record, day)))
        if on_time is not Status.GREEN:
            return on_time
        return worst((on_time, order_status(least_order_on(record, day, basis), thresholds)))

    baseline = record.baseline(day, basis)
    return record.once(("color", day, baseline and baseline.number), color)


def paces(record: Record, day: date, basis: Basis, *, only: str = "") -> list[Pace]:
    """The pace of every horizon that has a plan, in order of the horizons.

    only  key of the one horizon to look at; empty for all
    """
    plans = record.plans(day, basis)
    found = []
    for plan in (plans[horizon.key] for horizon in HORIZONS if horizon.key in plans and only in ("", horizon.key)):
        clock = read_clock(plan, record.history(plan, day), day)
        found.append(Pace(plan, clock, schedule_performance(clock, plan)))
    return found


def driving_pace(record: Record, day: date, basis: Basis, *, only: str = "") -> Pace | None:
    """The slowest horizon that has something due and is not complete; None when there is none.

    only  key of the one horizon to look at; empty for all
    """

    def slowest() -> Pace | None:
        running = [each for each in paces(record, day, basis, only=only) if each.clock.due and not each.clock.complete]
        known = [each for each in running if each.performance.value is not None]
        return min(known, key=lambda each: each.performance.value or 0.0, default=None)

    baseline = record.baseline(day, basis)
    return record.once(("pace", day, baseline and baseline.number, only), slowest)


def longest_overdue(record: Record, day: date, basis: Basis) -> Overdue | None:
    """How late the latest open gate is; None while no gate is planned, or none is due or passed."""
    planned = record.planned(day, basis)
    gates = [gate for gate in record.gates if gate.item_uid in planned]
    waiting = [gate for gate in gates if passed_on(record, gate, day) is None]
    if len(waiting) == len(gates) and all(planned[gate.item_uid] > day for gate in gates):
        return None
    late = min(waiting, key=lambda gate: planned[gate.item_uid], default=None)
    if late is None or planned[late.item_uid] >= day:
        return Overdue(0, None)
    return Overdue((day - planned[late.item_uid]).days, late)


def open_status(record: Record, day: date) -> Status:
    """Amber while a gate stands as passed with something missing; else it says nothing."""
    in_part = any(open_pass_on(gate, day) for gate in record.gates)
    return Status.AMBER if in_part else Status.GREY


def pace_status(pace: Pace | None, thresholds: Thresholds) -> Status:
    """Color of an SPI(t), at most amber when the rest needs an unlikely pace; a limit belongs to the better color."""
    if pace is None or pace.performance.value is None:
        return Status.GREY
    if pace.performance.value >= float(thresholds.spi_green) - NOISE:
        return Status.AMBER if needs_unlikely_pace(pace, thresholds) else Status.GREEN
    return Status.AMBER if pace.performance.value >= float(thresholds.spi_amber) - NOISE else Status.RED


def needs_unlikely_pace(pace: Pace, thresholds: Thresholds) -> bool:
    """Whether what is left needs more than the pace that programs ever made up, or its day has passed (TSPI)."""
    needed = to_horizon_performance(pace.clock, pace.plan)
    return needed.unbounded or (needed.value or 0.0) > float(thresholds.tspi_unlikely) + NOISE


def overdue_status(overdue: Overdue | None, thresholds: Thresholds) -> Status:
    """Color of the longest wait: green at 0 days, red beyond the policy's limit."""
    if overdue is None:
        return Status.GREY
    if overdue.days == 0:
        return Status.GREEN
    return Status.AMBER if overdue.days <= thresholds.gate_overdue_red_days else Status.RED
