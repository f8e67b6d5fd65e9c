"""A chance in words: careful at the half, honest at the ends, without digits from little."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.progress.exit_sets import HORIZONS
from tracker.progress.forecast.chances import chance_words, horizon_sentence, rounded
from tracker.progress.numbers import Gauge, Number
from tracker.progress.outlooks import Outlook, PaceOutlook, PathOutlook

DAY_90 = HORIZONS[0]
ON = date(2026, 5, 2)


def outlook(chance: Number, *, first: date | None, last: date | None, by: str = "pace") -> Outlook:
    """What a forecast says, without the parts that a sentence does not need."""
    pace, path = PaceOutlook(chance=chance), PathOutlook(chance=chance)
    return Outlook(
        chance=chance, driven_by=by, differ=False, likely_from=first, likely_to=last, sentence="", pace=pace, path=path
    )


@pytest.mark.parametrize(
    ("chance", "points"),
    [(0, 0), (0.025, 0), (0.026, 5), (0.075, 5), (0.11, 10), (0.5, 50), (0.975, 95), (0.9751, 100), (1, 100)],
)
def test_a_chance_is_rounded_to_five_points(chance: float, points: int) -> None:
    assert rounded(chance) == points


@pytest.mark.parametrize(
    ("chance", "n", "words"),
    [
        (0.0003, 9, "very unlikely (less than 1 in 20)"),
        (0.11, 8, "unlikely (about 1 in 10)"),
        (0.11, 7, "unlikely"),
        (0.33, 12, "open (about 1 in 3)"),
        (0.5, 12, "open (about 1 in 2)"),
        (0.71, 12, "likely (about 7 in 10)"),
        (0.91, 12, "very likely (about 9 in 10)"),
        (0.999, 12, "very likely (more than 19 in 20)"),
    ],
)
def test_the_words_of_a_chance(chance: float, n: int, words: str) -> None:
    assert chance_words(chance, n) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 14), date(2026, 6, 20), "the work is likely done 14 May to 20 June 2026"),
        (date(2026, 5, 14), date(2026, 5, 20), "the work is likely done 14 to 20 May 2026"),
        (date(2026, 5, 14), date(2026, 5, 14), "the work is likely done on 14 May 2026"),
        (date(2026, 12, 14), date(2027, 1, 4), "the work is likely done 14 December 2026 to 4 January 2027"),
        (date(2026, 5, 14), None, "the work is likely not done before 14 May 2026, and no end is in sight"),
        (None, None, "at this pace no end is in sight"),
    ],
)
def test_the_sentence_of_a_horizon(first: date | None, last: date | None, words: str) -> None:
    chance = Gauge("forecast", "probability", 12).value(0.11)

    assert (
        horizon_sentence(outlook(chance, first=first, last=last), DAY_90, on=ON)
        == f"Day 90 (2 May 2026): unlikely to be met (about 1 in 10); {words}."
    )


def test_without_a_forecast_the_sentence_says_what_is_missing() -> None:
    chance = Gauge("forecast", "probability", 3).insufficient("a pace can be projected after 5 whole weeks")

    words = horizon_sentence(outlook(chance, first=None, last=None), DAY_90, on=ON)

    assert words == "Day 90 (2 May 2026): no forecast yet, a pace can be projected after 5 whole weeks."


@pytest.mark.parametrize(("chance", "words"), [(1.0, "was met"), (0.0, "was missed")])
def test_a_settled_horizon_is_told_as_a_fact(chance: float, words: str) -> None:
    known = Gauge("forecast", "probability", 12).value(chance)

    said = horizon_sentence(outlook(known, first=None, last=None, by="known"), DAY_90, on=ON)

    assert said == f"Day 90 {words}: it fell on 2 May 2026."


def test_an_open_question_is_told_as_one() -> None:
    chance = Gauge("forecast", "probability", 12).value(0.5)

    said = horizon_sentence(outlook(chance, first=None, last=None), DAY_90, on=ON)

    assert said == "Day 90 (2 May 2026): open whether it is met (about 1 in 2); at this pace no end is in sight."
