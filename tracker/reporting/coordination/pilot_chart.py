"""The interval that decides, after each pair: where the true difference lies, beside 0 and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from tracker.analysis.pilots.results import ComparedMetric, SequencePoint
from tracker.reporting.chart_layers import Plane, TimeSpan, Width, finished, padded, table
from tracker.reporting.wording import Json

HEIGHT = 220
ROOM = 0.15
WORDS_ROOM = 0.2
"""Share of the run that is left free before its first pair, for the words of the levels."""
NEWEST = 6
"""The scale fits the intervals after so many of the newest pairs; the first ones are often far wider and are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A level that the interval is read against."""

    at: float
    text: str


def pilot_chart(metric: ComparedMetric, lines: Sequence[Line], *, factor: float, width: Width = "container") -> Json:
    """The spec of one metric with at least one pair.

    factor  what differences are multiplied by: 100 where they are shown in percent
    """
    plane = plane_of(metric, lines, factor=factor)
    bounded = [each for each in metric.points if each.low is not None and each.high is not None]
    layers = level_layers(plane, lines)
    if bounded:
        bars = alt.Chart(table([bar_row(each, factor) for each in bounded])).mark_rule(style="interval", clip=True)
        layers.append(bars.encode(x=plane.x, y=plane.y("low"), y2="high", tooltip=bar_tooltip()))
    rows = [point_row(each, factor) for each in metric.points]
    tooltip = [alt.Tooltip("day:N", title="Period from"), alt.Tooltip("by:Q", title="Better by")]
    alone = alt.Chart(table(rows)).mark_point(style="reached-point", clip=True)
    layers.append(alone.encode(x=plane.x, y=plane.y("by"), tooltip=tooltip))
    means = alt.Chart(table(rows)).mark_circle(style="dot", clip=True)
    layers.append(means.encode(x=plane.x, y=plane.y("mean")))
    description = f"{metric.name}: how much better the new way is, with its interval after each period"
    return finished(layers, description=description, width=width, height=HEIGHT)


def plane_of(metric: ComparedMetric, lines: Sequence[Line], *, factor: float) -> Plane:
    """Axes on which all differences, levels and the newest intervals lie."""
    points = metric.points
    bounds = [bound for each in points[-NEWEST:] for bound in (each.low, each.high) if bound is not None]
    values = [factor * each for each in [*(point.difference for point in points), *bounds]]
    values += [line.at for line in lines]
    low, high = min(values), max(values)
    room = ROOM * (high - low) or 1.0
    unit = "%" if metric.is_ratio else "points" if metric.unit == "%" else metric.unit
    first, last = padded(points[0].starts_on, points[-1].starts_on, 0.06)
    first -= WORDS_ROOM * (points[-1].starts_on - points[0].starts_on)
    return Plane(
        span=TimeSpan(first=first, last=last),
        value_type="Q",
        value_scale=alt.Scale(domain=[low - room, high + room], nice=False, zero=False),
        value_axis=alt.Axis(title=f"new way better by, {unit}", tickCount=6, grid=True),
        ticks=tuple(each.starts_on for each in points),
    )


def level_layers(plane: Plane, lines: Sequence[Line]) -> list[alt.Chart]:
    """A rule for each level with its words at the left end, where no interval stands yet."""
    layers = []
    for place, line in enumerate(lines):
        row = {"on": plane.span.first.isoformat(), "at": line.at, "text": line.text}
        style = "horizon" if place == 0 else "as-of"
        layers.append(alt.Chart(table([row])).mark_rule(style=f"{style}-rule").encode(y=plane.y("at")))
        text = alt.Chart(table([row])).mark_text(style=f"{style}-label", align="left", baseline="bottom", dy=-3, dx=4)
        layers.append(text.encode(x=plane.x, y=plane.y("at"), text="text:N"))
    return layers


def bar_row(point: SequencePoint, factor: float) -> Json:
    low, high = factor * (point.low or 0.0), factor * (point.high or 0.0)
    return {
        "on": point.starts_on.isoformat(),
        "low": round(low, 4),
        "high": round(high, 4),
        "pairs": point.pairs,
    }


def bar_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("pairs:Q", title="Complete periods"),
        alt.Tooltip("low:Q", title="At least", format=".3~g"),
        alt.Tooltip("high:Q", title="At most", format=".3~g"),
    ]


def point_row(point: SequencePoint, factor: float) -> Json:
    return {
        "on": point.starts_on.isoformat(),
        "day": point.starts_on.isoformat(),
        "by": round(factor * point.difference, 4),
        "mean": round(factor * point.mean, 4),
    }
