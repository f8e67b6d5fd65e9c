"""Charts built anew by altair with all values in place, which filled blanks are held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from tracker.reporting.chart_blanks import ABSENT, Layer, Picture, framed
from tracker.reporting.wording import Json


def spec_of(picture: Picture | None) -> Json:
    """The filled chart, which is the one that altair builds of the same and finds valid."""
    assert picture is not None, "there is a chart"
    spec = picture.spec()
    assert plain(spec) == plain(built_anew(picture))
    return spec


def built_anew(picture: Picture) -> Json:
    """The chart without a blank; altair checks each piece."""
    layers = [chart_of(picture, layer) for layer in picture.layers]
    spec: Json = framed(layers, picture.frame_values.__getitem__).to_dict()
    return spec


def chart_of(picture: Picture, layer: Layer) -> alt.Chart:
    """One layer with its values and rows. Slots of other layers stay empty."""
    values: Mapping[str, Any] = {**picture.values, **layer.values}
    chart = picture.blank.layers(lambda name: values.get(name, ABSENT))[layer.name]
    return chart.properties(data=alt.InlineData(values=list(layer.rows)))


def rows_of(spec: Json) -> list[list[Json]]:
    """The rows of each layer, from back to front."""
    datasets, everywhere = spec["datasets"], spec.get("data")
    return [datasets[layer.get("data", everywhere)["name"]] for layer in spec["layer"]]


def plain(spec: Json) -> Json:
    """The chart with the rows in their layers: what a set of rows is called is no part of the picture."""
    layers = [layer | {"data": rows} for layer, rows in zip(spec["layer"], rows_of(spec), strict=True)]
    return {key: each for key, each in spec.items() if key not in {"data", "datasets"}} | {"layer": layers}
