"""Worse at once, better only when it has held for two weeks; any day can be worked out again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tracker.analysis.metrics.builders import make_metric, make_readings, week
from tests.tracker.analysis.pilots import builders as runs
from tests.tracker.analysis.result.builders import BETTER, SAME, WORSE, after, result
from tests.tracker.analysis.result.test_status import GOOD, HARM
from tracker.analysis.result.question import ResultPolicy
from tracker.analysis.result.results import GreyKind
from tracker.progress.results import Status

ONE_DAY = timedelta(days=1)
FOUND_ON = week(13)
"""The Monday on which the first reading after the baseline is over."""


@pytest.mark.parametrize(("days", "expected"), [(-1, Status.GREY), (0, Status.RED)])
def test_it_is_worse_on_the_day_on_which_it_can_be_known(days: int, expected: Status) -> None:
    assert after((WORSE,), on=FOUND_ON + days * ONE_DAY).status is expected


@pytest.mark.parametrize(("days", "expected"), [(0, Status.GREY), (13, Status.GREY), (14, Status.GREEN)])
def test_green_has_to_hold_for_two_weeks(days: int, expected: Status) -> None:
    told = after((BETTER,) * 3, on=FOUND_ON + days * ONE_DAY)

    assert (told.raw, told.status) == (Status.GREEN, expected)
    assert told.changes_on == (None if expected is Status.GREEN else FOUND_ON + 14 * ONE_DAY)


def test_green_that_does_not_hold_yet_says_from_when_on() -> None:
    told = after((BETTER,))

    assert (told.grey, told.first_on) == (GreyKind.TOO_EARLY, FOUND_ON + 14 * ONE_DAY)
    assert told.sentence.endswith("It is green from 20 April 2026 on, if this holds.")


def test_what_was_worse_stays_for_two_weeks_and_says_so() -> None:
    """A firm signal to the better follows the one to the worse: from the next week on the metric itself is better."""
    readings = (WORSE, *(BETTER,) * 8)
    improved_on = week(14)

    told = after(readings, on=improved_on)

    assert (told.raw, told.status, told.grey) == (Status.GREEN, Status.RED, None)
    assert told.changes_on == improved_on + 14 * ONE_DAY
    assert told.sentence.startswith("Until 12 April 2026 it was red by Stock. Stock improves")
    assert told.held == "Shown red until 27 April 2026: a color improves only when it has held for 2 weeks."


@pytest.mark.parametrize(("days", "expected"), [(13, Status.RED), (14, Status.GREEN)])
def test_it_turns_on_the_day_that_was_told(days: int, expected: Status) -> None:
    assert after((WORSE, *(BETTER,) * 8), on=week(14) + days * ONE_DAY).status is expected


def test_red_falls_to_amber_before_it_is_grey() -> None:
    guard = make_metric("Expediting", role="guardrail")
    harm = runs.pilot(*HARM, outcome="stopped", decided_on=runs.after(8))
    readings = make_readings((SAME, WORSE, WORSE, WORSE), of="Expediting", first=28)

    told = result(guard, readings=readings, pilots=(harm,), on=runs.after(10) - ONE_DAY)

    assert (told.raw, told.status, told.changes_on) == (Status.AMBER, Status.RED, runs.after(10))
    assert result(guard, readings=readings, pilots=(harm,), on=runs.after(10)).status is Status.AMBER


@pytest.mark.parametrize(("days", "expected"), [(13, Status.RED), (14, Status.GREY)])
def test_red_does_not_fade_to_grey_at_once(days: int, expected: Status) -> None:
    stopped = runs.pilot(*HARM, outcome="stopped", decided_on=runs.after(8))

    told = result(pilots=(stopped,), on=runs.after(8) + days * ONE_DAY, start_on=runs.MONDAY)

    assert (told.raw, told.status) == (Status.GREY, expected)


def test_what_was_green_is_grey_as_soon_as_it_does_not_hold() -> None:
    day = runs.after(10)
    stopped = runs.pilot(*GOOD, outcome="inconclusive", decided_on=day)

    assert result(pilots=(stopped,), on=day - ONE_DAY, start_on=runs.MONDAY).status is Status.GREY
    assert result(pilots=(runs.pilot(*GOOD),), on=day, start_on=runs.MONDAY).status is Status.GREEN
    assert result(pilots=(stopped,), on=day, start_on=runs.MONDAY).status is Status.GREY


@pytest.mark.parametrize(
    ("weeks", "days", "expected"), [(0, 0, Status.GREEN), (1, 6, Status.GREY), (1, 7, Status.GREEN)]
)
def test_how_long_it_must_hold_is_policy(weeks: int, days: int, expected: Status) -> None:
    told = after((BETTER,) * 3, on=FOUND_ON + days * ONE_DAY, policy=ResultPolicy(improve_after_weeks=weeks))

    assert told.status is expected
