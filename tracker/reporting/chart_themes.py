"""How charts look: one Vega-Lite config per theme. The specs name styles; only the themes name colors.

Lines differ in dash and width as well as in color, so that they can be told apart without color.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import orjson

from tracker.reporting.chart_blanks import Picture
from tracker.reporting.wording import Json

FONTS = "Inter, 'Noto Sans SC', sans-serif"


class Theme(StrEnum):
    """Where a chart stands: a light or dark page, or paper."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colors by meaning; ``surface`` is what lies behind the chart, for the halo of labels."""

    ink: str
    muted: str
    grid: str
    planned: str
    earned: str
    gap: str
    surface: str


PALETTES = {
    Theme.LIGHT: Palette(
        ink="#182433",
        muted="#5a6676",
        grid="#e4e8ed",
        planned="#5a6676",
        earned="#1558b0",
        gap="#c2560c",
        surface="#ffffff",
    ),
    Theme.DARK: Palette(
        ink="#e6eaf0",
        muted="#a4b0c0",
        grid="#324154",
        planned="#b4bfcd",
        earned="#6fb1ff",
        gap="#ffa45c",
        surface="#182433",
    ),
    Theme.PRINT: Palette(
        ink="#111827",
        muted="#4b5563",
        grid="#e5e7eb",
        planned="#4b5563",
        earned="#134a94",
        gap="#c2560c",
        surface="#ffffff",
    ),
}


def theme_config(theme: Theme) -> Json:
    """The Vega-Lite config of a theme; a page may swap it in a spec without touching the rest."""
    palette = PALETTES[theme]
    return {
        "background": "transparent",
        "font": FONTS,
        "view": {"stroke": "transparent"},
        "axis": {
            "labelColor": palette.muted,
            "labelFontSize": 11,
            "domainColor": palette.grid,
            "tickColor": palette.grid,
            "gridColor": palette.grid,
            "titleColor": palette.muted,
        },
        "legend": {"labelColor": palette.ink, "labelFontSize": 12},
        "range": {"category": [palette.earned, palette.gap, palette.ink, palette.muted]},
        "style": _styles(palette) | _signs(palette),
    }


def with_themes(picture: Picture) -> str:
    """The chart with a config for each theme of the page, as the JSON that ``charts.js`` draws."""
    configs = {theme.value: theme_config(theme) for theme in (Theme.LIGHT, Theme.DARK)}
    return orjson.dumps({"spec": picture.spec(), "config": configs}).decode()


def _styles(palette: Palette) -> Json:
    return {
        "planned": {"color": palette.planned, "strokeWidth": 1.75, "strokeDash": [5, 3]},
        "earned": {"color": palette.earned, "strokeWidth": 2.75},
        "gap": {"color": palette.gap, "fillOpacity": 0.16},
        "horizon-rule": {"color": palette.ink, "strokeWidth": 1},
        "as-of-rule": {"color": palette.muted, "strokeWidth": 1, "strokeDash": [2, 2]},
        "bar": {"color": palette.earned},
        "segment": {"color": palette.planned, "opacity": 0.45, "stroke": palette.surface, "strokeWidth": 1.5},
        "segment-slow": {"color": palette.gap, "stroke": palette.ink, "strokeWidth": 1},
        "few": {"color": palette.earned},
        "few-borderline": {
            "color": palette.earned,
            "fillOpacity": 0.16,
            "stroke": palette.earned,
            "strokeWidth": 1.5,
            "strokeDash": [4, 3],
        },
        "few-outside": {"color": palette.planned, "fillOpacity": 0.4},
        "reached": {"color": palette.gap, "strokeWidth": 1.75},
        "reached-point": {
            "stroke": palette.gap,
            "fill": palette.surface,
            "size": 34,
            "strokeWidth": 1.75,
            "opacity": 1,
        },
        "should-be": {"color": palette.ink},
        "dot": {"color": palette.earned, "size": 42},
        "interval": {"color": palette.earned, "strokeWidth": 5, "opacity": 0.35, "strokeCap": "round"},
        "band": {"color": palette.earned, "fillOpacity": 0.14},
        "horizon-label": {"color": palette.ink, "fontSize": 11, "fontWeight": 600},
        "as-of-label": {"color": palette.muted, "fontSize": 11},
        "planned-label": {"color": palette.planned, "fontSize": 12, "fontWeight": 600},
        "earned-label": {"color": palette.earned, "fontSize": 12, "fontWeight": 600},
        "halo": {
            "color": palette.surface,
            "stroke": palette.surface,
            "strokeWidth": 4,
            "fontSize": 12,
            "fontWeight": 600,
        },
    }


def _signs(palette: Palette) -> Json:
    """Lines and signs of control charts: what decides is filled, what is only to watch is hollow."""
    better, worse = palette.earned, palette.gap
    firm = {"filled": True, "stroke": palette.ink, "size": 75, "strokeWidth": 1, "opacity": 1}
    watch = {"filled": True, "color": palette.surface, "size": 60, "strokeWidth": 1.5, "opacity": 1}
    return {
        "readings": {"color": better, "strokeWidth": 1.5, "opacity": 0.75},
        "reading-point": {"color": better, "size": 20, "opacity": 1},
        "center-line": {"color": palette.muted, "strokeWidth": 1},
        "target-line": {"color": palette.ink, "strokeWidth": 1.25, "strokeDash": [1, 3]},
        "signal-better": firm | {"color": better},
        "signal-worse": firm | {"color": worse},
        "watch-better": watch | {"stroke": better},
        "watch-worse": watch | {"stroke": worse},
    }
