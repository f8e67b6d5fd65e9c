"""k3: how much of the days that a signal could save are saved, by the calendars on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.analysis.latency.in_time import Planning
from tracker.analysis.latency.model import Ground
from tracker.analysis.latency.results import FlowTiming
from tracker.analysis.latency.timing import timing
from tracker.analysis.state.index import measured, unmeasured
from tracker.analysis.state.question import StateRecord
from tracker.analysis.state.results import METHOD, StateComponent, StateMissing, StructuralSide
from tracker.progress.numbers import Gauge, Number
from tracker.progress.words import and_words, count_words

PMO = "Transformation PMO"
MOST_AHEAD = 3
NOT_BEGUN = "the program has not begun, so there is nothing to compare with"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSaving:
    """Mean days of a signal through one flow on the first day, on the day, and by the target.

    target  by the calendars that are recorded for later, or without the waiting that can be avoided: whichever is less
    share   saved of what could be saved, 0..1; None where a cycle of one of both days is not on record
    """

    flow: str
    first: float | None
    now: FlowTiming | None
    target: float | None
    missing: tuple[StateMissing, ...] = ()

    @property
    def share(self) -> float | None:
        if self.first is None or self.now is None or self.now.mean.value is None or self.target is None:
            return None
        return saved_share(self.first, self.now.mean.value, self.target)


def saved_share(first: float, now: float, target: float) -> float:
    """clip((first - now) / (first - target), 0, 1); where there was nothing to save, whether nothing was lost."""
    if first - target <= 0:
        return 1.0 if now <= first else 0.0
    return min(1.0, max(0.0, (first - now) / (first - target)))


def cycle_component(record: StateRecord, day: date) -> StateComponent:
    """The mean share over the flows that the change has come to; a flow that cannot be told counts as 0.

    source  METHODS 1.5, k3
    """
    key = StructuralSide.CYCLES.value
    flows = flows_in_change(record, day)
    if record.start_on is None or day < record.start_on:
        gap = StateMissing(what=NOT_BEGUN, who="", first_on=record.start_on, is_unmeasured=True)
        return replace(unmeasured(key, Gauge(METHOD, "ratio", len(flows)).insufficient(NOT_BEGUN)), missing=(gap,))
    planning = Planning.of(record.planning, as_of=record.start_on, zone=record.zone)
    found = [saving_of(flow, planning, start_on=record.start_on, day=day) for flow in flows if flow in planning.flows]
    gauge = Gauge(METHOD, "ratio", len(found))
    missing = tuple(each for saving in found for each in named(saving, record))
    known = [saving.share for saving in found if saving.share is not None]
    if not found:
        reason = "no stage of a flow is on record"
        gap = StateMissing(what=reason, who=PMO, first_on=day, is_unmeasured=True)
        return replace(unmeasured(key, gauge.insufficient(reason)), missing=(gap,))
    if not known:
        return replace(unmeasured(key, gauge.insufficient("planning cycles are missing")), missing=missing)
    value = sum(known) / len(found)
    is_whole = len(known) == len(found)
    share = gauge.value(value) if is_whole else gauge.degraded(value, "planning cycles of some flows are missing")
    component = measured(key, share, known=len(known) / len(found), words=saving_words(found, record))
    return replace(component, missing=missing, companion=same_frequency(found))


def flows_in_change(record: StateRecord, day: date) -> tuple[str, ...]:
    """The first flow, and those with structural work planned or done by then, or with a pilot that has started.

    Until day 120 the work of all of these days counts: what is planned for tomorrow is in scope today.
    """
    horizon = record.horizon("day_120")
    until = max(day, horizon) if horizon else day
    begun = {
        each.flow
        for each in record.plan.work
        if each.dimension == "structural"
        and ((each.planned_on and each.planned_on <= until) or (each.accepted_on and each.accepted_on <= day))
    }
    begun |= {each.flow for each in record.pilots if each.started_on is not None and each.started_on <= day}
    return tuple(flow for number, flow in enumerate(record.flows) if number == 0 or flow in begun)


def saving_of(flow: str, planning: Planning, *, start_on: date, day: date) -> FlowSaving:
    """One flow on the first day and on the day."""
    stages = planning.flows[flow]
    then, chain = planning.chain(stages, start_on), planning.chain(stages, day)
    first = planning.latency(stages, start_on)
    now = None
    if chain.steps and not chain.missing:
        now = timing(chain.steps, Ground(as_of=day, clocks=planning.ground.clocks))
    gaps = dict.fromkeys((each.function_name, each.stage_name) for each in (*then.missing, *chain.missing))
    return FlowSaving(
        flow=flow,
        first=first.mean if first else None,
        now=now,
        target=target_of(flow, planning, now, day=day),
        missing=tuple(
            StateMissing(what=f"the planning cycle of {stage}", who=function, first_on=day, is_unmeasured=True)
            for function, stage in gaps
        ),
    )


def target_of(flow: str, planning: Planning, now: FlowTiming | None, *, day: date) -> float | None:
    """The least of what the calendars recorded for later give, and today's without the waiting that can be avoided."""
    if now is None or now.mean.value is None:
        return None
    later = (planning.latency(planning.flows[flow], each) for each in planning.later_days(flow, after=day)[:MOST_AHEAD])
    return min([now.mean.value - (now.avoidable.value or 0.0), *(each.mean for each in later if each is not None)])


def named(saving: FlowSaving, record: StateRecord) -> tuple[StateMissing, ...]:
    """What keeps the flow from being told, or from being full."""
    flow = record.flow_names.get(saving.flow, "")
    if saving.missing:
        return tuple(replace(each, what=f"{each.what} ({flow})" if flow else each.what) for each in saving.missing)
    if saving.now is None or saving.target is None or saving.now.mean.value is None or saving.share == 1:
        return ()
    days = max(1, round(saving.now.mean.value - saving.target))
    worst = next(each for each in saving.now.stages if each.stage == saving.now.worst)
    what = f"{count_words(days, 'day')} that {flow or 'the flow'} could still save"
    return (StateMissing(what=what, who=worst.function_name, first_on=None, is_unmeasured=False),)


def saving_words(found: Sequence[FlowSaving], record: StateRecord) -> str:
    """``Pumps: 52 days at the start, 36 now, 20 possible``."""
    return and_words(
        f"{record.flow_names.get(each.flow, 'the flow')}: {round(each.first)} days at the start, "
        f"{round(each.now.mean.value)} now, {round(each.target)} possible"
        for each in found
        if each.first is not None and each.now and each.now.mean.value is not None and each.target is not None
    )


def same_frequency(found: Sequence[FlowSaving]) -> Number:
    """Share of the pairs of neighbors that plan equally often, over all flows that can be told."""
    shares = [each.now.same_frequency for each in found if each.now is not None]
    pairs = sum(each.n for each in shares)
    gauge = Gauge(METHOD, "ratio", pairs)
    if not pairs:
        return gauge.not_applicable("no two stages are neighbors")
    return gauge.value(sum((each.value or 0.0) * each.n for each in shares) / pairs)
