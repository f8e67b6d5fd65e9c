"""Planned and accepted work as steps, up to the horizons."""

from __future__ import annotations

from datetime import date

import altair as alt

from tracker.reporting.chart_layers import Label, Plane, TimeSpan, Width, finished, labelled, padded, rule, table
from tracker.reporting.chart_themes import Theme, theme_config
from tracker.reporting.wording import Json, display_date, share_text

AS_OF_LABEL_Y = -20
HORIZON_LABEL_Y = -5
LOW, HALF, HIGH = 0.1, 0.5, 0.93
EARLY = 0.2
TOOLTIP = (("day:N", "Day"), ("planned_text:N", "Planned"), ("earned_text:N", "Accepted"))


def progress_chart(chart: Json, *, theme: Theme, width: Width, height: int) -> Json:
    """The spec: planned and accepted lines, the gap between them, the day of the report, the horizons."""
    as_of = date.fromisoformat(chart["as_of"])
    plane = _plane(chart, as_of)
    rows = [_row(point, chart["total"]) for point in chart["points"]]
    layers = _gap_and_lines(plane, rows)
    for mark in chart["marks"]:
        label = Label(text=mark["label"], style="horizon")
        layers += rule(plane, date.fromisoformat(mark["on"]), label, label_y=HORIZON_LABEL_Y)
    layers += rule(plane, as_of, Label(text=f"As of {display_date(as_of)}", style="as-of"), label_y=AS_OF_LABEL_Y)
    layers += _value_labels(plane, rows, as_of)
    spec = finished(layers, description=chart["alt"], width=width, height=height)
    return spec | {"config": theme_config(theme)}


def _plane(chart: Json, as_of: date) -> Plane:
    days = [date.fromisoformat(row["on"]) for row in (*chart["points"], *chart["marks"])]
    first, last = min(days), max(*days, as_of)
    return Plane(
        span=TimeSpan(first=first, last=padded(first, last, 0.02)[1]),
        value_type="Q",
        value_scale=alt.Scale(domain=[0, 1]),
        value_axis=alt.Axis(title=None, format=".0%", tickCount=5, domain=False, ticks=False),
    )


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


def _gap_and_lines(plane: Plane, rows: list[Json]) -> list[alt.Chart]:
    """The accepted line and the gap end with what is known: nothing unknown is drawn as zero."""
    planned, earned = table(rows), table([row for row in rows if row["earned"] is not None])
    gap = alt.Chart(earned).mark_area(style="gap", interpolate="step-after")
    planned_line = alt.Chart(planned).mark_line(style="planned", interpolate="step-after")
    earned_line = alt.Chart(earned).mark_line(style="earned", interpolate="step-after")
    hover = alt.Chart(planned).mark_point(opacity=0, size=300, aria=False)
    tooltip = [alt.Tooltip(column, title=title) for column, title in TOOLTIP]
    return [
        gap.encode(x=plane.x, y=plane.y("top"), y2="earned:Q"),
        planned_line.encode(x=plane.x, y=plane.y("planned")),
        earned_line.encode(x=plane.x, y=plane.y("earned")),
        hover.encode(x=plane.x, y=plane.y("planned"), tooltip=tooltip),
    ]


def _value_labels(plane: Plane, rows: list[Json], as_of: date) -> list[alt.Chart]:
    """Planned and accepted share beside the day of the report."""
    known = [row for row in rows if date.fromisoformat(row["on"]) <= as_of]
    if not known:
        return []
    now = known[-1] | {"on": as_of.isoformat()}
    place = plane.span.place(as_of)
    layers: list[alt.Chart] = []
    for column, share, label in _placed_labels(now, place):
        layers += labelled(plane, {"on": now["on"], column: share}, column, label=label)
    return layers


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
