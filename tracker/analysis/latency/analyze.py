"""The door to decision latency: facts of a program in, all of its flows out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis.facts.decisions import Decision, DecisionFacts
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.facts.tradeoffs import ShiftFact
from tracker.analysis.latency.in_time import Planning
from tracker.analysis.latency.model import passage
from tracker.analysis.latency.observed import observed
from tracker.analysis.latency.ranking import savings
from tracker.analysis.latency.results import METHOD, FlowLatency, LatencyAnalysis, MissingCycle, PlannedLatency
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
    known = Planning.of(planning, as_of=as_of, zone=zone)
    return LatencyAnalysis(flows=tuple(flow_latency(flow, known, seen) for flow in known.flows), zone=zone)


def flow_latency(flow: str, planning: Planning, seen: Seen) -> FlowLatency:
    """One flow, by the cycles of the day that the planning stands on."""
    ground, stages = planning.ground, planning.flows[flow]
    chain = planning.chain(stages, ground.as_of)
    way = passage(chain.steps, ground) if chain.steps else None
    found = timing(chain.steps, ground, way=way) if not chain.missing else None
    part = way.latency.mean if chain.missing and way else None
    return FlowLatency(
        flow=flow,
        stages=len(stages),
        latency=found.mean if found is not None else insufficient(chain.missing, len(stages)),
        at_least=part,
        timing=found,
        missing=chain.missing,
        savings=savings(chain.steps, ground, way=way) if found is not None else (),
        ahead=tuple(ahead_of(flow, planning)),
        observed=observed(
            decisions_of(flow, seen.decisions),
            [shift for shift in seen.shifts if shift.flow == flow],
            as_of=ground.as_of,
            model_of=planning.latency_of,
        ),
    )


def ahead_of(flow: str, planning: Planning) -> Iterator[PlannedLatency]:
    """What the cycles that are recorded for later give, from their first days on."""
    for day in planning.later_days(flow, after=planning.ground.as_of)[:MOST_AHEAD]:
        model = planning.latency(planning.flows[flow], day)
        if model is not None:
            yield PlannedLatency(first_on=day, mean_days=model.mean)


def decisions_of(flow: str, facts: DecisionFacts) -> list[Decision]:
    """Decisions of the flow: those that name it, or whose right does."""
    flows = {right.uid: right.flow for right in facts.rights}
    return [each for each in facts.decisions if (each.flow or flows.get(each.right, "")) == flow]


def insufficient(missing: Sequence[MissingCycle], count: int) -> Number:
    """What is missing, who owes it and the first day on which the number can be there."""
    owing = ", ".join(dict.fromkeys(each.function_name for each in missing))
    verb = "has" if len(missing) == 1 else "have"
    planned = [each.first_on for each in missing if each.is_planned]
    when = f"from {day_words(max(planned))} on" if planned else "on the day they are recorded"
    return Gauge(METHOD, "days", count - len(missing)).insufficient(
        f"{share_words(len(missing), count, 'stage')} {verb} no planning cycle on record; owed by {owing}; "
        f"the latency can be told {when}"
    )
