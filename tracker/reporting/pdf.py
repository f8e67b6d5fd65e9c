"""A report as a tagged PDF (PDF/UA-1), rendered from its frozen document alone."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

import typst

from tracker.reporting.document import canonical_json, content_hash
from tracker.reporting.fonts import FONT_DIRS, font_files
from tracker.reporting.glyphs import drawable_characters, printable
from tracker.reporting.svg import chart_svg, svg_ratio
from tracker.reporting.wording import Json

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE = TEMPLATES / "progress_report.typ"


class RenderingWarning(RuntimeError):
    """Typst warned while it rendered: a report is complete or it is not made."""


def render_pdf(document: Json, *, font_dirs: tuple[Path, ...] = FONT_DIRS) -> bytes:
    """The document as PDF/UA-1 on A4; the same document and fonts give the same bytes.

    Texts reach the template as JSON and are never read as markup.

    raises  FontsMissing, RenderingWarning, typst.TypstError
    """
    drawable = printable(document, drawable_characters(font_dirs))
    chart = chart_svg(drawable["chart"], font_dirs=font_dirs)
    inputs = {
        "document": canonical_json(drawable).decode(),
        "chart": chart,
        "chart-ratio": str(svg_ratio(chart)),
        "hash": content_hash(document),
    }
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATES, font_paths=_fonts(font_dirs), ignore_system_fonts=True)
    rendered, warnings = compiler.compile_with_warnings(
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=int(datetime.fromisoformat(document["header"]["published_at"]).timestamp()),
    )
    if warnings or not isinstance(rendered, bytes):
        raise RenderingWarning("; ".join(str(warning.message) for warning in warnings) or "no single PDF came out")
    return rendered


@lru_cache(maxsize=4)
def _fonts(font_dirs: tuple[Path, ...]) -> typst.Fonts:
    """The pinned fonts and no others, loaded once."""
    font_files(font_dirs)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(font_dirs))
