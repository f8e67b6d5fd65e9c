"""The frozen document of a progress report: everything a rendering shows, and nothing it must look up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import orjson

from tracker.progress.numbers import State
from tracker.progress.results import ProgramProgress
from tracker.progress.words import day_words
from tracker.reporting.sections.changes import changes_since
from tracker.reporting.sections.chart import chart_section
from tracker.reporting.sections.costs import cost_section
from tracker.reporting.sections.horizons import horizon_section
from tracker.reporting.sections.numbers import NamedNumber, named_numbers, number_row
from tracker.reporting.sections.out_of_line import out_of_line_section
from tracker.reporting.sections.sequence import NO_NOTES, GateNotes, late_rows, sequence_section
from tracker.reporting.sections.slip import slip_section
from tracker.reporting.sections.status import computed_section, reported_section
from tracker.reporting.sections.unknowns import missing_rows
from tracker.reporting.wording import Json, display_date, iso, shorten

SCHEMA_VERSION = 1
HEADLINE_WORDS = 33
LAST_HEADLINE_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHeader:
    """Who reports on what, for which period; the words above the first sentence.

    published_at  ISO 8601 with an offset
    period        as people say it: ``April 2026``
    data_on       the day of the newest fact in the report
    """

    program_name: str
    program_code: str
    report_number: int
    published_by: str
    published_at: str
    period: str
    data_on: date
    sponsor: str = ""
    organization: str = ""
    portfolio_name: str = ""
    language: str = "en"


def build_document(
    progress: ProgramProgress,
    previous: ProgramProgress | None,
    header: ReportHeader,
    *,
    notes: GateNotes = NO_NOTES,
    coordination: Sequence[Json] = (),
) -> Json:
    """The report as one JSON-ready dictionary; the same arguments give the same document.

    previous  what the last published report showed, or None for the first one
    notes     what the record says about gates beside their days
    coordination  the answers of the analyses; shown where one is known, or the program follows the sequence
    raises    ValueError when ``published_at`` carries no offset
    """
    numbers = named_numbers(progress)
    sequence = sequence_section(progress.sequence, _item_names(progress), notes)
    follows_sequence = progress.sequence.state is not State.NOT_APPLICABLE
    return {
        "kind": "progress_report",
        "schema_version": SCHEMA_VERSION,
        "header": _header_section(header, progress),
        "state": _state_section(progress, previous, header.report_number),
        "computed": computed_section(progress.delivery, applies=follows_sequence),
        "reported": reported_section(progress.reported),
        "horizons": [horizon_section(horizon, _start_on(progress)) for horizon in progress.horizons],
        "sequence": sequence,
        "late": late_rows(progress, notes),
        "out_of_line": out_of_line_section(progress, sequence),
        "slip": slip_section(progress.slip, progress.as_of),
        "coordination": list(coordination) if follows_sequence or any(row["is_known"] for row in coordination) else [],
        "costs": [cost_section(cost) for cost in progress.costs],
        "changes": changes_since(previous, progress),
        "numbers": [number_row(named, progress.as_of) for named in numbers],
        "missing": missing_rows(progress, numbers),
        "methods": _methods(numbers),
        "chart": chart_section(progress),
    }


def canonical_json(document: Json) -> bytes:
    """The one spelling of a document: UTF-8, sorted keys, no spaces."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def content_hash(document: Json) -> str:
    """SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _header_section(header: ReportHeader, progress: ProgramProgress) -> Json:
    published_at = datetime.fromisoformat(header.published_at)
    if published_at.utcoffset() is None:
        raise ValueError("published_at needs an offset from UTC")
    day = "" if progress.day_number is None else f"Day {progress.day_number}"
    return {
        "title": f"{header.program_name}: progress report {header.report_number}",
        "program_uid": progress.program_uid,
        "program_name": header.program_name,
        "program_code": header.program_code,
        "sponsor": header.sponsor,
        "organization": header.organization,
        "portfolio_name": header.portfolio_name,
        "report_number": header.report_number,
        "published_by": header.published_by,
        "published_at": published_at.isoformat(),
        "published_at_text": f"{display_date(published_at.date())}, {published_at:%H:%M} {_zone_text(published_at)}",
        "period": header.period,
        "data_on": iso(header.data_on),
        "data_on_text": display_date(header.data_on),
        "as_of": iso(progress.as_of),
        "as_of_text": display_date(progress.as_of),
        "day_number": progress.day_number,
        "day_text": day,
        "language": header.language,
    }


def _zone_text(moment: datetime) -> str:
    return "UTC" if not moment.utcoffset() else f"UTC{moment:%z}"


def _state_section(progress: ProgramProgress, previous: ProgramProgress | None, report_number: int) -> Json:
    return {
        "sentence": progress.headline,
        "brief": shorten(progress.headline, HEADLINE_WORDS),
        "previous": None if previous is None else previous.headline,
        "previous_line": _previous_line(previous, report_number),
        "previous_as_of": None if previous is None else iso(previous.as_of),
        "previous_as_of_text": "" if previous is None else display_date(previous.as_of),
    }


def _previous_line(previous: ProgramProgress | None, report_number: int) -> str:
    """What the last report said, as one line to stand beneath the first sentence."""
    if previous is not None:
        return f"Last report, {day_words(previous.as_of)}: {shorten(previous.headline, LAST_HEADLINE_WORDS)}"
    return "This is the first report." if report_number == 1 else "What the last report said is not on record."


def _start_on(progress: ProgramProgress) -> date | None:
    """The day the program started, from the number of its day."""
    return None if progress.day_number is None else progress.as_of - timedelta(days=progress.day_number)


def _item_names(progress: ProgramProgress) -> dict[str, str]:
    """What the items are called, from every place that names one."""
    gates = progress.sequence.gates
    names = {uid: name for gate in gates for uid, name in zip(gate.missing, gate.missing_names, strict=False)}
    names |= {gate.item_uid: f"decision on {gate.code}" for gate in progress.sequence.gates}
    names |= {item.uid: item.name for item in progress.slip.items}
    return names | {item.uid: item.name for horizon in progress.horizons for item in horizon.late}


def _methods(numbers: list[NamedNumber]) -> list[str]:
    """The method pages that the numbers refer to, sorted."""
    return sorted({named.number.method for named in numbers if named.number.method})
