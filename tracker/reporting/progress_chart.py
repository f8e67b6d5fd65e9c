"""Planned and accepted work as steps, up to the horizons."""

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
    draw_rule,
    label_layers,
    padded,
    rule_layers,
    table,
)
from tracker.reporting.wording import Json, display_date, share_text

AS_OF_LABEL_Y = -20
HORIZON_LABEL_Y = -5
LOW, HALF, HIGH = 0.1, 0.5, 0.93
EARLY = 0.2
TOOLTIP = (("day:N", "Day"), ("planned_text:N", "Planned"), ("earned_text:N", "Accepted"))


def _layers(of: Slots) -> dict[str, alt.Chart]:
    x, scale = day_axis(of), alt.Scale(domain=[0, 1])
    axis = alt.Axis(title=None, format=".0%", tickCount=5, domain=False, ticks=False)

    def y(column: str) -> alt.Y:
        return alt.Y(field=column, type="quantitative", scale=scale, axis=axis)

    tooltip = [alt.Tooltip(column, title=title) for column, title in TOOLTIP]
    gap = alt.Chart().mark_area(style="gap", interpolate="step-after")
    planned = alt.Chart().mark_line(style="planned", interpolate="step-after")
    earned = alt.Chart().mark_line(style="earned", interpolate="step-after")
    hover = alt.Chart().mark_point(opacity=0, size=300, aria=False)
    return {
        "gap": gap.encode(x=x, y=y("top"), y2="earned:Q"),
        "planned": planned.encode(x=x, y=y("planned")),
        "earned": earned.encode(x=x, y=y("earned")),
        "hover": hover.encode(x=x, y=y("planned"), tooltip=tooltip),
        **rule_layers(of),
        **label_layers(of, x=x, y=y(of("label_column"))),
    }


_BLANK = Blank(_layers)


def progress_chart(chart: Json, *, width: Width, height: int) -> Picture:
    """Planned and accepted lines, the gap between them, the day of the report, the horizons."""
    as_of, span = date.fromisoformat(chart["as_of"]), _span(chart)
    rows = [_row(point, chart["total"]) for point in chart["points"]]
    picture = Picture(blank=_BLANK, description=chart["alt"], width=width, height=height, values=day_values(span))
    _draw_lines(picture, rows)
    for mark in chart["marks"]:
        label = Label(text=mark["label"], style="horizon")
        draw_rule(picture, date.fromisoformat(mark["on"]), label, span=span, label_y=HORIZON_LABEL_Y)
    as_of_label = Label(text=f"As of {display_date(as_of)}", style="as-of")
    draw_rule(picture, as_of, as_of_label, span=span, label_y=AS_OF_LABEL_Y)
    _draw_values(picture, rows, as_of, span=span)
    return picture


def _span(chart: Json) -> TimeSpan:
    days = [date.fromisoformat(row["on"]) for row in (*chart["points"], *chart["marks"])]
    first, last = min(days), max(*days, date.fromisoformat(chart["as_of"]))
    return TimeSpan(first=first, last=padded(first, last, 0.02)[1])


def _row(point: Json, total: float) -> Json:
    planned = point["planned"] / total
    earned = None if point["earned"] is None else point["earned"] / total
    return {
        "on": point["on"],
        "planned": planned,
        "earned": earned,
        "top": None if earned is None else max(planned, earned),
        "day": display_date(date.fromisoformat(point["on"])),
        "planned_text": share_text(point["planned"], total),
        "earned_text": "not known yet" if earned is None else share_text(point["earned"], total),
    }


def _draw_lines(picture: Picture, rows: list[Json]) -> None:
    """The accepted line and the gap end with what is known: nothing unknown is drawn as zero."""
    planned, earned = table(rows), table(row for row in rows if row["earned"] is not None)
    picture.draw("gap", earned)
    picture.draw("planned", planned)
    picture.draw("earned", earned)
    picture.draw("hover", planned)


def _draw_values(picture: Picture, rows: list[Json], as_of: date, *, span: TimeSpan) -> None:
    """Planned and accepted share beside the day of the report."""
    known = [row for row in rows if date.fromisoformat(row["on"]) <= as_of]
    if not known:
        return
    now = known[-1] | {"on": as_of.isoformat()}
    for column, share, label in _placed_labels(now, span.place(as_of)):
        draw_label(picture, {"on": now["on"], column: share}, label, label_column=column)


def _placed_labels(now: Json, place: float) -> list[tuple[str, float, Label]]:
    """Each label with its height, where the steps leave room.

    Both lines rise to the right: left above the upper line and right below the lower one are free.
    Near the floor, and early on where the plan still has to rise, the free room is at the top of the plot.
    """
    planned, earned = now["planned"], now["earned"]
    highest = max(planned, earned or 0)
    if highest < LOW or (place <= EARLY and highest < HALF):
        planned_at, earned_at, above, below = 0.92, 0.92, -7, 8
        planned_left = earned_left = place > 0.78
    else:
        planned_at, earned_at = planned, earned
        above, below = (12, 27) if min(planned, earned or 0) > HIGH else (12 if planned > HIGH else -10, 13)
        planned_left, earned_left = place > EARLY, place > 0.78
    if earned is not None and earned > planned:
        above, below, planned_left, earned_left = below, above, earned_left, planned_left
    labels = [("planned", planned_at, _label(now, "planned", dy=above, on_the_left=planned_left))]
    if earned is not None:
        labels.append(("earned", earned_at, _label(now, "earned", dy=below, on_the_left=earned_left)))
    return labels


def _label(now: Json, column: str, *, dy: int, on_the_left: bool) -> Label:
    name = {"planned": "Planned", "earned": "Accepted"}[column]
    return Label(
        text=f"{name} {now[f'{column}_text']}",
        style=f"{column}-label",
        align="right" if on_the_left else "left",
        dx=-8 if on_the_left else 8,
        dy=dy,
    )
