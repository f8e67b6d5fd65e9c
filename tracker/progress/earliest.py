"""The day before which each open gate cannot be passed, from what it needs at the least (METHODS 1.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.progress.as_of import accepted_on, open_pass_on
from tracker.progress.facts import MetricMinimum, Minimums, PilotMinimum, VoteWeek
from tracker.progress.periods import Period, begins_on, first_whole, periods_after, periods_over
from tracker.progress.record import Record
from tracker.progress.votes import enough_votes
from tracker.progress.words import count_words

BEFORE_THE_RUN = ("G0", "G1", "G2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earliest:
    """A gate is not passed before ``on``.

    gate   whose minimum it is: the gate's own, or that of one before it
    needs  what takes so long, to follow "it needs"; empty when nothing but the decision is missing
    """

    gate: str
    on: date
    needs: str = ""


@dataclass(frozen=True, slots=True)
class _Least:
    """The first day on which something can be there, and what it is."""

    on: date
    needs: str


def earliest_gates(record: Record, as_of: date) -> Mapping[str, Earliest]:
    """By code of each open gate, in order, the first day on which it can be passed as the record stood on a day.

    Each minimum takes the time that its rhythm asks for, from now on; a gate is not passed before an earlier one.
    Of what depends on people alone the least is taken, so the day is a bound and no forecast. A gate that may be
    passed over holds nothing back. Cost: one pass over the minimums.
    """
    minimums, found = record.facts.minimums, dict[str, Earliest]()
    latest: Earliest | None = None
    before_the_run = Earliest(gate="", on=as_of)
    approval = timedelta(days=record.facts.thresholds.gate_approval_days)
    for gate in record.gates:
        item = record.items.get(gate.item_uid)
        passed = (item and accepted_on(item, as_of)) or open_pass_on(gate, as_of)
        if passed or _is_waived(minimums, gate.code, as_of):
            continue
        least = _least(record, gate.code, as_of, before_the_run=before_the_run)
        own = Earliest(gate=gate.code, on=as_of + approval, needs=_approval_words(approval))
        if least and least.on > as_of:
            own = Earliest(gate=gate.code, on=least.on + approval, needs=least.needs)
        latest = own if latest is None or own.on > latest.on else latest
        found[gate.code] = latest
        if gate.code in BEFORE_THE_RUN:
            before_the_run = latest
    return found


def _approval_words(approval: timedelta) -> str:
    """What holds up a gate of which nothing else is missing; empty when nothing does."""
    return f"{count_words(approval.days, 'day')} for its approval" if approval else ""


def _is_waived(minimums: Minimums, code: str, day: date) -> bool:
    """Whether the gate could be passed over on the day."""
    return any(each.gate == code and each.granted_on <= day < each.ends_on for each in minimums.waivers)


def _least(record: Record, code: str, as_of: date, *, before_the_run: Earliest) -> _Least | None:
    """The gate's own minimum; None where the record gives it none.

    before_the_run  what a parallel run that has not started waits for
    """
    minimums = record.facts.minimums
    if code == "G1":
        return _votes(minimums.votes, as_of, needed=record.facts.thresholds.constraint_votes)
    if code == "G2":
        return _baselines(minimums.metrics, as_of)
    if code == "GR":
        return _first_results(record, as_of, before=before_the_run)
    return _pairs(minimums.pilots, as_of, before=before_the_run) if code == "G4" else None


def _votes(weeks: tuple[VoteWeek, ...], as_of: date, *, needed: int) -> _Least | None:
    """When one flow can have the votes that are needed, given as often a week as ever; None before there is a rhythm.

    All votes count in full: decayed ones, as the analysis weighs them, are never more.
    """
    by_flow: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for each in weeks:
        if each.week_starts_on <= as_of:
            by_flow[each.flow_uid][each.week_starts_on] = each.votes
    found = []
    for given in by_flow.values():
        enough = enough_votes(given, as_of=as_of, needed=needed)
        if enough:
            missing = count_words(needed - sum(given.values()), "more vote")
            found.append(
                _Least(enough.on, f"{missing} on what limits the flow, given at most {enough.most} a week so far")
            )
    return min(found, key=lambda each: each.on, default=None)


def _baselines(metrics: tuple[MetricMinimum, ...], as_of: date) -> _Least | None:
    """When the last baseline of a primary metric can be locked, of readings taken in their rhythm."""
    waiting = [metric for metric in metrics if metric.locked_on is None or metric.locked_on > as_of]
    dated = [(_enough_readings(metric, as_of), metric) for metric in waiting]
    ahead = [(on, metric) for on, metric in dated if on > as_of]
    if not ahead:
        return None
    on, last = max(ahead, key=lambda pair: (pair[0], pair[1].uid))
    others = f" and of {count_words(len(ahead) - 1, 'more metric')}" if len(ahead) > 1 else ""
    readings = f"{last.readings_needed} {last.period}ly readings of {last.name}{others}"
    return _Least(on, f"{readings} for a baseline, unless history is loaded")


def _enough_readings(metric: MetricMinimum, as_of: date) -> date:
    """The first day on which the metric can have its readings: a period that is over can still be read."""
    period = Period(metric.period)
    known = metric.first_on is not None and periods_after(metric.first_on, 1, period) <= as_of
    first = metric.first_on if known and metric.first_on else begins_on(as_of, period)
    return max(as_of, periods_after(first, metric.readings_needed, period))


def _after(before: Earliest) -> str:
    """`` after gate G2, which needs ...`` when that holds up a run that has not started; else nothing."""
    return f" after gate {before.gate}, which needs {before.needs}" if before.needs else ""


def _first_results(record: Record, as_of: date, *, before: Earliest) -> _Least | None:
    """When the first whole period of a parallel run can be over."""
    gate = next((each for each in record.gates if each.code == "G3"), None)
    begun = accepted_on(record.items[gate.item_uid], as_of) if gate and gate.item_uid in record.items else None
    pilots = record.facts.minimums.pilots
    started = [each.started_on for each in pilots if each.started_on and each.started_on <= as_of]
    since = min([*started, *([begun] if begun else [])], default=before.on)
    used = {Period(each.period) for each in pilots}
    used |= {Period(each.period) for each in record.facts.minimums.metrics}
    ends = [(periods_after(first_whole(since, period), 1, period), period) for period in sorted(used)]
    if not ends:
        return None
    on, period = min(ends)
    return _Least(on, f"one whole {period} of the parallel run{'' if started or begun else _after(before)}")


def _pairs(pilots: tuple[PilotMinimum, ...], as_of: date, *, before: Earliest) -> _Least | None:
    """When the first parallel run can have the pairs that its protocol asks for."""
    if any(each.decided_on is not None and each.decided_on <= as_of for each in pilots):
        return None
    found = [_enough_pairs(each, as_of, before=before) for each in pilots]
    return min(found, key=lambda each: each.on, default=None)


def _enough_pairs(pilot: PilotMinimum, as_of: date, *, before: Earliest) -> _Least:
    """When this run can have its pairs: those it has stay, and every period to come is one."""
    period = Period(pilot.period)
    is_running = pilot.started_on is not None and pilot.started_on <= as_of
    first = first_whole(pilot.started_on if is_running and pilot.started_on else before.on, period)
    pairs = sum(periods_after(each, 1, period) <= as_of for each in pilot.pairs) if is_running else 0
    over = periods_over(first, as_of, period) if is_running else 0
    missing = max(0, pilot.minimum_periods - pairs)
    on = periods_after(first, max(pilot.burn_in_periods, over) + missing, period) if missing else as_of
    more = f"{count_words(missing, 'more pair' if pairs else 'pair')} of {period}ly readings of {pilot.name}"
    settle = pilot.burn_in_periods - over
    settled = f" after {count_words(settle, str(period))} to settle" if settle > 0 else ""
    return _Least(on, f"{more}{settled}{'' if is_running else _after(before)}")
