"""The pieces that charts over time are layered from: the axis of days, rules with labels, labels with a halo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import altair as alt

from tracker.reporting.chart_blanks import ABSENT, Picture, Slots
from tracker.reporting.wording import Json

TIME_COLUMNS = ("on", "finish")
LONG_DAYS = 250
Align = Literal["left", "center", "right"]


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

    def align(self, on: date) -> Align:
        """How words beside a day are set so that they stay inside of the ends."""
        place = self.place(on)
        return "left" if place < 0.12 else "right" if place > 0.88 else "center"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words beside a point; ``dx`` and ``dy`` in pixels, ``style`` a mark style of the theme."""

    text: str
    style: str
    align: Align = "center"
    dx: int = 0
    dy: int = 0


def table(rows: Iterable[Json]) -> list[Json]:
    """Rows whose ISO days are milliseconds UTC, the same wherever the reader is."""
    return [row | {name: moment(date.fromisoformat(row[name])) for name in TIME_COLUMNS if name in row} for row in rows]


def moment(on: date) -> int:
    """The day in milliseconds UTC."""
    return int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp() * 1000)


def utc_day(on: date) -> Json:
    """A day for the ends of a time axis."""
    return {"year": on.year, "month": on.month, "date": on.day, "utc": True}


def padded(first: date, last: date, share: float) -> tuple[date, date]:
    """The days with room at both ends, at least a few days each."""
    room = timedelta(days=max(round((last - first).days * share), 3))
    return first - room, last + room


def day_axis(of: Slots) -> alt.X:
    """The place of a day in the column ``on``; a quiet axis of days, or of months for long spans."""
    axis = alt.Axis(
        title=None,
        format=of("day_format"),
        tickCount=6,
        values=of("ticks"),
        grid=False,
        labelOverlap=True,
        labelFlush=True,
        labelSeparation=8,
    )
    return alt.X("on:T", scale=alt.Scale(type="utc", domain=of("days")), axis=axis)


def day_values(span: TimeSpan, ticks: Sequence[date] = ()) -> Json:
    """What varies on the axis of days; ``ticks`` are days that may be named, without them the axis chooses."""
    return {
        "days": [utc_day(span.first), utc_day(span.last)],
        "day_format": "%b %Y" if span.days > LONG_DAYS else "%-d %b",
        "ticks": [utc_day(each) for each in ticks] or ABSENT,
    }


def rule_layers(of: Slots) -> dict[str, alt.Chart]:
    """A vertical rule, and its label above the plot."""
    line = alt.Chart().mark_rule(style=of("line_style"))
    text = alt.Chart().mark_text(style=of("label_style"), align=of("align"), baseline="bottom")
    return {
        "rule": line.encode(x=day_axis(of)),
        "rule-label": text.encode(x=day_axis(of), y=alt.value(of("label_y")), text="text:N"),
    }


def draw_rule(picture: Picture, on: date, label: Label, *, span: TimeSpan, label_y: int) -> None:
    """A vertical rule with its label above the plot, kept inside of the ends."""
    rows = [{"on": moment(on), "text": label.text}]
    picture.draw("rule", rows, line_style=f"{label.style}-rule")
    picture.draw("rule-label", rows, label_style=f"{label.style}-label", align=span.align(on), label_y=label_y)


def label_layers(of: Slots, **place: Any) -> dict[str, alt.Chart]:
    """Words at a point; ``place`` is its encoding."""
    style, align, dx, dy = (of(f"label_{name}") for name in ("style", "align", "dx", "dy"))
    text = alt.Chart().mark_text(style=style, text=of("label_text"), align=align, dx=dx, dy=dy, aria=of("aria"))
    return {"label": text.encode(**place)}


def draw_label(picture: Picture, row: Json, label: Label, **values: Any) -> None:
    """A text with a halo in the color of the surface, so that lines beneath do not strike it through."""
    rows = table([row])
    for style, aria in (("halo", False), (label.style, True)):
        words = {"text": label.text, "align": label.align, "dx": label.dx, "dy": label.dy, "style": style}
        picture.draw("label", rows, aria=aria, **{f"label_{name}": each for name, each in words.items()}, **values)
