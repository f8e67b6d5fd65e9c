"""Grey says which: too early with the first possible day, overdue from somebody, no change, not applicable."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.tracker.analysis.metrics.builders import make_metric, make_readings, week
from tests.tracker.analysis.pilots import builders as runs
from tests.tracker.analysis.result.builders import BETTER, CALM_AFTER, SAME, WORSE, after, result
from tracker.analysis.facts.weekly import Standstill
from tracker.analysis.result.results import GreyKind
from tracker.progress.results import Status

OWNERS = "Procurement and Operations"


def test_before_the_first_reading_it_is_too_early_with_a_day() -> None:
    told = after((), weeks=12)

    assert (told.status, told.grey, told.first_on) == (Status.GREY, GreyKind.TOO_EARLY, week(13))
    assert told.sentence == (
        "Too early to tell. Stock: no reading after the baseline yet. First possible on 6 April 2026."
    )


@pytest.mark.parametrize(("weeks", "grey"), [(13, GreyKind.TOO_EARLY), (14, GreyKind.OVERDUE)])
def test_two_periods_without_a_reading_are_overdue_from_who_answers_for_it(weeks: int, grey: GreyKind) -> None:
    told = after((), weeks=weeks)

    assert told.grey is grey
    assert told.owed_by == (OWNERS if grey is GreyKind.OVERDUE else "")


@pytest.mark.parametrize(
    ("lost", "status"),
    [
        pytest.param((None,), Status.GREEN, id="one missing reading is bridged"),
        pytest.param((None, None), Status.GREY, id="two are too many to claim anything good"),
    ],
)
def test_green_needs_readings(lost: tuple[None, ...], status: Status) -> None:
    told = after((*(BETTER,) * 4, *lost))

    assert told.status is status
    assert told.coverage.reporting == (() if status is Status.GREY else ("Procurement", "Operations"))
    assert (told.coverage.read, told.coverage.periods) == (4, 4 + len(lost))


def test_two_readings_lost_in_between_are_overdue_too() -> None:
    told = after((BETTER, BETTER, None, None, BETTER, BETTER, BETTER))

    assert told.grey is GreyKind.OVERDUE
    assert "Stock was not read in 2 of the last 7 weeks." in told.sentence


def test_only_the_latest_eight_periods_are_asked_for() -> None:
    assert after((BETTER, None, None, *(BETTER,) * 7)).coverage.periods == 8
    assert after((BETTER, None, None, *(BETTER,) * 7)).raw is Status.GREEN


def test_nothing_is_green_while_another_primary_metric_is_not_read() -> None:
    good, silent = make_metric("Service"), make_metric("Stock")
    readings = (*make_readings((BETTER,) * 4, of="Service"), *make_readings((SAME,)))

    told = result(good, silent, readings=readings, weeks=16)

    assert (told.status, told.grey, told.owed_by) == (Status.GREY, GreyKind.OVERDUE, OWNERS)
    assert told.sentence.startswith("No result can be told. Stock was not read in 3 of the last 4 weeks.")


def test_weeks_in_which_the_program_stood_still_are_not_asked_for() -> None:
    pause = Standstill(first=week(16), last=week(18) - timedelta(days=1))

    told = after((*(BETTER,) * 4, None, None), standstills=(pause,))

    assert (told.status, told.coverage.periods) == (Status.GREEN, 4)


def test_red_stays_and_says_what_is_owed() -> None:
    told = after((WORSE, None, None, None))

    assert (told.status, told.owed_by) == (Status.RED, OWNERS)
    assert told.sentence.endswith("of the last 4 weeks 3 were not read.")


def test_measured_and_not_moved_is_neither_early_nor_green() -> None:
    told = after(CALM_AFTER)

    assert (told.status, told.grey, told.owed_by) == (Status.GREY, GreyKind.NO_CHANGE, "")
    assert told.sentence == "No result yet. Stock has not moved further than chance explains."
    assert told.n == 8


@pytest.mark.parametrize(("weeks", "grey"), [(2, GreyKind.TOO_EARLY), (3, GreyKind.OVERDUE)])
def test_a_metric_that_was_never_read_is_overdue_after_two_periods(weeks: int, grey: GreyKind) -> None:
    """The first week is the one in which the functions began to answer for it; it is read when it is over."""
    assert result(make_metric(baselines=()), weeks=weeks).grey is grey


def test_without_a_metric_it_is_early_until_the_gate_of_the_metrics() -> None:
    day = week(5)

    assert result(on=day, metrics_due_on=day).grey is GreyKind.TOO_EARLY
    late = result(on=day, metrics_due_on=day - timedelta(days=1))
    assert (late.grey, late.owed_by) == (GreyKind.OVERDUE, "Transformation PMO")


def test_a_program_without_a_sequence_and_a_metric_has_no_result() -> None:
    told = result(follows_sequence=False)

    assert (told.grey, told.first_on, told.owed_by) == (GreyKind.NOT_APPLICABLE, None, "")


def test_a_run_that_lost_its_readings_is_overdue_from_who_owes_them() -> None:
    broken = runs.pilot(1, -1, None, None, None, 1)
    asked: dict[str, Any] = {"owed_by": {"metric": ("f1",)}, "functions": {"f1": "Sales"}, "start_on": runs.MONDAY}

    told = result(pilots=(broken,), on=runs.after(6), **asked)

    assert (told.grey, told.owed_by) == (GreyKind.OVERDUE, "Sales")


def test_a_run_that_goes_on_says_when_it_can_be_settled_at_first() -> None:
    told = result(pilots=(runs.pilot(1, -1, 2),), on=runs.after(3), start_on=runs.MONDAY)

    assert told.grey is GreyKind.TOO_EARLY
    assert told.first_on == runs.after(8)


def test_a_metric_that_is_not_shared_yet_is_early_until_the_gate_of_the_metrics() -> None:
    asked: dict[str, Any] = {"readings": make_readings(CALM_AFTER), "on": week(20)}
    alone = make_metric(owners=("Procurement",))

    early = result(alone, metrics_due_on=week(20), **asked)
    late = result(alone, metrics_due_on=week(20) - timedelta(days=1), **asked)

    assert (early.grey, early.first_on, early.owed_by) == (GreyKind.TOO_EARLY, None, "")
    assert early.sentence.startswith(
        "Too early to tell. Stock is not answered for by two functions: only Procurement answers for it. Possible"
    )
    assert late.grey is GreyKind.OVERDUE
