"""The interval that decides, after each pair: where the true difference lies, beside 0 and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from tracker.analysis.pilots.results import ComparedMetric, SequencePoint
from tracker.reporting.chart_blanks import Blank, Picture, Slots
from tracker.reporting.chart_layers import TimeSpan, day_axis, day_values, padded, table
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


def _layers(of: Slots) -> dict[str, alt.Chart]:
    x, scale = day_axis(of), alt.Scale(domain=of("ends"), nice=False, zero=False)
    axis = alt.Axis(title=of("title"), tickCount=6, grid=True)
    at, low, by, mean = (alt.Y(f"{column}:Q", scale=scale, axis=axis) for column in ("at", "low", "by", "mean"))
    bounds = [
        alt.Tooltip("pairs:Q", title="Complete periods"),
        alt.Tooltip("low:Q", title="At least", format=".3~g"),
        alt.Tooltip("high:Q", title="At most", format=".3~g"),
    ]
    alone = [alt.Tooltip("day:N", title="Period from"), alt.Tooltip("by:Q", title="Better by")]
    words = alt.Chart().mark_text(style=of("style"), align="left", baseline="bottom", dy=-3, dx=4)
    interval = alt.Chart().mark_rule(style="interval", clip=True)
    return {
        "level": alt.Chart().mark_rule(style=of("style")).encode(y=at),
        "level-words": words.encode(x=x, y=at, text="text:N"),
        "intervals": interval.encode(x=x, y=low, y2="high", tooltip=bounds),
        "alone": alt.Chart().mark_point(style="reached-point", clip=True).encode(x=x, y=by, tooltip=alone),
        "means": alt.Chart().mark_circle(style="dot", clip=True).encode(x=x, y=mean),
    }


_BLANK = Blank(_layers)


def pilot_chart(metric: ComparedMetric, lines: Sequence[Line], *, factor: float) -> Picture:
    """One metric with at least one pair.

    factor  what differences are multiplied by: 100 where they are shown in percent
    """
    span, unit = span_of(metric), "%" if metric.is_ratio else "points" if metric.unit == "%" else metric.unit
    picture = Picture(
        blank=_BLANK,
        description=f"{metric.name}: how much better the new way is, with its interval after each period",
        height=HEIGHT,
        values=day_values(span, [each.starts_on for each in metric.points])
        | {"ends": ends_of(metric, lines, factor=factor), "title": f"new way better by, {unit}"},
    )
    for place, line in enumerate(lines):
        # The words stand at the left end, where no interval is yet.
        level = table([{"on": span.first.isoformat(), "at": line.at, "text": line.text}])
        style = "horizon" if place == 0 else "as-of"
        picture.draw("level", level, style=f"{style}-rule")
        picture.draw("level-words", level, style=f"{style}-label")
    bounded = [each for each in metric.points if each.low is not None and each.high is not None]
    picture.draw("intervals", table(bar_row(each, factor) for each in bounded))
    rows = table(point_row(each, factor) for each in metric.points)
    picture.draw("alone", rows)
    picture.draw("means", rows)
    return picture


def span_of(metric: ComparedMetric) -> TimeSpan:
    """The days of the run, with room for the words of the levels before them."""
    begin, end = metric.points[0].starts_on, metric.points[-1].starts_on
    first, last = padded(begin, end, 0.06)
    return TimeSpan(first=first - WORDS_ROOM * (end - begin), last=last)


def ends_of(metric: ComparedMetric, lines: Sequence[Line], *, factor: float) -> list[float]:
    """Ends of the axis of values: all differences, levels and the newest intervals lie between them."""
    bounds = [bound for each in metric.points[-NEWEST:] for bound in (each.low, each.high) if bound is not None]
    values = [factor * each for each in [*(point.difference for point in metric.points), *bounds]]
    values += [line.at for line in lines]
    low, high = min(values), max(values)
    room = ROOM * (high - low) or 1.0
    return [low - room, high + room]


def bar_row(point: SequencePoint, factor: float) -> Json:
    low, high = factor * (point.low or 0.0), factor * (point.high or 0.0)
    return {
        "on": point.starts_on.isoformat(),
        "low": round(low, 4),
        "high": round(high, 4),
        "pairs": point.pairs,
    }


def point_row(point: SequencePoint, factor: float) -> Json:
    return {
        "on": point.starts_on.isoformat(),
        "day": point.starts_on.isoformat(),
        "by": round(factor * point.difference, 4),
        "mean": round(factor * point.mean, 4),
    }
