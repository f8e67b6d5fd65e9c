"""The Result status in words: which grey, how complete, and where people say another color."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.result.builders import BETTER, CALM_AFTER, WORSE, after
from tests.tracker.reporting.sample_parts import make_reported
from tracker.progress.results import Status
from tracker.reporting.sections.result import result_section
from tracker.reporting.wording import Json


def section(*values: float | None, reported: Status = Status.GREEN) -> Json:
    return result_section(after(values), replace(make_reported(), status=reported))


@pytest.mark.parametrize(
    ("values", "label"),
    [
        pytest.param((), "Too early", id="no reading yet"),
        pytest.param((None, None), "No data, overdue", id="two readings owed"),
        pytest.param(CALM_AFTER, "No change yet", id="measured and not moved"),
        pytest.param((BETTER,) * 3, "Green", id="better for two weeks"),
    ],
)
def test_the_word_beside_the_color_says_which_grey(values: tuple[float | None, ...], label: str) -> None:
    assert section(*values)["label"] == label


def test_the_first_line_says_that_an_overdue_result_cannot_be_told() -> None:
    assert section(None, None)["headline"] == "no data"
    assert section()["headline"] == "too early"
    assert section(*(BETTER,) * 3)["headline"] == "green"


def test_coverage_stands_beside_it() -> None:
    assert section(BETTER, None, BETTER)["coverage_text"] == (
        "2 of 2 functions up to date; 2 of the last 3 readings there; the only primary metric judged."
    )
    assert section(None, None)["coverage_text"].startswith("0 of 2 functions up to date; 0 of the last 2 readings")


@pytest.mark.parametrize(
    ("values", "reported", "words"),
    [
        pytest.param((WORSE,), Status.GREEN, "Reported green; the results say red.", id="they differ"),
        pytest.param((WORSE,), Status.RED, "", id="they agree"),
        pytest.param((WORSE,), Status.GREY, "", id="nobody reported"),
        pytest.param((), Status.GREEN, "", id="nothing is known"),
    ],
)
def test_where_people_say_another_color_it_is_told(values: tuple[float, ...], reported: Status, words: str) -> None:
    told = section(*values, reported=reported)

    assert (told["divergence_sentence"], told["diverges"]) == (words, bool(words))


def test_every_reason_is_there_with_its_uid() -> None:
    assert [(each["kind"], each["uid"], each["status"]) for each in section(WORSE)["reasons"]] == [
        ("metric", "Stock", "red")
    ]
