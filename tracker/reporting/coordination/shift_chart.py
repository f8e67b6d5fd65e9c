"""A bar for each market shift, cut where somebody knew, planned anew, or the floor changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import altair as alt

from tracker.reporting.chart_blanks import Blank, Picture, Slots
from tracker.reporting.wording import Json

ROW_PIXELS = 34
_PLACES = alt.Axis(title=None, domain=False, ticks=False, labelLimit=130, minExtent=138)
_DAYS = alt.Axis(title="days since the market showed it", tickMinStep=1)


def _layers(of: Slots) -> dict[str, alt.Chart]:
    place = alt.Y("shift:N", sort=of("order"), axis=_PLACES)
    scale = alt.Scale(domain=of("ends"), nice=False)
    tooltip = [alt.Tooltip("words:N", title="What"), alt.Tooltip("days:Q", title="Days")]
    hop = alt.Chart().mark_bar(style=of("style"), size=18)
    total = alt.Chart().mark_text(style="as-of-label", align="left", dx=6)
    return {
        "hops": hop.encode(y=place, x=alt.X("start:Q", scale=scale, axis=_DAYS), x2="end:Q", tooltip=tooltip),
        "totals": total.encode(y=place, x=alt.X("end:Q", scale=scale), text="text:N"),
    }


_BLANK = Blank(_layers)


def shift_chart(rows: Sequence[Json]) -> Picture:
    """Rows of ``shifts.response_row``, from top to bottom; the slowest hop of each stands out."""
    order = [_name(row, number) for number, row in enumerate(rows)]
    pieces = [piece for number, row in enumerate(rows) for piece in _pieces(row, number)]
    ends = [
        {"shift": name, "end": row["days"], "text": row["days_text"]} for name, row in zip(order, rows, strict=True)
    ]
    top = max([1, *[row["days"] for row in rows]])
    picture = Picture(
        blank=_BLANK,
        description="Days from signal to floor",
        height=ROW_PIXELS * len(rows) + 10,
        values={"order": order, "ends": [0, top * 1.25]},
    )
    for slow, style in ((False, "segment"), (True, "segment-slow")):
        picture.draw("hops", [piece for piece in pieces if piece["slow"] == slow], style=style)
    picture.draw("totals", ends)
    return picture


def _name(row: Json, number: int) -> str:
    """The shift on the axis; two of one name stay two bars."""
    return f"{row['title']}{chr(0x200B) * number}"


def _pieces(row: Json, number: int) -> list[Json]:
    """The hops of one shift from left to right; of an open one also the days since the last."""
    hops = row["hops"]
    left = row["days"] - sum(hop["days"] for hop in hops)
    if left > 0:
        hops = [*hops, {"words": "nothing noted since", "days": left, "is_slowest": False}]
    ends = list(accumulate(hop["days"] for hop in hops))
    return [
        {
            "shift": _name(row, number),
            "start": end - hop["days"],
            "end": end,
            "days": hop["days"],
            "words": hop["words"],
            "slow": hop["is_slowest"],
        }
        for hop, end in zip(hops, ends, strict=True)
    ]
