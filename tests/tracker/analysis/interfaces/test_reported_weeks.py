"""Who said anything, week by week."""

from __future__ import annotations

from datetime import timedelta

from tests.tracker.analysis.interfaces.builders import FIRST, MONDAY, TODAY, weekly
from tracker.analysis.interfaces.reported_weeks import reported_weeks

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
WEEKS = reported_weeks(weekly({"p": [MONDAY], "q": [MONDAY - WEEK, MONDAY]}), first=FIRST, last=TODAY)


def test_only_whole_weeks_of_a_span_count() -> None:
    spans = [(MONDAY - WEEK, TODAY), (MONDAY - WEEK, TODAY - DAY), (MONDAY - WEEK + DAY, TODAY)]

    assert [WEEKS.between(*span).expected for span in spans] == [4, 2, 2]
    assert [WEEKS.between(*span).reported for span in spans] == [3, 1, 2]


def test_only_the_functions_that_are_asked_for_count() -> None:
    found = WEEKS.between(MONDAY - WEEK, TODAY, functions=["p", "elsewhere"])

    assert (found.expected, found.reported, found.share) == (2, 1, 0.5)
    assert WEEKS.between(MONDAY, TODAY, functions=["elsewhere"]).share is None


def test_a_function_without_a_name_is_still_owing() -> None:
    assert [(each.name, each.function, each.weeks) for each in WEEKS.silences({"q": "Quality"})] == [
        ("", "p", 24),
        ("Quality", "q", 23),
    ]
