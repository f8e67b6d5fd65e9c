"""The one sentence that opens page and report: where the program is, how late, computed beside reported."""

from __future__ import annotations

from datetime import date, timedelta
from math import floor

from tracker.progress.exit_sets import CULTURAL, HORIZONS, STRUCTURAL
from tracker.progress.facts import ProgramFacts
from tracker.progress.measure import days_behind
from tracker.progress.numbers import State
from tracker.progress.pauses import stopped_days
from tracker.progress.periods import Period, elapsed
from tracker.progress.rag import driving_pace
from tracker.progress.record import Basis, Record
from tracker.progress.results import DeliveryProgress, ReportedProgress, SequenceProgress, SlipProgress, Status
from tracker.progress.sequence import open_words
from tracker.progress.slip import is_finished
from tracker.progress.words import count_words, day_words, plan_words, sentence, shift_words

INTEGRATED = "integrated"


def day_number(facts: ProgramFacts, as_of: date) -> int | None:
    """Days of work since the start (0 on the start day), without pauses; None before it and without a start date."""
    if facts.start_on is None or as_of < facts.start_on:
        return None
    return (as_of - facts.start_on).days - stopped_days(facts.pauses, as_of)


def sequence_headline(
    record: Record,
    as_of: date,
    *,
    sequence: SequenceProgress,
    delivery: DeliveryProgress,
    reported: ReportedProgress,
) -> str:
    """``Day 70 of 90: at gate G2 Shared metrics locked (Process valves), 9 days behind plan; Delivery amber, ...``"""
    start = record.facts.start_on
    if start is None:
        where = "no start date is set"
    elif as_of < start:
        where = f"starts on {day_words(start)}, in {count_words((start - as_of).days, 'day')}"
    else:
        gate = f"{_gate_words(sequence, record.facts)}{_open_words(record, as_of)}{_pace_words(record, as_of)}"
        where = f"{_day_words(record, start, as_of)}: {gate}{_next_flow_words(record.facts)}"
    color = "not known yet" if delivery.status is Status.GREY else delivery.status.value
    return sentence(f"{where}; Delivery {color}, {reported_words(reported)}")


def forecast_headline(record: Record, as_of: date, *, slip: SlipProgress, reported: ReportedProgress) -> str:
    """``Expected to finish on 14 May 2026, 214 days later than planned; reported amber.``"""
    return sentence(f"{_finish_words(record, slip, as_of)}; {reported_words(reported)}")


def reported_words(reported: ReportedProgress) -> str:
    """``reported green``, ``reported without a color``, ``no status reported``."""
    if reported.reported_on is None:
        return "no status reported"
    return "not rated" if reported.status is Status.GREY else f"reported {reported.status.value}"


def _day_words(record: Record, start: date, as_of: date) -> str:
    """The day on the way to the next horizon that concerns the program: a day number, then a month."""
    stopped = stopped_days(record.facts.pauses, as_of)
    day = (as_of - start).days - stopped
    cultural = any(item.dimension == CULTURAL for item in record.facts.items)
    structural = [horizon.days for horizon in HORIZONS if horizon.kind == STRUCTURAL]
    ahead = next((days for days in structural if day <= days), None)
    if ahead is not None:
        return f"day {day} of {ahead}"
    months = [horizon.months for horizon in HORIZONS if horizon.kind == CULTURAL]
    time = elapsed(start, as_of - timedelta(days=stopped), Period.MONTH)
    ahead = next((month for month in months if time <= month), None) if cultural else None
    if ahead is not None:
        return f"month {min(floor(time) + 1, ahead)} of {ahead}"
    last = months[-1] if cultural else structural[-1]
    return f"day {day}, past {'month' if cultural else 'day'} {last}"


def _gate_words(sequence: SequenceProgress, facts: ProgramFacts) -> str:
    """The first open gate, and the flow that the gates are about: the first one."""
    if sequence.state is not State.VALUE:
        return sequence.reason
    gate = next((gate for gate in sequence.gates if gate.code == sequence.current_gate), None)
    flow = min(facts.flows, key=lambda each: each.position).name if facts.flows else ""
    if gate is None:
        return f"every gate is passed for {flow}" if flow else "every gate is passed"
    return f"at gate {gate.code} {gate.name}" + (f" ({flow})" if flow else "")


def _open_words(record: Record, as_of: date) -> str:
    """The gates that are passed with something missing."""
    told = [f", {gate.code} {words}" for gate in record.gates if (words := open_words(gate, as_of))]
    return "".join(told)


def _next_flow_words(facts: ProgramFacts) -> str:
    """The flow whose turn it is, once the first one is integrated."""
    flows = sorted(facts.flows, key=lambda flow: flow.position)
    if not flows or flows[0].state != INTEGRATED:
        return ""
    return next((f"; next flow: {flow.name}" for flow in flows if flow.state != INTEGRATED), "")


def _pace_words(record: Record, as_of: date) -> str:
    """How far behind or ahead of the original plan, or nothing when it cannot be said."""
    pace = driving_pace(record, as_of, Basis.ORIGINAL)
    if pace is None or pace.performance.value is None:
        return ""
    early = " (early)" if pace.performance.state is State.DEGRADED else ""
    return f", {plan_words(days_behind(pace.clock, pace.plan))}{early}"


def _finish_words(record: Record, slip: SlipProgress, as_of: date) -> str:
    """When a program without a sequence finishes, and how that has moved."""
    if slip.expected_on is None or (slip.last_stated_on is None and slip.finish.value is None):
        return "no finish has been forecast"
    moved = slip.finish.value if slip.finish.value is not None else slip.total_drift.value
    than = "planned" if slip.finish.value is not None else "first forecast"
    shift = f", {shift_words(round(moved), than)}" if moved is not None else ""
    if is_finished(record, as_of):
        return f"finished on {day_words(slip.expected_on)}{shift}"
    shift = shift or ", the only date stated so far"
    if slip.forecast_passed:
        ago = count_words((as_of - slip.expected_on).days, "day")
        return (
            f"the expected finish, {day_words(slip.expected_on)}{shift}, passed {ago} ago and nothing says it is done"
        )
    return f"expected to finish on {day_words(slip.expected_on)}{shift}"
