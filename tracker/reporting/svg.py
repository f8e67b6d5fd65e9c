"""Charts as SVG pictures for documents, drawn with the pinned fonts and without a network."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import vl_convert

from tracker.reporting.chart_themes import Theme
from tracker.reporting.charts import chart_spec
from tracker.reporting.fonts import FONT_DIRS, font_files
from tracker.reporting.wording import Json

VEGALITE_VERSION = "6.4"
PRINT_WIDTH, PRINT_HEIGHT = 600, 330


def chart_svg(chart: Json, *, height: int = PRINT_HEIGHT, font_dirs: tuple[Path, ...] = FONT_DIRS) -> str:
    """The chart section of a document as SVG for paper; empty when there is no chart."""
    spec = chart_spec(chart, theme=Theme.PRINT, width=PRINT_WIDTH, height=height)
    if spec is None:
        return ""
    _register_fonts(font_dirs)
    return vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE_VERSION, allowed_base_urls=[])


@lru_cache(maxsize=4)
def _register_fonts(font_dirs: tuple[Path, ...]) -> None:
    for folder in sorted({file.parent for file in font_files(font_dirs)}):
        vl_convert.register_font_directory(str(folder))


def svg_ratio(svg: str) -> float:
    """Height by width of an SVG picture; 1.0 when it is empty."""
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    return float(size[2]) / float(size[1]) if size else 1.0
