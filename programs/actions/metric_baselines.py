from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from programs.actions.base import action, check_happened, lock, refresh, require, save_checked
from programs.counts import counted
from programs.errors import Refused
from programs.models import MetricBaseline, MetricDefinition, Pilot, ProgramMetric, Reading, User
from programs.periods import day_name

READINGS_CHANGED = (
    "The readings are not those that you looked at: somebody entered or corrected one meanwhile. Nothing was locked. "
    "They are shown as they are now: look at them again, then lock."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which readings become a baseline.

    first, last  days; a period belongs to it when it begins on one of them or between
    arm          blank, or the arm of a parallel run
    pilot        whose arm it is; None for an arm that no pilot of the record ran
    definition   the version that the readings were taken by
    seen         fingerprint of the readings that were looked at; blank when nobody looked
    """

    definition: MetricDefinition
    first: date
    last: date
    arm: str = ""
    pilot: Pilot | None = None
    seen: str = ""


def readings_in(program_metric: ProgramMetric, span: Span) -> QuerySet[Reading]:
    """The final readings that would be frozen, in the order of their periods."""
    return Reading.objects.filter(
        metric=program_metric.metric_id,
        flow=program_metric.flow_id,
        definition=span.definition,
        arm=span.arm,
        pilot=span.pilot,
        is_final=True,
        period_starts_on__gte=span.first,
        period_starts_on__lte=span.last,
    ).order_by("period_starts_on")


def fingerprint(readings: Iterable[Reading]) -> str:
    """The same for the same readings with the same values."""
    seen = [(str(each.uid), each.period_starts_on.isoformat(), f"{each.value.normalize():f}") for each in readings]
    return sha256(repr(seen).encode()).hexdigest()[:32]


@action
def lock_readings(program_metric: ProgramMetric, *, by: User, span: Span, source: str, on: date) -> MetricBaseline:
    """The final readings of the span copied as what the metric was before the change; they never change again.

    raises  Refused when they are no longer those that were looked at: entered, corrected or taken back meanwhile
    """
    require(by, "plan_program", program_metric.program)
    check_happened(on)
    program_metric = lock(program_metric)
    check_span(program_metric, span=span, on=on)
    # Whoever writes readings of the metric locks it first, so that these are the readings until the commit.
    lock(program_metric.metric)
    frozen = list(readings_in(program_metric, span))
    if span.seen and span.seen != fingerprint(frozen):
        raise Refused("readings_changed", READINGS_CHANGED)
    if len(frozen) < MetricBaseline.FEWEST:
        message = (
            f"Only {counted(len(frozen), 'final reading')} between these days, and a baseline needs at least "
            f"{MetricBaseline.FEWEST}: enter the missing ones, or choose a longer time."
        )
        raise Refused("too_few_readings", message, field="first_period_on")
    baseline = MetricBaseline(
        program_metric=program_metric,
        definition=span.definition,
        arm=span.arm,
        pilot=span.pilot,
        first_period_on=frozen[0].period_starts_on,
        last_period_on=frozen[-1].period_starts_on,
        periods=[reading.period_starts_on for reading in frozen],
        values=[reading.value for reading in frozen],
        source=source,
        locked_by=by,
        locked_on=on,
    )
    baseline = save_checked(baseline)
    refresh([program_metric.program_id])
    return baseline


def check_span(program_metric: ProgramMetric, *, span: Span, on: date) -> None:
    """Returns when a baseline of this span can still be locked; else says what stands against it."""
    if span.definition.metric_id != program_metric.metric_id:
        raise Refused("definition_of_another_metric", "Choose a definition of this metric.", field="definition")
    if span.last < span.first:
        raise Refused("ends_before_it_begins", "The last period lies before the first.", field="last_period_on")
    if span.last > on:
        message = "A baseline holds only periods that had begun when it was locked: choose an earlier last period."
        raise Refused("period_has_not_begun", message, field="last_period_on")
    locked = program_metric.baselines.filter(arm=span.arm, pilot=span.pilot, definition=span.definition).first()
    if locked is not None:
        message = (
            f"Its baseline was locked on {day_name(locked.locked_on)} and stays: only a new version of the definition "
            "begins another one."
        )
        raise Refused("baseline_is_locked", message)
