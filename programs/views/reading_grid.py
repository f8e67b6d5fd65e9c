"""The last periods of a metric against the flows and arms that it is read in: what is there, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from django.forms.boundfield import BoundField

from programs.actions.given_readings import runs_in
from programs.actions.pilot_arms import pilots_to_read
from programs.actions.readings import flows_to_enter
from programs.forms.readings import Missing, MissingReadingsForm, capitalized
from programs.models import Pilot, ProcessFlow, ProgramMetric, Reading, SharedMetric, User
from programs.periods import latest_periods, period_name

Place: TypeAlias = tuple[int | None, int | None, str]
"""Flow or None for the whole organization, pilot or None, arm."""
PERIODS_SHOWN = 8
# A flow or arm without a reading in this time is no longer asked for.
PERIODS_REMEMBERED = 26


@dataclass(frozen=True, slots=True)
class Series:
    """A column: one flow or the whole organization, in one arm of a pilot or in none.

    frequency  of the metric: a pilot's arm is asked for in the periods of its run
    """

    flow: ProcessFlow | None
    pilot: Pilot | None
    arm: str
    may_enter: bool
    frequency: str

    @property
    def name(self) -> str:
        return " / ".join(str(part) for part in (self.flow, self.pilot, self.arm) if part) or "Whole organization"

    @property
    def head(self) -> str:
        """The last part of the name, which tells it from its neighbors."""
        return str(self.arm or self.flow or "Whole organization")

    @property
    def below(self) -> str:
        """The rest of the name."""
        return " / ".join(str(part) for part in (self.flow, self.pilot) if part) if self.arm else ""

    @property
    def place(self) -> Place:
        return (self.flow.pk if self.flow else None, self.pilot.pk if self.pilot else None, self.arm)

    def is_read_in(self, start: date) -> bool:
        """True unless it is the arm of a pilot that did not run in the period."""
        return self.pilot is None or runs_in(self.pilot, start, self.frequency)


@dataclass(frozen=True, slots=True)
class Slot:
    """A period of a series: its reading, or the name of the field that asks for it; neither when nobody may."""

    series: Series
    reading: Reading | None
    is_owed: bool
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
    """The grid as the user may see and fill it; five queries."""
    remembered = latest_periods(metric.frequency, today=today, count=PERIODS_REMEMBERED)
    visible = Reading.objects.visible_to(user).filter(metric=metric, period_starts_on__gte=remembered[-1])
    rows = list(
        visible.select_related("metric", "flow__program", "pilot", "definition").order_by("definition__number", "id")
    )
    flows = {flow.pk: flow for flow in flows_to_enter(metric, user)}
    judged = ProgramMetric.objects.filter(metric=metric, flow__in=flows).values_list("flow_id", flat=True)
    pilots = {pilot.pk: pilot for pilot in pilots_to_read(metric, user)}
    series = [
        *_series(rows, [flows[pk] for pk in flows if pk in set(judged)], metric=metric, flows=flows),
        *_arms(rows, pilots, metric=metric),
    ]
    # Of readings under several definitions of a metric the latest definition's comes last, and counts.
    by_place = {(row.period_starts_on, row.flow_id, row.pilot_id, row.arm): row for row in rows}
    shown = remembered[:PERIODS_SHOWN]
    series = [each for each in series if not each.pilot or _is_shown(each, shown, by_place)]
    grid = Grid(series=series, rows=[])
    for start in shown:
        slots = [_slot(start, each, by_place) for each in series]
        row = GridRow(start, capitalized(period_name(start, metric.frequency)), slots)
        grid.rows.append(row)
        grid.missing |= {slot.field: _missing(row, slot.series) for slot in slots if slot.field}
    return grid


def _series(
    rows: Sequence[Reading],
    judged: Iterable[ProcessFlow],
    *,
    metric: SharedMetric,
    flows: Mapping[int, ProcessFlow],
) -> list[Series]:
    """Flows and arms without a pilot that were read of late, and flows that a program is judged in.

    flows  those that the user may enter readings of; without any series there is the whole organization
    """
    found: dict[tuple[int | None, str], ProcessFlow | None] = {
        (row.flow_id, row.arm): row.flow for row in rows if row.pilot_id is None
    }
    read = {row.flow_id for row in rows}
    found |= {(flow.pk, ""): flow for flow in judged if flow.pk not in read}
    made = [
        Series(flow, None, arm, pk is None or pk in flows, metric.frequency)
        for (pk, arm), flow in (found or ({} if read else {(None, ""): None})).items()
    ]
    return sorted(
        made, key=lambda each: (each.flow.name if each.flow else "", each.flow.pk if each.flow else 0, each.arm)
    )


def _arms(rows: Iterable[Reading], pilots: Mapping[int, Pilot], *, metric: SharedMetric) -> list[Series]:
    """Both arms of every pilot that the user may read, and the arms of others that were read; the old way first.

    An arm is read of the pilot's flow, or of the organization when it was before.
    """
    read = {(row.pilot_id, row.arm): row for row in rows if row.pilot_id is not None}
    made = []
    for pilot in {row.pilot_id: row.pilot for row in read.values()} | dict(pilots):
        known = pilots.get(pilot) if pilot is not None else None
        of = known or next(row.pilot for (pk, _), row in read.items() if pk == pilot)
        if of is None:
            continue
        for arm in (of.old_arm, of.new_arm):
            row = read.get((of.pk, arm))
            if row or known:
                flow = row.flow if row else of.flow
                made.append(Series(flow, of, arm, known is not None, metric.frequency))
    return made


def _is_shown(series: Series, shown: Iterable[date], by_place: Mapping[tuple[date, *Place], Reading]) -> bool:
    """True when the pilot's arm has or owes a reading in the periods that are shown."""
    return any((start, *series.place) in by_place or series.is_read_in(start) for start in shown)


def _slot(start: date, series: Series, by_place: Mapping[tuple[date, *Place], Reading]) -> Slot:
    reading = by_place.get((start, *series.place))
    is_owed = reading is None and series.is_read_in(start)
    if not is_owed or not series.may_enter:
        return Slot(series, reading, is_owed)
    flow = series.flow.uid if series.flow else "all"
    # An arm is any text, and the name of a field also becomes an identifier on the page.
    whose = f"{series.pilot.uid if series.pilot else ''}{series.arm}"
    return Slot(series, None, True, f"missing-{start}-{flow}-{sha256(whose.encode()).hexdigest()[:8]}")


def _missing(row: GridRow, series: Series) -> Missing:
    label = f"{row.name}, {series.name}"
    return Missing(starts_on=row.start, flow=series.flow, pilot=series.pilot, arm=series.arm, label=label)
