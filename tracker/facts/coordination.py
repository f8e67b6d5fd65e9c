"""Rows -> facts of the coordination analyses, for a batch of programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from programs.models import BusinessFunction, Policy, Program
from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.facts.plan import PlanFacts
from tracker.facts.batch_query import BatchQuery
from tracker.facts.constraints import constraint_facts, read_constraint_tables
from tracker.facts.culture import read_culture
from tracker.facts.decisions import decision_facts, organization
from tracker.facts.governance import governance_facts
from tracker.facts.interfaces import interface_facts, read_interface_tables
from tracker.facts.metrics import metric_facts, read_metric_tables
from tracker.facts.pilots import read_pilots
from tracker.facts.planning import money_facts, planning_facts
from tracker.facts.readings import read_readings
from tracker.facts.tradeoffs import trade_off_facts
from tracker.facts.weekly import read_weekly

LOOK_AHEAD = timedelta(days=400)
"""Cycles that begin within so many days are known to come."""


def coordination_facts(
    programs: Sequence[Program], *, as_of: date, plans: Mapping[int, PlanFacts]
) -> Iterator[tuple[int, CoordinationFacts]]:
    """The facts of each program with its key; the same queries whatever the number of programs.

    plans  by key, of the programs whose progress was reckoned
    """
    ids = [program.pk for program in programs]
    constraints, interfaces = read_constraint_tables(ids), read_interface_tables(ids)
    decisions, shared = decision_facts(ids), organization(ids)
    # All cycles there ever were: a market shift is measured by those of its own day.
    planning = planning_facts(ids, first=date.min, last=as_of + LOOK_AHEAD)
    trade_offs, weekly, money = trade_off_facts(ids), read_weekly(ids, as_of=as_of), money_facts()
    culture, metrics = read_culture(ids, as_of=as_of), read_metric_tables(ids)
    readings, pilots = read_readings(ids), read_pilots(ids, as_of=as_of)
    governance = governance_facts(ids)
    functions = {str(row.uid): row.name for row in all_functions()}
    policies = Policy.objects.numbers_on(as_of, ids)
    for program in programs:
        policy = policies[program.pk]
        yield (
            program.pk,
            CoordinationFacts(
                uid=str(program.uid),
                start_on=program.start_on,
                constraints=constraint_facts(program, constraints),
                interfaces=interface_facts(program.pk, interfaces),
                decisions=decisions[program.pk],
                organization=shared,
                planning=planning[program.pk],
                trade_offs=trade_offs[program.pk],
                weekly=weekly[program.pk],
                money=money,
                functions=functions,
                numbers={key: f"{value:f}" for key, value in policy.numbers.items()},
                policy_version=policy.version,
                zone=timezone.get_default_timezone_name(),
                culture=culture[program.pk],
                metrics=metric_facts(program.pk, metrics),
                readings=tuple(readings.get(program.pk, ())),
                pilots=pilots.get(program.pk, ()),
                governance=governance[program.pk],
                plan=plans.get(program.pk, PlanFacts()),
            ),
        )


@BatchQuery
def all_functions() -> QuerySet[Any, Any]:
    """Every function of the installation."""
    return BusinessFunction.objects.order_by("id").values_list("uid", "name")
