"""How well a program is coordinated, as of a day: the one door to the analyses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.analysis.constraints.analyze import analyze_constraints
from tracker.analysis.constraints.policy import constraint_policy
from tracker.analysis.constraints.results import ConstraintAnalysis
from tracker.analysis.culture.analyze import analyze_culture, claim_of_culture
from tracker.analysis.culture.gathered import culture_record
from tracker.analysis.culture.policy import culture_policy
from tracker.analysis.culture.question import CultureRecord
from tracker.analysis.culture.results import CultureAnalysis
from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.guard.analyze import analyze_guard
from tracker.analysis.guard.begun import first_changes
from tracker.analysis.guard.gathered import guard_facts
from tracker.analysis.guard.question import GuardFound
from tracker.analysis.guard.results import GuardAnalysis
from tracker.analysis.interfaces.analysis import analyze_interfaces
from tracker.analysis.interfaces.critical import critical_interfaces, critical_of
from tracker.analysis.interfaces.policy import Surroundings, interface_policy
from tracker.analysis.interfaces.results import InterfacesAnalysis
from tracker.analysis.latency.analyze import Seen, analyze_latency
from tracker.analysis.latency.results import LatencyAnalysis
from tracker.analysis.metrics import MetricsAnalysis, MetricsFacts, analyze_metrics
from tracker.analysis.metrics.analyze import charts_on
from tracker.analysis.metrics.readings import Arms, sorted_readings
from tracker.analysis.metrics.results import MetricChart
from tracker.analysis.metrics.steady import charts_in, steady_months
from tracker.analysis.money import told_in
from tracker.analysis.pilots.analyze import analyze_pilots
from tracker.analysis.pilots.gathered import pilot_facts
from tracker.analysis.pilots.results import PilotAnalysis
from tracker.analysis.result import ResultAnalysis, ResultFacts, analyze_result
from tracker.analysis.result.question import result_policy
from tracker.analysis.rights import RightsAnalysis, RightsFacts, analyze_rights
from tracker.analysis.rights.limits import limits_from, limits_on, policy_by, policy_from
from tracker.analysis.shifts import ShiftAnalysis, analyze_shifts
from tracker.analysis.state.analyze import analyze_state
from tracker.analysis.state.gathered import asked_before, state_record
from tracker.analysis.state.policy import state_policy
from tracker.analysis.state.question import StateMoment
from tracker.analysis.state.results import StateAnalysis
from tracker.analysis.trade_offs.analyze import analyze_trade_offs
from tracker.analysis.trade_offs.entries import trade_offs_of
from tracker.analysis.trade_offs.policy import LedgerFacts, trade_off_policy
from tracker.analysis.trade_offs.results import TradeOffAnalysis

ANALYSIS_VERSION = "8"
"""Changes whenever the same facts would give another result; kept with each."""
METRICS_GATE = "G2"
"""The gate by which the shared metrics are locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordination:
    """One result for each area; the name of a field is the name of its area everywhere."""

    constraint: ConstraintAnalysis
    interfaces: InterfacesAnalysis
    decision_rights: RightsAnalysis
    latency: LatencyAnalysis
    shifts: ShiftAnalysis
    metrics: MetricsAnalysis
    pilots: PilotAnalysis
    trade_offs: TradeOffAnalysis
    culture: CultureAnalysis
    state: StateAnalysis
    guard: GuardAnalysis
    result: ResultAnalysis


def analyze(facts: CoordinationFacts, as_of: date) -> Coordination:
    """All analyses of one program as known at the end of a day."""
    facts = replace(facts, money=told_in(facts.money, stated_currencies(facts, as_of)))
    shifts = facts.trade_offs.shifts
    latency = analyze_latency(
        facts.planning, Seen(decisions=facts.decisions, shifts=shifts), as_of=as_of, zone=facts.zone
    )
    constraint, rights = authority_of(facts, as_of)
    interfaces = analyze_interfaces(facts.interfaces, around=surroundings(facts), as_of=as_of)
    readings = sorted_readings(metrics_facts(facts), as_of)
    metrics = analyze_metrics(metrics_facts(facts), as_of=as_of, readings=readings)
    pilots = analyze_pilots(pilot_facts(facts, as_of=as_of), as_of=as_of)
    culture = analyze_culture(
        culture_facts(facts, charts_in(metrics), as_of), as_of=as_of, policy=culture_policy(facts.numbers)
    )
    now = StateMoment(on=as_of, interfaces=critical_of(interfaces), rights=rights, culture=culture)
    past = tuple(
        structure_on(facts, day) if is_structural else culture_on(facts, day, readings=readings)
        for day, is_structural in asked_before(facts, as_of)
    )
    return Coordination(
        constraint=constraint,
        decision_rights=rights,
        interfaces=interfaces,
        latency=latency,
        shifts=analyze_shifts(shifts, as_of=as_of),
        metrics=metrics,
        pilots=pilots,
        trade_offs=analyze_trade_offs(ledger_facts(facts), as_of=as_of, policy=trade_off_policy(facts.numbers)),
        culture=culture,
        state=analyze_state(
            state_record(facts, now=now, past=past, pilots=pilots), as_of=as_of, policy=state_policy(facts.numbers)
        ),
        guard=analyze_guard(
            guard_facts(facts, rights_facts(facts)),
            GuardFound(constraints=constraint.flows, metrics=metrics.metrics, pilots=pilots.pilots),
            as_of=as_of,
        ),
        result=analyze_result(
            replace(result_facts(facts, metrics, pilots), readings=readings),
            as_of=as_of,
            policy=result_policy(facts.numbers),
        ),
    )


def stated_currencies(facts: CoordinationFacts, as_of: date) -> set[str]:
    """Currencies of the amounts of incidents and trade-offs that count on the day: one program is told in one."""
    happened = (each for each in facts.interfaces.incidents if each.happened_on <= as_of)
    incidents = (each for each in happened if each.withdrawn_on is None or each.withdrawn_on > as_of)
    entered = (each for each in trade_offs_of(facts.trade_offs.entries, as_of=as_of) if each.reversal is None)
    return {each.currency for each in incidents if each.amount is not None} | {each.stated.currency for each in entered}


def authority_of(facts: CoordinationFacts, day: date) -> tuple[ConstraintAnalysis, RightsAnalysis]:
    """What limits the flows, and who decides about it."""
    constraint = analyze_constraints(
        facts.constraints, as_of=day, stages=facts.planning.stages, policy=constraint_policy(facts.numbers)
    )
    rights = analyze_rights(rights_facts(facts), limits_from(constraint), as_of=day, policy=policy_from(constraint))
    return constraint, rights


def culture_facts(facts: CoordinationFacts, charts: Iterable[MetricChart], day: date) -> CultureRecord:
    """What the judgment of culture rests on; ``charts`` are of the day."""
    return culture_record(facts, rights_facts(facts), steady=steady_months(charts), as_of=day)


def structure_on(facts: CoordinationFacts, day: date) -> StateMoment:
    """What the record says today of the structure of an earlier day, as far as a claim needs it."""
    interfaces = critical_interfaces(facts.interfaces, around=surroundings(facts), as_of=day)
    policy = constraint_policy(facts.numbers)
    limits = limits_on(facts.constraints, as_of=day, policy=policy)
    rights = analyze_rights(rights_facts(facts), limits, as_of=day, policy=policy_by(policy))
    return StateMoment(on=day, interfaces=interfaces, rights=rights)


def culture_on(facts: CoordinationFacts, day: date, *, readings: Mapping[str, Arms]) -> StateMoment:
    """What the record says today of the culture of an earlier day, as far as a claim needs it."""
    record = culture_facts(facts, charts_on(metrics_facts(facts), as_of=day, readings=readings), day)
    return StateMoment(on=day, culture=claim_of_culture(record, as_of=day, policy=culture_policy(facts.numbers)))


def surroundings(facts: CoordinationFacts) -> Surroundings:
    """What the ranking of interfaces reads beside them."""
    return Surroundings(
        weekly=facts.weekly,
        money=facts.money,
        functions=facts.functions,
        policy=interface_policy(facts.numbers),
        start_on=facts.start_on,
    )


def rights_facts(facts: CoordinationFacts) -> RightsFacts:
    """What decision rights rest on."""
    return RightsFacts(
        decisions=facts.decisions,
        resources=facts.constraints.resources,
        parent_of=facts.organization.parent_of,
        functions=facts.functions,
        weekly=facts.weekly,
    )


def metrics_facts(facts: CoordinationFacts) -> MetricsFacts:
    """What the judgment of metrics rests on."""
    return MetricsFacts(
        record=facts.metrics,
        readings=facts.readings,
        pilots=facts.pilots,
        flows={flow.uid: flow.name for flow in facts.constraints.flows},
    )


def result_facts(facts: CoordinationFacts, metrics: MetricsAnalysis, pilots: PilotAnalysis) -> ResultFacts:
    """What the Result status rests on."""
    gates = facts.plan.sequence.gates if facts.plan.sequence is not None else ()
    return ResultFacts(
        metrics=metrics_facts(facts),
        judged=metrics,
        pilots=pilots,
        start_on=facts.start_on,
        follows_sequence=facts.plan.follows_sequence or facts.plan.sequence is None,
        metrics_due_on=next((each.planned_on for each in gates if each.code == METRICS_GATE), None),
        standstills=facts.weekly.standstills,
        begun=first_changes(guard_facts(facts, rights_facts(facts)), as_of=metrics.as_of),
        functions=facts.functions,
    )


def ledger_facts(facts: CoordinationFacts) -> LedgerFacts:
    """What the ledger of trade-offs rests on: of the planning cycles those by which stages of the program plan."""
    planned = {(stage.function, stage.level) for stage in facts.planning.stages}
    return LedgerFacts(
        entries=facts.trade_offs.entries,
        cycles=tuple(each for each in facts.planning.cycles if (each.function, each.level) in planned),
        decisions=facts.decisions.decisions,
        money=facts.money,
        functions=facts.functions,
    )
