"""People's word beside the computed statuses, as page and report show it."""

from __future__ import annotations

from dataclasses import replace

from tests.tracker.progress.test_divergence import TODAY, A, G, N, R, day, spans
from tracker.progress.divergence import StoredDay, read_divergence
from tracker.progress.results import Status
from tracker.reporting.sections.divergence import divergence_section, with_divergence
from tracker.reporting.wording import Json


def section(days: list[StoredDay], reports: tuple[tuple[int, Status], ...] = ()) -> Json:
    said = [(day(age, color, N).as_of, color) for age, color in reports]
    shown = divergence_section(read_divergence(days, said, as_of=TODAY))
    assert shown is not None
    return shown


def test_each_week_has_a_sign_and_words() -> None:
    weeks = section(spans((90, N, A), (48, R, A), (20, A, A), (6, G, A)))["weeks"]

    assert "".join(week["sign"] for week in weeks) == "······↓↓↓↓==↑"
    assert weeks[-1]["words"] == "Week to 23 Nov 2026: reported green, Delivery amber: reported better"
    assert len({week["stands"] for week in weeks}) == 4


def test_who_does_not_see_the_strip_hears_it_in_runs() -> None:
    assert section(spans((90, N, A), (48, G, A), (20, A, A)))["alt"] == (
        "Oldest first: 6 weeks not known, then 4 weeks reported better, then 3 weeks the same color"
    )


def test_the_day_of_each_report_is_among_the_days_newest_first() -> None:
    days = section(spans((20, G, A)), ((16, G), (7, G)))["days"]

    assert [row["on_text"] for row in days] == ["23 Nov 2026", "16 Nov 2026", "9 Nov 2026", "7 Nov 2026"]
    assert [row["said"] for row in days] == [False, True, False, True]
    assert days[-1]["delivery"] == "Amber"
    assert days[-1]["stands"] == "better than Delivery; better than Result"


def test_a_report_of_a_day_that_is_not_stored_says_so() -> None:
    last = section([day(0, G, A), day(9, G, A)], ((5, R),))["days"][1]

    assert (last["on_text"], last["reported"], last["delivery"]) == ("18 Nov 2026", "Red", "not stored")


def test_days_that_were_filled_in_afterwards_are_told() -> None:
    late = [replace(each, known_on=TODAY) for each in spans((20, G, A))]

    assert section(late)["filled_in"] == "2 of these 3 weeks were filled in afterwards from the record."
    assert section(spans((20, G, A)))["filled_in"] == ""


def test_nothing_to_compare_is_no_section() -> None:
    assert divergence_section(None) is None
    assert divergence_section(read_divergence(spans((90, N, A)), (), as_of=TODAY)) is None


def test_the_document_says_for_how_long_they_differ() -> None:
    document = {"computed": {"divergence_sentence": "", "diverges": False}, "result": None}

    told = with_divergence(document, section(spans((90, G, G), (20, G, A))))

    assert told["computed"]["divergence_brief"] == "Reported green for 2 weeks while the record says amber."
    assert told["computed"]["diverges"]
    assert (told["result"], with_divergence(document, None)["computed"]) == (None, document["computed"])
