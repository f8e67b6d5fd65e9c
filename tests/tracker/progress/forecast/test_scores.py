"""Scores by hand: a horizon is one case, whatever the number of days on which it was forecast."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.progress.forecast.chances import likelihood
from tracker.progress.forecast.scores import FEWEST_SHOWN, WORD_EDGES, WORDS, Scores, Tally, score
from tracker.progress.numbers import State


def tally(program: int, *, met: bool, chance: float, n: int = 1, **given: Any) -> Tally:
    """Forecasts that all said the same chance."""
    values: dict[str, Any] = {"horizon": "day_90", "given": (0,) * 4, "held": (0,) * 4, "fell": (0,) * 5} | given
    return Tally(
        program=program,
        met=met,
        word=sum(chance > edge for edge in WORD_EDGES),
        n=n,
        chances=n * chance,
        squares=n * (chance - met) ** 2,
        **values,
    )


def five(**given: Any) -> Scores:
    """Five programs: 0.9 and met, 0.9 and missed, 0.5 and met, 0.1 and missed, and one of 99 days at 0.2, met."""
    cases = [(0.9, True, 1), (0.9, False, 1), (0.5, True, 1), (0.1, False, 1), (0.2, True, 99)]
    return score(tally(at, met=met, chance=chance, n=n, **given) for at, (chance, met, n) in enumerate(cases))


def test_many_days_of_one_horizon_count_once() -> None:
    found = five()

    assert (found.n, found.forecasts) == (5, 103)
    assert found.brier.value == pytest.approx((0.01 + 0.81 + 0.25 + 0.01 + 0.64) / 5)
    assert found.base_rate.value == pytest.approx(3 / 5)
    assert found.brier_of_base_rate.value == pytest.approx(0.24)


def test_the_interval_of_the_mean_is_that_of_student() -> None:
    found = five()

    # Mean 0.344, standard deviation 0.36631, t(4) 2.77645: 0.344 +- 0.45483, and no score lies below 0.
    assert found.brier.interval == pytest.approx((0.0, 0.79883), abs=5e-5)
    assert found.base_rate.interval == pytest.approx((0.23072, 0.88238), abs=5e-5)


def test_within_a_horizon_the_words_it_said_are_averaged() -> None:
    split = [tally(0, met=True, chance=0.8, n=3), tally(0, met=True, chance=0.2, n=1)]
    others = [tally(at, met=False, chance=0.8) for at in range(1, 5)]

    found = score([*split, *others])

    assert found.n == 5
    assert found.brier.value == pytest.approx(((3 * 0.04 + 0.64) / 4 + 4 * 0.64) / 5)
    likely = found.words[WORDS.index("likely")]
    assert (likely.said.n, likely.forecasts) == (5, 7)
    assert likely.said.value == pytest.approx(0.8)
    assert likely.came_true.value == pytest.approx(0.75 / 4.75)


def test_coverage_and_bins_are_shares_of_horizons() -> None:
    cases = [((4, 4, 2, 0), (0, 2, 2, 0), (0, 1, 0, 0, 1))] * 5

    found = score(
        tally(at, met=True, chance=0.5, n=4, given=given, held=held, fell=fell)
        for at, (given, held, fell) in enumerate(cases)
    )

    assert [each.value for each in found.coverage] == [0, 0.5, 1, None]
    assert [each.n for each in found.coverage] == [5, 5, 5, 0]
    assert (found.fell, found.fell_n) == ((0, 0.5, 0, 0, 0.5), 5)
    assert found.interval.value == pytest.approx(0.5)


def test_too_few_horizons_say_nothing() -> None:
    found = score([tally(at, met=True, chance=0.5, n=500) for at in range(FEWEST_SHOWN - 1)])

    assert (found.is_shown, found.missing, found.n) == (False, 1, 4)
    assert (found.brier.state, found.brier.value) == (State.INSUFFICIENT_DATA, None)
    assert found.brier.reason == "4 horizons of the 5 that it takes"
    assert score([]).missing == FEWEST_SHOWN


def test_few_horizons_are_called_early() -> None:
    assert five().brier.state is State.DEGRADED
    assert score([tally(at, met=True, chance=0.5) for at in range(20)]).brier.state is State.VALUE


def test_the_edges_of_the_words_are_those_in_which_chances_are_told() -> None:
    for thousandth in range(1001):
        chance = thousandth / 1000

        assert WORDS[sum(chance > edge for edge in WORD_EDGES)] == likelihood(chance)


def test_kinds_of_horizons_stand_in_their_order() -> None:
    kinds = [tally(at, met=True, chance=0.5, horizon=key) for at in range(5) for key in ("month_12", "day_90")]

    assert [(each.key, each.said.n) for each in score(kinds).horizons] == [("day_90", 5), ("month_12", 5)]
