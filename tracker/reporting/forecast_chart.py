"""Forecast finish over the day it was stated, beside the planned finish."""

from __future__ import annotations

from datetime import date

import altair as alt

from tracker.reporting.chart_blanks import Blank, Picture, Slots, Width
from tracker.reporting.chart_layers import (
    Label,
    TimeSpan,
    day_axis,
    day_values,
    draw_label,
    label_layers,
    padded,
    table,
    utc_day,
)
from tracker.reporting.wording import Json, display_date


def _layers(of: Slots) -> dict[str, alt.Chart]:
    x = day_axis(of)
    axis = alt.Axis(title=None, format=of("finish_format"), tickCount=5, domain=False, ticks=False)
    y = alt.Y("finish:T", scale=alt.Scale(type="utc", domain=of("finishes")), axis=axis)
    tooltip = [alt.Tooltip("stated_text:N", title="Stated"), alt.Tooltip("finish_text:N", title="Finish")]
    return {
        "held": alt.Chart().mark_line(style="earned", interpolate="step-after").encode(x=x, y=y),
        "stated": alt.Chart().mark_point(style="dot", filled=True, opacity=1).encode(x=x, y=y, tooltip=tooltip),
        "planned": alt.Chart().mark_rule(style="planned").encode(y=y),
        **label_layers(of, x=x, y=y),
    }


_BLANK = Blank(_layers)


def forecast_chart(chart: Json, *, width: Width, height: int) -> Picture:
    """Stated forecasts as steps with a dot each, the planned finish as a rule."""
    span = _span(chart)
    values = day_values(span) | _finish_values(chart)
    picture = Picture(blank=_BLANK, description=chart["alt"], width=width, height=height, values=values)
    _draw_forecasts(picture, chart)
    _draw_planned(picture, chart, span)
    _draw_latest(picture, chart, span)
    return picture


def _span(chart: Json) -> TimeSpan:
    stated = [date.fromisoformat(point["stated_on"]) for point in chart["points"]]
    last = max(date.fromisoformat(chart["as_of"]), stated[-1])
    return TimeSpan(first=stated[0], last=padded(stated[0], last, 0.02)[1])


def _finish_values(chart: Json) -> Json:
    finishes = [date.fromisoformat(point["finish_on"]) for point in chart["points"]]
    if chart["planned_on"]:
        finishes.append(date.fromisoformat(chart["planned_on"]))
    low, high = padded(min(finishes), max(finishes), 0.15)
    return {
        "finishes": [utc_day(low), utc_day(high)],
        "finish_format": "%b %Y" if (high - low).days > 150 else "%-d %b %Y",
    }


def _draw_forecasts(picture: Picture, chart: Json) -> None:
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
    picture.draw("held", table([*rows, *held]))
    picture.draw("stated", table(rows))


def _draw_planned(picture: Picture, chart: Json, span: TimeSpan) -> None:
    planned = chart["planned_on"]
    if not planned:
        return
    picture.draw("planned", table([{"finish": planned}]))
    text = f"Planned {display_date(date.fromisoformat(planned))}"
    is_below = chart["points"][-1]["finish_on"] >= planned
    label = Label(text=text, style="planned-label", align="right", dx=-4, dy=12 if is_below else -11)
    draw_label(picture, {"on": span.last.isoformat(), "finish": planned}, label)


def _draw_latest(picture: Picture, chart: Json, span: TimeSpan) -> None:
    finish = chart["points"][-1]["finish_on"]
    is_above = not chart["planned_on"] or finish >= chart["planned_on"]
    text = f"Latest forecast {display_date(date.fromisoformat(finish))}"
    label = Label(text=text, style="earned-label", align="right", dx=-4, dy=-12 if is_above else 14)
    draw_label(picture, {"on": span.last.isoformat(), "finish": finish}, label)
