"""Readings of shared metrics: entered one by one, corrected, or loaded many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.utils import timezone

from programs.actions.base import action, change_fields, lock, refresh, require, save_checked
from programs.actions.bulk import upsert
from programs.actions.given_readings import (
    Compared,
    GivenReading,
    RowsRefused,
    check_final,
    check_value,
    compare,
    key_of,
)
from programs.actions.pilot_arms import pilots_to_read, programs_to_enter
from programs.errors import NotAllowed, OutOfReach, Refused
from programs.models import Pilot, ProcessFlow, ProgramMetric, Reading, SharedMetric, User
from programs.models.grant import reach_of

BY_HAND = "Entered by hand"


class ReadingFields(TypedDict, total=False):
    period_starts_on: date
    value: Decimal
    flow: ProcessFlow | None
    arm: str
    pilot: Pilot | None
    is_final: bool | None


class CorrectedFields(TypedDict, total=False):
    value: Decimal
    is_final: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load wrote; ``unchanged`` counts the readings that were there already."""

    created: list[Reading]
    updated: list[Reading]
    unchanged: int

    @property
    def written(self) -> list[Reading]:
        return [*self.created, *self.updated]


@action
def enter(
    metric: SharedMetric, *, by: User, correct: bool = False, source: str = "", **fields: Unpack[ReadingFields]
) -> Reading:
    """The metric's reading of one period, flow and arm, under the definition in force on the period's first day.

    A reading that is not final is replaced. The same value again writes nothing.

    correct  the person means to replace a final reading by another value
    raises   Refused for a day inside of a period, a period ahead, a metric without definition, a final reading
    """
    given = GivenReading(**fields)
    _require(by, metric, [(given.flow, given.pilot)])
    metric = lock(metric)
    (compared,) = _compared_now(metric, [given], by=by)
    if compared.problem and not (correct and compared.problem.code == "final_already"):
        raise compared.problem
    return _written(compared, metric, by=by, source=source or BY_HAND)


@action
def correct(reading: Reading, *, by: User, version: int | None = None, **fields: Unpack[CorrectedFields]) -> Reading:
    """The reading with another value or standing, final or not; what it was stays in the history."""
    _require(by, reading.metric, [(reading.flow, reading.pilot)])
    reading = lock(reading, version=version)
    check_value(reading.metric, fields.get("value", reading.value))
    is_final = fields.get("is_final", reading.is_final)
    check_final(reading.metric, reading.period_starts_on, is_final=is_final, today=_today())
    changes: dict[str, Any] = dict(fields)
    if all(getattr(reading, name) == value for name, value in changes.items()):
        return reading
    reading = change_fields(reading, changes | {"entered_by": by})
    _refresh_judged_by(reading.metric)
    return reading


@action
def load(metric: SharedMetric, *, by: User, given: Sequence[GivenReading], source: str) -> Loaded:
    """All of the given readings, or none; a second time nothing is written.

    raises  RowsRefused with each one that cannot be written and why
    """
    _require(by, metric, [(each.flow, each.pilot) for each in given])
    metric = lock(metric)
    stored = stored_for(metric, given, for_update=True)
    compared = compare(metric, given, stored=stored, pilots=pilots_to_read(metric, by), today=_today())
    problems = {at: each.problem for at, each in enumerate(compared) if each.problem}
    if problems:
        raise RowsRefused(problems)
    upserted = upsert(
        Reading,
        {each.key: _values(each, metric) for each in compared},
        existing=stored,
        key=key_of,
        signature={"source": source, "entered_by_id": by.pk},
    )
    if upserted.written:
        _refresh_judged_by(metric)
    unchanged = len(upserted.rows) - len(upserted.written)
    return Loaded(created=upserted.created, updated=upserted.updated, unchanged=unchanged)


def stored_for(metric: SharedMetric, given: Iterable[GivenReading], *, for_update: bool = False) -> list[Reading]:
    """Readings of the metric in the given periods, of every flow and arm; locked when they may be written."""
    rows = metric.readings.filter(period_starts_on__in={each.period_starts_on for each in given}).order_by("id")
    return list(rows.select_for_update() if for_update else rows)


def flows_to_enter(metric: SharedMetric, user: User) -> list[ProcessFlow]:
    """Flows that the user may enter readings of: those of programs judged by the metric in which the user leads."""
    flows = ProcessFlow.objects.filter(program__in=programs_to_enter(metric, user)).select_related("program")
    return list(flows.order_by("program__code", "position", "id"))


def arms_of(metric: SharedMetric) -> list[str]:
    """Arms that the metric has been read in, in the order of the alphabet."""
    used = metric.readings.exclude(arm="").order_by("arm").values_list("arm", flat=True)
    return list(used.distinct())


def _require(by: User, metric: SharedMetric, of: Sequence[tuple[ProcessFlow | None, Pilot | None]]) -> None:
    """Returns when ``by`` may enter readings of the metric, and record facts of the program of every flow and pilot.

    A reading of neither is everybody's: a token that is limited to some programs writes none.
    """
    require(by, "enter_reading", metric)
    if reach_of(by) is not None and not all(any(each) for each in of):
        raise OutOfReach()
    for program in {row.program for each in of for row in each if row}:
        if not by.has_perm("programs.record_fact", program):
            raise NotAllowed(f"You have no role in {program} that enters its readings.")


def _compared_now(metric: SharedMetric, given: Sequence[GivenReading], *, by: User) -> list[Compared]:
    """The given readings beside the stored ones, which are locked."""
    stored = stored_for(metric, given, for_update=True)
    return compare(metric, given, stored=stored, pilots=pilots_to_read(metric, by), today=_today())


def _written(compared: Compared, metric: SharedMetric, *, by: User, source: str) -> Reading:
    """The one reading saved; the stored one as it is when nothing differs."""
    values = _values(compared, metric) | {"source": source, "entered_by_id": by.pk}
    if compared.stored is None:
        reading = save_checked(Reading(**values))
    elif compared.stored.value == compared.given.value and compared.stored.is_final == compared.is_final:
        return compared.stored
    else:
        reading = change_fields(compared.stored, values)
    _refresh_judged_by(metric)
    return reading


def _values(compared: Compared, metric: SharedMetric) -> dict[str, Any]:
    given = compared.given
    if compared.definition is None:
        raise Refused("no_definition", f"{metric} has no definition that was in force then.")
    return {
        "metric_id": metric.pk,
        "definition_id": compared.definition.pk,
        "flow_id": given.flow.pk if given.flow else None,
        "arm": given.arm,
        "pilot_id": given.pilot.pk if given.pilot else None,
        "period_starts_on": given.period_starts_on,
        "value": given.value,
        "is_final": compared.is_final,
    }


def _refresh_judged_by(metric: SharedMetric) -> None:
    """Marks the programs that are judged by the metric."""
    judged = ProgramMetric.objects.filter(metric=metric, program__removed_on__isnull=True)
    refresh(judged.order_by("program_id").values_list("program_id", flat=True).distinct())


def _today() -> date:
    return timezone.localdate()
