"""The last periods of a metric against the flows and arms that it is read in: what is there, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.forms.boundfield import BoundField

from programs.actions.readings import flows_to_enter
from programs.forms.readings import Missing, MissingReadingsForm, capitalized
from programs.models import ProcessFlow, ProgramMetric, Reading, SharedMetric, User
from programs.periods import latest_periods, period_name

PERIODS_SHOWN = 8
# A flow or arm without a reading in this time is no longer asked for.
PERIODS_REMEMBERED = 26


@dataclass(frozen=True, slots=True)
class Series:
    """A column: one flow or the whole organization, in one arm or in none."""

    flow: ProcessFlow | None
    arm: str
    may_enter: bool

    @property
    def name(self) -> str:
        return " / ".join(part for part in (str(self.flow or ""), self.arm) if part) or "Whole organization"


@dataclass(frozen=True, slots=True)
class Slot:
    """A period of a series: its reading, or the name of the field that asks for it; neither when nobody may."""

    series: Series
    reading: Reading | None
    field: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    start: date
    name: str
    slots: list[Slot]


@dataclass(slots=True)
class Grid:
    """Rows of periods, the newest first. ``missing`` holds what can be filled in, by the names of the fields."""

    series: list[Series]
    rows: list[GridRow]
    missing: dict[str, Missing] = field(default_factory=dict)

    def with_fields(self, form: MissingReadingsForm) -> list[tuple[GridRow, list[tuple[Slot, BoundField | None]]]]:
        """The rows with the field of each slot that asks for a reading."""
        return [(row, [(slot, form[slot.field] if slot.field else None) for slot in row.slots]) for row in self.rows]


def grid_of(metric: SharedMetric, user: User, *, today: date) -> Grid:
    """The grid as the user may see and fill it; four queries."""
    remembered = latest_periods(metric.frequency, today=today, count=PERIODS_REMEMBERED)
    visible = Reading.objects.visible_to(user).filter(metric=metric, period_starts_on__gte=remembered[-1])
    rows = list(visible.select_related("flow__program", "definition").order_by("definition__number", "id"))
    flows = {flow.pk: flow for flow in flows_to_enter(metric, user)}
    judged = ProgramMetric.objects.filter(metric=metric, flow__in=flows).values_list("flow_id", flat=True)
    series = _series(rows, [flows[pk] for pk in flows if pk in set(judged)], may_enter=flows)
    # Of readings under several definitions of a metric the latest definition's comes last, and counts.
    by_place = {(row.period_starts_on, row.flow_id, row.arm): row for row in rows}
    grid = Grid(series=series, rows=[])
    for start in remembered[:PERIODS_SHOWN]:
        slots = [_slot(start, each, by_place) for each in series]
        row = GridRow(start, capitalized(period_name(start, metric.frequency)), slots)
        grid.rows.append(row)
        grid.missing |= {slot.field: _missing(row, slot.series) for slot in slots if slot.field}
    return grid


def _series(
    rows: Iterable[Reading], judged: Iterable[ProcessFlow], *, may_enter: dict[int, ProcessFlow]
) -> list[Series]:
    """Flows and arms that were read of late, and flows that a program is judged in; else the whole organization."""
    found: dict[tuple[int | None, str], ProcessFlow | None] = {(row.flow_id, row.arm): row.flow for row in rows}
    read = {pk for pk, _ in found}
    found |= {(flow.pk, ""): flow for flow in judged if flow.pk not in read}
    made = [
        Series(flow, arm, pk is None or pk in may_enter) for (pk, arm), flow in (found or {(None, ""): None}).items()
    ]
    return sorted(
        made, key=lambda each: (each.flow.name if each.flow else "", each.flow.pk if each.flow else 0, each.arm)
    )


def _slot(start: date, series: Series, by_place: dict[tuple[date, int | None, str], Reading]) -> Slot:
    reading = by_place.get((start, series.flow.pk if series.flow else None, series.arm))
    if reading is not None or not series.may_enter:
        return Slot(series, reading)
    flow = series.flow.uid if series.flow else "all"
    # An arm is any text, and the name of a field also becomes an identifier on the page.
    return Slot(series, None, f"missing-{start}-{flow}-{sha256(series.arm.encode()).hexdigest()[:8]}")


def _missing(row: GridRow, series: Series) -> Missing:
    label = f"{row.name}, {series.name}"
    return Missing(starts_on=row.start, flow=series.flow, arm=series.arm, label=label)
