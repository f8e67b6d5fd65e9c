"""From all facts of a program to what the sequence guard is asked with."""

from __future__ import annotations

from tracker.analysis.constraints.policy import constraint_policy
from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.guard.policy import guard_policy
from tracker.analysis.guard.question import GuardFacts
from tracker.analysis.rights.question import RightsFacts


def guard_facts(facts: CoordinationFacts, rights: RightsFacts) -> GuardFacts:
    """What the order of one program is judged by."""
    return GuardFacts(
        start_on=facts.start_on,
        plan=facts.plan,
        rights=rights,
        flows=facts.constraints.flows,
        stages=facts.planning.stages,
        cycles=facts.planning.cycles,
        interfaces=facts.interfaces.interfaces,
        metrics=facts.metrics.metrics,
        pilots=facts.pilots,
        waivers=facts.governance.waivers,
        load=facts.change_load,
        load_behind=facts.load_behind,
        policy=guard_policy(facts.numbers),
        constraint_policy=constraint_policy(facts.numbers),
    )
