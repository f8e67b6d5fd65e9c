"""The stages of a flow with the cycles that hold on a day, as a chain that can be walked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tracker.analysis.facts.planning import CycleFact, PlanningFacts, StageFact
from tracker.analysis.latency.moments import length_of, moment_of
from tracker.analysis.latency.results import MissingCycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One planning run that a signal waits for and passes: a stage, or stages that plan in one session.

    stages      in the order of the flow
    clocked_by  uid of the cycle; steps that share it run at the same moments
    period      microseconds; 0 is continuous planning
    runs_at     a moment at which it ran; None when nobody knows
    lead, processing, handoff  microseconds of working time of ``calendar``
    follows     it runs right when what it waits for arrives, whatever ``runs_at`` says
    """

    stages: tuple[StageFact, ...]
    clocked_by: str
    period: int
    runs_at: int | None
    lead: int
    processing: int
    handoff: int
    calendar: str | None = None
    follows: bool = False

    @property
    def waits_for_unknown(self) -> bool:
        """Whether a signal waits here for a run of which nobody knows when it is."""
        return self.period > 0 and self.runs_at is None and not self.follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A flow on a day: the steps that a signal passes, and what is not recorded about the others."""

    flow: str
    steps: tuple[Step, ...]
    missing: tuple[MissingCycle, ...] = ()
    calendars: frozenset[str] = field(default=frozenset())


def chains_of(facts: PlanningFacts, *, as_of: date, zone: str) -> tuple[Chain, ...]:
    """A chain for each flow, in the order of expansion."""
    flows: dict[str, list[StageFact]] = {}
    for stage in facts.stages:
        flows.setdefault(stage.flow, []).append(stage)
    return tuple(chain_of(stages, facts.cycles, as_of=as_of, zone=zone) for stages in flows.values())


def chain_of(stages: Sequence[StageFact], cycles: Sequence[CycleFact], *, as_of: date, zone: str) -> Chain:
    """The stages of one flow with the cycles that hold on the day.

    stages  of one flow, at least one, by position
    """
    steps, missing = [], []
    for stage in stages:
        own = [each for each in cycles if (each.function, each.level) == (stage.function, stage.level)]
        held = next((each for each in own if holds_on(each, as_of)), None)
        if stage.level and held is not None:
            steps.append(step_of(stage, held, zone=zone))
        else:
            missing.append(missing_of(stage, own, as_of=as_of))
    return Chain(
        flow=stages[0].flow,
        steps=tuple(steps),
        missing=tuple(missing),
        calendars=frozenset(step.calendar for step in steps if step.calendar is not None),
    )


def supposing(chain: Chain, stages: Sequence[StageFact], periods: Mapping[str, Decimal]) -> Chain:
    """The chain with a cycle at each stage that has none and is named here; nobody knows when it runs.

    stages   of the flow, by position
    periods  days between two runs, by uid of the stage
    """
    steps = {step.stages[0].uid: step for step in chain.steps}
    supposed = {
        stage.uid: Step(
            stages=(stage,),
            clocked_by=f"supposed-{stage.uid}",
            period=length_of(periods[stage.uid]),
            runs_at=None,
            lead=0,
            processing=0,
            handoff=0,
        )
        for stage in stages
        if stage.uid in periods and stage.uid not in steps
    }
    held = steps | supposed
    return replace(
        chain,
        steps=tuple(held[stage.uid] for stage in stages if stage.uid in held),
        missing=tuple(each for each in chain.missing if each.stage not in supposed),
    )


def holds_on(cycle: CycleFact, day: date) -> bool:
    return cycle.valid_from <= day and (cycle.valid_to is None or day <= cycle.valid_to)


def step_of(stage: StageFact, cycle: CycleFact, *, zone: str) -> Step:
    return Step(
        stages=(stage,),
        clocked_by=cycle.uid,
        period=length_of(cycle.period_days),
        runs_at=moment_of(cycle.anchor_at, zone) if cycle.anchor_at is not None else None,
        lead=length_of(cycle.cut_off_lead_days),
        processing=length_of(cycle.processing_days),
        handoff=length_of(cycle.handoff_days),
        calendar=cycle.calendar,
    )


def missing_of(stage: StageFact, cycles: Sequence[CycleFact], *, as_of: date) -> MissingCycle:
    """What the stage lacks, who owes it, and the first day on which it can be there."""
    planned = min((each.valid_from for each in cycles if stage.level and each.valid_from > as_of), default=None)
    what = "no cycle holds on this day" if stage.level else "nobody has said by which plan it plans"
    return MissingCycle(
        stage=stage.uid,
        stage_name=stage.name,
        function=stage.function,
        function_name=stage.function_name,
        what=f"{what} ({stage.level})" if stage.level else what,
        first_on=planned or as_of,
        is_planned=planned is not None,
    )
