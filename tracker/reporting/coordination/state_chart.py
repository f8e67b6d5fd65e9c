"""Two charts: a bar for each side of the change, hatched where nothing is measured; and both plans over time."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.analysis.state.results import StateAnalysis, StateVerdict
from tracker.reporting.chart_blanks import Blank, Picture, Slots
from tracker.reporting.chart_layers import (
    Align,
    Label,
    TimeSpan,
    day_axis,
    day_values,
    draw_label,
    draw_rule,
    label_layers,
    padded,
    rule_layers,
    table,
)
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


def _sides_layers(of: Slots) -> dict[str, alt.Chart]:
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 1]), axis=_SHARES)
    y = alt.Y("top:Q", scale=alt.Scale(domain=of("ends"), reverse=True, nice=False), axis=None)
    tooltip = [alt.Tooltip("name:N", title="Side"), alt.Tooltip("shown:N", title="By the record")]
    told = [alt.Tooltip("told:N", title="By the first plan")]
    hatch = alt.Chart().mark_rule(style="center-line", aria=False)
    planned = alt.Chart().mark_rule(style="should-be", strokeWidth=2.5)
    words = alt.Chart().mark_text(style="as-of-label", align="left")
    return {
        "bars": alt.Chart().mark_rect(style=of("style")).encode(x=x, x2="to:Q", y=y, y2="bottom:Q", tooltip=tooltip),
        "hatching": hatch.encode(x=x, x2="to:Q", y=y, y2="bottom:Q"),
        "planned": planned.encode(x=x, y=y, y2="bottom:Q", tooltip=told),
        "words": words.encode(x=alt.value(0), y=y, text="text:N"),
    }


_SIDES_BLANK = Blank(_sides_layers)


def state_chart(rows: Sequence[Json]) -> Picture:
    """Rows of ``state_rows.component_row``, from top to bottom."""
    picture = Picture(
        blank=_SIDES_BLANK,
        description="Sides of the change",
        height=ROW_PIXELS * len(rows) + 8,
        values={"ends": [0, len(rows)]},
    )
    whole = [bar(row, n, end=1.0) for n, row in enumerate(rows) if not row["is_left_out"]]
    picture.draw("bars", whole, style="band")
    picture.draw(
        "bars", [bar(row, n, end=row["earned"]) for n, row in enumerate(rows) if row["earned"] > 0], style="few"
    )
    picture.draw("hatching", [line for n, row in enumerate(rows) for line in hatching(row, n)])
    picture.draw("planned", planned_marks(rows))
    picture.draw("words", [word(row, n) for n, row in enumerate(rows)])
    return picture


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


def planned_marks(rows: Sequence[Json]) -> list[Json]:
    """A line across each bar where the plan is today."""
    return [
        {"from": row["planned"], "top": n + TOP - 0.08, "bottom": n + BOTTOM + 0.08, "told": row["plan"]}
        for n, row in enumerate(rows)
        if row["planned"] is not None
    ]


def word(row: Json, number: int) -> Json:
    """The words above a bar."""
    return {"top": number + 0.22, "text": f"{row['name']}: {row['shown']}"}


def _plan_layers(of: Slots) -> dict[str, alt.Chart]:
    x, scale = day_axis(of), alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(title=None, values=[0, 25, 50, 75, 100], grid=True)
    structural, cultural, value = (
        alt.Y(f"{column}:Q", scale=scale, axis=axis) for column in ("structural", "cultural", "value")
    )
    structure = alt.Chart().mark_line(style="planned", interpolate="step-after")
    culture = alt.Chart().mark_line(style="target-line", interpolate="step-after")
    dot = alt.Chart().mark_circle(style=of("style"), size=70, opacity=1)
    return {
        "structure": structure.encode(x=x, y=structural),
        "culture": culture.encode(x=x, y=cultural),
        "dot": dot.encode(x=x, y=value, tooltip=[alt.Tooltip("told:N", title="By the record")]),
        **rule_layers(of),
        **label_layers(of, x=x, y=value),
    }


_PLAN_BLANK = Blank(_plan_layers)


def plan_chart(found: StateAnalysis) -> Picture | None:
    """Both plans as lines, the states of today as dots, and the days on which they are asked about."""
    if not found.curve:
        return None
    first, last = found.curve[0].on, max(found.curve[-1].on, found.as_of)
    span = TimeSpan(first=first, last=padded(first, last, 0.02)[1])
    picture = Picture(blank=_PLAN_BLANK, description=plan_alt(found), height=PLAN_PIXELS, values=day_values(span))
    rows = table(
        {"on": each.on.isoformat(), "structural": each.structural, "cultural": each.cultural} for each in found.curve
    )
    picture.draw("structure", rows)
    picture.draw("culture", rows)
    draw_asked(picture, span, found.verdicts)
    as_of = Label(text=f"As of {display_date(found.as_of)}", style="as-of")
    draw_rule(picture, found.as_of, as_of, span=span, label_y=LINES[2])
    is_late = span.place(found.as_of) > 1 - LABEL_ROOM * 2
    for index, name, style in ((found.structural, "Structure", "few"), (found.cultural, "Culture", "reached-point")):
        if index.value.value is not None:
            row = {"on": found.as_of.isoformat(), "value": index.value.value}
            draw_today(picture, row | {"told": f"{name}: {points(index.value.value)} of 100"}, style, is_late=is_late)
    return picture


def draw_asked(picture: Picture, span: TimeSpan, verdicts: Sequence[StateVerdict]) -> None:
    """A rule on each day on which a claim is asked, as far as it is on the chart."""
    asked = [(each.asked_on, each.label) for each in verdicts if each.asked_on]
    shown = [(on, label) for on, label in asked if span.first <= on <= span.last]
    for number, (on, label) in enumerate(shown):
        draw_rule(picture, on, Label(text=label, style="horizon"), span=span, label_y=LINES[number % 2])


def draw_today(picture: Picture, row: Json, style: str, *, is_late: bool) -> None:
    """The dot of a state with its words, on the side where there is room."""
    picture.draw("dot", table([row]), style=style)
    align: Align = "right" if is_late else "left"
    draw_label(picture, row, Label(text=row["told"], style="as-of-label", align=align, dx=-9 if is_late else 9, dy=-8))


def plan_alt(found: StateAnalysis) -> str:
    """The chart in words."""
    told = []
    for name, index in (("Structure", found.structural), ("Culture", found.cultural)):
        have = "not measured" if index.value.value is None else f"{points(index.value.value)} of 100"
        plan = "" if index.planned is None else f", by the first plan {round(index.planned)}"
        told.append(f"{name}: {have}{plan}.")
    return " ".join(told)
