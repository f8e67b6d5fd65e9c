"""A bar for each decision on the constraint, as long as it is often made; those in the wrong hands stand out."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.reporting.chart_blanks import Blank, Picture, Slots
from tracker.reporting.wording import Json

ROW_PIXELS = 46
BAR_PIXELS = 14
ABOVE = -17
"""The words of a bar stand above it, where a long name has the whole width."""
_TIMES = alt.Axis(title="times a month, weighed by how likely", tickCount=5)


def _layers(of: Slots) -> dict[str, alt.Chart]:
    place = alt.Y("row:O", axis=None)
    times = alt.X("times:Q", scale=alt.Scale(domain=of("ends")), axis=_TIMES)
    tooltip = [
        alt.Tooltip("words:N", title="Decision"),
        alt.Tooltip("decides:N", title="Decides"),
        alt.Tooltip("times:Q", title="Weight", format=".1f"),
    ]
    words = alt.Chart().mark_text(style="as-of-label", align="left", dy=ABOVE)
    return {
        "bars": alt.Chart().mark_bar(style=of("style"), size=BAR_PIXELS).encode(y=place, x=times, tooltip=tooltip),
        "words": words.encode(y=place, x=alt.value(0), text="words:N"),
    }


_BLANK = Blank(_layers)


def rights_chart(rows: Sequence[Json]) -> Picture:
    """Rows of ``rights.verdict_row``, from top to bottom."""
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
    picture = Picture(
        blank=_BLANK,
        description="Decisions on the constraint",
        height=ROW_PIXELS * len(bars) + 10,
        values={"ends": [0, max(bar["times"] for bar in bars) * 1.05]},
    )
    for right, style in ((True, "segment"), (False, "segment-slow")):
        picture.draw("bars", [bar for bar in bars if bar["right"] == right], style=style)
    picture.draw("words", bars)
    return picture
