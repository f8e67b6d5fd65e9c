"""The charts of page and report: document values in, one Vega-Lite spec out."""

from __future__ import annotations

from tracker.reporting.chart_layers import Width
from tracker.reporting.chart_themes import Theme
from tracker.reporting.forecast_chart import forecast_chart
from tracker.reporting.progress_chart import progress_chart
from tracker.reporting.wording import Json


def chart_spec(
    chart: Json, *, theme: Theme = Theme.LIGHT, width: Width = "container", height: int = 260
) -> Json | None:
    """The Vega-Lite spec for the chart section of a document, or None when it has no chart.

    Only ``config`` depends on the theme, so a page may swap it and keep the rest.
    """
    match chart["kind"]:
        case "progress":
            return progress_chart(chart, theme=theme, width=width, height=height)
        case "forecast":
            return forecast_chart(chart, theme=theme, width=width, height=height)
        case _:
            return None
