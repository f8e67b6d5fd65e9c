"""Days behind the plan and points ahead of it: one sentence says why both are true, and only where they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tests.tracker.analysis.state.builders import VECTOR
from tests.tracker.reporting.coordination.test_state import found_with, state
from tests.tracker.reporting.sample_parts import make_baseline, make_horizon
from tracker.progress.results import HorizonProgress
from tracker.reporting.coordination.two_scales import bridge_words, bridged, slowest_open

START = date(2026, 2, 2)
ENDS = "; days count items that were accepted, points what has changed."
ITEMS = "Both are true: the plan's items are "


def horizon(key: str = "day_90", **given: Any) -> HorizonProgress:
    """A horizon that is one review period behind at a pace of 0.9."""
    values = {"total": 10, "planned": 5, "earned": 4, "behind": -1, "pace": 0.9, "finish_on": None} | given
    return make_horizon(key, 90, day=70, original=make_baseline(**values))


def progress(*horizons: HorizonProgress) -> Any:
    """All that the rule reads of a program's progress."""
    return SimpleNamespace(horizons=horizons)


@pytest.mark.parametrize(
    ("days_behind", "points_ahead", "told"),
    [
        (7, 11, "7 days behind, yet the record shows 11 points more of it than the plan had promised by today"),
        (-3, -24, "3 days ahead, yet the record shows 24 points less of it than the plan had promised by today"),
        (1, 0, "1 day behind, yet the record shows as much of it as the plan had promised by today"),
        (0, -1, "on time, yet the record shows 1 point less of it than the plan had promised by today"),
    ],
)
def test_where_days_and_points_differ_one_sentence_says_why(days_behind: int, points_ahead: int, told: str) -> None:
    assert bridged(days_behind, points_ahead, of_what="it") == f"{ITEMS}{told}{ENDS}"


@pytest.mark.parametrize(("days_behind", "points_ahead"), [(7, -11), (-3, 4), (0, 0)])
def test_where_both_say_the_same_nothing_is_said(days_behind: int, points_ahead: int) -> None:
    assert bridged(days_behind, points_ahead, of_what="it") == ""


def test_the_sentence_takes_the_days_of_the_slowest_horizon_and_the_points_of_the_same_change() -> None:
    found = found_with(state(*VECTOR))

    said = bridge_words(found, progress(horizon(pace=0.95, behind=-0.5), horizon("day_120", behind=-1)), START)

    assert said == (
        f"{ITEMS}7 days behind, yet the record shows 6 points more of the structural change than the plan had "
        f"promised by today{ENDS}"
    )


def test_a_horizon_that_is_complete_or_has_nothing_due_drives_no_days() -> None:
    done = horizon(pace=0.2)
    assert done.original is not None
    done = replace(done, original=replace(done.original, complete_on=date(2026, 4, 1)))
    early = horizon("day_120", pace=0.1, planned=0, earned=0)
    due = horizon("month_12", pace=0.9)

    assert slowest_open(progress(done, early, due)) is due
    assert slowest_open(progress(done, early)) is None


def test_claims_ahead_of_evidence_say_it_alone() -> None:
    found = found_with(state(*VECTOR))
    ahead = replace(found, claims=replace(found.claims, is_ahead=True))

    assert bridge_words(ahead, progress(horizon()), START) == ""


def test_without_a_plan_or_a_start_there_are_no_two_scales() -> None:
    found = found_with(state(*VECTOR))

    assert bridge_words(found, progress(), START) == ""
    assert bridge_words(found, progress(horizon()), None) == ""
    assert (
        bridge_words(replace(found, structural=replace(found.structural, planned=None)), progress(horizon()), START)
        == ""
    )
