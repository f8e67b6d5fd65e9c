"""The frozen document: its shape, its sentences, its one spelling."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import pytest

from tests.tracker.analysis.result.builders import after
from tests.tracker.reporting.conftest import NAMES
from tests.tracker.reporting.imported_samples import imported_with_forecasts
from tests.tracker.reporting.sample_parts import make_answer, make_baseline, make_header
from tests.tracker.reporting.samples import behind_plan, month_before
from tracker.progress.numbers import State
from tracker.reporting.document import build_document, canonical_json, content_hash
from tracker.reporting.sections.first_page import with_first_page
from tracker.reporting.sections.result import BRIEF_WORDS, NOTE_WORDS, result_section, with_result

SECTIONS = {
    "kind", "schema_version", "header", "state", "computed", "reported", "horizons", "sequence", "late",
    "out_of_line", "slip", "coordination", "costs", "changes", "numbers", "missing", "methods", "chart",
}  # fmt: skip
NUMBER_FIELDS = {
    "key", "subject", "label", "state", "value", "text", "unit", "n", "interval", "unbounded", "reason", "method",
    "as_of",
}  # fmt: skip
IN_ANOTHER_PROCESS = """
import hashlib
from tests.tracker.reporting.samples import sample_documents
from tracker.reporting.document import content_hash
from tracker.reporting.pdf import render_pdf
document = sample_documents()["behind"]
print(content_hash(document), hashlib.sha256(render_pdf(document)).hexdigest())
"""


@pytest.mark.parametrize("name", NAMES)
def test_every_document_has_the_same_sections(documents: dict[str, dict[str, Any]], name: str) -> None:
    document = documents[name]

    assert set(document) == SECTIONS
    assert all(set(number) == NUMBER_FIELDS for number in document["numbers"])
    assert len({number["key"] for number in document["numbers"]}) == len(document["numbers"])


@pytest.mark.parametrize("name", NAMES)
def test_a_document_survives_storage_as_json(documents: dict[str, dict[str, Any]], name: str) -> None:
    stored = orjson.loads(canonical_json(documents[name]))

    assert stored == documents[name]
    assert content_hash(stored) == content_hash(documents[name])


def test_the_canonical_spelling_has_sorted_keys_and_no_spaces() -> None:
    assert canonical_json({"b": 1, "a": "供应 x"}) == '{"a":"供应 x","b":1}'.encode()


def test_the_same_facts_give_the_same_bytes_in_another_process_and_time_zone(pdfs: dict[str, bytes]) -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "America/Los_Angeles"), ("2", "Pacific/Auckland"))
    }

    assert len(printed) == 1


def test_the_hash_changes_with_one_character() -> None:
    first = build_document(behind_plan(), None, make_header())
    second = build_document(behind_plan(), None, make_header(published_by="Ida Lindqvisth"))

    assert content_hash(first) != content_hash(second)


def test_the_last_report_stands_beneath_the_state(documents: dict[str, dict[str, Any]]) -> None:
    assert documents["behind"]["state"]["previous_line"].startswith("Last report, 14 March 2026: The constraint")
    assert documents["started"]["state"]["previous_line"] == "This is the first report."


def test_a_lost_last_report_is_not_called_the_first() -> None:
    document = build_document(behind_plan(), None, make_header(report_number=7))

    assert document["state"]["previous_line"] == "What the last report said is not on record."


def test_computed_and_reported_stand_side_by_side(documents: dict[str, dict[str, Any]]) -> None:
    document = documents["behind"]

    assert (document["computed"]["label"], document["reported"]["label"]) == ("Red", "Green")
    assert document["computed"]["diverges"]
    assert document["reported"]["source_text"] == "Reported by Transformation office on 4 April 2026, 9 days old."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "behind",
            [
                "11 days behind plan. At this pace done about 19 May 2026, 16 days after day 90.",
                "11 days behind plan. At this pace done about 18 June 2026, 16 days after day 120.",
                "Not known yet. Too early: the first cultural item is due on 1 July 2026.",
                "Not known yet. Too early: the first cultural item is due on 1 July 2026.",
            ],
        ),
        ("started", ["Nothing is due yet."] * 2),
        ("month_eleven", ["Reached on 27 April 2026, 6 days early.", "Reached on 7 June 2026, 5 days late."]),
        ("forecasts", ["Not applicable. This program was imported and follows no implementation sequence."] * 4),
    ],
)
def test_horizons_are_told_in_plain_words(documents: dict[str, dict[str, Any]], name: str, words: list[str]) -> None:
    told = [horizon["words"] for horizon in documents[name]["horizons"]]

    assert told[: len(words)] == words


def test_the_newest_plan_is_told_only_when_there_is_one() -> None:
    program = behind_plan()
    first, *others = program.horizons
    newer = replace(make_baseline(total=70, planned=40, earned=35, behind=-0.4), baseline_number=2)
    document = build_document(replace(program, horizons=(replace(first, current=newer), *others)), None, make_header())

    assert document["horizons"][0]["current"]["standing"] == "3 days behind plan"
    assert document["horizons"][1]["current"] is None
    assert "day_90.current.schedule_variance" in {number["key"] for number in document["numbers"]}


def test_an_item_late_for_two_horizons_is_listed_once(documents: dict[str, dict[str, Any]]) -> None:
    late = documents["behind"]["late"]

    assert [row["days_late"] for row in late] == [21, 14, 0]
    assert late[0]["horizons"] == ["Day 90", "Day 120"]
    assert late[2]["owner_text"] == "no owner named"


def test_gates_carry_their_dates_and_what_they_wait_for(documents: dict[str, dict[str, Any]]) -> None:
    gate = documents["behind"]["sequence"]["gates"][2]

    assert (gate["code"], gate["state_text"]) == ("G2", "Overdue by 14 days")
    assert (gate["planned_on"], gate["forecast_on"], gate["passed_on"]) == ("2026-03-30", "2026-04-20", None)
    assert gate["missing"][2] == "Definition of inventory turns signed"


def test_what_changed_since_the_last_report_is_told(documents: dict[str, dict[str, Any]]) -> None:
    changes = documents["behind"]["changes"]

    assert "Computed delivery went from amber to red." in changes
    assert "G1 Constraint identified was passed on 19 March 2026." in changes
    assert "Late: 3 items, last time 1." in changes
    assert documents["started"]["changes"] == []


def test_nothing_unknown_becomes_a_number(documents: dict[str, dict[str, Any]]) -> None:
    unknown = [
        number
        for document in documents.values()
        for number in document["numbers"]
        if number["state"] == State.INSUFFICIENT_DATA
    ]

    assert unknown
    assert all(number["value"] is None and number["reason"] for number in unknown)
    assert all(number["text"] == "not known yet" for number in unknown)


def test_all_that_is_missing_is_listed_once_with_its_reason(documents: dict[str, dict[str, Any]]) -> None:
    missing = {row["what"]: row["reason"] for row in documents["started"]["missing"]}

    assert missing["Month 12 and month 18"] == "Too early: the first cultural item is due on 1 July 2026."
    assert missing["Reported status"] == "No status has been reported yet; owed by the program lead."
    assert any(what.startswith("Day 90 and day 120: pace in time") for what in missing)


def test_what_does_not_apply_is_not_missing(documents: dict[str, dict[str, Any]]) -> None:
    subjects = {subject for row in documents["forecasts"]["missing"] for subject in row["subjects"]}

    assert subjects == {"Reported status"}


def test_a_withheld_amount_tells_why_and_is_no_number(documents: dict[str, dict[str, Any]]) -> None:
    document = documents["status_only"]

    assert document["costs"][0]["forecast_text"] == "not known yet"
    assert "Exempt under Section 43" in document["costs"][0]["sentence"]
    assert [row["reason"] for row in document["missing"] if row["subjects"] == ["Cost, whole life"]] == [
        "Exempt under Section 43 of the Freedom of Information Act 2000 (commercial interests)."
    ]


def test_the_history_of_forecasts_tells_each_move(documents: dict[str, dict[str, Any]]) -> None:
    slip = documents["forecasts"]["slip"]

    assert [row["change_text"] for row in slip["history"][:3]] == ["first forecast", "21 days earlier", "unchanged"]
    assert slip["total_drift_sentence"].endswith(
        "the finish moved 8 times, in total 1,014 days (about 2.8 years) later."
    )


def test_the_curve_keeps_every_turn_and_stops_being_known_today(documents: dict[str, dict[str, Any]]) -> None:
    points = documents["behind"]["chart"]["points"]
    known = [point for point in points if point["earned"] is not None]

    assert (points[0]["on"], known[-1]["on"], points[-1]["on"]) == ("2026-02-02", "2026-04-13", "2026-06-02")
    assert [(p["planned"], p["earned"]) for p in points if p["on"] == "2026-02-16"] == [(10.0, 5.0)]
    assert len(points) < 30


def test_the_chart_follows_the_phase_of_the_program(documents: dict[str, dict[str, Any]]) -> None:
    kinds = {
        name: (document["chart"]["kind"], document["chart"].get("horizon")) for name, document in documents.items()
    }

    assert kinds["behind"] == ("progress", "day_120")
    assert kinds["month_eleven"] == ("progress", "month_18")
    assert kinds["forecasts"] == ("forecast", None)
    assert kinds["status_only"] == ("none", None)


def test_a_program_without_sequence_shows_answers_only_when_one_is_known() -> None:
    open_answer = make_answer("shifts", title="Shift response", sentence="Nothing yet.", is_known=False)
    known = make_answer("constraint", title="Constraint", sentence="The crane limits the yard.")

    def shown(*answers: dict[str, Any]) -> list[str]:
        document = build_document(imported_with_forecasts(), None, make_header(), coordination=answers)
        return [row["key"] for row in document["coordination"]]

    assert shown(open_answer) == []
    assert shown(known, open_answer) == ["constraint", "shifts"]


def test_a_time_of_publication_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        build_document(behind_plan(), None, make_header(published_at="2026-04-14T09:30:00"))


def test_the_first_page_has_at_most_150_words_of_prose(documents: dict[str, dict[str, Any]]) -> None:
    wordy = "word " * 400
    program = behind_plan()
    program = replace(
        program,
        headline=wordy,
        reported=replace(program.reported, reason=wordy, rated_by=wordy, reported_on=date(2026, 4, 4)),
        delivery=replace(program.delivery, sentence=wordy, trend_sentence=wordy, divergence_sentence=wordy),
    )
    worst = build_document(program, replace(month_before(), headline=wordy), make_header())

    result = result_section(after((30.0,)), program.reported) | {
        "brief": "word " * BRIEF_WORDS,
        "note": "word " * NOTE_WORDS,
    }
    page = {"constraint": "word " * 34, "unknown": "word " * 32}
    beside = with_first_page(with_result(worst, result), page)

    counts = [_prose_words(document) for document in [*documents.values(), worst, beside]]

    assert max(counts) <= 150


def _prose_words(document: dict[str, Any]) -> int:
    state, computed, reported = document["state"], document["computed"], document["reported"]
    prose = (
        state["brief"],
        state["previous_line"],
        computed["brief"],
        computed["note"],
        computed["divergence_brief"],
        reported["brief"],
        reported["source_text"],
    )
    result, first = document.get("result") or {}, document.get("first_page") or {}
    beside = (result.get(each, "") for each in ("brief", "note", "divergence_sentence"))
    asked = (first.get(each, "") for each in ("constraint", "unknown"))
    return sum(len(text.split()) for text in (*prose, *beside, *asked))
