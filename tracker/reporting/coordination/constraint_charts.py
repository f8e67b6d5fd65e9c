"""Shares of the resources that limit a flow: now, each with its interval, and over the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import altair as alt

from tracker.analysis.constraints.results import ConstraintCandidate, FlowConstraint
from tracker.reporting.chart_blanks import Blank, Picture, Rows, Slots
from tracker.reporting.chart_layers import TimeSpan, day_axis, day_values, table
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


def _shares_layers(of: Slots) -> dict[str, alt.Chart]:
    place = alt.Y("name:N", sort=of("names"), axis=_PLACES)
    scale = alt.Scale(domain=of("ends"), nice=False)
    tooltip = [
        alt.Tooltip("name:N", title="Resource"),
        alt.Tooltip("text:N", title="Share"),
        alt.Tooltip("interval:N", title="95% interval"),
    ]
    share, low = (alt.X(f"{column}:Q", scale=scale, axis=_SHARES) for column in ("share", "low"))
    dots = alt.Chart().mark_point(style="dot", filled=True, opacity=1)
    values = alt.Chart().mark_text(style="as-of-label", align="center", dy=-11)
    return {
        "intervals": alt.Chart().mark_rule(style="interval").encode(y=place, x=low, x2="high:Q", tooltip=tooltip),
        "dots": dots.encode(y=place, x=share, tooltip=tooltip),
        "values": values.encode(y=place, x=share, text="text:N"),
    }


_SHARES_BLANK = Blank(_shares_layers)


def shares_chart(candidates: Sequence[ConstraintCandidate]) -> Picture | None:
    """A line and a dot for each resource, likeliest first; None while no share is known."""
    rows: Rows = [
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
    top = min(1.0, 1.15 * max(float(row["high"]) for row in rows))
    picture = Picture(
        blank=_SHARES_BLANK,
        description="Shares now",
        height=ROW_PIXELS * len(rows) + 10,
        values={"names": [row["name"] for row in rows], "ends": [0, top]},
    )
    for layer in ("intervals", "dots", "values"):
        picture.draw(layer, rows)
    return picture


def _name(candidate: ConstraintCandidate, number: int) -> str:
    """The resource on the axis; two of one name stay two rows."""
    return f"{candidate.name}{chr(0x200B) * number}"


def _course_layers(of: Slots) -> dict[str, alt.Chart]:
    x, scale = day_axis(of), alt.Scale(domain=[0, 1])
    axis = alt.Axis(title=None, format=".0%", tickCount=5, domain=False, ticks=False)
    share, low = (alt.Y(f"{column}:Q", scale=scale, axis=axis) for column in ("share", "low"))
    tooltip = [
        alt.Tooltip("name:N", title="Resource"),
        alt.Tooltip("week:N", title="Week from"),
        alt.Tooltip("text:N", title="Share"),
        alt.Tooltip("interval:N", title="95% interval"),
    ]
    legend = alt.Legend(title=None, orient="bottom", columns=2, labelLimit=170, symbolType="stroke", symbolSize=300)
    names, dashes = alt.Scale(domain=of("names")), alt.Scale(domain=of("names"), range=of("dashes"))
    color = alt.Color("name:N", sort=of("names"), scale=names, legend=legend)
    dash = alt.StrokeDash("name:N", sort=of("names"), scale=dashes, legend=legend)
    return {
        "band": alt.Chart().mark_area(style="band").encode(x=x, y=low, y2="high:Q"),
        "lines": alt.Chart().mark_line(strokeWidth=2.25).encode(x=x, y=share, color=color, strokeDash=dash),
        "hover": alt.Chart().mark_point(opacity=0, size=200, aria=False).encode(x=x, y=share, tooltip=tooltip),
    }


_COURSE_BLANK = Blank(_course_layers)


def course_chart(flow: FlowConstraint) -> Picture | None:
    """The shares over the weeks with votes; None for fewer than three points.

    The likeliest resource has its interval as a band; lines differ in dash as well as in color.
    """
    drawn = [each for each in flow.candidates if each.resource_uid][:DRAWN]
    if len(flow.points) < FEWEST_POINTS or not drawn:
        return None
    names = {each.resource_uid: _name(each, number) for number, each in enumerate(drawn)}
    order, rows = list(names.values()), table(course_rows(flow, names))
    first, last = flow.points[0].week_starts_on, flow.points[-1].week_starts_on
    days = day_values(TimeSpan(first=first, last=last + timedelta(days=1)))
    picture = Picture(
        blank=_COURSE_BLANK,
        description="Shares over the weeks",
        height=COURSE_PIXELS,
        values=days | {"names": order, "dashes": DASHES[: len(order)]},
    )
    picture.draw("band", [row for row in rows if row["name"] == order[0]])
    picture.draw("lines", rows)
    picture.draw("hover", rows)
    return picture


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
