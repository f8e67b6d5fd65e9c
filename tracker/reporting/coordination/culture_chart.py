"""A bar for each month in which the PMO stepped in; its fill says how much was said about the month."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.reporting.chart_blanks import Blank, Picture, Slots
from tracker.reporting.wording import Json

HEIGHT = 170
FEWEST_HIGH = 4
STYLES = (("most", "few"), ("few", "few-borderline"), ("none", "few-outside"))
_MONTHS = alt.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=8, domain=True, ticks=False)
_COUNTS = alt.Axis(title="interventions", tickMinStep=1, grid=True)


def _layers(of: Slots) -> dict[str, alt.Chart]:
    months = alt.Scale(domain=of("months"), paddingInner=0.25)
    place = alt.X("month:N", sort=of("months"), axis=_MONTHS, scale=months)
    height = alt.Y("count:Q", scale=alt.Scale(domain=of("ends"), nice=False), axis=_COUNTS)
    tooltip = [
        alt.Tooltip("month:N", title="Month"),
        alt.Tooltip("kinds:N", title="The PMO"),
        alt.Tooltip("heard:N", title="Said about it"),
    ]
    number = alt.Chart().mark_text(style="as-of-label", baseline="bottom", dy=-3)
    return {
        "bars": alt.Chart().mark_bar(style=of("style")).encode(x=place, y=height, tooltip=tooltip),
        "numbers": number.encode(x=place, y=height, text="text:N", tooltip=tooltip),
    }


_BLANK = Blank(_layers)


def help_chart(rows: Sequence[Json]) -> Picture:
    """Rows of ``culture_rows.help_rows``, from left to right; ``?`` where nobody spoke of a month."""
    top = max([FEWEST_HIGH, *[row["count"] for row in rows]])
    picture = Picture(
        blank=_BLANK,
        description="Interventions of the PMO by month",
        height=HEIGHT,
        values={"months": [row["month"] for row in rows], "ends": [0, top * 1.2]},
    )
    for kind, style in STYLES:
        picture.draw("bars", [row for row in rows if row["count"] and row["coverage"] == kind], style=style)
    picture.draw("numbers", [row | {"text": label(row)} for row in rows])
    return picture


def label(row: Json) -> str:
    """The number of the month; a question mark where nobody said anything, because silence is not none."""
    return "?" if not row["count"] and row["coverage"] == "none" else str(row["count"])
