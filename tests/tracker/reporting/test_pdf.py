"""The PDF: what a reader sees, what a screen reader gets, and what hostile text cannot do."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from tests.tracker.reporting.conftest import NAMES
from tests.tracker.reporting.sample_parts import make_answers, make_header
from tests.tracker.reporting.samples import behind_plan, month_before
from tracker.progress.results import ProgramProgress
from tracker.reporting.document import build_document, content_hash
from tracker.reporting.fonts import FontsMissing
from tracker.reporting.pdf import render_pdf

CHINESE = "供应链转型计划"
HOSTILE = [
    '#eval("1+1")', "#{panic()}", "$x^2$", "*bold*", "_it_", "<script>alert(1)</script>", "C:\\temp\\new", "`raw`",
    "@ref", "//", "/*", "->", "--", "'q'", "<label>", "= head", "\\u{41}", "~", CHINESE,
]  # fmt: skip
PAGES = {"behind": 3, "started": 2, "month_eleven": 2, "forecasts": 2, "status_only": 1}


@pytest.mark.parametrize("name", NAMES)
def test_a_report_has_the_pages_a_director_reads(pdfs: dict[str, bytes], name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdfs[name]))

    assert len(reader.pages) == PAGES[name]
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_a_crowded_program_still_fits_on_two_pages_and_its_answers_on_a_third() -> None:
    document = build_document(_crowded(), month_before(), make_header(), coordination=make_answers())

    pages = pypdf.PdfReader(io.BytesIO(render_pdf(document))).pages

    assert len(pages) == 3
    assert "How well the functions work together" in pages[2].extract_text()


def test_the_first_page_tells_the_state(pdfs: dict[str, bytes]) -> None:
    page = _words(pdfs["behind"], page=0)

    assert "eleven days behind plan, one gate overdue; reported green, computed red." in page
    assert "Last report, 14 March 2026: The constraint is being confirmed" in page
    assert "Day 90 3 May 2026, in 20 days 11 days behind plan." in page
    assert "As of 13 Apr 2026" in page


def test_the_third_page_tells_how_well_the_functions_work_together(pdfs: dict[str, bytes]) -> None:
    page = _words(pdfs["behind"], page=2)

    assert "What about Constraint? Casting supply limits process pumps: 91 % sure" in page
    assert "Rests on 52 votes since 6 January 2026." in page
    assert "The latest took 31 days until the floor changed. 3 answered shifts are needed" in page


def test_a_report_from_before_the_analyses_can_be_rendered(documents: dict[str, dict[str, Any]]) -> None:
    old = {name: part for name, part in documents["behind"].items() if name != "coordination"}

    assert len(pypdf.PdfReader(io.BytesIO(render_pdf(old))).pages) == 2


def test_the_second_page_tells_gates_and_who_owes_what(
    pdfs: dict[str, bytes], documents: dict[str, dict[str, Any]]
) -> None:
    page = _words(pdfs["behind"], page=1)

    assert "G2 Shared metrics locked 30 Mar 2026 20 Apr 2026 – Overdue by 14 days" in page
    assert "Maria Olsen 23 Mar 2026 21 days started" in page
    assert "Page 2 of 3" in page
    assert content_hash(documents["behind"]) in _words(pdfs["behind"], page=2).replace(" ", "")


def test_the_reason_of_an_imported_status_is_told_in_full(pdfs: dict[str, bytes]) -> None:
    page = _words(pdfs["status_only"], page=0)

    assert "The remaining risk is the transition from the present provider" in page
    assert "Exempt under Section 43" in page


def test_the_pdf_is_tagged_for_screen_readers(pdfs: dict[str, bytes]) -> None:
    root = _catalog(pdfs["behind"])

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", root["/Metadata"].get_data())


def test_headers_headings_and_the_text_of_the_chart_are_in_the_structure(pdfs: dict[str, bytes]) -> None:
    elements = _structure(pdfs["behind"])
    kinds = [element.get("/S") for element in elements]
    alternatives = [str(element["/Alt"]) for element in elements if "/Alt" in element]

    assert kinds.count("/TH") == 3 + 6 + 5 + 5
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= 8
    assert any("By 13 April 2026 65% was planned and 41% was accepted." in text for text in alternatives)


def test_title_author_and_date_come_from_the_document(pdfs: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdfs["behind"]))

    assert reader.metadata is not None
    assert reader.metadata.title == "Northwind spare parts, one plan: progress report 3"
    assert reader.metadata.author == "Ida Lindqvist"
    assert str(reader.metadata.creation_date) == "2026-04-14 09:30:00+00:00"


def test_the_same_document_gives_the_same_bytes(pdfs: dict[str, bytes], documents: dict[str, dict[str, Any]]) -> None:
    assert render_pdf(documents["forecasts"]) == pdfs["forecasts"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_it_was_written(hostile_words: str, text: str) -> None:
    assert hostile_words.count(text) >= 4


def test_a_character_without_a_glyph_is_shown_by_its_code(hostile_words: str) -> None:
    assert "[U+1F600]" in hostile_words
    assert "[U+202E]" in hostile_words


def test_a_very_long_word_breaks_and_stays_on_the_page() -> None:
    program = replace(behind_plan(), headline="W" * 250)

    page = pypdf.PdfReader(io.BytesIO(render_pdf(build_document(program, None, make_header())))).pages[0]

    lines = page.extract_text().replace("\u200b", "").splitlines()
    assert sum(line.count("W") for line in lines if set(line) == {"W"}) == 250
    assert len([line for line in lines if set(line) == {"W"}]) > 4


def test_fonts_are_embedded_and_only_the_pinned_ones(hostile_pdf: bytes) -> None:
    names = _embedded_fonts(hostile_pdf)

    assert {name.split("+")[1].split("-")[0] for name in names} == {"Inter", "NotoSansSC"}


def test_another_reader_finds_the_same_text(hostile_pdf: bytes) -> None:
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(hostile_pdf))

    assert CHINESE in text.replace("\r\n", "")
    assert "\ufffd" not in text
    assert "<script>alert(1)</script>" in text.replace("\r\n", "")


def test_missing_fonts_are_an_error_with_advice(documents: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="npm ci"):
        render_pdf(documents["behind"], font_dirs=(tmp_path,))


@pytest.fixture(scope="module")
def hostile_pdf() -> bytes:
    text = " ".join([*HOSTILE, "\U0001f600", "\u202ex"])
    program = behind_plan()
    late = tuple(replace(item, name=text[:60], owner=CHINESE) for item in program.horizons[0].late)
    program = replace(
        program,
        headline=text,
        horizons=tuple(replace(horizon, late=late if horizon.late else ()) for horizon in program.horizons),
        reported=replace(program.reported, reason=text),
        delivery=replace(program.delivery, sentence=text),
        sequence=replace(
            program.sequence, out_of_order=tuple(replace(o, name=text) for o in program.sequence.out_of_order)
        ),
    )
    header = make_header(organization=CHINESE, published_by=text)
    return render_pdf(build_document(program, replace(month_before(), headline=text), header))


@pytest.fixture(scope="module")
def hostile_words(hostile_pdf: bytes) -> str:
    return re.sub(r"\s+", " ", _words(hostile_pdf))


def _crowded() -> ProgramProgress:
    """Long names and long lists everywhere, as in a program that goes badly wrong."""
    program = behind_plan()
    name = "Joint definition of flexibility, inventory turns and service by location signed by procurement"
    late = tuple(
        replace(program.horizons[0].late[0], uid=f"late-{index}", name=name, owner="Procurement and logistics")
        for index in range(20)
    )
    return replace(
        program,
        horizons=tuple(replace(horizon, late=late if horizon.late else ()) for horizon in program.horizons),
        sequence=replace(program.sequence, out_of_order=program.sequence.out_of_order * 8),
        costs=program.costs * 2,
    )


def _words(pdf: bytes, page: int | None = None) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    texts = [part.extract_text() for part in (pages if page is None else [pages[page]])]
    return re.sub(r"\s+", " ", " ".join(texts).replace("\u200b", ""))


def _catalog(pdf: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]


def _structure(pdf: bytes) -> list[Any]:
    """All elements of the structure tree, in reading order."""
    found: list[Any] = []

    def collect(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            for child in node:
                collect(child)
        elif isinstance(node, pypdf.generic.DictionaryObject) and ("/S" in node or "/K" in node):
            found.append(node)
            if "/K" in node:
                collect(node["/K"])

    collect(_catalog(pdf)["/StructTreeRoot"])
    return found


def _embedded_fonts(pdf: bytes) -> set[str]:
    names = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(str(descendant["/BaseFont"])[1:])
    return names
