"""The door of the ranking: facts in, what limits each flow out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis.constraints.focusing import work_on
from tracker.analysis.constraints.history import points_over_time
from tracker.analysis.constraints.missing import Ranked, missing_for
from tracker.analysis.constraints.movement import movement, on_record
from tracker.analysis.constraints.policy import ConstraintPolicy
from tracker.analysis.constraints.posterior import JEFFREYS, chance_of_being_top, chance_of_leading
from tracker.analysis.constraints.ranking import NOBODY_VOTED, Ranking, rank, tied_at_the_top
from tracker.analysis.constraints.results import METHOD, ConstraintAnalysis, ConstraintVerdict, FlowConstraint
from tracker.analysis.constraints.verdict import verdict_on
from tracker.analysis.constraints.words import headline
from tracker.analysis.facts.constraints import ConstraintFacts, Flow, Resource
from tracker.analysis.facts.governance import Waiver
from tracker.analysis.facts.planning import StageFact
from tracker.progress.numbers import Gauge, Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the flows of a program share."""

    as_of: date
    resources: Mapping[str, Resource]
    stages: Sequence[StageFact]
    waivers: Sequence[Waiver]
    policy: ConstraintPolicy


def analyze_constraints(
    facts: ConstraintFacts,
    *,
    as_of: date,
    stages: Sequence[StageFact] = (),
    policy: ConstraintPolicy | None = None,
) -> ConstraintAnalysis:
    """What limits each flow of a program as the record said at the end of the day.

    stages  of the program's flows: the leads of their functions owe the votes
    source  METHODS 2
    """
    policy = policy or ConstraintPolicy()
    resources = {each.uid: each for each in facts.resources}
    around = Around(as_of=as_of, resources=resources, stages=stages, waivers=facts.waivers, policy=policy)
    return ConstraintAnalysis(
        as_of=as_of, policy=policy, flows=tuple(analyze_flow(flow, around) for flow in facts.flows)
    )


def analyze_flow(flow: Flow, around: Around) -> FlowConstraint:
    """What limits one flow."""
    as_of, policy, resources = around.as_of, around.policy, around.resources
    ranking = rank(flow, resources, as_of=as_of, policy=policy)
    verdict = verdict_of(ranking, policy)
    current = on_record(flow, as_of=as_of).current
    lead, lead_jeffreys = leads(ranking)
    effective, votes = ranking.weighed.effective, ranking.votes
    return FlowConstraint(
        flow_uid=flow.uid,
        flow=flow.name,
        position=flow.position,
        verdict=verdict,
        headline=headline(
            ranking.candidates,
            verdict,
            weeks=policy.half_life_weeks,
            effective=effective,
            tied=tied_at_the_top(ranking.weighed.counts),
        ),
        candidates=ranking.candidates,
        lead=lead,
        lead_jeffreys=lead_jeffreys,
        votes=len(votes),
        last_week=votes[-1].week_starts_on if votes else None,
        effective=Gauge(METHOD, "votes", len(votes)).value(effective),
        points=points_over_time(flow, resources, as_of=as_of, weekly_factor=policy.weekly_factor),
        missing=() if verdict is ConstraintVerdict.IDENTIFIED else missing_for(ranked(flow, ranking, around), policy),
        move=movement(flow, resources, as_of=as_of, policy=policy),
        focus=work_on(current, resources, as_of=as_of, waivers=around.waivers) if current else None,
    )


def ranked(flow: Flow, ranking: Ranking, around: Around) -> Ranked:
    """The ranking with who works in the flow, for what is missing."""
    functions = dict.fromkeys(each.function_name for each in around.stages if each.flow == flow.uid)
    return Ranked(
        as_of=around.as_of,
        votes=ranking.votes,
        candidates=ranking.candidates,
        weighed=ranking.weighed,
        functions=tuple(functions),
    )


def verdict_of(ranking: Ranking, policy: ConstraintPolicy) -> ConstraintVerdict:
    """How sure it is; unknown without a vote."""
    if not ranking.votes:
        return ConstraintVerdict.UNKNOWN
    first = ranking.candidates[0]
    return verdict_on(
        ranking.weighed.counts,
        chance=first.chance.value or 0.0,
        effective=ranking.weighed.effective,
        signs=first.signs,
        policy=policy,
    )


def leads(ranking: Ranking) -> tuple[Number, Number]:
    """That the first limits more often than the second, and that it is the top with a weaker prior."""
    gauge, counts = Gauge(METHOD, "probability", len(ranking.votes)), ranking.weighed.counts
    if not ranking.votes:
        nothing = gauge.insufficient(NOBODY_VOTED)
        return nothing, nothing
    return (
        gauge.value(chance_of_leading(float(counts[0]), float(counts[1]))),
        gauge.value(chance_of_being_top(counts, 0, prior=JEFFREYS)),
    )
