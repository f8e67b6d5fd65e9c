"""The Pareto chart: a bar for each interface, largest first, and a line for the share reached so far."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.reporting.chart_layers import Width, finished
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


def interface_chart(rows: Sequence[Json], *, shares: Sequence[float], width: Width = "container") -> Json:
    """The spec for rows of ``interfaces.drawn_rows``, from top to bottom, with a rule at each share."""
    names = [label(row, number) for number, row in enumerate(rows)]
    values = [row | {"name": name} for row, name in zip(rows, names, strict=True)]
    place = alt.Y("name:N", sort=names, axis=_NAMES)
    scale = alt.Scale(domain=[0, TOP], nice=False)
    x = alt.X("share:Q", scale=scale, axis=_SHARES)
    tooltip = [
        alt.Tooltip("told:N", title="Interface"),
        alt.Tooltip("cost:N", title="In the window"),
        alt.Tooltip("share_text:N", title="Share"),
        alt.Tooltip("reached_text:N", title="With all above"),
        alt.Tooltip("inclusion:N", title="Among the few"),
    ]
    # A layer without bars would be a picture without words for those who listen to the page.
    drawn = [(style, [row for row in values if row["standing"] == standing]) for standing, style in STYLES]
    layers = [
        alt.Chart(alt.InlineData(values=bars)).mark_bar(style=style, size=20).encode(y=place, x=x, tooltip=tooltip)
        for style, bars in drawn
        if bars
    ]
    layers += [layer for number, share in enumerate(shares) for layer in rule(share, scale, is_first=number == 0)]
    reached = alt.Chart(alt.InlineData(values=values)).encode(
        y=place, x=alt.X("reached:Q", scale=scale), order=alt.Order("rank:Q")
    )
    layers.append(reached.mark_line(style="reached"))
    layers.append(reached.mark_circle(style="reached-point").encode(tooltip=tooltip))
    return finished(layers, description="Share of each interface", width=width, height=ROW_PIXELS * len(rows) + 10)


def rule(share: float, scale: alt.Scale, *, is_first: bool) -> list[alt.Chart]:
    """A line at a share, its label on the outer side: the shares may lie close together."""
    source = alt.InlineData(values=[{"at": share, "text": f"{share:.0%}"}])
    at = alt.X("at:Q", scale=scale)
    text = alt.Chart(source).mark_text(
        style="as-of-label", baseline="bottom", align="right" if is_first else "left", dx=2 if is_first else -2
    )
    return [
        alt.Chart(source).mark_rule(style="as-of-rule").encode(x=at),
        text.encode(x=at, y=alt.value(-3), text="text:N"),
    ]


def label(row: Json, number: int) -> str:
    """The interface on the axis, line by line; two of one name stay two bars."""
    lines = [row["from_function"], row["to_function"] and f"→ {row['to_function']}"]
    if row["standing"] != "outside":
        lines.append(f"({row['standing']})")
    return "|".join(line for line in lines if line) + chr(0x200B) * number
