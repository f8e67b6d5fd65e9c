"""The ingredients of Delivery, each with its number, its color and a plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.progress.facts import Thresholds
from tracker.progress.in_order import least_orderly, order_status
from tracker.progress.likelihood import chance_of, chance_status, outlooks_ahead
from tracker.progress.measure import days_behind, to_horizon_performance
from tracker.progress.numbers import Gauge, Number, State
from tracker.progress.outlooks import Outlook
from tracker.progress.rag import (
    Pace,
    driving_pace,
    longest_overdue,
    needs_unlikely_pace,
    open_status,
    overdue_status,
    pace_status,
    paces,
    worst,
)
from tracker.progress.record import Basis, Record
from tracker.progress.results import HorizonProgress, Indicator, Status
from tracker.progress.sequence import open_words, passed_on
from tracker.progress.words import count_words, day_words, plan_words, sentence

METHOD = "delivery"


def list_indicators(record: Record, as_of: date, horizons: Sequence[HorizonProgress]) -> tuple[Indicator, ...]:
    """Pace, gates, chance and order of a program that follows the sequence, against the original plan."""
    missing = _missing(record, as_of)
    ahead = outlooks_ahead(horizons, Basis.ORIGINAL)
    return (
        _pace_indicator(record, as_of, missing),
        _gate_indicator(record, as_of, missing),
        _chance_indicator(ahead, record.facts.thresholds, missing),
        _order_indicator(horizons, record.facts.thresholds, missing),
    )


def _pace_indicator(record: Record, as_of: date, missing: str) -> Indicator:
    """SPI(t) of the slowest open horizon."""
    thresholds = record.facts.thresholds
    pace = None if missing else driving_pace(record, as_of, Basis.ORIGINAL)
    number = pace.performance if pace else _no_pace(record, as_of, missing)
    return Indicator(
        key="schedule_performance",
        label="Pace against plan",
        status=pace_status(pace, thresholds),
        value=number,
        sentence=sentence(_pace_words(pace, thresholds) if pace else number.reason),
    )


def _pace_words(pace: Pace, thresholds: Thresholds) -> str:
    """How far the slowest horizon is from its plan, how sure that is, and whether it can recover."""
    text = f"{pace.plan.horizon.label}: {plan_words(days_behind(pace.clock, pace.plan))}"
    if pace.performance.state is State.DEGRADED:
        text += f" ({pace.performance.reason})"
    needed = to_horizon_performance(pace.clock, pace.plan)
    if needed.unbounded:
        return f"{text}; its date has passed and the work is not complete"
    if needs_unlikely_pace(pace, thresholds):
        return f"{text}; the rest needs {needed.value:.1f} times the planned pace, which is unlikely"
    return text


def _no_pace(record: Record, as_of: date, missing: str) -> Number:
    """Why there is no SPI(t), as a number without a value."""
    gauge = Gauge(METHOD, "ratio")
    if missing:
        return gauge.insufficient(missing)
    still_open = [pace for pace in paces(record, as_of, Basis.ORIGINAL) if not pace.clock.complete]
    if not record.plans(as_of, Basis.ORIGINAL):
        return gauge.insufficient("the baseline has no item that a horizon needs: plan them")
    if not still_open:
        return gauge.not_applicable("everything that the horizons need is accepted")
    waiting = [line.planned_on for pace in still_open if not pace.clock.due for line in pace.plan.lines]
    if waiting:
        return gauge.insufficient(f"too early: nothing is due before {day_words(min(waiting))}")
    return gauge.not_applicable(still_open[0].performance.reason)


def _gate_indicator(record: Record, as_of: date, missing: str) -> Indicator:
    """Days overdue of the open gate that has waited longest; never green while one is passed with things open."""
    planned = record.planned(as_of, Basis.ORIGINAL)
    gates = [gate for gate in record.gates if gate.item_uid in planned]
    gauge = Gauge(METHOD, "days", len(gates))
    overdue = None if missing else longest_overdue(record, as_of, Basis.ORIGINAL)
    if not gates:
        missing = missing or "the baseline has no gate: plan the gates of the sequence"
    elif overdue is None:
        first = min(planned[gate.item_uid] for gate in gates)
        missing = missing or f"too early: the first gate is due on {day_words(first)}"
    if overdue is None or not gates:
        number, text = gauge.insufficient(missing), missing
    else:
        number = gauge.value(overdue.days)
        all_passed = all(passed_on(record, gate, as_of) for gate in gates)
        text = "every gate is passed" if all_passed else "no gate is overdue"
        if overdue.gate:
            text = f"gate {overdue.gate.code} {overdue.gate.name} is {count_words(overdue.days, 'day')} overdue"
    on_time = overdue_status(overdue, record.facts.thresholds) if gates else Status.GREY
    in_part = _open_passes(record, as_of) if record.facts.start_on and as_of > record.facts.start_on else ""
    if in_part:
        text = f"{text}; {in_part}" if on_time in (Status.AMBER, Status.RED) else in_part
    return Indicator(
        key="gate_overdue",
        label="Gates on time",
        status=worst((on_time, open_status(record, as_of))) if in_part else on_time,
        value=number,
        sentence=sentence(text),
    )


def _chance_indicator(ahead: Sequence[Outlook], thresholds: Thresholds, missing: str) -> Indicator:
    """The chance of the horizon ahead that is least likely met."""
    chances = [None if missing else chance_of(outlook) for outlook in ahead]
    known = [chance for chance in chances if chance is not None]
    status = chance_status(min(known, default=None), thresholds)
    number, text = Gauge("forecast", "probability").insufficient(missing), missing
    if not missing and not ahead:
        text = "no horizon with a plan lies ahead"
        number = Gauge("forecast", "probability").not_applicable(text)
    elif not missing:
        least = ahead[chances.index(min(known))] if known else ahead[0]
        number, text = least.chance, least.sentence
        if not known and least.chance.value is not None:
            text = f"{text.rstrip('.')}; every period so far was alike, which decides no color"
    return Indicator(
        key="horizon_chance", label="Chance of the horizon", status=status, value=number, sentence=sentence(text)
    )


def _order_indicator(horizons: Sequence[HorizonProgress], thresholds: Thresholds, missing: str) -> Indicator:
    """The share of the earned work that was next in the plan, of the horizon where it is smallest."""
    least = None if missing else least_orderly(horizons)
    if least is None:
        number = Gauge("order-of-work", "ratio").insufficient(missing or "no horizon that runs has earned anything yet")
        text = number.reason
    else:
        number, text = least.factor, "the work was done in the planned order"
        if least.early:
            share = f"{least.horizon.label}: {number.value:.0%} of the work done was next in the plan"
            text = f"{share}; {count_words(least.early, 'item')} ran ahead"
    return Indicator(
        key="order_of_work",
        label="Work in order",
        status=order_status(number.value, thresholds),
        value=number,
        sentence=sentence(text),
    )


def _open_passes(record: Record, as_of: date) -> str:
    """Every gate that is passed with something missing, and what that is; empty when none is."""
    told = [f"gate {gate.code} {gate.name} is {open_words(gate, as_of)}" for gate in record.gates]
    return "; ".join(text for gate, text in zip(record.gates, told, strict=True) if open_words(gate, as_of))


def _missing(record: Record, as_of: date) -> str:
    """Why nothing at all can be measured yet; empty when something can."""
    start = record.facts.start_on
    if start is None:
        return "the program has no start date: set one"
    if as_of < start:
        return f"too early: the program starts on {day_words(start)}"
    if as_of == start:
        return "too early: the program starts today"
    return "" if record.original(as_of) else "no baseline is locked yet: lock one"
