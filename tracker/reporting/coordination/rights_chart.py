"""A bar for each decision on the constraint, as long as it is often made; those in the wrong hands stand out."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.reporting.chart_layers import Width, finished
from tracker.reporting.wording import Json

ROW_PIXELS = 34
_PLACES = alt.Axis(title=None, domain=False, ticks=False, labelLimit=190, minExtent=120)
_TIMES = alt.Axis(title="times a month, weighed by the chance that its resource is the constraint", tickCount=5)


def rights_chart(rows: Sequence[Json], *, width: Width = "container") -> Json:
    """The spec for rows of ``rights.verdict_row``, from top to bottom; the words of each stand at its end."""
    bars = [
        {
            "decision": f"{row['decision']}{chr(0x200B) * number}",
            "times": row["exposure"],
            "words": row["state"].lower(),
            "decides": row["decides"] or "nobody",
            "right": bool(row["is_aligned"]),
        }
        for number, row in enumerate(rows)
    ]
    place = alt.Y("decision:N", sort=[bar["decision"] for bar in bars], axis=_PLACES)
    scale = alt.Scale(domain=[0, max(bar["times"] for bar in bars) * 1.45], nice=False)
    tooltip = [
        alt.Tooltip("words:N", title="Verdict"),
        alt.Tooltip("decides:N", title="Decides"),
        alt.Tooltip("times:Q", title="Weight", format=".1f"),
    ]
    layers = [
        alt.Chart(alt.InlineData(values=[bar for bar in bars if bar["right"] == right]))
        .mark_bar(style=style, size=18)
        .encode(y=place, x=alt.X("times:Q", scale=scale, axis=_TIMES), tooltip=tooltip)
        for right, style in ((True, "segment"), (False, "segment-slow"))
    ]
    words = alt.Chart(alt.InlineData(values=bars)).mark_text(style="as-of-label", align="left", dx=6)
    layers.append(words.encode(y=place, x=alt.X("times:Q", scale=scale), text="words:N"))
    return finished(layers, description="Decisions on the constraint", width=width, height=ROW_PIXELS * len(bars) + 10)
