"""Where finishes fell among the days that were given for them: one bar a bin, and a mark where it should end."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from tracker.progress.forecast.calibration import BIN_SHARES
from tracker.reporting.chart_blanks import Blank, Picture, Slots

BINS = ("by the 10% day", "10% to 50%", "50% to 80%", "80% to 90%", "after the 90% day")
HEIGHT = 230

# Room for the longest name in a font that may be wider than the one it was measured in.
_PLACES = alt.Axis(title=None, domain=False, ticks=False, labelLimit=140, minExtent=108)


def _layers(of: Slots) -> dict[str, alt.Chart]:
    place = alt.Y("bin:N", sort=list(BINS), axis=_PLACES)
    scale, axis = alt.Scale(domain=of("ends")), alt.Axis(title=None, format=".0%", tickCount=5)
    tooltip = [
        alt.Tooltip("bin:N", title="Finished"),
        alt.Tooltip("share_text:N", title="Share"),
        alt.Tooltip("due:N", title="Should be"),
    ]
    bars = alt.Chart().mark_bar(style="bar", size=20)
    marks = alt.Chart().mark_tick(style="should-be", thickness=3, bandSize=32)
    return {
        "bars": bars.encode(y=place, x=alt.X("share:Q", scale=scale, axis=axis), tooltip=tooltip),
        "marks": marks.encode(y=place, x=alt.X("expected:Q", scale=scale), tooltip=tooltip),
    }


_BLANK = Blank(_layers)


def calibration_chart(fell: Sequence[float]) -> Picture:
    """Shares of finishes in the five bins of ``BIN_SHARES``, first to last."""
    rows = [
        {"bin": name, "share": share, "expected": expected, "share_text": f"{share:.0%}", "due": f"{expected:.0%}"}
        for name, share, expected in zip(BINS, fell, BIN_SHARES, strict=True)
    ]
    picture = Picture(blank=_BLANK, description=alt_text(fell), height=HEIGHT, values={"ends": [0, max([0.5, *fell])]})
    picture.draw("bars", rows)
    picture.draw("marks", rows)
    return picture


def alt_text(fell: Sequence[float]) -> str:
    """The chart in words."""
    parts = [
        f"{name} {share:.0%} (should be {expected:.0%})"
        for name, share, expected in zip(BINS, fell, BIN_SHARES, strict=True)
    ]
    return f"Where the finish fell: {', '.join(parts)}."
