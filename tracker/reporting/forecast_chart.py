"""Forecast finish over the day it was stated, beside the planned finish."""

from __future__ import annotations

from datetime import date

import altair as alt

from tracker.reporting.chart_layers import (
    Label,
    Plane,
    TimeSpan,
    Width,
    finished,
    labelled,
    padded,
    table,
    utc_day,
)
from tracker.reporting.chart_themes import Theme, theme_config
from tracker.reporting.wording import Json, display_date


def forecast_chart(chart: Json, *, theme: Theme, width: Width, height: int) -> Json:
    """The spec: stated forecasts as steps with a dot each, the planned finish as a rule."""
    plane = _plane(chart)
    layers = [*_forecasts(plane, chart), *_planned_rule(plane, chart), *_latest_label(plane, chart)]
    spec = finished(layers, description=chart["alt"], width=width, height=height)
    return spec | {"config": theme_config(theme)}


def _plane(chart: Json) -> Plane:
    stated = [date.fromisoformat(point["stated_on"]) for point in chart["points"]]
    finishes = [date.fromisoformat(point["finish_on"]) for point in chart["points"]]
    if chart["planned_on"]:
        finishes.append(date.fromisoformat(chart["planned_on"]))
    low, high = padded(min(finishes), max(finishes), 0.15)
    as_of = date.fromisoformat(chart["as_of"])
    months = "%b %Y" if (high - low).days > 150 else "%-d %b %Y"
    return Plane(
        span=TimeSpan(first=stated[0], last=padded(stated[0], max(as_of, stated[-1]), 0.02)[1]),
        value_type="T",
        value_scale=alt.Scale(type="utc", domain=[utc_day(low), utc_day(high)]),
        value_axis=alt.Axis(title=None, format=months, tickCount=5, domain=False, ticks=False),
    )


def _forecasts(plane: Plane, chart: Json) -> list[alt.Chart]:
    """A forecast holds until the next one is stated; the latest holds until the day of the report."""
    rows = [
        {
            "on": point["stated_on"],
            "finish": point["finish_on"],
            "stated_text": display_date(date.fromisoformat(point["stated_on"])),
            "finish_text": display_date(date.fromisoformat(point["finish_on"])),
        }
        for point in chart["points"]
    ]
    held = [{"on": chart["as_of"], "finish": rows[-1]["finish"]}] if rows[-1]["on"] < chart["as_of"] else []
    line = alt.Chart(table([*rows, *held])).mark_line(style="earned", interpolate="step-after")
    dots = alt.Chart(table(rows)).mark_point(style="dot", filled=True, opacity=1)
    tooltip = [alt.Tooltip("stated_text:N", title="Stated"), alt.Tooltip("finish_text:N", title="Finish")]
    return [
        line.encode(x=plane.x, y=plane.y("finish")),
        dots.encode(x=plane.x, y=plane.y("finish"), tooltip=tooltip),
    ]


def _planned_rule(plane: Plane, chart: Json) -> list[alt.Chart]:
    planned = chart["planned_on"]
    if not planned:
        return []
    line = alt.Chart(table([{"finish": planned}])).mark_rule(style="planned").encode(y=plane.y("finish"))
    text = f"Planned {display_date(date.fromisoformat(planned))}"
    is_below = chart["points"][-1]["finish_on"] >= planned
    label = Label(text=text, style="planned-label", align="right", dx=-4, dy=12 if is_below else -11)
    return [line, *labelled(plane, {"on": plane.span.last.isoformat(), "finish": planned}, "finish", label=label)]


def _latest_label(plane: Plane, chart: Json) -> list[alt.Chart]:
    finish = chart["points"][-1]["finish_on"]
    is_above = not chart["planned_on"] or finish >= chart["planned_on"]
    text = f"Latest forecast {display_date(date.fromisoformat(finish))}"
    label = Label(text=text, style="earned-label", align="right", dx=-4, dy=-12 if is_above else 14)
    return labelled(plane, {"on": plane.span.last.isoformat(), "finish": finish}, "finish", label=label)
