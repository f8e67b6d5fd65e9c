"""The implementation sequence as dated states, and what ran ahead of it (METHODS 1.5)."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.progress.as_of import accepted_on, is_removed, latest_forecast, open_pass_on
from tracker.progress.exit_sets import GATE_ORDER, STRUCTURAL
from tracker.progress.facts import Gate
from tracker.progress.forecast.outlook import Forecaster
from tracker.progress.horizons import NO_SEQUENCE
from tracker.progress.numbers import State
from tracker.progress.record import Basis, Record
from tracker.progress.results import GateProgress, OutOfOrder, SequenceProgress
from tracker.progress.words import share_words


def read_sequence(record: Record, as_of: date, forecaster: Forecaster) -> SequenceProgress:
    """The gates in order, the first open one, and the work accepted ahead of an open gate."""
    if not record.facts.follows_sequence:
        return _no_sequence(State.NOT_APPLICABLE, NO_SEQUENCE)
    gates = record.gates
    if not gates:
        return _no_sequence(State.INSUFFICIENT_DATA, "no gate is set up: add the gates of the sequence")
    first_open = next((gate.code for gate in gates if passed_on(record, gate, as_of) is None), "")
    return SequenceProgress(
        state=State.VALUE,
        reason="",
        current_gate=first_open,
        gates=tuple(_read_gate(record, gate, as_of, forecaster=forecaster) for gate in gates),
        out_of_order=_out_of_order(record, as_of),
    )


def passed_on(record: Record, gate: Gate, day: date) -> date | None:
    """Since when the gate had stood as passed at the end of ``day``, at first perhaps with something missing."""
    item = record.items.get(gate.item_uid)
    done_on = accepted_on(item, day) if item else None
    in_part = open_pass_on(gate, day if done_on is None else done_on - timedelta(days=1))
    return in_part.passed_on if in_part else done_on


def _complete_on(record: Record, gate: Gate, day: date) -> date | None:
    """Since when nothing is missing any more of a gate that was passed earlier; else None."""
    item = record.items.get(gate.item_uid)
    done_on, passed = accepted_on(item, day) if item else None, passed_on(record, gate, day)
    return done_on if done_on and passed and done_on > passed else None


def open_words(gate: Gate, day: date) -> str:
    """``passed with 2 of 6 things it needs open``; empty when the gate did not stand so at the end of ``day``."""
    in_part = open_pass_on(gate, day)
    if in_part is None:
        return ""
    return f"passed with {share_words(in_part.open_count, in_part.needed_count, 'thing')} it needs open"


def earlier_open_gate(record: Record, code: str, day: date) -> Gate | None:
    """The first gate before ``code`` that was open at the end of ``day``."""

    def first_open() -> Gate | None:
        earlier = GATE_ORDER[: GATE_ORDER.index(code)]
        return next((g for g in record.gates if g.code in earlier and passed_on(record, g, day) is None), None)

    return record.once(("open before", code, day), first_open)


def _read_gate(record: Record, gate: Gate, as_of: date, *, forecaster: Forecaster) -> GateProgress:
    """One gate as of a day."""
    item = record.items.get(gate.item_uid)
    passed, in_part = passed_on(record, gate, as_of), open_pass_on(gate, as_of)
    planned = record.planned(as_of, Basis.ORIGINAL).get(gate.item_uid)
    forecast = latest_forecast(item, as_of) if item and passed is None else None
    overdue = None if planned is None else max(0, (as_of - planned).days) if passed is None else 0
    before = earlier_open_gate(record, gate.code, as_of)
    running = record.facts.start_on is not None and as_of >= record.facts.start_on
    likely = forecaster.gate_days(gate) if running and passed is None and planned else (None, None)
    earliest = forecaster.earliest.get(gate.code) if running else None
    missing = () if passed else _missing(record, gate, as_of)
    ran_ahead = passed is not None and earlier_open_gate(record, gate.code, passed) is not None
    return GateProgress(
        code=gate.code,
        name=gate.name,
        item_uid=gate.item_uid,
        state="passed" if passed else "overdue" if overdue else "open" if before else "next",
        planned_on=planned,
        current_planned_on=record.planned(as_of, Basis.CURRENT).get(gate.item_uid),
        forecast_on=forecast.finish_on if forecast else None,
        passed_on=passed,
        complete_on=_complete_on(record, gate, as_of),
        days_overdue=overdue,
        missing=missing,
        missing_names=tuple(record.items[uid].name for uid in missing),
        out_of_order=ran_ahead,
        likely_from=likely[0],
        likely_to=likely[1],
        open_count=in_part.open_count if in_part else 0,
        needed_count=in_part.needed_count if in_part else 0,
        earliest_on=earliest.on if earliest else None,
        earliest_gate=earliest.gate if earliest else "",
        earliest_needs=earliest.needs if earliest else "",
    )


def _missing(record: Record, gate: Gate, as_of: date) -> tuple[str, ...]:
    """Open items that the gate needs, itself and gates passed in part excepted, in planned order."""
    passed = {gate.item_uid, *(each.item_uid for each in record.gates if open_pass_on(each, as_of))}
    still_open = _open_items(record, as_of)
    return tuple(uid for uid in _needed(record, gate, as_of) if uid in still_open and uid not in passed)


def _needed(record: Record, gate: Gate, as_of: date) -> tuple[str, ...]:
    """Uids of what the gate needs, in planned order, as the baselines of the day have it."""
    baselines = record.original(as_of), record.current(as_of)
    numbers = tuple(each and each.number for each in baselines)

    def in_order() -> tuple[str, ...]:
        first, newest = record.planned(as_of, Basis.ORIGINAL), record.planned(as_of, Basis.CURRENT)
        needed = record.needed_by(gate.code)
        return tuple(sorted(needed, key=lambda uid: (first.get(uid) or newest.get(uid, date.max), uid)))

    return record.once(("needed in order", gate.code, numbers), in_order)


def _open_items(record: Record, as_of: date) -> frozenset[str]:
    """Uids of the items that are in the program and not accepted."""

    def still_open() -> frozenset[str]:
        items = record.facts.items
        return frozenset(item.uid for item in items if accepted_on(item, as_of) is None and not is_removed(item, as_of))

    return record.once(("open items", as_of), still_open)


def _out_of_order(record: Record, as_of: date) -> tuple[OutOfOrder, ...]:
    """Structural items of a later gate that were accepted while an earlier gate was open, oldest first."""
    found = []
    for item in record.facts.items:
        done_on = accepted_on(item, as_of)
        if done_on is None or item.dimension != STRUCTURAL or item.gate not in GATE_ORDER:
            continue
        open_gate = earlier_open_gate(record, item.gate, done_on)
        if open_gate is not None:
            found.append(
                OutOfOrder(uid=item.uid, name=item.name, gate=item.gate, accepted_on=done_on, open_gate=open_gate.code)
            )
    return tuple(sorted(found, key=lambda each: (each.accepted_on, each.uid)))


def _no_sequence(state: State, reason: str) -> SequenceProgress:
    """No sequence to show, and why."""
    return SequenceProgress(state=state, reason=reason, current_gate="", gates=(), out_of_order=())
