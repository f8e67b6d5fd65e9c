"""From all facts of a program to what the analysis of its parallel runs is asked with."""

from __future__ import annotations

from datetime import date

from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.facts.pilots import LaterReading, PilotFact, PilotFacts
from tracker.analysis.facts.readings import Reading
from tracker.analysis.metrics.sharing import answering


def pilot_facts(facts: CoordinationFacts, *, as_of: date) -> PilotFacts:
    """The runs of the program, with who answers for their metrics and what was read since a cut-over."""
    return PilotFacts(
        pilots=facts.pilots,
        owed_by=owed_by(facts.metrics.metrics, as_of=as_of),
        later={each.uid: later_of(each, facts.readings) for each in facts.pilots if each.cut_over_on is not None},
    )


def owed_by(metrics: tuple[JudgedMetric, ...], *, as_of: date) -> dict[str, tuple[str, ...]]:
    """Uids of the functions that answer for each metric on the day, by the metric's uid, in their order as text."""
    found: dict[str, set[str]] = {}
    for metric in metrics:
        found.setdefault(metric.metric_uid, set()).update(each.function_uid for each in answering(metric, as_of))
    return {uid: tuple(sorted(functions)) for uid, functions in found.items()}


def later_of(pilot: PilotFact, readings: tuple[Reading, ...]) -> tuple[LaterReading, ...]:
    """Final readings of the primary metric in periods that began after the cut-over, one for each period.

    The new arm's own come first, then the flow's, then those of the whole organization: after a cut-over the flow
    works the new way alone.
    """
    wanted = [each for each in readings if is_later(pilot, each)]
    found = {each.period_starts_on: each for each in sorted(wanted, key=closeness, reverse=True)}
    return tuple(LaterReading(starts_on=starts_on, value=found[starts_on].value) for starts_on in sorted(found))


def is_later(pilot: PilotFact, reading: Reading) -> bool:
    """Whether the reading tells how the new way does since it runs alone."""
    same_series = (reading.metric_uid, reading.definition_number) == (pilot.primary.metric, pilot.primary.definition)
    own_arm = reading.pilot_uid == pilot.uid and reading.arm == pilot.new_arm
    in_place = reading.flow_uid in (pilot.flow, None) and (own_arm or (reading.pilot_uid is None and not reading.arm))
    begun = pilot.cut_over_on is not None and reading.period_starts_on >= pilot.cut_over_on
    return same_series and in_place and begun and reading.is_final


def closeness(reading: Reading) -> int:
    """0 for the arm's own reading, 1 for the flow's, 2 for the whole organization's."""
    if reading.pilot_uid is not None:
        return 0
    return 1 if reading.flow_uid is not None else 2
