"""A chance is never above what the earliest possible dates of the gates allow (METHODS 1.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tracker.progress.earliest import Earliest
from tracker.progress.exit_sets import ExitPlan
from tracker.progress.forecast.chances import horizon_sentence
from tracker.progress.numbers import Number, State
from tracker.progress.outlooks import Outlook
from tracker.progress.record import Record
from tracker.progress.words import day_words


def last_needed(record: Record, plan: ExitPlan, earliest: Mapping[str, Earliest]) -> Earliest | None:
    """The latest of the earliest possible dates of the open gates that the plan's horizon needs."""
    planned = {line.uid for line in plan.lines}
    needed = [gate.code for gate in record.gates if gate.code in plan.horizon.gates and gate.item_uid in planned]
    return max((earliest[code] for code in needed if code in earliest), key=lambda each: each.on, default=None)


def bounded(
    outlook: Outlook, plan: ExitPlan, last: Earliest | None, *, names: Mapping[str, str], as_of: date
) -> Outlook:
    """The outlook with no day before ``last``, and no chance of a horizon that comes before it.

    names  what the gates are called, by code
    """
    if last is None or last.on <= as_of or outlook.driven_by == "known":
        return outlook
    horizon_on = plan.horizon_on(as_of)
    within = replace(
        outlook,
        likely_from=later(outlook.likely_from, last.on),
        likely_to=later(outlook.likely_to, last.on),
        earliest_on=last.on,
        earliest_gate=last.gate,
        earliest_words=f"gate {last.gate} ({names[last.gate]}) needs {last.needs}",
    )
    if last.on > horizon_on:
        within = replace(within, chance=no_chance(outlook.chance, last.on), driven_by="earliest", differ=False)
    return replace(within, sentence=horizon_sentence(within, plan.horizon, on=horizon_on))


def no_chance(chance: Number, not_before: date) -> Number:
    """0, measured: the record rules it out, whatever the pace."""
    reason = f"not possible before {day_words(not_before)}"
    return replace(chance, state=State.VALUE, value=0.0, interval=None, reason=reason)


def later(day: date | None, bound: date) -> date | None:
    """The later of the two; no day stays none."""
    return None if day is None else max(day, bound)
