"""From all facts of a program to what the analysis of culture is asked with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tracker.analysis.culture.question import CultureRecord
from tracker.analysis.culture.targets import months_at_target, with_steady
from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.rights.question import RightsFacts


def culture_record(
    facts: CoordinationFacts,
    rights: RightsFacts,
    *,
    steady: Collection[tuple[str, str, date]] = (),
    as_of: date,
) -> CultureRecord:
    """The record of the program; metrics count by their targets, or when steady inside their improved limits."""
    at_target = months_at_target(facts.metrics.metrics, facts.readings, first=facts.start_on or as_of, last=as_of)
    return CultureRecord(
        start_on=facts.start_on,
        culture=facts.culture,
        rights=rights,
        flows=facts.constraints.flows,
        stages=facts.planning.stages,
        trade_offs=facts.trade_offs.entries,
        metrics=facts.metrics,
        metric_months=with_steady(at_target, steady),
        cut_over={each.flow: each.cut_over_on for each in facts.pilots if each.cut_over_on is not None},
    )
