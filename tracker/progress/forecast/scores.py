"""How good the forecasts of many horizons were: averaged within each horizon first, then over the horizons.

Forecasts of neighboring days say nearly the same. A horizon of a program is therefore one case however many days it
was forecast on, and n counts horizons (METHODS 1.4, calibration).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from scipy.special import stdtrit

from tracker.progress.exit_sets import HORIZONS
from tracker.progress.forecast.calibration import FEWEST, LEVELS, wilson
from tracker.progress.numbers import Number, State
from tracker.progress.words import count_words

METHOD = "calibration"
FEWEST_SHOWN = 5
"""Below so many horizons nothing is said; below ``calibration.FEWEST`` it is said to be early."""

WORDS = ("very unlikely", "unlikely", "open", "likely", "very likely")
WORD_EDGES = (0.075, 0.325, 0.675, 0.875)
"""The largest chance of each word but the last: chances are said rounded to five points (``chances.likelihood``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Forecasts of one horizon of one program that said the same word, counted.

    program, horizon, met  which, and what became of it
    word              place in WORDS
    n, chances, squares  how many; sums of chance and of (chance - outcome)^2
    given, held       for each of LEVELS: forecasts whose day for it has come, and those of which the finish was by then
    fell              forecasts of which all days have come, by how many of those days had passed before the finish
    """

    program: int
    horizon: str
    met: bool
    word: int
    n: int
    chances: float
    squares: float
    given: tuple[int, ...]
    held: tuple[int, ...]
    fell: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One horizon of one program: the mean over its ``n`` forecasts.

    held  share for each of LEVELS, None where no day has come; ``fell`` shares in five bins, empty where not known
    """

    horizon: str
    met: bool
    n: int
    chance: float
    brier: float
    held: tuple[float | None, ...]
    fell: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """Some of the forecasts beside the others: those that said a word, or those of one kind of horizon.

    key        the word, or the key of the horizon
    forecasts  how many, of how many horizons is the n of the numbers
    said       mean chance; ``came_true`` the share of horizons met, each by the share of its forecasts that are here
    """

    key: str
    forecasts: int
    said: Number
    came_true: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How good the forecasts of ``n`` horizons were.

    brier       mean of (chance - outcome)^2 with the 95 % interval of that mean
    base_rate   share of horizons met; ``brier_of_base_rate`` what always saying that share would have scored
    interval    how often the finish fell between the days for 10 and 90 %; should be 80 %
    coverage    how often it came by the day for each of LEVELS
    fell        share of finishes in each of five bins, over ``fell_n`` horizons: the probability integral transform
    """

    n: int
    forecasts: int
    brier: Number
    base_rate: Number
    brier_of_base_rate: Number
    interval: Number
    coverage: tuple[Number, ...]
    fell: tuple[float, ...]
    fell_n: int
    words: tuple[GroupScore, ...]
    horizons: tuple[GroupScore, ...]

    @property
    def is_shown(self) -> bool:
        """Whether enough horizons have come to their day to say anything."""
        return self.n >= FEWEST_SHOWN

    @property
    def missing(self) -> int:
        """How many more must come before anything is said."""
        return max(0, FEWEST_SHOWN - self.n)


def score(tallies: Iterable[Tally]) -> Scores:
    """The scores of all horizons, in any order. Cost: one sort."""
    ordered = sorted(tallies, key=lambda each: (each.program, each.horizon, each.word))
    groups = [list(group) for _, group in groupby(ordered, key=lambda each: (each.program, each.horizon))]
    cases = [case_of(group) for group in groups]
    base = share_of([float(case.met) for case in cases])
    fell = [case.fell for case in cases if case.fell]
    return Scores(
        n=len(cases),
        forecasts=sum(case.n for case in cases),
        brier=mean_of([case.brier for case in cases]),
        base_rate=base,
        brier_of_base_rate=number(len(cases), None if base.value is None else base.value * (1 - base.value), "score"),
        interval=share_of([sum(each[1:4]) for each in fell]),
        coverage=tuple(share_of([case.held[at] for case in cases]) for at in range(len(LEVELS))),
        fell=tuple(sum(each) / len(fell) for each in zip(*fell, strict=True)) if len(fell) >= FEWEST_SHOWN else (),
        fell_n=len(fell),
        words=tuple(word_score(word, groups) for word in range(len(WORDS))),
        horizons=tuple(horizon_scores(cases)),
    )


def case_of(tallies: Sequence[Tally]) -> Case:
    """The means of one horizon over the words that its forecasts said."""
    n = sum(each.n for each in tallies)
    given = totals(each.given for each in tallies)
    held = totals(each.held for each in tallies)
    fell = totals(each.fell for each in tallies)
    return Case(
        horizon=tallies[0].horizon,
        met=tallies[0].met,
        n=n,
        chance=sum(each.chances for each in tallies) / n,
        brier=sum(each.squares for each in tallies) / n,
        held=tuple(hits / of if of else None for hits, of in zip(held, given, strict=True)),
        fell=tuple(count / sum(fell) for count in fell) if sum(fell) else (),
    )


def totals(rows: Iterable[tuple[int, ...]]) -> list[int]:
    """The sum of each column."""
    return [sum(column) for column in zip(*rows, strict=True)]


def word_score(word: int, groups: Iterable[Sequence[Tally]]) -> GroupScore:
    """What became of the forecasts that said one word.

    groups  the tallies of one horizon each
    """
    said = [(each, each.n / sum(other.n for other in group)) for group in groups for each in group if each.word == word]
    weight = sum(share for _, share in said)
    chance = sum(share * each.chances / each.n for each, share in said) / weight if said else None
    met = sum(share for each, share in said if each.met) / weight if said else None
    return GroupScore(
        key=WORDS[word],
        forecasts=sum(each.n for each, _ in said),
        said=number(len(said), chance, "probability"),
        came_true=number(len(said), met, "probability", interval=wilson_of(met, len(said))),
    )


def horizon_scores(cases: Sequence[Case]) -> Iterator[GroupScore]:
    """One score for each kind of horizon that has a case, day 90 first."""
    for horizon in HORIZONS:
        some = [case for case in cases if case.horizon == horizon.key]
        if some:
            yield GroupScore(
                key=horizon.key,
                forecasts=sum(case.n for case in some),
                said=number(len(some), sum(case.chance for case in some) / len(some), "probability"),
                came_true=share_of([float(case.met) for case in some]),
            )


def mean_of(values: Sequence[float]) -> Number:
    """The mean of one value for each horizon, with the 95 % interval of that mean by Student's t."""
    n = len(values)
    if n < FEWEST_SHOWN:
        return number(n, None, "score")
    mean = sum(values) / n
    half = float(stdtrit(n - 1, 0.975)) * sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    return number(n, mean, "score", interval=(max(0.0, mean - half), min(1.0, mean + half)))


def share_of(shares: Iterable[float | None]) -> Number:
    """The mean of the shares that are known, with the Wilson interval of as many cases as there are horizons."""
    known = [share for share in shares if share is not None]
    share = sum(known) / len(known) if known else None
    return number(len(known), share, "probability", interval=wilson_of(share, len(known)))


def wilson_of(share: float | None, n: int) -> tuple[float, float] | None:
    """The Wilson interval of a share of n cases, which may each be split."""
    return None if share is None else wilson(share * n, n)


def number(n: int, value: float | None, unit: str, *, interval: tuple[float, float] | None = None) -> Number:
    """A number over n horizons: none below ``FEWEST_SHOWN``, early below ``FEWEST``."""
    if n < FEWEST_SHOWN or value is None:
        reason = f"{count_words(n, 'horizon')} of the {FEWEST_SHOWN} that it takes"
        return Number(state=State.INSUFFICIENT_DATA, method=METHOD, unit=unit, n=n, reason=reason)
    early = n < FEWEST
    return Number(
        state=State.DEGRADED if early else State.VALUE,
        method=METHOD,
        value=value,
        unit=unit,
        n=n,
        reason=f"early: fewer than {FEWEST} horizons" if early else "",
        interval=interval,
    )
