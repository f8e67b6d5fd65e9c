"""A control chart: readings, center and limits of each phase, marked signals, the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import altair as alt

from tracker.analysis.metrics.results import MetricFinding, MetricPhase, MetricSignal
from tracker.progress.periods import Period, periods_after
from tracker.reporting.chart_layers import Label, Plane, TimeSpan, Width, finished, padded, rule, table
from tracker.reporting.coordination.metric_words import period_text, with_unit
from tracker.reporting.wording import Json

PIXELS, SMALL_PIXELS = 260, 150
LABEL_LINES = (-4, -18)
MARKS = {
    (True, True): ("signal-better", "diamond"),
    (False, True): ("signal-worse", "triangle-down"),
    (True, False): ("watch-better", "diamond"),
    (False, False): ("watch-worse", "triangle-down"),
}
"""Style and shape by whether the signal is favorable, and firm: told apart without color."""


def metric_chart(finding: MetricFinding, *, is_small: bool = False, width: Width = "container") -> Json | None:
    """The spec of the readings outside of a parallel run; None without any."""
    phases = finding.series[0].phases if finding.series and not finding.series[0].arm else ()
    days = [day for phase in phases for day in phase.periods]
    if not days:
        return None
    first, last = padded(min(days), max(days), 0.02)
    low, high = extent(phases, finding.target)
    plane = Plane(
        span=TimeSpan(first=first, last=last),
        value_type="Q",
        value_scale=alt.Scale(domain=[low, high], zero=False, nice=False),
        value_axis=alt.Axis(
            title=None, tickCount=3 if is_small else 5, grid=False, format="~s" if high >= 10000 else ""
        ),
    )
    layers = [*limit_layers(plane, phases), *reading_layers(plane, finding, phases)]
    layers += [] if finding.target is None else target_layers(plane, finding.target, is_small=is_small)
    if not is_small:
        layers += phase_rules(plane, phases)
    description = f"{finding.label}: readings and limits"
    return finished(layers, description=description, width=width, height=SMALL_PIXELS if is_small else PIXELS)


def extent(phases: Sequence[MetricPhase], target: float | None) -> tuple[float, float]:
    """Ends of the axis: all that is drawn, with a little room; no limit below zero where nothing else is."""
    values = [value for phase in phases for value in phase.values]
    values += [] if target is None else [target]
    least = min(values)
    for limits in (phase.limits for phase in phases if phase.limits):
        values += [limits.upper, max(limits.lower, 0.0) if least >= 0 else limits.lower]
    room = (max(values) - min(values)) * 0.06 or abs(max(values)) * 0.1 or 1.0
    return min(values) - room, max(values) + room


def limit_layers(plane: Plane, phases: Sequence[MetricPhase]) -> Iterator[alt.Chart]:
    """Center and limits over the length of each phase."""
    for phase in phases:
        if phase.limits is None:
            continue
        ends = (phase.periods[0], phase.periods[-1] + timedelta(days=1))
        for style, value in (
            ("center-line", phase.limits.center),
            ("planned", phase.limits.upper),
            ("planned", phase.limits.lower),
        ):
            low, high = plane.value_scale["domain"]
            if low <= value <= high:
                rows = [{"on": day.isoformat(), "value": value} for day in ends]
                yield alt.Chart(table(rows)).mark_line(style=style).encode(x=plane.x, y=plane.y("value"))


def reading_layers(plane: Plane, finding: MetricFinding, phases: Sequence[MetricPhase]) -> Iterator[alt.Chart]:
    """The line, broken where a period is missing, and the points; those with a signal by their own sign."""
    rows = list(reading_rows(finding, phases))
    line = alt.Chart(table(rows)).mark_line(style="readings")
    yield line.encode(x=plane.x, y=plane.y("value"), detail="piece:N")
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("told:N", title="Reading"),
        alt.Tooltip("standing:N", title="Signal"),
    ]
    plain = [row for row in rows if row["mark"] == ""]
    if plain:
        points = alt.Chart(table(plain)).mark_circle(style="reading-point")
        yield points.encode(x=plane.x, y=plane.y("value"), tooltip=tooltip)
    for style, shape in MARKS.values():
        marked = [row for row in rows if row["mark"] == style]
        if marked:
            signs = alt.Chart(table(marked)).mark_point(style=style, shape=shape)
            yield signs.encode(x=plane.x, y=plane.y("value"), tooltip=tooltip)


def reading_rows(finding: MetricFinding, phases: Sequence[MetricPhase]) -> Iterator[dict[str, Any]]:
    """Each reading with the piece of the line that it belongs to and the strongest signal on it."""
    piece, period = 0, Period(finding.frequency)
    for number, phase in enumerate(phases):
        signals = strongest(phase)
        befores = [None, *phase.periods]
        for before, (on, value) in zip(befores, zip(phase.periods, phase.values, strict=True), strict=False):
            piece += before is None or periods_after(before, 1, period) != on
            signal = signals.get(on)
            yield {
                "on": on.isoformat(),
                "value": value,
                "piece": f"{number}-{piece}",
                "period": period_text(on, finding.frequency),
                "told": with_unit(value, finding.unit),
                "mark": MARKS[signal.is_favorable, signal.is_firm][0] if signal else "",
                "standing": standing_text(signal),
            }


def standing_text(signal: MetricSignal | None) -> str:
    """``better``, ``perhaps worse``, or that nothing stands out."""
    if signal is None:
        return "as usual"
    side = "better" if signal.is_favorable else "worse"
    return side if signal.is_firm else f"perhaps {side}"


def strongest(phase: MetricPhase) -> dict[date, MetricSignal]:
    """The signal of each period that has one; firm rules come first in a phase, so the first found stays."""
    found: dict[date, MetricSignal] = {}
    for signal in phase.signals:
        for on in phase.periods:
            if signal.first_on <= on <= signal.last_on:
                found.setdefault(on, signal)
    return found


def target_layers(plane: Plane, target: float, *, is_small: bool) -> list[alt.Chart]:
    """A line at the target, named on the left."""
    rows = [{"on": day.isoformat(), "value": target} for day in (plane.span.first, plane.span.last)]
    line = alt.Chart(table(rows)).mark_line(style="target-line").encode(x=plane.x, y=plane.y("value"))
    if is_small:
        return [line]
    words = alt.Chart(table([rows[0] | {"text": "target"}]))
    text = words.mark_text(style="as-of-label", align="left", baseline="bottom", dx=2, dy=-2)
    return [line, text.encode(x=plane.x, y=plane.y("value"), text="text:N")]


def phase_rules(plane: Plane, phases: Sequence[MetricPhase]) -> Iterator[alt.Chart]:
    """Where the baseline ends, and where each later phase begins."""
    marks = [(phases[0].baseline_until, "baseline ends")] if phases[0].is_locked and phases[0].baseline_until else []
    for before, phase in pairwise(phases):
        new = before.definition != phase.definition
        marks.append((phase.periods[0], f"definition {phase.definition}" if new else "cut-over"))
    for number, (on, text) in enumerate(marks):
        if on is not None and plane.span.first <= on <= plane.span.last:
            label = Label(text=text, style="as-of")
            yield from rule(plane, on, label, label_y=LABEL_LINES[number % len(LABEL_LINES)])
