"""Programs for tests of the Result status: a weekly metric of which less is better, and parallel runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.tracker.analysis.metrics import builders as metrics
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.facts.pilots import PilotFact, PilotFacts
from tracker.analysis.facts.readings import Reading
from tracker.analysis.first_change import FirstChanges
from tracker.analysis.metrics import analyze_metrics
from tracker.analysis.pilots.analyze import analyze_pilots
from tracker.analysis.result import ResultAnalysis, ResultFacts, analyze_result
from tracker.analysis.result.question import ResultPolicy

WORSE, BETTER, PERHAPS_WORSE, SAME = 30.0, 1.0, 15.2, 10.0
"""Against the calm baseline: above its limit, below it, two sigma above its middle, within it."""
BEGUN = FirstChanges(days={"Pumps": metrics.week(6)}, first_flow="Pumps")
"""Something changed while the baseline was read, before everything that tests look at."""
CALM_AFTER = (10.0, 11.0, 9.0, 12.0, 10.0, 11.0, 9.0, 12.0)


def result(
    *given: JudgedMetric, readings: Sequence[Reading] = (), pilots: Sequence[PilotFact] = (), **asked: Any
) -> ResultAnalysis:
    """The status as of a Monday, ``weeks`` after the first one, or of the day ``on``."""
    weeks, on = asked.pop("weeks", 40), asked.pop("on", None)
    as_of: date = on or metrics.week(weeks)
    policy = asked.pop("policy", ResultPolicy())
    owed_by = asked.pop("owed_by", {})
    facts = metrics.make_facts(*given, readings=readings, pilots=tuple(pilots))
    known: dict[str, Any] = {"start_on": metrics.START, "begun": BEGUN}
    found = ResultFacts(
        metrics=facts,
        judged=analyze_metrics(facts, as_of=as_of),
        pilots=analyze_pilots(PilotFacts(pilots=tuple(pilots), owed_by=owed_by), as_of=as_of),
        **(known | asked),
    )
    return analyze_result(found, as_of=as_of, policy=policy)


def after(values: Sequence[float | None], *, weeks: int | None = None, **asked: Any) -> ResultAnalysis:
    """Of one metric with its locked baseline and these readings after it; as of the Monday after the last of them."""
    return result(
        metrics.make_metric(),
        readings=metrics.make_readings(values),
        weeks=12 + len(values) if weeks is None else weeks,
        **asked,
    )
