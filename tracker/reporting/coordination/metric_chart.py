"""A control chart: readings, center and limits of each phase, marked signals, the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import altair as alt
import orjson

from tracker.analysis.metrics.results import MetricFinding, MetricPhase
from tracker.reporting.chart_layers import TimeSpan, finished, padded
from tracker.reporting.coordination.metric_points import MARKS, reading_rows
from tracker.reporting.wording import Json

PIXELS, SMALL_PIXELS = 260, 150
LINES = (-4, -18)
"""Words of neighboring rules stand on lines of their own."""
LONG_DAYS = 250
Rows = Mapping[str, Sequence[Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a chart shows: its days, and the ends of its axis of values."""

    span: TimeSpan
    low: float
    high: float


def metric_chart(finding: MetricFinding, *, is_small: bool = False) -> Json | None:
    """The spec of the readings outside of a parallel run; None without any."""
    phases = finding.series[0].phases if finding.series and not finding.series[0].arm else ()
    days = [day for phase in phases for day in phase.periods]
    if not days:
        return None
    first, last = padded(min(days), max(days), 0.02)
    low, high = extent(phases, finding.target)
    frame = Frame(span=TimeSpan(first=first, last=last), low=low, high=high)
    rows = (
        limit_rows(phases, frame) | point_rows(finding, phases) | target_rows(finding.target, frame, is_small=is_small)
    )
    if not is_small:
        rows |= phase_rows(phases, frame)
    spec = filled(orjson.loads(blank(is_small)), rows, frame)
    return spec | {"description": f"{finding.label}: readings and limits"}


def filled(spec: Json, rows: Rows, frame: Frame) -> Json:
    """The layers that have rows, with these rows and the ends of the axes."""
    days = [
        {"year": day.year, "month": day.month, "date": day.day, "utc": True}
        for day in (frame.span.first, frame.span.last)
    ]
    kept = []
    for layer in spec["layer"]:
        values = rows.get(layer["data"]["name"])
        # A layer without marks would be a picture without words for those who listen to the page.
        if not values:
            continue
        layer["data"] = {"values": values}
        layer["encoding"]["x"]["scale"]["domain"] = days
        layer["encoding"]["x"]["axis"]["format"] = "%b %Y" if frame.span.days > LONG_DAYS else "%-d %b"
        y = layer["encoding"].get("y", {})
        if "scale" in y:
            y["scale"]["domain"] = [frame.low, frame.high]
            y["axis"]["format"] = "~s" if frame.high >= 10_000 else ",~f"
        kept.append(layer)
    return spec | {"layer": kept}


@cache
def blank(is_small: bool) -> bytes:
    """The chart without rows, as JSON. Made once: the library takes a quarter of a second for each."""
    axis = alt.Axis(title=None, tickCount=6, grid=False, labelOverlap=True, labelFlush=True, labelSeparation=8)
    x = alt.X("on:T", scale=alt.Scale(type="utc"), axis=axis)
    values = alt.Axis(title=None, tickCount=3 if is_small else 5, grid=False)
    y = alt.Y("value:Q", scale=alt.Scale(zero=False, nice=False), axis=values)

    def chart(name: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=name))

    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("told:N", title="Reading"),
        alt.Tooltip("standing:N", title="Signal"),
    ]
    layers = [
        chart("centers").mark_line(style="center-line").encode(x=x, y=y, detail="line:N"),
        chart("limits").mark_line(style="planned").encode(x=x, y=y, detail="line:N"),
        chart("target").mark_line(style="target-line").encode(x=x, y=y),
        chart("target-words")
        .mark_text(style="as-of-label", align="left", baseline="bottom", dx=2, dy=-2)
        .encode(x=x, y=y, text="text:N"),
        chart("readings").mark_line(style="readings").encode(x=x, y=y, detail="line:N"),
        chart("plain").mark_circle(style="reading-point").encode(x=x, y=y, tooltip=tooltip),
        *(
            chart(style).mark_point(style=style, shape=shape).encode(x=x, y=y, tooltip=tooltip)
            for style, shape in MARKS.values()
        ),
        chart("phases").mark_rule(style="as-of-rule").encode(x=x),
        *(
            chart(f"{align} {line}")
            .mark_text(style="as-of-label", align=align, baseline="bottom")
            .encode(x=x, y=alt.value(LINES[line]), text="text:N")
            for align in ("left", "center", "right")
            for line in range(len(LINES))
        ),
    ]
    height = SMALL_PIXELS if is_small else PIXELS
    return orjson.dumps(finished(layers, description="", width="container", height=height))


def extent(phases: Sequence[MetricPhase], target: float | None) -> tuple[float, float]:
    """Ends of the axis: all that is drawn, with a little room; no limit below zero where nothing else is."""
    values = [value for phase in phases for value in phase.values]
    values += [] if target is None else [target]
    least = min(values)
    for limits in (phase.limits for phase in phases if phase.limits):
        values += [limits.upper, max(limits.lower, 0.0) if least >= 0 else limits.lower]
    room = (max(values) - min(values)) * 0.06 or abs(max(values)) * 0.1 or 1.0
    return min(values) - room, max(values) + room


def moment(on: date) -> int:
    """The day in milliseconds UTC, the same wherever the reader is."""
    return int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp() * 1000)


def limit_rows(phases: Sequence[MetricPhase], frame: Frame) -> dict[str, list[Json]]:
    """Both ends of the center and of each limit over the length of its phase, as far as they lie in the plot."""
    centers, limits = list[Json](), list[Json]()
    for number, phase in enumerate(phases):
        if phase.limits is None:
            continue
        ends = (moment(phase.periods[0]), moment(phase.periods[-1] + timedelta(days=1)))
        centers += [{"on": on, "value": phase.limits.center, "line": f"{number}"} for on in ends]
        for value in (phase.limits.lower, phase.limits.upper):
            if frame.low <= value <= frame.high:
                limits += [{"on": on, "value": value, "line": f"{number} {value}"} for on in ends]
    return {"centers": centers, "limits": limits}


def point_rows(finding: MetricFinding, phases: Sequence[MetricPhase]) -> dict[str, list[Json]]:
    """Readings for the line, and by the sign that stands on them."""
    rows: dict[str, list[Json]] = {"readings": [], "plain": []}
    for point in reading_rows(finding, phases):
        on = {"on": moment(point.on), "value": point.value}
        rows["readings"].append(on | {"line": point.piece})
        told = {"period": point.period, "told": point.told, "standing": point.standing}
        rows.setdefault(point.mark or "plain", []).append(on | told)
    return rows


def target_rows(target: float | None, frame: Frame, *, is_small: bool) -> dict[str, list[Json]]:
    """A line at the target; in a large chart it is named."""
    if target is None:
        return {}
    ends = [{"on": moment(day), "value": target} for day in (frame.span.first, frame.span.last)]
    return {"target": ends, "target-words": [] if is_small else [ends[0] | {"text": "target"}]}


def phase_rows(phases: Sequence[MetricPhase], frame: Frame) -> dict[str, list[Json]]:
    """Where the baseline ends, and where each later phase begins."""
    marks: list[tuple[date, str]] = []
    if phases[0].is_locked and phases[0].baseline_until:
        marks.append((phases[0].baseline_until, "baseline ends"))
    for before, phase in pairwise(phases):
        is_new = before.definition != phase.definition
        marks.append((phase.periods[0], f"definition {phase.definition}" if is_new else "cut-over"))
    rows: dict[str, list[Json]] = {"phases": []}
    for number, (on, text) in enumerate(marks):
        row: dict[str, Any] = {"on": moment(on), "text": text}
        place = frame.span.place(on)
        align = "left" if place < 0.12 else "right" if place > 0.88 else "center"
        rows["phases"].append(row)
        rows.setdefault(f"{align} {number % len(LINES)}", []).append(row)
    return rows
