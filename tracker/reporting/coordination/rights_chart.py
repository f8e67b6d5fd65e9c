"""A bar for each decision on the constraint, as long as it is often made; those in the wrong hands stand out."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.reporting.chart_layers import Width, finished
from tracker.reporting.wording import Json

ROW_PIXELS = 46
BAR_PIXELS = 14
ABOVE = -17
"""The words of a bar stand above it, where a long name has the whole width."""
_TIMES = alt.Axis(title="times a month, weighed by how likely", tickCount=5)


def rights_chart(rows: Sequence[Json], *, width: Width = "container") -> Json:
    """The spec for rows of ``rights.verdict_row``, from top to bottom."""
    bars = [
        {
            "row": number,
            "times": row["exposure"],
            "words": f"{row['decision']}: {row['state'].lower()}",
            "decides": row["decides"] or "nobody",
            "right": bool(row["is_aligned"]),
        }
        for number, row in enumerate(rows)
    ]
    place = alt.Y("row:O", axis=None)
    scale = alt.Scale(domain=[0, max(bar["times"] for bar in bars) * 1.05])
    tooltip = [
        alt.Tooltip("words:N", title="Decision"),
        alt.Tooltip("decides:N", title="Decides"),
        alt.Tooltip("times:Q", title="Weight", format=".1f"),
    ]
    layers = [
        alt.Chart(alt.InlineData(values=found))
        .mark_bar(style=style, size=BAR_PIXELS)
        .encode(y=place, x=alt.X("times:Q", scale=scale, axis=_TIMES), tooltip=tooltip)
        for right, style in ((True, "segment"), (False, "segment-slow"))
        # A layer without a mark would be a picture without words.
        if (found := [bar for bar in bars if bar["right"] == right])
    ]
    words = alt.Chart(alt.InlineData(values=bars)).mark_text(style="as-of-label", align="left", dy=ABOVE)
    layers.append(words.encode(y=place, x=alt.value(0), text="words:N"))
    height = ROW_PIXELS * len(bars) + 10
    return finished(layers, description="Decisions on the constraint", width=width, height=height)
