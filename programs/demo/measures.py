"""What programs are judged by: metrics, who signed and answers for them, readings, baselines, evaluations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from programs.actions import (
    leader_evaluations,
    metric_accountabilities,
    metric_baselines,
    metric_definitions,
    program_metrics,
    readings,
)
from programs.actions.given_readings import GivenReading
from programs.actions.metric_baselines import Span
from programs.demo.chance import between
from programs.demo.record_story import EvaluationStory, MeasureStory, SeriesStory
from programs.demo.telling import Telling
from programs.models import MetricDefinition, SharedMetric
from programs.periods import last_day, next_period, period_start


def tell_measures(telling: Telling) -> None:
    record = telling.story.record
    for measure in record.measures:
        tell_measure(telling, measure)
    for series in record.series:
        for number, day in enumerate(series.loads):
            telling.at(day, load, (series, number))
    # After the readings, so that a baseline of the same day finds them.
    for measure in record.measures:
        if measure.locked is not None:
            telling.at(measure.locked, lock, measure)
    for evaluation in record.evaluations:
        telling.at(evaluation.recorded, evaluate, evaluation)


def tell_measure(telling: Telling, told: MeasureStory) -> None:
    telling.at(told.on, judge, told)
    for function, day in told.signed:
        telling.at(day, sign, (told, function))
    for function, weight, day in told.answers:
        telling.at(day, answer_for, (told, function, weight))
    if told.hypothesis_on is not None:
        telling.at(told.hypothesis_on, expect, told)


def judge(telling: Telling, told: MeasureStory, _on: date) -> None:
    telling.measures[told.metric, told.flow] = program_metrics.judge(
        telling.program,
        by=telling.pmo,
        metric=telling.stage.metrics[told.metric],
        flow=telling.flow(told.flow),
        role=told.role,
        target=Decimal(told.target) if told.target else None,
        target_on=None if told.target_on is None else telling.days.intended(told.target_on),
    )


def definition_of(metric: SharedMetric) -> MetricDefinition:
    return metric.definitions.latest("number")


def sign(telling: Telling, told: tuple[MeasureStory, str], on: date) -> None:
    measure, name = told
    function = telling.stage.functions[name]
    definition = definition_of(telling.stage.metrics[measure.metric])
    # Definitions are shared: what a function signed for one program holds for the next.
    if not definition.signatures.filter(function=function).exists():
        metric_definitions.sign(definition, by=telling.lead(name), function=function, on=on)


def answer_for(telling: Telling, told: tuple[MeasureStory, str, str], on: date) -> None:
    measure, name, weight = told
    metric_accountabilities.begin(
        telling.measures[measure.metric, measure.flow],
        by=telling.pmo,
        function=telling.stage.functions[name],
        weight=Decimal(weight),
        valid_from=on,
    )


def expect(telling: Telling, told: MeasureStory, on: date) -> None:
    program_metrics.state_hypothesis(
        telling.measures[told.metric, told.flow],
        by=telling.pmo,
        hypothesis=told.hypothesis,
        hypothesis_by=told.hypothesis_by,
        hypothesis_on=on,
    )


def lock(telling: Telling, told: MeasureStory, on: date) -> None:
    """The readings before the change, frozen."""
    start = telling.days.start
    span = Span(
        definition=definition_of(telling.stage.metrics[told.metric]),
        first=start + timedelta(days=told.locked_from),
        last=start + timedelta(days=told.locked_to),
    )
    judged = telling.measures[told.metric, told.flow]
    metric_baselines.lock_readings(judged, by=telling.pmo, span=span, source="History from the order system", on=on)


def load(telling: Telling, told: tuple[SeriesStory, int], on: date) -> None:
    """What was over by the day and not loaded before; the running period too, when the day is today."""
    series, number = told
    metric = telling.stage.metrics[series.metric]
    before = telling.days.happened(series.loads[number - 1]) if number else None
    given = [
        GivenReading(period_starts_on=start, value=value, flow=telling.flow(series.flow), arm=series.arm)
        for start, value in readings_of(telling, series, metric.frequency)
        if is_read(start, metric.frequency, before=before, on=on, is_last=series.loads[number] == telling.story.today)
    ]
    if given:
        readings.load(metric, by=telling.pmo, given=given, source=series.source)


def is_read(start: date, frequency: str, *, before: date | None, on: date, is_last: bool) -> bool:
    over = last_day(start, frequency)
    return (over <= on or (is_last and start <= on)) and (before is None or over > before)


def readings_of(telling: Telling, series: SeriesStory, frequency: str) -> Iterator[tuple[date, Decimal]]:
    """First day and value of each period that was read."""
    begin = telling.days.start
    start, number = period_start(begin + timedelta(days=series.first), frequency), 1
    while start <= begin + timedelta(days=series.last):
        if number not in series.missing:
            yield start, value_at(series, (start - begin).days, f"{telling.story.code} {series.arm} {number}")
        start, number = next_period(start, frequency), number + 1


def value_at(series: SeriesStory, day: int, name: str) -> Decimal:
    """The line through the points on the day, and chance around it: three throws, so that most are near."""
    points = series.points
    value = points[-1][1]
    for (first, low), (last, high) in pairwise(points):
        if day <= last:
            value = low + (high - low) * max(0, day - first) / (last - first)
            break
    throws = sum(between(f"{series.metric} {name} {throw}", -100, 100) for throw in range(3)) / 100
    return Decimal(str(round(value + series.spread * throws, 1)))


def evaluate(telling: Telling, told: EvaluationStory, _on: date) -> None:
    start = telling.days.start
    evaluation = leader_evaluations.record(
        telling.program,
        by=telling.pmo,
        leader=telling.stage.people[told.leader],
        function=telling.stage.functions[told.function],
        cycle_starts_on=start + timedelta(days=told.first),
        cycle_ends_on=start + timedelta(days=told.last),
        shared_weight=Decimal(told.weight),
    )
    if told.completed is not None:
        on = telling.days.happened(told.completed)
        leader_evaluations.complete(evaluation, by=telling.pmo, on=on)
