"""Rows of pilots -> facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from programs.models import Pilot
from programs.pairing import Comparison, comparisons
from tracker.analysis.facts.pilots import ComparisonFact, PeriodFact, PilotFact
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery


def read_pilots(program_ids: Sequence[int], *, as_of: date) -> dict[int, tuple[PilotFact, ...]]:
    """Pilots by the key of their program, in the order in which they were drafted: at most five queries for the batch.

    as_of  periods that were over on this day; a program without pilots is not in the answer
    """
    drafted = [row.id for row in drafted_in(programs=program_ids)]
    if not drafted:
        return {}
    pilots = list(Pilot.objects.filter(pk__in=drafted).with_protocol().order_by("program_id", "id"))
    compared = comparisons(pilots, as_of=as_of)
    found: defaultdict[int, list[PilotFact]] = defaultdict(list)
    for pilot in pilots:
        found[pilot.program_id].append(pilot_fact(pilot, compared[pilot.pk]))
    return {program: tuple(facts) for program, facts in found.items()}


@BatchQuery
def drafted_in() -> QuerySet[Any, Any]:
    """Keys of the pilots: many programs have none, and the query for them with their protocols is long."""
    return Pilot.objects.filter(program__any_of=OF_PROGRAMS).order_by("id").values_list("id")


def pilot_fact(pilot: Pilot, compared: Sequence[Comparison]) -> PilotFact:
    """The pilot with its protocol and what both arms showed; the primary metric comes first."""
    primary, *guardrails = (comparison_fact(each) for each in compared)
    return PilotFact(
        uid=str(pilot.uid),
        flow=str(pilot.flow.uid),
        name=pilot.name,
        old_arm=pilot.old_arm,
        new_arm=pilot.new_arm,
        alpha=pilot.alpha,
        minimum_periods=pilot.minimum_periods,
        maximum_periods=pilot.maximum_periods,
        burn_in_periods=pilot.burn_in_periods,
        worthwhile_effect=pilot.worthwhile_effect,
        follows=str(pilot.follows.uid) if pilot.follows else "",
        locked_on=pilot.locked_on,
        started_on=pilot.started_on,
        outcome=pilot.outcome,
        decided_on=pilot.decided_on,
        cut_over_on=pilot.cut_over_on,
        legacy_retired_on=pilot.legacy_retired_on,
        primary=primary,
        guardrails=tuple(guardrails),
    )


def comparison_fact(compared: Comparison) -> ComparisonFact:
    """The metric in both arms, over the periods that are over."""
    metric = compared.program_metric.metric
    return ComparisonFact(
        metric=str(metric.uid),
        name=metric.name,
        unit=metric.unit,
        definition=compared.definition,
        redefined_on=compared.redefined_on,
        direction=metric.direction,
        is_ratio_scale=metric.is_ratio_scale,
        frequency=metric.frequency,
        margin=compared.guardrail.margin if compared.guardrail else None,
        periods=tuple(
            PeriodFact(
                number=each.number,
                starts_on=each.starts_on,
                old=each.old,
                new=each.new,
                standing=each.standing.value,
            )
            for each in compared.periods
        ),
    )
