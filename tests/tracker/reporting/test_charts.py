"""The charts: valid specs, words in the picture, nothing unknown drawn as zero."""

from __future__ import annotations

import re
from typing import Any

import altair as alt
import pytest

from tests.tracker.reporting.anew import spec_of
from tracker.reporting.chart_themes import PALETTES, Palette, Theme, theme_config
from tracker.reporting.charts import chart_picture, chart_spec
from tracker.reporting.svg import chart_svg

DRAWN = ("behind", "started", "month_eleven", "forecasts")


@pytest.mark.parametrize("theme", list(Theme))
def test_every_theme_is_a_valid_config(theme: Theme) -> None:
    assert alt.Config.from_dict(theme_config(theme))


@pytest.mark.parametrize("name", DRAWN)
def test_the_spec_is_valid_vega_lite(documents: dict[str, dict[str, Any]], name: str) -> None:
    spec = spec_of(chart_picture(documents[name]["chart"]))

    assert (spec["width"], spec["autosize"]["type"]) == ("container", "fit-x")
    assert spec["description"] == documents[name]["chart"]["alt"]


def test_only_the_config_depends_on_the_theme(documents: dict[str, dict[str, Any]]) -> None:
    light, dark = (chart_spec(documents["behind"]["chart"], theme=theme) for theme in (Theme.LIGHT, Theme.DARK))

    assert light is not None
    assert dark is not None
    assert light["config"] != dark["config"]
    assert light | {"config": None} == dark | {"config": None}


def test_the_accepted_line_ends_with_what_is_known(documents: dict[str, dict[str, Any]]) -> None:
    spec = chart_spec(documents["behind"]["chart"])
    assert spec is not None
    layers = {layer["mark"].get("style"): layer for layer in spec["layer"]}

    accepted = spec["datasets"][layers["earned"]["data"]["name"]]
    planned = spec["datasets"][layers["planned"]["data"]["name"]]

    assert all(row["earned"] is not None for row in accepted)
    assert accepted[-1]["day"] == "13 Apr 2026"
    assert planned[-1]["day"] == "2 Jun 2026"


def test_a_program_without_acceptances_known_shows_no_accepted_share(documents: dict[str, dict[str, Any]]) -> None:
    chart = documents["behind"]["chart"]
    blind = chart | {"points": [point | {"earned": None} for point in chart["points"]]}

    svg = chart_svg(blind)

    assert "Planned 65%" in svg
    assert "Accepted" not in svg


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("behind", ["As of 13 Apr 2026", "Day 90", "Day 120", "Planned 65%", "Accepted 41%"]),
        ("month_eleven", ["As of 29 Dec 2026", "Month 12", "Month 18", "Planned 50%", "Accepted 36%"]),
        ("forecasts", ["Planned 31 May 2017", "Latest forecast 10 Mar 2020"]),
    ],
)
def test_the_picture_names_its_lines(documents: dict[str, dict[str, Any]], name: str, labels: list[str]) -> None:
    svg = chart_svg(documents[name]["chart"])

    assert [label for label in labels if f">{label}</text>" not in svg] == []
    assert "Inter" in svg


def test_lines_differ_without_color(documents: dict[str, dict[str, Any]]) -> None:
    svg = chart_svg(documents["behind"]["chart"])

    dashes = re.findall(r'aria-roledescription="line mark"[^>]*stroke-dasharray="([^"]+)"', svg)

    assert dashes == ["5,3"]


def test_days_do_not_move_with_the_time_zone(documents: dict[str, dict[str, Any]]) -> None:
    spec = chart_spec(documents["behind"]["chart"])
    assert spec is not None

    days = {row["on"] % 86_400_000 for rows in spec["datasets"].values() for row in rows}

    assert days == {0}
    assert spec["layer"][0]["encoding"]["x"]["scale"]["type"] == "utc"


def test_no_chart_without_two_forecasts(documents: dict[str, dict[str, Any]]) -> None:
    chart = documents["status_only"]["chart"]

    assert chart_spec(chart) is None
    assert chart_svg(chart) == ""
    assert chart["reason"] == "Only one forecast has been stated: a line needs two."


@pytest.mark.parametrize("palette", PALETTES.values(), ids=[theme.value for theme in PALETTES])
def test_words_in_charts_have_enough_contrast(palette: Palette) -> None:
    words = (palette.ink, palette.muted, palette.planned, palette.earned)

    assert min(_contrast(color, palette.surface) for color in words) >= 4.5


def _contrast(color: str, surface: str) -> float:
    """Contrast by WCAG 2: 1 to 21."""
    low, high = sorted((_luminance(color), _luminance(surface)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
