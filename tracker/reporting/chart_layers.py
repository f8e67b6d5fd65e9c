"""The pieces that both charts are layered from: axes, rules with labels, labels with a halo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import altair as alt

Width = int | Literal["container"]
TIME_COLUMNS = ("on", "finish")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """The days that the time axis shows."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Length in days, at least one."""
        return max((self.last - self.first).days, 1)

    def place(self, on: date) -> float:
        """Where a day lies on the axis: 0 is the left end, 1 the right."""
        return (on - self.first).days / self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words beside a point; ``dx`` and ``dy`` in pixels, ``style`` a mark style of the theme."""

    text: str
    style: str
    align: Literal["left", "center", "right"] = "center"
    dx: int = 0
    dy: int = 0


def table(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows inside the spec; ISO days become milliseconds UTC, the same wherever the reader is."""
    return alt.InlineData(
        values=[row | {name: _moment(row[name]) for name in TIME_COLUMNS if name in row} for row in rows]
    )


def _moment(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)


def utc_day(on: date) -> alt.DateTime:
    """A day for the ends of a time axis."""
    return alt.DateTime(year=on.year, month=on.month, date=on.day, utc=True)


def padded(first: date, last: date, share: float) -> tuple[date, date]:
    """The days with room at both ends, at least a few days each."""
    room = timedelta(days=max(round((last - first).days * share), 3))
    return first - room, last + room


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """The axes that the layers of a chart share. Every ``y`` is a column of the data of its layer.

    ticks  days of the time axis that may be named; without them the axis chooses
    """

    span: TimeSpan
    value_type: Literal["Q", "T"]
    value_scale: alt.Scale
    value_axis: alt.Axis
    ticks: tuple[date, ...] = ()

    @property
    def x(self) -> alt.X:
        """The place of a day in the column ``on``; a quiet axis of days, or of months for long spans."""
        ends = [utc_day(self.span.first), utc_day(self.span.last)]
        axis = alt.Axis(
            title=None,
            format="%b %Y" if self.span.days > 250 else "%-d %b",
            tickCount=6,
            values=[utc_day(each) for each in self.ticks] or alt.Undefined,
            grid=False,
            labelOverlap=True,
            labelFlush=True,
            labelSeparation=8,
        )
        return alt.X("on:T", scale=alt.Scale(type="utc", domain=ends), axis=axis)

    def y(self, column: str) -> alt.Y:
        """The place of a value in ``column``."""
        return alt.Y(f"{column}:{self.value_type}", scale=self.value_scale, axis=self.value_axis)


def rule(plane: Plane, on: date, label: Label, *, label_y: int) -> list[alt.Chart]:
    """A vertical rule with its label above the plot, kept inside of the ends."""
    source = table([{"on": on.isoformat(), "text": label.text}])
    place = plane.span.place(on)
    align: Literal["left", "center", "right"] = "left" if place < 0.12 else "right" if place > 0.88 else "center"
    line = alt.Chart(source).mark_rule(style=f"{label.style}-rule").encode(x=plane.x)
    text = alt.Chart(source).mark_text(style=f"{label.style}-label", align=align, baseline="bottom")
    return [line, text.encode(x=plane.x, y=alt.value(label_y), text="text:N")]


def labelled(plane: Plane, row: dict[str, Any], column: str, *, label: Label) -> list[alt.Chart]:
    """A text with a halo in the color of the surface, so that lines beneath do not strike it through."""
    source = table([row])
    return [
        alt.Chart(source)
        .mark_text(style=style, text=label.text, align=label.align, dx=label.dx, dy=label.dy, aria=aria)
        .encode(x=plane.x, y=plane.y(column))
        for style, aria in (("halo", False), (label.style, True))
    ]


def finished(layers: list[alt.Chart], *, description: str, width: Width, height: int) -> dict[str, Any]:
    """The layers as one Vega-Lite spec. The suite validates the specs; at run time that would cost the most."""
    sizing = alt.AutoSizeParams(type="fit-x" if width == "container" else "pad", contains="padding")
    chart = alt.layer(*layers, width=width, height=height, description=description, autosize=sizing)
    return chart.to_dict(validate=False)
