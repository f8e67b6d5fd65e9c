"""Periods of parallel runs: which are over, which are pairs, and what is missing (METHODS 6.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from programs.models import MetricDefinition, Pilot, PilotGuardrail, ProgramMetric, Reading, SharedMetric
from programs.periods import next_period

DAY = timedelta(days=1)


class Standing(StrEnum):
    """What a period is worth. A pair has final readings of both arms by the definition that the protocol met."""

    PAIR = "pair"
    BURN_IN = "burn_in"
    MISSING_OLD = "missing_old"
    MISSING_NEW = "missing_new"
    MISSING_BOTH = "missing_both"
    NOT_FINAL = "not_final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One week or month of a run, in the metric's unit. ``number`` is 1 for the first whole one since the start."""

    number: int
    starts_on: date
    ends_on: date
    old: Decimal | None
    new: Decimal | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A metric in both arms of a pilot, over the periods that are over, oldest first.

    guardrail     None when the metric is the primary one
    definition    number of the version that readings must follow; None when the metric has none
    redefined_on  from when the next version holds; None when there is none
    first_on      first day of the first period, None before the start
    """

    program_metric: ProgramMetric
    guardrail: PilotGuardrail | None
    definition: int | None
    redefined_on: date | None
    first_on: date | None
    periods: tuple[Period, ...]

    @property
    def pairs(self) -> int:
        return self.count(Standing.PAIR)

    @property
    def counted(self) -> int:
        """Periods that are over and do count."""
        return len(self.periods) - self.count(Standing.BURN_IN)

    @property
    def dropped(self) -> int:
        """Periods that count and are no pair."""
        return self.counted - self.pairs

    @property
    def dropped_share(self) -> Decimal | None:
        """Share of the periods that are lost, 0..1; None while none counts yet."""
        return Decimal(self.dropped) / self.counted if self.counted else None

    @property
    def missing_old(self) -> int:
        return self.count(Standing.MISSING_OLD, Standing.MISSING_BOTH)

    @property
    def missing_new(self) -> int:
        return self.count(Standing.MISSING_NEW, Standing.MISSING_BOTH)

    def count(self, *standings: Standing) -> int:
        return sum(period.standing in standings for period in self.periods)


Arm: TypeAlias = Mapping[date, tuple[Decimal, bool]]
"""Value and whether it is final, by the first day of the period."""
SeriesKey: TypeAlias = tuple[int, int, int | None, int, str]
"""Pilot, metric, flow or None for the whole organization, definition, arm."""


def comparisons(pilots: Sequence[Pilot], *, as_of: date) -> dict[int, tuple[Comparison, ...]]:
    """For each pilot's key its primary metric and then its guardrails, as of a day.

    pilots  as ``with_protocol`` gives them; two more queries, whatever their number
    source  METHODS 6.1
    """
    definitions = definitions_of(pilots)
    readings = readings_of(pilots)
    return {pilot.pk: tuple(compared(pilot, definitions, readings, as_of=as_of)) for pilot in pilots}


def compared(
    pilot: Pilot, definitions: Mapping[int, Any], readings: Mapping[SeriesKey, Arm], *, as_of: date
) -> Iterator[Comparison]:
    """The pilot's metrics in both arms, the primary one first."""
    judged = [(pilot.primary, None), *((each.program_metric, each) for each in pilot.guardrails.all())]
    for program_metric, guardrail in judged:
        metric = program_metric.metric
        versions = definitions.get(metric.pk, ())
        definition = in_force(versions, pilot.locked_on)
        later = [each for each in versions if definition and each.number > definition.number]
        old, new = both_arms(pilot, metric, definition=definition, readings=readings)
        yield Comparison(
            program_metric=program_metric,
            guardrail=guardrail,
            definition=definition.number if definition else None,
            redefined_on=min((each.effective_from for each in later), default=None),
            first_on=first_period(pilot.started_on, metric.frequency) if pilot.started_on else None,
            periods=tuple(periods(pilot, metric.frequency, arms=(old, new), as_of=as_of)),
        )


def both_arms(
    pilot: Pilot, metric: SharedMetric, *, definition: MetricDefinition | None, readings: Mapping[SeriesKey, Arm]
) -> tuple[Arm, Arm]:
    """The pilot's own readings of both arms: those of the flow when there are any, else of the whole organization."""
    if definition is None:
        return {}, {}
    arms: tuple[Arm, Arm] = ({}, {})
    for flow in (pilot.flow_id, None):
        both = (pilot.old_arm, pilot.new_arm)
        old, new = (readings.get((pilot.pk, metric.pk, flow, definition.pk, arm), {}) for arm in both)
        arms = (old, new)
        if old or new:
            break
    return arms


def periods(pilot: Pilot, frequency: str, *, arms: tuple[Arm, Arm], as_of: date) -> Iterator[Period]:
    """Every period from the start that was over on the day, or when the pilot was decided."""
    if pilot.started_on is None:
        return
    until = min(as_of, pilot.decided_on or as_of)
    starts_on, number = first_period(pilot.started_on, frequency), 1
    while (following := next_period(starts_on, frequency)) <= until:
        old, new = (arm.get(starts_on) for arm in arms)
        yield Period(
            number=number,
            starts_on=starts_on,
            ends_on=following - DAY,
            old=old[0] if old else None,
            new=new[0] if new else None,
            standing=Standing.BURN_IN if number <= pilot.burn_in_periods else standing_of(old, new),
        )
        starts_on, number = following, number + 1


def standing_of(old: tuple[Decimal, bool] | None, new: tuple[Decimal, bool] | None) -> Standing:
    """What a period is worth by the readings of its arms. Nothing is ever filled in."""
    if old is None:
        return Standing.MISSING_BOTH if new is None else Standing.MISSING_OLD
    if new is None:
        return Standing.MISSING_NEW
    return Standing.PAIR if old[1] and new[1] else Standing.NOT_FINAL


def first_period(started_on: date, frequency: str) -> date:
    """First day of the first whole period of a run: the start itself, or the next Monday or first of a month."""
    if frequency == SharedMetric.Frequency.WEEK:
        return started_on + timedelta(days=-started_on.weekday() % 7)
    return started_on if started_on.day == 1 else next_period(started_on, frequency)


def earliest_enough(pilot: Pilot, comparison: Comparison) -> date | None:
    """First day with the least number of pairs if every period to come is one; None before the start, and after."""
    if comparison.first_on is None or comparison.pairs >= pilot.minimum_periods:
        return None
    frequency = comparison.program_metric.metric.frequency
    day = comparison.first_on
    for _ in range(max(pilot.burn_in_periods, len(comparison.periods)) + pilot.minimum_periods - comparison.pairs):
        day = next_period(day, frequency)
    return day


def in_force(definitions: Sequence[MetricDefinition], locked_on: date | None) -> MetricDefinition | None:
    """The definition that the protocol met: the newest in force when it was locked, else the first there is.

    A later version is a new series, so that its readings are no pairs of this pilot.
    """
    if locked_on is None:
        return definitions[-1] if definitions else None
    met = [each for each in definitions if each.effective_from <= locked_on]
    return met[-1] if met else next(iter(definitions), None)


def definitions_of(pilots: Sequence[Pilot]) -> dict[int, list[MetricDefinition]]:
    """Definitions of every metric in the protocols, by metric, oldest version first."""
    found: defaultdict[int, list[MetricDefinition]] = defaultdict(list)
    rows = MetricDefinition.objects.filter(metric__in=metrics_of(pilots)).defer("text").order_by("metric", "number")
    for row in rows:
        found[row.metric_id].append(row)
    return dict(found)


def readings_of(pilots: Sequence[Pilot]) -> dict[SeriesKey, Arm]:
    """Readings of the arms of these pilots."""
    found: defaultdict[SeriesKey, dict[date, tuple[Decimal, bool]]] = defaultdict(dict)
    rows = Reading.objects.filter(pilot__in=[pilot.pk for pilot in pilots]).order_by("period_starts_on", "id")
    columns = ("pilot_id", "metric_id", "flow_id", "definition_id", "arm", "period_starts_on", "value", "is_final")
    for pilot, metric, flow, definition, arm, starts_on, value, is_final in rows.values_list(*columns):
        found[pilot, metric, flow, definition, arm][starts_on] = (value, is_final)
    return dict(found)


def metrics_of(pilots: Sequence[Pilot]) -> set[int]:
    """Keys of the shared metrics that the pilots are judged by."""
    guards = (each.program_metric.metric_id for pilot in pilots for each in pilot.guardrails.all())
    return {pilot.primary.metric_id for pilot in pilots} | set(guards)
