"""A control chart: readings, center and limits of each phase, marked signals, the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import altair as alt

from tracker.analysis.metrics.results import MetricFinding, MetricPhase
from tracker.reporting.chart_blanks import Blank, Picture, Slots
from tracker.reporting.chart_layers import TimeSpan, day_axis, day_values, moment, padded
from tracker.reporting.coordination.metric_points import MARKS, reading_rows
from tracker.reporting.wording import Json

PIXELS, SMALL_PIXELS = 260, 112
LINES = (-4, -18)
"""Words of neighboring rules stand on lines of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a chart shows: its days, and the ends of its axis of values."""

    span: TimeSpan
    low: float
    high: float

    @property
    def values(self) -> Json:
        """What varies on both axes."""
        ends = {"ends": [self.low, self.high], "value_format": "~s" if self.high >= 10_000 else ",~f"}
        return day_values(self.span) | ends


def _layers(of: Slots) -> dict[str, alt.Chart]:
    axis = alt.Axis(title=None, tickCount=of("tick_count"), grid=False, format=of("value_format"))
    x, y = day_axis(of), alt.Y("value:Q", scale=alt.Scale(zero=False, nice=False, domain=of("ends")), axis=axis)
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("told:N", title="Reading"),
        alt.Tooltip("standing:N", title="Signal"),
    ]
    target_words = alt.Chart().mark_text(style="as-of-label", align="left", baseline="bottom", dx=2, dy=-2)
    phase_words = alt.Chart().mark_text(style="as-of-label", align=of("align"), baseline="bottom")
    return {
        "centers": alt.Chart().mark_line(style="center-line").encode(x=x, y=y, detail="line:N"),
        "limits": alt.Chart().mark_line(style="planned").encode(x=x, y=y, detail="line:N"),
        "target": alt.Chart().mark_line(style="target-line").encode(x=x, y=y),
        "target-words": target_words.encode(x=x, y=y, text="text:N"),
        "readings": alt.Chart().mark_line(style="readings").encode(x=x, y=y, detail="line:N"),
        "plain": alt.Chart().mark_circle(style="reading-point").encode(x=x, y=y, tooltip=tooltip),
        "marked": alt.Chart().mark_point(style=of("style"), shape=of("shape")).encode(x=x, y=y, tooltip=tooltip),
        "phases": alt.Chart().mark_rule(style="as-of-rule").encode(x=x),
        "phase-words": phase_words.encode(x=x, y=alt.value(of("label_y")), text="text:N"),
    }


_BLANK = Blank(_layers)


def metric_chart(finding: MetricFinding, *, is_small: bool = False) -> Picture | None:
    """The readings outside of a parallel run; None without any."""
    phases = finding.series[0].phases if finding.series and not finding.series[0].arm else ()
    days = [day for phase in phases for day in phase.periods]
    if not days:
        return None
    first, last = padded(min(days), max(days), 0.02)
    low, high = extent(phases, finding.target)
    frame = Frame(span=TimeSpan(first=first, last=last), low=low, high=high)
    picture = Picture(
        blank=_BLANK,
        description=f"{finding.label}: readings and limits",
        height=SMALL_PIXELS if is_small else PIXELS,
        values=frame.values | {"tick_count": 3 if is_small else 5},
    )
    draw_limits(picture, phases, frame)
    draw_target(picture, finding.target, frame, is_small=is_small)
    draw_points(picture, finding, phases)
    if not is_small:
        draw_phases(picture, phases, frame.span)
    return picture


def extent(phases: Sequence[MetricPhase], target: float | None) -> tuple[float, float]:
    """Ends of the axis: all that is drawn, with a little room; no limit below zero where nothing else is."""
    values = [value for phase in phases for value in phase.values]
    values += [] if target is None else [target]
    least = min(values)
    for limits in (phase.limits for phase in phases if phase.limits):
        values += [limits.upper, max(limits.lower, 0.0) if least >= 0 else limits.lower]
    room = (max(values) - min(values)) * 0.06 or abs(max(values)) * 0.1 or 1.0
    return min(values) - room, max(values) + room


def draw_limits(picture: Picture, phases: Sequence[MetricPhase], frame: Frame) -> None:
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
    picture.draw("centers", centers)
    picture.draw("limits", limits)


def draw_target(picture: Picture, target: float | None, frame: Frame, *, is_small: bool) -> None:
    """A line at the target; in a large chart it is named."""
    if target is None:
        return
    ends = [{"on": moment(day), "value": target} for day in (frame.span.first, frame.span.last)]
    picture.draw("target", ends)
    if not is_small:
        picture.draw("target-words", [ends[0] | {"text": "target"}])


def draw_points(picture: Picture, finding: MetricFinding, phases: Sequence[MetricPhase]) -> None:
    """Readings as a line and as points, by the sign that stands on them."""
    line, marked = list[Json](), dict[str, list[Json]]()
    for point in reading_rows(finding, phases):
        on = {"on": moment(point.on), "value": point.value}
        line.append(on | {"line": point.piece})
        told = {"period": point.period, "told": point.told, "standing": point.standing}
        marked.setdefault(point.mark, []).append(on | told)
    picture.draw("readings", line)
    picture.draw("plain", marked.get("", []))
    for style, shape in MARKS.values():
        picture.draw("marked", marked.get(style, []), style=style, shape=shape)


def draw_phases(picture: Picture, phases: Sequence[MetricPhase], span: TimeSpan) -> None:
    """Where the baseline ends, and where each later phase begins."""
    marks: list[tuple[date, str]] = []
    if phases[0].is_locked and phases[0].baseline_until:
        marks.append((phases[0].baseline_until, "baseline ends"))
    for before, phase in pairwise(phases):
        is_new = before.definition != phase.definition
        marks.append((phase.periods[0], f"definition {phase.definition}" if is_new else "cut-over"))
    rows = [{"on": moment(on), "text": text} for on, text in marks]
    picture.draw("phases", rows)
    places = [(span.align(on), number % len(LINES)) for number, (on, _) in enumerate(marks)]
    for align, line in sorted(set(places)):
        words = [row for row, place in zip(rows, places, strict=True) if place == (align, line)]
        picture.draw("phase-words", words, align=align, label_y=LINES[line])
