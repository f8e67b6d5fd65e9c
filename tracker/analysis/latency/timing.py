"""A passage put into the numbers that pages, API and report show."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.analysis.latency.chain import Step
from tracker.analysis.latency.model import Ground, Passage, every_day, passage
from tracker.analysis.latency.moments import days_of
from tracker.analysis.latency.results import METHOD, FlowTiming, RunsKnown, StageTime
from tracker.analysis.latency.walk import Parts
from tracker.progress.numbers import Gauge, Number
from tracker.progress.words import and_words

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


def timing(steps: Sequence[Step], ground: Ground, *, way: Passage | None = None) -> FlowTiming:
    """All numbers of the chain, at least one step; ``way`` is its passage, where it was walked already."""
    way = way or passage(steps, ground)
    latency = way.latency
    count = len({step.clocked_by for step in steps})
    gauge = Gauge(METHOD, "days", count)
    stages = tuple(stage_time(step, parts) for step, parts in zip(steps, way.parts, strict=True))
    has_days_off = any(step.calendar is not None for step in steps)
    return FlowTiming(
        mean=gauge.between(latency.mean, latency.quantile(LOW), latency.quantile(HIGH)),
        p50=gauge.value(latency.quantile(MIDDLE)),
        p90=gauge.value(latency.quantile(HIGH)),
        longest=latency.longest,
        variance=latency.variance,
        working=gauge.value(way.working),
        waiting=gauge.value(way.waiting),
        wait_share=share_of(way, count),
        avoidable=gauge.value(avoidable_in(way, steps)),
        same_frequency=same_frequency(steps),
        every_day=passage(every_day(steps), ground).latency.mean if has_days_off else None,
        stages=stages,
        worst=max(stages, key=lambda each: each.days).stage,
        basis=way.basis,
        is_exact=way.is_exact,
        note=note_of(steps, way),
    )


def avoidable_in(way: Passage, steps: Sequence[Step]) -> float:
    """Days of waiting but for the wait for the first cycle, which comes with any rhythm."""
    return max(0.0, way.waiting - days_of(steps[0].period) / 2)


def share_of(way: Passage, count: int) -> Number:
    """Waiting as a share of the whole."""
    gauge = Gauge(METHOD, "ratio", count)
    if way.latency.mean <= 0:
        return gauge.not_applicable("the stages take no time at all")
    return gauge.value(way.waiting / way.latency.mean)


def same_frequency(steps: Sequence[Step]) -> Number:
    """Share of the pairs of neighbors that plan equally often; stages of one session do."""
    periods = [step.period for step in steps for _ in step.stages]
    pairs = list(pairwise(periods))
    gauge = Gauge(METHOD, "ratio", len(pairs))
    if not pairs:
        return gauge.not_applicable("the flow has one stage, so there are no neighbors to compare")
    return gauge.value(sum(one == other for one, other in pairs) / len(pairs))


def stage_time(step: Step, parts: Parts) -> StageTime:
    return StageTime(
        stage=step.stages[0].uid,
        stages=tuple(stage.uid for stage in step.stages),
        name=" + ".join(stage.name for stage in step.stages),
        functions=tuple(dict.fromkeys(stage.function for stage in step.stages)),
        function_name=function_names(step),
        level=" + ".join(dict.fromkeys(stage.level for stage in step.stages)),
        cycle=step.clocked_by,
        period_days=days_of(step.period),
        is_run_known=step.period == 0 or step.runs_at is not None or step.follows,
        wait_days=parts.wait,
        lead_days=parts.lead,
        processing_days=parts.processing,
        handoff_days=parts.handoff,
    )


def function_names(step: Step) -> str:
    """``Procurement + Production``: who plans in the step."""
    return " + ".join(dict.fromkeys(stage.function_name for stage in step.stages))


def note_of(steps: Sequence[Step], way: Passage) -> str:
    """What was assumed, as a sentence; empty when nothing was."""
    unknown = list(dict.fromkeys(step.stages[0].name for step in steps if step.waits_for_unknown))
    if way.basis == RunsKnown.UNKNOWN:
        return "Nobody has recorded when the cycles run, so every moment of their periods counts as equally likely."
    if way.basis == RunsKnown.MIXED:
        return (
            f"Nobody has recorded when {and_words(unknown)} {'runs' if len(unknown) == 1 else 'run'}, "
            "so every moment of the period counts as equally likely there."
        )
    if not way.is_exact:
        return "The cycles hardly ever meet in the same way again, so one year of them was walked."
    return ""
