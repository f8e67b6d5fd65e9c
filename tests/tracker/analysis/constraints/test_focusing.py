"""The work on a constraint: the order of its steps, what was skipped, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tracker.analysis.constraints.builders import TODAY, analyzed, episode, week
from tracker.analysis.constraints.focusing import following
from tracker.analysis.constraints.results import FocusWork
from tracker.analysis.facts.governance import Waiver


def work(*waivers: Waiver, as_of: date = TODAY, **steps: date) -> FocusWork:
    """The work on the supplier, named twenty weeks ago."""
    focus = analyzed(episodes=(episode("S", steps=steps),), waivers=waivers, as_of=as_of).focus
    assert focus is not None
    return focus


def waiver(first: date, last: date, rule: str = "focusing_step") -> Waiver:
    return Waiver(uid="waiver", rule=rule, gate="", granted_on=first, expires_on=last)


def states(focus: FocusWork) -> list[str]:
    return [each.state for each in focus.stages]


def test_the_steps_come_in_a_circle() -> None:
    order = ["identify", "exploit", "subordinate", "elevate", "broken", "identify"]

    assert [following(step) for step in order[:-1]] == order[1:]


@pytest.mark.parametrize(
    ("steps", "expected", "next_step"),
    [
        ({}, ["now", "ahead", "ahead", "ahead"], "exploit"),
        ({"exploit": week(9)}, ["done", "now", "ahead", "ahead"], "subordinate"),
        ({"exploit": week(9), "subordinate": week(8)}, ["done", "done", "now", "ahead"], "elevate"),
        ({"elevate": week(9)}, ["done", "skipped", "skipped", "now"], "exploit"),
        ({"elevate": week(9), "exploit": week(8)}, ["done", "now", "skipped", "done"], "subordinate"),
        ({"exploit": week(9), "broken": week(8)}, ["done", "done", "ahead", "ahead"], "identify"),
    ],
    ids=["named", "exploited", "in order", "spent first", "made good in part", "broken early"],
)
def test_a_step_is_done_skipped_or_ahead(steps: dict[str, date], expected: list[str], next_step: str) -> None:
    focus = work(**steps)

    assert states(focus) == expected
    assert focus.next_step == next_step


def test_a_skipped_step_is_asked_for_by_name() -> None:
    focus = work(elevate=week(9))

    assert focus.skipped == ("exploit", "subordinate")
    assert focus.words.startswith("Exploit was skipped without a waiver: get the most out of Supplier capacity")


@pytest.mark.parametrize(
    ("given", "waived"),
    [
        (waiver(week(9), week(9)), True),
        (waiver(week(9) + timedelta(days=1), TODAY), False),
        (waiver(week(20), TODAY, rule="gate"), False),
    ],
    ids=["on the day", "granted afterwards", "of another rule"],
)
def test_a_waiver_of_the_day_excuses_what_is_skipped(given: Waiver, waived: bool) -> None:
    focus = work(given, elevate=week(9))

    assert (states(focus)[1] == "waived") is waived
    assert focus.next_step == ("broken" if waived else "exploit")


def test_steps_of_later_days_are_not_known_yet() -> None:
    focus = work(exploit=week(2), as_of=week(3))

    assert (focus.step, focus.since) == ("identify", week(20))


def test_an_ended_constraint_has_no_work() -> None:
    assert analyzed(episodes=(episode("S", ended_on=week(1)),)).focus is None
