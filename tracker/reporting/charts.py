"""The charts of page and report: document values in, a chart out."""

from __future__ import annotations

from tracker.reporting.chart_blanks import Picture, Width
from tracker.reporting.chart_themes import Theme, theme_config
from tracker.reporting.forecast_chart import forecast_chart
from tracker.reporting.progress_chart import progress_chart
from tracker.reporting.wording import Json


def chart_picture(chart: Json, *, width: Width = "container", height: int = 260) -> Picture | None:
    """The chart section of a document to be drawn, or None when it has no chart."""
    match chart["kind"]:
        case "progress":
            return progress_chart(chart, width=width, height=height)
        case "forecast":
            return forecast_chart(chart, width=width, height=height)
        case _:
            return None


def chart_spec(
    chart: Json, *, theme: Theme = Theme.LIGHT, width: Width = "container", height: int = 260
) -> Json | None:
    """The Vega-Lite spec for the chart section of a document, or None when it has no chart.

    Only ``config`` depends on the theme, so a page may swap it and keep the rest.
    """
    picture = chart_picture(chart, width=width, height=height)
    return None if picture is None else picture.spec() | {"config": theme_config(theme)}
