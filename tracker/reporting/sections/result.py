"""The Result status in words, beside what people reported; the two are never merged, nor with Delivery."""

from __future__ import annotations

from tracker.analysis.result.results import GreyKind, ResultAnalysis, ResultCoverage, ResultReason
from tracker.progress.results import ReportedProgress, Status
from tracker.progress.words import sentence, share_words
from tracker.reporting.wording import STATUS_LABELS, Json, counted, display_date, iso, shorten, whole_sentences

LEAD_WORDS = 30
"""On the first screen; every reason stands behind it."""
BRIEF_WORDS = 16
NOTE_WORDS = 7
BESIDE_WORDS = 13
"""So many words has each status of the first page where three stand beside each other."""
BESIDE_NOTE_WORDS = 13
GREY_LABELS = {
    GreyKind.TOO_EARLY: "Too early",
    GreyKind.OVERDUE: "No data, overdue",
    GreyKind.NO_CHANGE: "No change yet",
    GreyKind.NOT_APPLICABLE: "Not applicable",
}


HEADLINES = {GreyKind.OVERDUE: "no data"}
"""What the first line of a program says in place of the label, where that alone sounds like something else."""


def result_section(found: ResultAnalysis, reported: ReportedProgress) -> Json:
    """Result as worked out: status, the sentence behind it, what it rests on, and where people say another color."""
    coverage = coverage_text(found.coverage)
    return {
        "status": found.status.value,
        "label": result_label(found.status, found.grey),
        "headline": headline_words(found),
        "grey": "" if found.grey is None else found.grey.value,
        "sentence": found.sentence,
        "lead": whole_sentences(found.sentence, LEAD_WORDS),
        "brief": whole_sentences(found.sentence, BRIEF_WORDS),
        "held": found.held,
        "note": shorten(found.held or functions_text(found.coverage), NOTE_WORDS),
        "changes_on": iso(found.changes_on),
        "first_on": iso(found.first_on),
        "first_on_text": display_date(found.first_on),
        "owed_by": found.owed_by,
        "n": found.n,
        "coverage_text": coverage,
        "diverges": diverges(found.status, reported.status),
        "divergence_sentence": divergence_words(found.status, reported.status),
        "reasons": [reason_row(each) for each in found.reasons],
    }


def with_result(document: Json, result: Json | None) -> Json:
    """The document of a report with its Result status; the first page keeps within its 150 words."""
    if result is None:
        return document | {"result": None}
    computed, reported = document["computed"], document["reported"]
    short = {
        "brief": whole_sentences(computed["sentence"], BESIDE_WORDS),
        "note": whole_sentences(computed["note"], BESIDE_NOTE_WORDS),
    }
    said = {"brief": shorten(reported["brief"], BESIDE_WORDS)}
    return document | {"result": result, "computed": computed | short, "reported": reported | said}


def result_label(status: Status, grey: GreyKind | None) -> str:
    """The word that stands with the color; of grey, which one."""
    return GREY_LABELS[grey] if grey is not None else STATUS_LABELS[status]


def headline_words(found: ResultAnalysis) -> str:
    """What follows ``Result:`` in the first line of a program."""
    label = result_label(found.status, found.grey).lower()
    return HEADLINES.get(found.grey, label) if found.grey is not None else label


def diverges(result: Status, reported: Status) -> bool:
    """Whether both are known and differ."""
    return Status.GREY not in (result, reported) and result is not reported


def divergence_words(result: Status, reported: Status) -> str:
    """That people say another color than the results; empty while they do not."""
    if not diverges(result, reported):
        return ""
    return f"Reported {reported.value}; the results say {result.value}."


def coverage_text(found: ResultCoverage) -> str:
    """How much of it is there: functions, readings, metrics."""
    said = [functions_text(found)] if found.expected else []
    if found.periods:
        said.append(f"{found.read} of the last {counted(found.periods, 'reading')} there")
    if found.metrics:
        said.append(f"{share_words(found.judged, found.metrics, 'primary metric')} judged")
    return sentence("; ".join(said))


def functions_text(found: ResultCoverage) -> str:
    """``3 of 4 functions up to date``; empty while none answers for a primary shared metric."""
    expected = counted(len(found.expected), "function")
    return f"{len(found.reporting)} of {expected} up to date" if found.expected else ""


def reason_row(reason: ResultReason) -> Json:
    return {
        "kind": reason.kind.value,
        "uid": reason.uid,
        "status": reason.status.value,
        "status_label": result_label(reason.status, reason.grey),
        "sentence": reason.sentence,
        "owed_by": reason.owed_by,
        "n": reason.n,
    }
