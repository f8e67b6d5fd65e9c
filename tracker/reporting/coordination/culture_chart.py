"""A bar for each month in which the PMO stepped in; its fill says how much was said about the month."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.reporting.chart_layers import Width, finished
from tracker.reporting.wording import Json

HEIGHT = 170
FEWEST_HIGH = 4
STYLES = (("most", "few"), ("few", "few-borderline"), ("none", "few-outside"))
_MONTHS = alt.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=8, domain=True, ticks=False)
_COUNTS = alt.Axis(title="interventions", tickMinStep=1, grid=True)


def help_chart(rows: Sequence[Json], *, width: Width = "container") -> Json:
    """The spec for rows of ``culture_rows.help_rows``, from left to right; ``?`` where nobody spoke of a month."""
    order = [row["month"] for row in rows]
    place = alt.X("month:N", sort=order, axis=_MONTHS, scale=alt.Scale(domain=order, paddingInner=0.25))
    top = max([FEWEST_HIGH, *[row["count"] for row in rows]])
    scale = alt.Scale(domain=[0, top * 1.2], nice=False)
    height = alt.Y("count:Q", scale=scale, axis=_COUNTS)
    tooltip = [
        alt.Tooltip("month:N", title="Month"),
        alt.Tooltip("kinds:N", title="The PMO"),
        alt.Tooltip("heard:N", title="Said about it"),
    ]
    drawn = [(style, [row for row in rows if row["count"] and row["coverage"] == kind]) for kind, style in STYLES]
    layers = [
        alt.Chart(alt.InlineData(values=bars)).mark_bar(style=style).encode(x=place, y=height, tooltip=tooltip)
        for style, bars in drawn
        if bars
    ]
    labels = [row | {"text": label(row)} for row in rows]
    texts = alt.Chart(alt.InlineData(values=labels)).mark_text(style="as-of-label", baseline="bottom", dy=-3)
    layers.append(texts.encode(x=place, y=height, text="text:N", tooltip=tooltip))
    return finished(layers, description="Interventions of the PMO by month", width=width, height=HEIGHT)


def label(row: Json) -> str:
    """The number of the month; a question mark where nobody said anything, because silence is not none."""
    return "?" if not row["count"] and row["coverage"] == "none" else str(row["count"])
