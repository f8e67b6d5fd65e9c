"""The reported status: the latest known, or why there is none."""

from __future__ import annotations

from tests.tracker.progress.builders import make_facts, on
from tracker.progress.facts import ReportedStatus
from tracker.progress.reckon import reckon
from tracker.progress.reported import read_reported
from tracker.progress.results import Status

GREEN = ReportedStatus(reported_on=on(10), status="green", rated_by="Sponsor", reason="All well")
RED = ReportedStatus(reported_on=on(40), status="red", rated_by="Sponsor", reason="Supplier lost")
EXEMPT = ReportedStatus(reported_on=on(70), status=None, not_rated_reason="Exempt under Section 43")


def test_the_latest_status_by_then_counts_whatever_the_order() -> None:
    reported = read_reported(make_facts(statuses=(RED, GREEN)), on(45))

    assert (reported.status, reported.reason, reported.rated_by) == (Status.RED, "Supplier lost", "Sponsor")
    assert (reported.reported_on, reported.age_days) == (on(40), 5)
    assert (reported.previous, reported.previous_on) == (Status.GREEN, on(10))


def test_what_is_reported_later_is_not_known_yet() -> None:
    reported = read_reported(make_facts(statuses=(GREEN, RED)), on(39))

    assert (reported.status, reported.age_days, reported.previous) == (Status.GREEN, 29, None)


def test_a_report_without_a_color_is_grey_with_its_reason() -> None:
    reported = read_reported(make_facts(statuses=(GREEN, EXEMPT)), on(71))

    assert (reported.status, reported.reason) == (Status.GREY, "Exempt under Section 43")
    assert reported.previous is Status.GREEN


def test_nothing_reported_is_grey_and_says_so() -> None:
    reported = reckon(make_facts(), on(5)).reported

    assert (reported.status, reported.reason) == (Status.GREY, "nobody has reported a status yet")
    assert (reported.reported_on, reported.age_days) == (None, None)
