"""The door to decision latency: facts of a program in, all of its flows out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.analysis.facts.decisions import Decision, DecisionFacts
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.facts.tradeoffs import ShiftFact
from tracker.analysis.latency.chain import Chain, chains_of
from tracker.analysis.latency.model import Ground, passage
from tracker.analysis.latency.observed import observed
from tracker.analysis.latency.ranking import savings
from tracker.analysis.latency.results import METHOD, FlowLatency, LatencyAnalysis, MissingCycle, PlannedLatency
from tracker.analysis.latency.spread import Latency
from tracker.analysis.latency.timing import timing
from tracker.progress.numbers import Gauge, Number
from tracker.progress.words import day_words, share_words

MOST_AHEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What happened, beside which the model stands."""

    decisions: DecisionFacts
    shifts: Sequence[ShiftFact] = ()


def analyze_latency(planning: PlanningFacts, seen: Seen, *, as_of: date, zone: str = "UTC") -> LatencyAnalysis:
    """Decision latency of every flow, by the cycles that hold on the day.

    zone    whose clocks the cycles run by, by its IANA name
    source  METHODS 4
    """
    ground = Ground.of(planning.calendars, as_of)

    @cache
    def chains_on(day: date) -> Mapping[str, Chain]:
        return {chain.flow: chain for chain in chains_of(planning, as_of=day, zone=zone)}

    def model_of(flow: str) -> Callable[[date], Latency | None]:
        def model_on(day: date) -> Latency | None:
            chain = chains_on(day)[flow]
            on_the_day = Ground(as_of=day, clocks=ground.clocks)
            return None if chain.missing else passage(chain.steps, on_the_day).latency

        return model_on

    return LatencyAnalysis(
        flows=tuple(
            flow_latency(
                chain,
                seen,
                ground=ground,
                model_on=model_of(chain.flow),
                ahead=later_days(planning, chain.flow, after=as_of),
            )
            for chain in chains_on(as_of).values()
        ),
        zone=zone,
    )


def flow_latency(
    chain: Chain,
    seen: Seen,
    *,
    ground: Ground,
    model_on: Callable[[date], Latency | None],
    ahead: Sequence[date],
) -> FlowLatency:
    found = timing(chain.steps, ground) if not chain.missing else None
    part = passage(chain.steps, ground).latency.mean if chain.missing and chain.steps else None
    count = len(chain.steps) + len(chain.missing)
    return FlowLatency(
        flow=chain.flow,
        stages=count,
        latency=found.mean if found is not None else insufficient(chain.missing, count),
        at_least=part,
        timing=found,
        missing=chain.missing,
        savings=savings(chain.steps, ground) if found is not None else (),
        ahead=tuple(
            PlannedLatency(first_on=day, mean_days=model.mean) for day in ahead if (model := model_on(day)) is not None
        ),
        observed=observed(
            decisions_of(chain.flow, seen.decisions),
            [shift for shift in seen.shifts if shift.flow == chain.flow],
            as_of=ground.as_of,
            model_on=model_on,
        ),
    )


def later_days(planning: PlanningFacts, flow: str, *, after: date) -> tuple[date, ...]:
    """Days on which a recorded cycle of the flow begins later than the day, soonest first."""
    levels = {(stage.function, stage.level) for stage in planning.stages if stage.flow == flow}
    days = {cycle.valid_from for cycle in planning.cycles if (cycle.function, cycle.level) in levels}
    return tuple(sorted(day for day in days if day > after))[:MOST_AHEAD]


def decisions_of(flow: str, facts: DecisionFacts) -> list[Decision]:
    """Decisions of the flow: those that name it, or whose right does."""
    flows = {right.uid: right.flow for right in facts.rights}
    return [each for each in facts.decisions if (each.flow or flows.get(each.right, "")) == flow]


def insufficient(missing: Sequence[MissingCycle], count: int) -> Number:
    """What is missing, who owes it and the first day on which the number can be there."""
    owing = ", ".join(dict.fromkeys(each.function_name for each in missing))
    verb = "has" if len(missing) == 1 else "have"
    first = max(each.first_on for each in missing)
    return Gauge(METHOD, "days", count - len(missing)).insufficient(
        f"{share_words(len(missing), count, 'stage')} {verb} no planning cycle on record; owed by {owing}; "
        f"the latency can be told from {day_words(first)} on"
    )
