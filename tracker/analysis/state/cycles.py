"""k3: how much of the days that a signal could save are saved, by the calendars on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.analysis.latency.chain import Step
from tracker.analysis.latency.in_time import Planning
from tracker.analysis.latency.model import Ground, passage
from tracker.analysis.latency.timing import avoidable_in, function_names
from tracker.analysis.latency.timing import same_frequency as neighbors_in_step
from tracker.analysis.state.index import measured, unmeasured
from tracker.analysis.state.question import StateRecord
from tracker.analysis.state.results import METHOD, StateComponent, StateMissing, StructuralSide
from tracker.progress.numbers import Gauge, Number
from tracker.progress.words import and_words, count_words

PMO = "Transformation PMO"
MOST_AHEAD = 3
NOT_BEGUN = "the program has not begun, so there is nothing to compare with"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowWay:
    """A signal on its way through one flow on a day, of complete cycles.

    avoidable  days of the mean that nobody would wait if the cycles fitted
    worst      names of the functions of the stage that takes longest
    """

    mean: float
    avoidable: float
    worst: str
    same_frequency: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSaving:
    """Mean days of a signal through one flow on the first day, on the day, and by the target.

    target  by the calendars that are recorded for later, or without the waiting that can be avoided: whichever is less
    share   saved of what could be saved, 0..1; None where a cycle of one of both days is not on record
    """

    flow: str
    first: float | None
    now: FlowWay | None
    target: float | None
    missing: tuple[StateMissing, ...] = ()

    @property
    def share(self) -> float | None:
        if self.first is None or self.now is None or self.target is None:
            return None
        return saved_share(self.first, self.now.mean, self.target)


def saved_share(first: float, now: float, target: float) -> float:
    """clip((first - now) / (first - target), 0, 1); where there was nothing to save, whether nothing was lost."""
    if first - target <= 0:
        return 1.0 if now <= first else 0.0
    return min(1.0, max(0.0, (first - now) / (first - target)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Signals through the flows of one program; what was walked for a day is kept for the next question about it."""

    planning: Planning
    means: dict[tuple[str, date], float | None] = field(default_factory=dict)

    @classmethod
    def of(cls, record: StateRecord) -> Signals | None:
        """On calendars laid out around the first day; None while there is none."""
        if record.start_on is None:
            return None
        return cls(planning=Planning.of(record.planning, as_of=record.start_on, zone=record.zone))

    def mean(self, flow: str, day: date) -> float | None:
        """Mean days of a signal of the day; None where a cycle is not on record."""
        if (flow, day) not in self.means:
            found = self.planning.latency(self.planning.flows[flow], day)
            self.means[flow, day] = found.mean if found else None
        return self.means[flow, day]

    def way(self, flow: str, day: date) -> FlowWay | None:
        """The same with what could be spared; None where a cycle is not on record."""
        steps = self.planning.chain(self.planning.flows[flow], day)
        if steps.missing or not steps.steps:
            return None
        return way_of(steps.steps, Ground(as_of=day, clocks=self.planning.ground.clocks))


def way_of(steps: Sequence[Step], ground: Ground) -> FlowWay:
    """What the state needs of a passage."""
    way = passage(steps, ground)
    worst, _ = max(zip(steps, way.parts, strict=True), key=lambda each: each[1].days)
    return FlowWay(
        mean=way.latency.mean,
        avoidable=avoidable_in(way, steps),
        worst=function_names(worst),
        same_frequency=neighbors_in_step(steps),
    )


def cycle_component(record: StateRecord, day: date, signals: Signals | None) -> StateComponent:
    """The mean share over the flows that the change has come to; a flow that cannot be told counts as 0.

    source  METHODS 1.5, k3
    """
    key = StructuralSide.CYCLES.value
    flows = flows_in_change(record, day)
    if signals is None or record.start_on is None or day < record.start_on:
        gap = StateMissing(what=NOT_BEGUN, who="", first_on=record.start_on, is_unmeasured=True)
        return replace(unmeasured(key, Gauge(METHOD, "ratio", len(flows)).insufficient(NOT_BEGUN)), missing=(gap,))
    known_flows = [flow for flow in flows if flow in signals.planning.flows]
    found = [saving_of(flow, signals, start_on=record.start_on, day=day) for flow in known_flows]
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


def saving_of(flow: str, signals: Signals, *, start_on: date, day: date) -> FlowSaving:
    """One flow on the first day and on the day."""
    planning = signals.planning
    stages = planning.flows[flow]
    then, chain = planning.chain(stages, start_on), planning.chain(stages, day)
    now = signals.way(flow, day)
    gaps = dict.fromkeys((each.function_name, each.stage_name) for each in (*then.missing, *chain.missing))
    return FlowSaving(
        flow=flow,
        first=signals.mean(flow, start_on),
        now=now,
        target=target_of(flow, signals, now, day=day),
        missing=tuple(
            StateMissing(what=f"the planning cycle of {stage}", who=function, first_on=day, is_unmeasured=True)
            for function, stage in gaps
        ),
    )


def target_of(flow: str, signals: Signals, now: FlowWay | None, *, day: date) -> float | None:
    """The least of what the calendars recorded for later give, and today's without the waiting that can be avoided."""
    if now is None:
        return None
    later = (signals.mean(flow, each) for each in signals.planning.later_days(flow, after=day)[:MOST_AHEAD])
    return min([now.mean - now.avoidable, *(each for each in later if each is not None)])


def named(saving: FlowSaving, record: StateRecord) -> tuple[StateMissing, ...]:
    """What keeps the flow from being told, or from being full."""
    flow = record.flow_names.get(saving.flow, "")
    if saving.missing:
        return tuple(replace(each, what=f"{each.what} ({flow})" if flow else each.what) for each in saving.missing)
    if saving.now is None or saving.target is None or saving.share == 1:
        return ()
    days = max(1, round(saving.now.mean - saving.target))
    what = f"{count_words(days, 'day')} that {flow or 'the flow'} could still save"
    return (StateMissing(what=what, who=saving.now.worst, first_on=None, is_unmeasured=False),)


def saving_words(found: Sequence[FlowSaving], record: StateRecord) -> str:
    """``Pumps: 52 days at the start, 36 now, 20 possible``."""
    return and_words(
        f"{record.flow_names.get(each.flow, 'the flow')}: {round(each.first)} days at the start, "
        f"{round(each.now.mean)} now, {round(each.target)} possible"
        for each in found
        if each.first is not None and each.now and each.target is not None
    )


def same_frequency(found: Sequence[FlowSaving]) -> Number:
    """Share of the pairs of neighbors that plan equally often, over all flows that can be told."""
    shares = [each.now.same_frequency for each in found if each.now is not None]
    pairs = sum(each.n for each in shares)
    gauge = Gauge(METHOD, "ratio", pairs)
    if not pairs:
        return gauge.not_applicable("no two stages are neighbors")
    return gauge.value(sum((each.value or 0.0) * each.n for each in shares) / pairs)
