"""A metric's readings in time as a small chart: places in percent of the plot, so that it fits any width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils.formats import date_format

from programs.models import MetricBaseline, Pilot, ProgramMetric, Reading
from programs.periods import next_period
from programs.views.metric_series import period_name

FIRST_TOP, LAST_BOTTOM = 20, 92
"""Where the plot's highest and lowest values lie, in percent from the top: labels of marks stand above."""
MARK_LINES = (9, 17)
LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A reading. ``kind`` names its series: plain, old, new or other."""

    x: float
    y: float
    kind: str
    is_final: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A line between the readings of neighboring periods; over a missing one there is none."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A value across the whole plot: the baseline's mean, or the target."""

    kind: str
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day on which something began, as a rule with a word at its top; ``words`` say it in full below."""

    x: float
    y: float
    anchor: str
    text: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesKey:
    """What the line of a series is, in words."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChart:
    """What is drawn, and the same in words for those who do not see it."""

    dots: Sequence[Dot]
    segments: Sequence[Segment]
    levels: Sequence[Level]
    marks: Sequence[Mark]
    keys: Sequence[SeriesKey]
    ticks: Sequence[tuple[float, str]]
    first: str
    last: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Days and values to percent of the plot."""

    first: date
    last: date
    low: Decimal
    high: Decimal

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        return round(2 + 96 * (day - self.first).days / days, 2)

    def y(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return round(LAST_BOTTOM - (LAST_BOTTOM - FIRST_TOP) * share, 2)


def metric_chart(
    row: ProgramMetric, readings: Iterable[Reading], *, baseline: MetricBaseline | None, pilots: Sequence[Pilot]
) -> MetricChart | None:
    """The chart of the readings, newest definition only; None before the second reading.

    baseline  the locked one outside of a parallel run, by the same definition
    pilots    those that the metric judges, with their start
    """
    drawn = sorted(readings, key=lambda each: (each.period_starts_on, each.pk))
    if len({each.period_starts_on for each in drawn}) < 2:
        return None
    mean = mean_of(baseline)
    plane = plane_of(
        [*(each.value for each in drawn), *(each for each in (mean, row.target) if each is not None)], drawn
    )
    series = series_of(drawn)
    return MetricChart(
        dots=[dot(each, kind, row=row, plane=plane) for kind, _, rows in series for each in rows],
        segments=[
            each
            for kind, _, rows in series
            for each in segments(rows, kind, frequency=row.metric.frequency, plane=plane)
        ],
        levels=levels(row, mean, plane),
        marks=marks(row, pilots, plane),
        keys=[SeriesKey(kind=kind, name=name) for kind, name, _ in series] if len(series) > 1 else [],
        ticks=[(plane.y(value), row.metric.shown(value)) for value in (max_of(drawn), min_of(drawn))],
        first=date_format(plane.first, "j M Y"),
        last=date_format(plane.last, "j M Y"),
        words=words(row, series, mean=mean),
    )


def mean_of(baseline: MetricBaseline | None) -> Decimal | None:
    """The mean of the frozen readings; None without a baseline."""
    return sum(baseline.values, Decimal()) / len(baseline.values) if baseline else None


def plane_of(values: Sequence[Decimal], drawn: Sequence[Reading]) -> Plane:
    low, high = min(values), max(values)
    room = (high - low) / 20 or abs(high) / 10 or Decimal(1)
    return Plane(first=drawn[0].period_starts_on, last=drawn[-1].period_starts_on, low=low - room, high=high + room)


def series_of(drawn: Sequence[Reading]) -> list[tuple[str, str, list[Reading]]]:
    """Kind, name and readings of each line: the plain one first, then the arms of each pilot, the old way first."""

    def of(reading: Reading) -> tuple[int, int, str]:
        is_new = reading.pilot is not None and reading.arm == reading.pilot.new_arm
        return (reading.pilot_id or 0, int(is_new), reading.arm)

    found = []
    for _, group in groupby(sorted(drawn, key=lambda each: (of(each), each.period_starts_on)), key=of):
        rows = list(group)
        found.append((kind_of(rows[0]), rows[0].arm or "Outside of a pilot", rows))
    return found


def kind_of(reading: Reading) -> str:
    if reading.pilot is None:
        return "other" if reading.arm else "plain"
    return "new" if reading.arm == reading.pilot.new_arm else "old"


def dot(reading: Reading, kind: str, *, row: ProgramMetric, plane: Plane) -> Dot:
    arm = f"{reading.arm}, " if reading.arm else ""
    final = "" if reading.is_final else ", not final"
    period = period_name(reading.period_starts_on, row.metric.frequency)
    return Dot(
        x=plane.x(reading.period_starts_on),
        y=plane.y(reading.value),
        kind=kind,
        is_final=reading.is_final,
        title=f"{period}: {arm}{row.metric.shown(reading.value)} {row.metric.unit}{final}",
    )


def segments(rows: Sequence[Reading], kind: str, *, frequency: str, plane: Plane) -> list[Segment]:
    return [
        Segment(
            x1=plane.x(before.period_starts_on),
            y1=plane.y(before.value),
            x2=plane.x(after.period_starts_on),
            y2=plane.y(after.value),
            kind=kind,
        )
        for before, after in pairwise(rows)
        if next_period(before.period_starts_on, frequency) == after.period_starts_on
    ]


def levels(row: ProgramMetric, mean: Decimal | None, plane: Plane) -> list[Level]:
    """The baseline's mean and the target, as far as they are known."""
    named = [("baseline", "Baseline mean", mean), ("target", "Target", row.target)]
    return [
        Level(kind=kind, y=plane.y(value), text=f"{label} {row.metric.shown(value)}")
        for kind, label, value in named
        if value is not None
    ]


def marks(row: ProgramMetric, pilots: Sequence[Pilot], plane: Plane) -> list[Mark]:
    """The start of the program, of each pilot and of the new way alone, as far as they lie in the plot."""
    days: list[tuple[date, str, str]] = []
    if row.program.start_on:
        days.append((row.program.start_on, "Start", "Start of the program"))
    for pilot in pilots:
        if pilot.started_on:
            days.append((pilot.started_on, "Pilot", f"Pilot: {pilot}"))
        if pilot.cut_over_on:
            days.append((pilot.cut_over_on, "Cut-over", f"Cut-over to the new way: {pilot}"))
    inside = sorted(each for each in days if plane.first <= each[0] <= plane.last)
    return [
        Mark(
            x=plane.x(day),
            y=MARK_LINES[number % len(MARK_LINES)],
            anchor="end" if plane.x(day) > 80 else "start",
            text=text,
            words=f"{said}, {date_format(day, 'j M Y')}",
        )
        for number, (day, text, said) in enumerate(inside)
    ]


def words(row: ProgramMetric, series: Sequence[tuple[str, str, list[Reading]]], *, mean: Decimal | None) -> str:
    """The chart for those who do not see it: where each line begins and ends, baseline and target."""
    metric = row.metric
    said = [f"{metric} in {metric.unit}, {metric.get_direction_display().lower()}."]
    for _, name, rows in series[:LINES]:
        first, last = rows[0], rows[-1]
        begins = f"{metric.shown(first.value)} ({period_name(first.period_starts_on, metric.frequency)})"
        ends = f"{metric.shown(last.value)} ({period_name(last.period_starts_on, metric.frequency)})"
        said.append(f"{name}: {len(rows)} readings, from {begins} to {ends}.")
    if mean is not None:
        said.append(f"Baseline mean {metric.shown(mean)}.")
    if row.target is not None:
        said.append(f"Target {metric.shown(row.target)}.")
    return " ".join(said)


def max_of(drawn: Sequence[Reading]) -> Decimal:
    return max(each.value for each in drawn)


def min_of(drawn: Sequence[Reading]) -> Decimal:
    return min(each.value for each in drawn)
