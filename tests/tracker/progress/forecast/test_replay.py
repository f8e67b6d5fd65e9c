"""Stated dates replayed: by hand, without looking ahead, and over the published forecasts of New York City."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tracker.progress.test_published_portfolio import FILE, LAST_REPORT, Rows, facts_of
from tests.tracker.progress.test_published_portfolio import projects as projects
from tracker.progress.facts import Forecast
from tracker.progress.forecast.replay import claim_of, moves_of, replay

START = date(2020, 1, 1)


def stated(*pairs: tuple[int, int]) -> tuple[Forecast, ...]:
    """Dates as (stated in month, finish after so many days)."""
    return tuple(
        Forecast(stated_on=date(2020 + month // 12, month % 12 + 1, 1), finish_on=START + timedelta(days=days))
        for month, days in pairs
    )


def test_a_date_is_judged_by_the_last_one_of_the_following_year() -> None:
    moves = moves_of(stated((0, 500), (6, 530), (12, 560), (13, 900)), known_on=date(2021, 6, 1))

    assert [(move.made_on, move.days) for move in moves] == [(START, 60)]


def test_a_date_that_nobody_stated_again_is_left_out() -> None:
    assert moves_of(stated((0, 500), (13, 900)), known_on=date(2023, 1, 1)) == []


def test_past_moves_bound_the_next_one_by_rank() -> None:
    claim = claim_of(START, date(2021, 1, 1), sorted([*range(-10, 9)]))

    assert claim.chance == pytest.approx(11 / 19)
    assert claim.days[0.9] == date(2021, 1, 1) + timedelta(days=7)
    assert claim.days[0.5] == date(2021, 1, 1) - timedelta(days=1)


def test_moves_that_were_not_over_yet_are_not_used() -> None:
    many = [stated((0, 500), (12, 500 + shift), (24, 500 + shift)) for shift in range(25)]
    late = [stated((13, 700), (20, 790))]

    found = replay([*many, *late], known_on=date(2022, 3, 1))

    # At month 12 the moves of the first year are just over; those made before had none to learn from.
    assert found.ours.n == found.stated.n == 26
    assert found.stated.base_rate == pytest.approx(25 / 26)
    assert found.stated.brier == pytest.approx(1 / 26)


@pytest.mark.skipif(not FILE.exists(), reason=f"open test data is not here: {FILE.name}")
def test_the_published_forecasts_of_a_city_held_for_a_year_in_a_third(projects: dict[str, Rows]) -> None:
    histories = [facts_of(pid, rows, before_the_file=False).items[0].forecasts for pid, rows in projects.items()]

    found = replay(histories, known_on=LAST_REPORT)

    assert (found.stated.n, found.ours.n) == (641, 641)
    assert (found.stated.base_rate, found.stated.brier) == pytest.approx((0.3604, 0.6396), abs=5e-5)
    assert found.ours.brier == pytest.approx(0.2417, abs=5e-5)
    assert [each.share for each in found.ours.coverage] == pytest.approx([0.1045, 0.4212, 0.6942, 0.8159], abs=5e-5)


@pytest.mark.skipif(not FILE.exists(), reason=f"open test data is not here: {FILE.name}")
def test_a_replay_of_the_first_years_does_not_know_the_later_ones(projects: dict[str, Rows]) -> None:
    histories = [facts_of(pid, rows, before_the_file=False).items[0].forecasts for pid, rows in projects.items()]
    then = date(2017, 9, 1)

    cut = [tuple(each for each in history if each.stated_on <= then) for history in histories]

    assert replay(histories, known_on=then) == replay(cut, known_on=then)
