"""Two charts: a bar for each side of the change, hatched where nothing is measured; and both plans over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt

from tracker.analysis.state.results import StateAnalysis, StateIndex, StateVerdict
from tracker.reporting.chart_layers import Label, Plane, TimeSpan, Width, finished, labelled, padded, rule, table
from tracker.reporting.coordination.state_rows import points
from tracker.reporting.wording import Json, display_date

ROW_PIXELS = 46
TOP, BOTTOM = 0.45, 0.85
"""Where in its row a bar begins and ends; its words stand above it."""
STEP, SLANT = 0.018, 0.012
PLAN_PIXELS = 200
LINES = (-5, -20, -35)
"""Words of neighboring days stand on lines of their own."""
LABEL_ROOM = 0.16
_SHARES = alt.Axis(title=None, format=".0%", values=[0, 0.25, 0.5, 0.75, 1], grid=True)


def state_chart(rows: Sequence[Json], *, width: Width = "container") -> Json:
    """The spec for rows of ``state_rows.component_row``, from top to bottom."""
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 1]), axis=_SHARES)
    y = alt.Y("top:Q", scale=alt.Scale(domain=[0, len(rows)], reverse=True, nice=False), axis=None)
    tooltip = [alt.Tooltip("name:N", title="Side"), alt.Tooltip("shown:N", title="By the record")]
    drawn = (
        ("band", [bar(row, n, end=1.0) for n, row in enumerate(rows) if not row["is_left_out"]]),
        ("few", [bar(row, n, end=row["earned"]) for n, row in enumerate(rows) if row["earned"] > 0]),
    )
    layers = [
        alt.Chart(alt.InlineData(values=bars))
        .mark_rect(style=style)
        .encode(x=x, x2="to:Q", y=y, y2="bottom:Q", tooltip=tooltip)
        for style, bars in drawn
        # A layer without a mark would be a picture without words.
        if bars
    ]
    lines = [line for n, row in enumerate(rows) for line in hatching(row, n)]
    if lines:
        hatch = alt.Chart(alt.InlineData(values=lines)).mark_rule(style="center-line", aria=False)
        layers.append(hatch.encode(x=x, x2="to:Q", y=y, y2="bottom:Q"))
    layers += planned_marks(rows, x, y)
    words = alt.Chart(alt.InlineData(values=[word(row, n) for n, row in enumerate(rows)]))
    layers.append(words.mark_text(style="as-of-label", align="left").encode(x=alt.value(0), y=y, text="text:N"))
    return finished(layers, description="Sides of the change", width=width, height=ROW_PIXELS * len(rows) + 8)


def bar(row: Json, number: int, *, end: float) -> Json:
    """The bar of a row, from nothing to its end."""
    place = {"from": 0.0, "to": end, "top": number + TOP, "bottom": number + BOTTOM}
    return place | {"name": row["name"], "shown": row["shown"]}


def hatching(row: Json, number: int) -> list[Json]:
    """Slanted lines over what is not measured, behind what is."""
    start, end = row["earned"], min(1.0, row["earned"] + row["unmeasured"])
    count = int((end - start - SLANT) / STEP) + 1 if row["unmeasured"] > 0 else 0
    return [
        {"from": left, "to": left + SLANT, "top": number + BOTTOM, "bottom": number + TOP}
        for left in (start + place * STEP for place in range(count))
    ]


def planned_marks(rows: Sequence[Json], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A line across each bar where the plan is today."""
    marks = [
        {"from": row["planned"], "top": n + TOP - 0.08, "bottom": n + BOTTOM + 0.08, "told": row["plan"]}
        for n, row in enumerate(rows)
        if row["planned"] is not None
    ]
    if not marks:
        return []
    tooltip = [alt.Tooltip("told:N", title="By the first plan")]
    chart = alt.Chart(alt.InlineData(values=marks)).mark_rule(style="should-be", strokeWidth=2.5)
    return [chart.encode(x=x, y=y, y2="bottom:Q", tooltip=tooltip)]


def word(row: Json, number: int) -> Json:
    """The words above a bar."""
    return {"top": number + 0.22, "text": f"{row['name']}: {row['shown']}"}


def plan_chart(found: StateAnalysis, *, width: Width = "container") -> Json | None:
    """Both plans as lines, the states of today as dots, and the days on which they are asked about."""
    if not found.curve:
        return None
    first, last = found.curve[0].on, max(found.curve[-1].on, found.as_of)
    plane = Plane(
        span=TimeSpan(first=first, last=padded(first, last, 0.02)[1]),
        value_type="Q",
        value_scale=alt.Scale(domain=[0, 100], nice=False),
        value_axis=alt.Axis(title=None, values=[0, 25, 50, 75, 100], grid=True),
    )
    rows = [
        {"on": each.on.isoformat(), "structural": each.structural, "cultural": each.cultural} for each in found.curve
    ]
    lines = alt.Chart(table(rows)).encode(x=plane.x)
    layers = [
        lines.mark_line(style="planned", interpolate="step-after").encode(y=plane.y("structural")),
        lines.mark_line(style="target-line", interpolate="step-after").encode(y=plane.y("cultural")),
        *asked_rules(plane, found.verdicts),
        *rule(plane, found.as_of, Label(text=f"As of {display_date(found.as_of)}", style="as-of"), label_y=LINES[2]),
        *today(plane, found.structural, "Structure", style="few", on=found.as_of),
        *today(plane, found.cultural, "Culture", style="reached-point", on=found.as_of),
    ]
    return finished(layers, description=plan_alt(found), width=width, height=PLAN_PIXELS)


def asked_rules(plane: Plane, verdicts: Sequence[StateVerdict]) -> list[alt.Chart]:
    """A rule on each day on which a claim is asked, as far as it is on the chart."""
    shown = [each for each in verdicts if each.asked_on and plane.span.first <= each.asked_on <= plane.span.last]
    return [
        layer
        for number, each in enumerate(shown)
        if each.asked_on is not None
        for layer in rule(plane, each.asked_on, Label(text=each.label, style="horizon"), label_y=LINES[number % 2])
    ]


def today(plane: Plane, index: StateIndex, name: str, *, style: str, on: date) -> list[alt.Chart]:
    """The dot of a state with its words, on the side where there is room; none when it is not measured."""
    value = index.value.value
    if value is None:
        return []
    told = f"{name}: {points(value)} of 100"
    row = {"on": on.isoformat(), "value": value, "told": told}
    tooltip = [alt.Tooltip("told:N", title="By the record")]
    dot = alt.Chart(table([row])).mark_circle(style=style, size=70, opacity=1)
    is_late = plane.span.place(on) > 1 - LABEL_ROOM * 2
    label = Label(text=told, style="as-of-label", align="right" if is_late else "left", dx=-9 if is_late else 9, dy=-8)
    return [dot.encode(x=plane.x, y=plane.y("value"), tooltip=tooltip), *labelled(plane, row, "value", label=label)]


def plan_alt(found: StateAnalysis) -> str:
    """The chart in words."""
    told = []
    for name, index in (("Structure", found.structural), ("Culture", found.cultural)):
        have = "not measured" if index.value.value is None else f"{points(index.value.value)} of 100"
        plan = "" if index.planned is None else f", by the first plan {round(index.planned)}"
        told.append(f"{name}: {have}{plan}.")
    return " ".join(told)
