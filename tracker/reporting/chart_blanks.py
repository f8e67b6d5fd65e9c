"""Charts that are built once: their layers stand ready without rows, and rows and the values that vary are filled in.

To build a chart takes altair up to a quarter of a second, to fill one in takes about a millisecond. What is kept is the
same for every program and every day, so it cannot go stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any, Literal

import altair as alt

from tracker.reporting.wording import Json

Width = int | Literal["container"]
Rows = Sequence[Json]
Slots = Callable[[str], Any]
"""What stands in a layer for a value that is filled in, by the name of the value."""
ABSENT = alt.Undefined
"""Filled in where a layer is to say nothing."""
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value."""

    name: str


class Blank:
    """A kind of chart.

    layers  builds its layers with altair, without rows, by name; what varies it takes from its argument
    """

    def __init__(self, layers: Callable[[Slots], Mapping[str, alt.Chart]]) -> None:
        self.layers = layers

    @property
    def frame(self) -> Json:
        """What stands around the layers."""
        return self._built[0]

    @property
    def parts(self) -> dict[str, Json]:
        """The layers by name."""
        return self._built[1]

    @cached_property
    def _built(self) -> tuple[Json, dict[str, Json]]:
        # The library would check each piece as it is made, and a slot is no value. The suite checks filled charts.
        with _ONE_AT_A_TIME, alt.utils.schemapi.debug_mode(False):
            layers = self.layers(Slot)
            spec = framed(list(layers.values()), Slot).to_dict(validate=False)
        parts = dict(zip(layers, spec.pop("layer"), strict=True))
        return spec, parts


def framed(layers: Sequence[alt.Chart], of: Slots) -> alt.LayerChart | alt.FacetChart:
    """The layers as one chart, from back to front."""
    sizing = alt.AutoSizeParams(type=of("sizing"), contains="padding")
    return alt.layer(*layers, width=of("width"), height=of("height"), description=of("description"), autosize=sizing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer as it is drawn; ``name`` is that of a layer of the blank, which may be drawn more than once."""

    name: str
    rows: Rows
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart to be drawn.

    values  what varies in all of its layers, by the name of the slot
    layers  from back to front
    """

    blank: Blank
    description: str
    height: int
    width: Width = "container"
    values: Mapping[str, Any] = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)

    def draw(self, name: str, rows: Rows, **values: Any) -> None:
        """Adds a layer in front. One without rows is left out: to those who listen it would be a picture without words.

        values  what varies in this layer alone
        """
        if rows:
            self.layers.append(Layer(name=name, rows=rows, values=values))

    def spec(self) -> Json:
        """The chart as Vega-Lite, without the config of a theme. Rows that layers share are in it once."""
        rows = {id(layer.rows): layer.rows for layer in self.layers}
        names = {each: f"rows-{number}" for number, each in enumerate(rows)}
        layers = [
            filled(self.blank.parts[layer.name], {**self.values, **layer.values})
            | {"data": {"name": names[id(layer.rows)]}}
            for layer in self.layers
        ]
        return {
            **filled(self.blank.frame, self.frame_values),
            "layer": layers,
            "datasets": {names[each]: list(found) for each, found in rows.items()},
        }

    @property
    def frame_values(self) -> Json:
        """What varies around the layers."""
        sizing = "fit-x" if self.width == "container" else "pad"
        return {"width": self.width, "height": self.height, "description": self.description, "sizing": sizing}


def filled(part: Any, values: Mapping[str, Any]) -> Any:
    """A copy of a piece of a blank with values in its slots."""
    if isinstance(part, Slot):
        return values[part.name]
    if isinstance(part, dict):
        pairs = ((key, filled(each, values)) for key, each in part.items())
        return {key: each for key, each in pairs if each is not ABSENT}
    if isinstance(part, list):
        return [filled(each, values) for each in part]
    return part
