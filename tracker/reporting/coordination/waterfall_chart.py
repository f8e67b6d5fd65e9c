"""The days of a chain, stage after stage: each bar begins where the one above ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import altair as alt

from tracker.reporting.chart_blanks import Blank, Picture, Slots
from tracker.reporting.wording import Json

ROW_PIXELS = 34
_PLACES = alt.Axis(title=None, domain=False, ticks=False, labelLimit=140, minExtent=150)
_DAYS = alt.Axis(title="days since the signal came", tickMinStep=1, tickCount=8)
WAITING = "waiting for the next run"


def _layers(of: Slots) -> dict[str, alt.Chart]:
    place = alt.Y("stage:N", sort=of("order"), axis=_PLACES)
    scale = alt.Scale(domain=of("ends"), nice=False)
    tooltip = [
        alt.Tooltip("stage:N", title="Stage"),
        alt.Tooltip("words:N", title="What"),
        alt.Tooltip("text:N", title="Days"),
    ]
    piece = alt.Chart().mark_bar(style=of("style"), size=18)
    label = alt.Chart().mark_text(style="as-of-label", align="left", dx=6)
    return {
        "pieces": piece.encode(y=place, x=alt.X("start:Q", scale=scale, axis=_DAYS), x2="end:Q", tooltip=tooltip),
        "labels": label.encode(y=place, x=alt.X("end:Q", scale=scale), text="text:N"),
    }


_BLANK = Blank(_layers)


def waterfall_chart(rows: Sequence[Json], *, longest: float = 0.0) -> Picture:
    """Rows of ``latency.stage_row``, in the order of the flow; waiting stands out.

    longest  days that the axis reaches at least, so that two charts can be compared
    """
    pieces = [piece for number, row in enumerate(rows) for piece in _pieces(rows, number, row)]
    order = [_name(row, number) for number, row in enumerate(rows)]
    top = max([1.0, longest, sum(row["days"] for row in rows)])
    picture = Picture(
        blank=_BLANK,
        description="Days at each stage",
        height=ROW_PIXELS * len(rows) + 10,
        values={"order": order, "ends": [0, top * 1.2]},
    )
    for waits, style in ((True, "segment-slow"), (False, "segment")):
        picture.draw("pieces", [piece for piece in pieces if piece["waits"] == waits], style=style)
    ends = [piece | {"text": _label(rows[number])} for number, piece in enumerate(_last(pieces, order))]
    picture.draw("labels", ends)
    return picture


def _name(row: Json, number: int) -> str:
    """The stage on the axis; two of one name stay two bars."""
    return f"{row['name']}{chr(0x200B) * number}"


def _label(row: Json) -> str:
    return f"{row['days']:.1f}"


def _pieces(rows: Sequence[Json], number: int, row: Json) -> list[Json]:
    """The waiting and the working days of one stage, from where the one before ended."""
    start = sum(each["days"] for each in rows[:number])
    ends = list(accumulate((row["wait"], row["working"]), initial=start))
    return [
        {
            "stage": _name(row, number),
            "start": ends[place],
            "end": ends[place + 1],
            "text": f"{ends[place + 1] - ends[place]:.1f}",
            "words": words,
            "waits": waits,
        }
        for place, (words, waits) in enumerate(((WAITING, True), ("lead, work and hand-off", False)))
    ]


def _last(pieces: Sequence[Json], order: Sequence[str]) -> list[Json]:
    """The last piece of each stage, in their order."""
    last = {piece["stage"]: piece for piece in pieces}
    return [last[name] for name in order]
