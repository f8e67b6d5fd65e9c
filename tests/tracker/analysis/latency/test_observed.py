"""Decisions and shifts as they went, beside the model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from tracker.analysis.facts.decisions import Decision
from tracker.analysis.facts.tradeoffs import ShiftFact
from tracker.analysis.latency.observed import observed
from tracker.analysis.latency.random_phase import RandomWaits
from tracker.analysis.latency.results import ObservedLatency
from tracker.progress.numbers import Number, State

TODAY = date(2026, 11, 23)
TEN_DAYS = RandomWaits(periods=(Fraction(10),), fixed=5.0)


def asked(*, ago: int, after: int | None) -> Decision:
    """A question raised so many days ago, and decided so many days after that."""
    raised_on = TODAY - timedelta(days=ago)
    return Decision(
        uid=f"{ago}",
        right="",
        flow="flow",
        raised_on=raised_on,
        decided_on=None if after is None else raised_on + timedelta(days=after),
        decided_function="",
        decided_team="",
        alternatives=None,
        is_trade_off=False,
        overridden_on=None,
        overriding_function="",
    )


def seen(*, ago: int, took: int | None) -> ShiftFact:
    """A shift that was visible so many days ago, and reached the floor so many days after that."""
    visible_on = TODAY - timedelta(days=ago)
    changed_on = None if took is None else visible_on + timedelta(days=took)
    return ShiftFact(
        uid=f"{ago}", title="Shift", flow="flow", visible_on=visible_on, floor_changed_on=changed_on, responses=()
    )


def look(decisions: Sequence[Decision] = (), shifts: Sequence[ShiftFact] = ()) -> ObservedLatency:
    return observed(decisions, shifts, as_of=TODAY, model_of=lambda _: TEN_DAYS)


def short(number: Number) -> tuple[State, float | None, int]:
    return number.state, number.value, number.n


def test_the_median_and_the_ninth_of_ten_of_decided_questions() -> None:
    found = look([asked(ago=100 - number, after=number) for number in range(1, 11)])

    assert short(found.decisions) == (State.VALUE, 5, 10)
    assert short(found.decisions_p90) == (State.VALUE, 9, 10)
    assert (found.decided, found.open) == (10, 0)


def test_what_waits_counts_with_its_days_so_far() -> None:
    """Five were decided within 5 days; five have waited 50. Without them the median would be 3."""
    found = look([asked(ago=60, after=day) for day in range(1, 6)] + [asked(ago=50, after=None)] * 5)

    assert short(found.decisions) == (State.VALUE, 5, 10)
    assert (found.decisions_p90.unbounded, found.open) == (True, 5)
    assert found.decisions_p90.reason == "5 of 10 questions still wait, so nobody knows yet"


def test_a_question_of_yesterday_does_not_make_the_others_slower() -> None:
    decided = [asked(ago=60, after=day) for day in range(1, 6)]

    assert look([*decided, asked(ago=1, after=None)]).decisions.value == look(decided).decisions.value == 3


def test_a_decision_of_tomorrow_still_waits_today() -> None:
    found = look([asked(ago=3, after=4)])

    assert (found.decided, found.open) == (0, 1)


def test_too_few_decisions_name_what_is_missing_and_who_has_it() -> None:
    found = look([asked(ago=5, after=1)])

    assert found.decisions.state == State.INSUFFICIENT_DATA
    assert found.decisions.reason == (
        "5 decided questions of the last half year are needed and 1 is recorded; the function leads record them"
    )


def test_questions_of_more_than_half_a_year_ago_are_of_another_time() -> None:
    assert look([asked(ago=ago, after=1) for ago in (181, 182, -1)]).decided == 1


def test_shifts_beside_the_model() -> None:
    found = look(shifts=[seen(ago=90, took=20), seen(ago=200, took=30), seen(ago=50, took=15), seen(ago=25, took=None)])

    assert [(each.days, each.is_open, each.ratio) for each in found.shifts] == [
        (30, False, 3.0), (20, False, 2.0), (15, False, 1.5), (25, True, None)
    ]  # fmt: skip
    assert (found.ratio.value, found.ratio.n, found.ratio.interval) == (2.0, 3, (1.5, 3.0))
    assert (found.shifts[0].modelled_days, found.shifts[0].modelled_p90) == (10.0, pytest.approx(14.0))


def test_two_shifts_are_listed_and_not_summed_up() -> None:
    found = look(shifts=[seen(ago=90, took=20), seen(ago=80, took=20)])

    assert (len(found.shifts), found.ratio.state, found.ratio.n) == (2, State.INSUFFICIENT_DATA, 2)


def test_a_day_without_recorded_cycles_has_no_model() -> None:
    found = observed((), [seen(ago=9, took=3)], as_of=TODAY, model_of=lambda _: None)

    assert (found.shifts[0].days, found.shifts[0].modelled_days, found.shifts[0].ratio) == (3, None, None)
