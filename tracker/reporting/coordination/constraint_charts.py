"""Shares of the resources that limit a flow: now, each with its interval, and over the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import altair as alt

from tracker.analysis.constraints.results import ConstraintCandidate, FlowConstraint
from tracker.reporting.chart_layers import Plane, TimeSpan, Width, finished, table
from tracker.reporting.wording import Json, display_date, share_text

ROW_PIXELS = 34
COURSE_PIXELS = 230
DRAWN = 4
"""So many resources have a line; the table has them all."""
FEWEST_POINTS = 3
DASHES = [[1, 0], [7, 3], [2, 3], [8, 3, 2, 3]]
_PLACES = alt.Axis(title=None, domain=False, ticks=False, labelLimit=130, minExtent=134)
_SHARES = alt.Axis(title="share of the weeks", format=".0%", tickCount=5)


def interval_text(low: float, high: float) -> str:
    """``23% to 61%``."""
    return f"{share_text(low, 1)} to {share_text(high, 1)}"


def shares_chart(candidates: Sequence[ConstraintCandidate], *, width: Width = "container") -> Json | None:
    """The spec for a line and a dot for each resource, likeliest first; None while no share is known."""
    rows: list[Json] = [
        {
            "name": _name(each, number),
            "share": each.share.value,
            "low": each.share.interval[0],
            "high": each.share.interval[1],
            "text": share_text(each.share.value, 1),
            "interval": interval_text(*each.share.interval),
        }
        for number, each in enumerate(candidates)
        if each.share.value is not None and each.share.interval is not None
    ]
    if not rows:
        return None
    source = alt.InlineData(values=rows)
    place = alt.Y("name:N", sort=[row["name"] for row in rows], axis=_PLACES)
    scale = alt.Scale(domain=[0, min(1.0, 1.15 * max(float(row["high"]) for row in rows))], nice=False)
    tooltip = [
        alt.Tooltip("name:N", title="Resource"),
        alt.Tooltip("text:N", title="Share"),
        alt.Tooltip("interval:N", title="95% interval"),
    ]
    lines = alt.Chart(source).mark_rule(style="interval")
    dots = alt.Chart(source).mark_point(style="dot", filled=True, opacity=1)
    values = alt.Chart(source).mark_text(style="as-of-label", align="center", dy=-11)
    share = alt.X("share:Q", scale=scale, axis=_SHARES)
    layers = [
        lines.encode(y=place, x=alt.X("low:Q", scale=scale, axis=_SHARES), x2="high:Q", tooltip=tooltip),
        dots.encode(y=place, x=share, tooltip=tooltip),
        values.encode(y=place, x=share, text="text:N"),
    ]
    return finished(layers, description="Shares now", width=width, height=ROW_PIXELS * len(rows) + 10)


def _name(candidate: ConstraintCandidate, number: int) -> str:
    """The resource on the axis; two of one name stay two rows."""
    return f"{candidate.name}{chr(0x200B) * number}"


def course_chart(flow: FlowConstraint, *, width: Width = "container") -> Json | None:
    """The spec for the shares over the weeks with votes; None for fewer than three points.

    The likeliest resource has its interval as a band; lines differ in dash as well as in color.
    """
    drawn = [each for each in flow.candidates if each.resource_uid][:DRAWN]
    if len(flow.points) < FEWEST_POINTS or not drawn:
        return None
    names = {each.resource_uid: _name(each, number) for number, each in enumerate(drawn)}
    rows = course_rows(flow, names)
    first, last = flow.points[0].week_starts_on, flow.points[-1].week_starts_on
    plane = Plane(
        span=TimeSpan(first=first, last=last + timedelta(days=1)),
        value_type="Q",
        value_scale=alt.Scale(domain=[0, 1]),
        value_axis=alt.Axis(title=None, format=".0%", tickCount=5, domain=False, ticks=False),
    )
    tooltip = [
        alt.Tooltip("name:N", title="Resource"),
        alt.Tooltip("week:N", title="Week from"),
        alt.Tooltip("text:N", title="Share"),
        alt.Tooltip("interval:N", title="95% interval"),
    ]
    legend = alt.Legend(title=None, orient="bottom", columns=2, labelLimit=170, symbolType="stroke", symbolSize=300)
    order = list(names.values())
    color = alt.Color("name:N", sort=order, scale=alt.Scale(domain=order), legend=legend)
    dash = alt.StrokeDash(
        "name:N", sort=order, scale=alt.Scale(domain=order, range=DASHES[: len(order)]), legend=legend
    )
    leading = table([row for row in rows if row["name"] == order[0]])
    band = alt.Chart(leading).mark_area(style="band")
    lines = alt.Chart(table(rows)).mark_line(strokeWidth=2.25)
    hover = alt.Chart(table(rows)).mark_point(opacity=0, size=200, aria=False)
    layers = [
        band.encode(x=plane.x, y=plane.y("low"), y2="high:Q"),
        lines.encode(x=plane.x, y=plane.y("share"), color=color, strokeDash=dash),
        hover.encode(x=plane.x, y=plane.y("share"), tooltip=tooltip),
    ]
    return finished(layers, description="Shares over the weeks", width=width, height=COURSE_PIXELS)


def course_rows(flow: FlowConstraint, names: dict[str, str]) -> list[Json]:
    """A row for each week and resource that was named by then."""
    return [
        {
            "on": point.week_starts_on.isoformat(),
            "week": display_date(point.week_starts_on),
            "name": names[each.resource_uid],
            "share": each.mean,
            "low": each.low,
            "high": each.high,
            "text": share_text(each.mean, 1),
            "interval": interval_text(each.low, each.high),
        }
        for point in flow.points
        for each in point.shares
        if each.resource_uid in names
    ]
