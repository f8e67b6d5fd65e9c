"""The Pareto chart: a bar for each interface, largest first, and a line for the share reached so far."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.reporting.chart_blanks import Blank, Picture, Slots
from tracker.reporting.wording import Json

ROW_PIXELS = 44
STYLES = (("critical", "few"), ("borderline", "few-borderline"), ("outside", "few-outside"))
TOP = 1.06
# A name on the axis has a line for each function, and one for what the interface is.
_NAMES = alt.Axis(
    title=None, domain=False, ticks=False, labelExpr="split(datum.label, '|')", labelLimit=150, minExtent=140,
    labelLineHeight=13, labelOffset=-9, offset=4,
)  # fmt: skip
_SHARES = alt.Axis(title=None, format=".0%", tickCount=5, labelOverlap="greedy", labelSeparation=8)


def _layers(of: Slots) -> dict[str, alt.Chart]:
    place = alt.Y("name:N", sort=of("names"), axis=_NAMES)
    scale = alt.Scale(domain=[0, TOP], nice=False)
    x, at = alt.X("share:Q", scale=scale, axis=_SHARES), alt.X("at:Q", scale=scale)
    tooltip = [
        alt.Tooltip("told:N", title="Interface"),
        alt.Tooltip("cost:N", title="In the window"),
        alt.Tooltip("share_text:N", title="Share"),
        alt.Tooltip("reached_text:N", title="With all above"),
        alt.Tooltip("inclusion:N", title="Among the few"),
    ]
    reached = alt.Chart().encode(y=place, x=alt.X("reached:Q", scale=scale), order=alt.Order("rank:Q"))
    words = alt.Chart().mark_text(style="as-of-label", baseline="bottom", align=of("align"), dx=of("dx"))
    return {
        "bars": alt.Chart().mark_bar(style=of("style"), size=20).encode(y=place, x=x, tooltip=tooltip),
        "cut": alt.Chart().mark_rule(style="as-of-rule").encode(x=at),
        "cut-words": words.encode(x=at, y=alt.value(-3), text="text:N"),
        "reached": reached.mark_line(style="reached"),
        "points": reached.mark_circle(style="reached-point").encode(tooltip=tooltip),
    }


_BLANK = Blank(_layers)


def interface_chart(rows: Sequence[Json], *, shares: Sequence[float]) -> Picture:
    """Rows of ``interfaces.drawn_rows``, from top to bottom, with a rule at each share."""
    names = [label(row, number) for number, row in enumerate(rows)]
    values = [row | {"name": name} for row, name in zip(rows, names, strict=True)]
    picture = Picture(
        blank=_BLANK,
        description="Share of each interface",
        height=ROW_PIXELS * len(rows) + 10,
        values={"names": names},
    )
    for standing, style in STYLES:
        picture.draw("bars", [row for row in values if row["standing"] == standing], style=style)
    for number, share in enumerate(shares):
        # Words on the outer side: the shares may lie close together.
        cut, is_first = [{"at": share, "text": f"{share:.0%}"}], number == 0
        picture.draw("cut", cut)
        picture.draw("cut-words", cut, align="right" if is_first else "left", dx=2 if is_first else -2)
    picture.draw("reached", values)
    picture.draw("points", values)
    return picture


def label(row: Json, number: int) -> str:
    """The interface on the axis, line by line; two of one name stay two bars."""
    lines = [row["from_function"], row["to_function"] and f"→ {row['to_function']}"]
    if row["standing"] != "outside":
        lines.append(f"({row['standing']})")
    return "|".join(line for line in lines if line) + chr(0x200B) * number
