"""The days of a chain, stage after stage: each bar begins where the one above ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import altair as alt

from tracker.reporting.chart_layers import Width, finished
from tracker.reporting.wording import Json

ROW_PIXELS = 34
_PLACES = alt.Axis(title=None, domain=False, ticks=False, labelLimit=140, minExtent=150)
_DAYS = alt.Axis(title="days since the signal came", tickMinStep=1, tickCount=8)
WAITING = "waiting for the next run"


def waterfall_chart(rows: Sequence[Json], *, longest: float = 0.0, width: Width = "container") -> Json:
    """The spec for rows of ``latency.stage_row``, in the order of the flow; waiting stands out.

    longest  days that the axis reaches at least, so that two charts can be compared
    """
    pieces = [piece for number, row in enumerate(rows) for piece in _pieces(rows, number, row)]
    order = [_name(row, number) for number, row in enumerate(rows)]
    place = alt.Y("stage:N", sort=order, axis=_PLACES)
    top = max([1.0, longest, sum(row["days"] for row in rows)])
    scale = alt.Scale(domain=[0, top * 1.2], nice=False)
    tooltip = [
        alt.Tooltip("stage:N", title="Stage"),
        alt.Tooltip("words:N", title="What"),
        alt.Tooltip("text:N", title="Days"),
    ]
    layers = [
        alt.Chart(alt.InlineData(values=found))
        .mark_bar(style=style, size=18)
        .encode(y=place, x=alt.X("start:Q", scale=scale, axis=_DAYS), x2="end:Q", tooltip=tooltip)
        for waits, style in ((True, "segment-slow"), (False, "segment"))
        # A layer without a mark would be a picture without words.
        if (found := [piece for piece in pieces if piece["waits"] == waits])
    ]
    ends = [piece | {"text": _label(rows[number])} for number, piece in enumerate(_last(pieces, order))]
    labels = alt.Chart(alt.InlineData(values=ends)).mark_text(style="as-of-label", align="left", dx=6)
    layers.append(labels.encode(y=place, x=alt.X("end:Q", scale=scale), text="text:N"))
    height = ROW_PIXELS * len(rows) + 10
    return finished(layers, description="Days at each stage", width=width, height=height)


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
