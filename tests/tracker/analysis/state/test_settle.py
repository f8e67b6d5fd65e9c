"""The color of a state: worse at once, better only when it has held for 2 weeks, or 2 months for culture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.tracker.analysis.state.builders import (
    START,
    VECTOR,
    analyzed,
    components_of,
    make_plan,
    make_record,
    on,
)
from tracker.analysis.facts.colors import ColorDays, StateColors
from tracker.analysis.state.analyze import with_settled_colors
from tracker.analysis.state.index import index_of
from tracker.analysis.state.policy import StatePolicy
from tracker.analysis.state.results import StateIndex
from tracker.analysis.state.settle import Hold, settled
from tracker.progress.periods import Period
from tracker.progress.rag import SEVERITY, settled_color, worst
from tracker.progress.results import Status

GREY, GREEN, AMBER, RED = SEVERITY
WEEKS = Hold(count=2, period=Period.WEEK)
MONTHS = Hold(count=2, period=Period.MONTH)
KNOWN = ColorDays(since=START)


def index(color: Status) -> StateIndex:
    return replace(index_of("", components_of(VECTOR), StatePolicy().structural), status=color)


def shown(color: Status, before: ColorDays = KNOWN, *, day: int = 60, hold: Hold = WEEKS) -> StateIndex:
    return settled(index(color), before, as_of=on(day), start_on=START, hold=hold)[0]


def run(colors: Mapping[int, Status], *, hold: Hold = WEEKS) -> dict[int, StateIndex]:
    """The state of each day that is analyzed, each looking back on what the one before it handed on."""
    found, kept = {}, ColorDays()
    for day, color in sorted(colors.items()):
        found[day], kept = settled(index(color), kept, as_of=on(day), start_on=START, hold=hold)
    return found


@pytest.mark.parametrize(
    ("today", "before", "expected"),
    [
        (GREEN, (GREEN, GREY), GREEN),
        (GREEN, (AMBER, GREEN), AMBER),
        (GREEN, (AMBER, RED), RED),
        (AMBER, (GREEN,), AMBER),
        (RED, (GREEN,), RED),
        (GREY, (RED,), GREY),
        (GREEN, (), GREEN),
    ],
)
def test_a_color_is_the_worst_that_it_must_hold_through(
    today: Status, before: tuple[Status, ...], expected: Status
) -> None:
    assert settled_color(today, before) is expected


def test_it_is_worse_at_once() -> None:
    told = shown(RED, ColorDays(since=START, amber_on=on(59)))

    assert (told.status, told.raw, told.held) == (RED, RED, "")


@pytest.mark.parametrize(("day", "expected"), [(51, RED), (64, RED), (65, GREEN)])
def test_a_better_color_is_shown_when_it_has_held_for_two_weeks(day: int, expected: Status) -> None:
    told = shown(GREEN, ColorDays(since=START, red_on=on(50)), day=day)

    assert (told.status, told.raw) == (expected, GREEN)
    assert told.changes_on == (on(65) if expected is RED else None)


def test_what_is_held_back_says_why_and_until_when() -> None:
    told = shown(GREEN, ColorDays(since=START, amber_on=date(2026, 3, 1)))

    assert told.held == "Shown amber until 16 March 2026: a color improves only when it has held for 2 weeks."
    assert told.last_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("last_on", "turns_on"),
    [
        (date(2026, 3, 14), date(2026, 5, 15)),
        (date(2026, 12, 31), date(2027, 3, 1)),
        (date(2026, 6, 30), date(2026, 8, 31)),
    ],
)
def test_culture_has_to_hold_for_two_calendar_months(last_on: date, turns_on: date) -> None:
    before = ColorDays(since=START, amber_on=last_on)
    days = [(turns_on - START).days + later for later in (-1, 0)]

    told = [shown(GREEN, before, day=day, hold=MONTHS) for day in days]

    assert [each.status for each in told] == [AMBER, GREEN]
    assert told[0].held.endswith("has held for 2 months.")


def test_red_falls_to_amber_before_it_is_green() -> None:
    found = run({40: RED, 41: AMBER, 44: AMBER, 45: GREEN, 54: GREEN, 55: GREEN, 58: GREEN, 59: GREEN})

    assert [found[day].status for day in (45, 54, 55, 58, 59)] == [RED, RED, AMBER, AMBER, GREEN]
    assert found[54].changes_on == on(55)


def test_a_grey_day_is_grey_and_forgets_nothing() -> None:
    found = run({40: RED, 41: GREY, 42: GREEN})

    assert [found[day].status for day in (41, 42)] == [GREY, RED]


def test_a_color_that_flutters_is_shown_as_the_worse_one() -> None:
    found = run({day: AMBER if day % 3 else GREEN for day in range(30, 60)})

    assert {each.status for each in found.values()} - {AMBER} == {GREEN}
    assert found[30].status is GREEN
    assert all(found[day].status is AMBER for day in range(31, 60))


def test_days_that_were_not_analyzed_say_nothing() -> None:
    found = run({30: AMBER, 43: GREEN, 45: GREEN})

    assert [found[day].status for day in (43, 45)] == [AMBER, GREEN]


@pytest.mark.parametrize(("count", "expected"), [(0, GREEN), (1, AMBER)])
def test_how_long_it_must_hold_is_policy(count: int, expected: Status) -> None:
    hold = Hold(count=count, period=Period.WEEK)

    assert shown(GREEN, ColorDays(since=START, amber_on=on(59)), hold=hold).status is expected


@pytest.mark.parametrize(
    ("since", "color", "known"),
    [
        (on(60), GREEN, on(60)),
        (on(47), AMBER, on(47)),
        (on(46), GREEN, None),
        (on(60), RED, None),
        (on(60), GREY, None),
    ],
)
def test_it_says_when_not_all_of_these_days_are_known(since: date, color: Status, known: date | None) -> None:
    assert shown(color, ColorDays(since=since)).known_since == known


def test_a_program_that_just_began_has_no_days_that_could_be_missing() -> None:
    assert shown(GREEN, ColorDays(since=on(1)), day=3).known_since is None


@given(some.lists(some.sampled_from(SEVERITY), min_size=1, max_size=60))
def test_what_is_handed_on_gives_what_all_days_would_give(colors: list[Status]) -> None:
    found = run(dict(enumerate(colors)))

    for day, color in enumerate(colors):
        window = colors[max(0, day - 14) : day + 1]
        assert found[day].status is (GREY if color is GREY else worst(window))


class TestAnalyzed:
    """In the analysis of a program: structure by week, culture by month."""

    record = make_record(plan=make_plan(passed={"G0": 1, "G1": 1}))

    def test_structure_looks_back_by_week_and_culture_by_month(self) -> None:
        red = ColorDays(since=START, red_on=on(45))
        record = replace(self.record, colors=StateColors(structural=red, cultural=red))

        structural, cultural, _ = with_settled_colors(record, structural=index(GREEN), cultural=index(GREEN), periods=2)

        assert (structural.status, cultural.status) == (GREEN, RED)

    def test_a_state_that_was_red_some_days_ago_is_shown_red(self) -> None:
        record = make_record(21, plan=self.record.plan)
        red = StateColors(structural=ColorDays(since=START, red_on=on(10)))

        told = [analyzed(replace(record, colors=colors)).structural for colors in (StateColors(), red)]

        assert [(each.raw, each.status) for each in told] == [(AMBER, AMBER), (AMBER, RED)]

    def test_the_policy_says_for_how_many_periods(self) -> None:
        red = StateColors(structural=ColorDays(since=START, red_on=on(10)))

        told = analyzed(make_record(21, plan=self.record.plan, colors=red), improve_after=1).structural

        assert told.status is AMBER

    def test_what_was_seen_is_handed_on_with_the_day_in_it(self) -> None:
        found = analyzed(self.record)

        raw = found.structural.raw
        assert found.colors.structural == ColorDays(
            since=on(60), amber_on=on(60) if raw is AMBER else None, red_on=on(60) if raw is RED else None
        )

    def test_without_a_plan_what_is_remembered_is_handed_on(self) -> None:
        colors = StateColors(structural=ColorDays(since=START, red_on=on(40)))

        found = analyzed(make_record(plan=make_plan(sequence=None), colors=colors))

        assert found.colors == colors
