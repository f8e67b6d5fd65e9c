"""Which few make most of a total, and how unequal the parts are (METHODS 3). Exact: no float is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

SHARES = (Decimal("0.70"), Decimal("0.80"))
WHOLE_TIE = 2
"""A group of equals at the cut is taken in whole up to this size; of a larger one only as many as are needed."""

Amount = int | Decimal
NONE: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class VitalFew:
    """The fewest parts that make a share of the total.

    share     the share that they had to make, such as 0.80
    keys      the parts, largest first
    k         how many they are
    of        how many parts there are, those of 0 among them
    achieved  the share that they make, at least ``share``
    tied      parts that are exactly equal at the cut and could stand for each other, of which only some are in ``keys``
    whole_tie whether one part more than needed is in ``keys`` because it equals the last one
    """

    share: Decimal
    keys: tuple[str, ...]
    k: int
    of: int
    achieved: float
    tied: tuple[str, ...] = ()
    whole_tie: bool = False


def vital_few(values: Mapping[str, Amount], share: Decimal, *, counts: Mapping[str, int] = NONE) -> VitalFew | None:
    """The fewest parts whose sum is at least ``share`` of the total; None when the total is 0.

    values  by key: all counts, or all amounts of one unit; none below 0
    share   above 0, at most 1
    counts  of two equal parts the one with the larger count goes first, then the smaller key
    raises  ValueError when a value is below 0 or the share is not a share
    source  METHODS 3

    The largest come first, which no other choice of as few parts can beat. Where equals stand on both sides of the
    cut, two are both taken (``whole_tie``); of more, as many as are needed are chosen and all are named in ``tied``.
    """
    if not 0 < share <= 1:
        raise ValueError(f"{share} is not a share.")
    ranking = ranked(values, counts=counts)
    total = sum((Fraction(value) for value in values.values()), Fraction(0))
    if not total:
        return None
    fewest = fewest_of(ranking, Fraction(share) * total)
    last = ranking[fewest - 1][1]
    equals = tuple(key for key, value in ranking if value == last)
    with_equals = sum(value >= last for _, value in ranking)
    is_split = with_equals > fewest
    takes_whole = is_split and len(equals) <= WHOLE_TIE
    chosen = ranking[: with_equals if takes_whole else fewest]
    return VitalFew(
        share=share,
        keys=tuple(key for key, _ in chosen),
        k=len(chosen),
        of=len(values),
        achieved=float(sum((Fraction(value) for _, value in chosen), Fraction(0)) / total),
        tied=equals if is_split and not takes_whole else (),
        whole_tie=takes_whole,
    )


def ranked(values: Mapping[str, Amount], *, counts: Mapping[str, int] = NONE) -> list[tuple[str, Amount]]:
    """Keys with their values, largest first; of equals the larger count, then the smaller key.

    raises  ValueError when a value is below 0
    """
    below = sorted(key for key, value in values.items() if value < 0)
    if below:
        raise ValueError(f"{below[0]} is below 0.")
    return sorted(values.items(), key=lambda part: (-part[1], -counts.get(part[0], 0), part[0]))


def fewest_of(ranking: Iterable[tuple[str, Amount]], needed: Fraction) -> int:
    """How many of the ranking it takes, from its first, to reach what is needed."""
    reached = Fraction(0)
    for number, (_, value) in enumerate(ranking, start=1):
        reached += Fraction(value)
        if reached >= needed:
            return number
    raise ValueError("The parts do not make so much.")


def gini(values: Iterable[Amount]) -> float | None:
    """How unequal the parts are: 0 when all are equal, (n - 1) / n when one has everything; None when the total is 0.

    source  METHODS 3: sum of (2i - n - 1) x_(i) over n times the total, x ascending
    """
    ascending = sorted(Fraction(value) for value in values)
    n, total = len(ascending), sum(ascending, Fraction(0))
    if not total:
        return None
    weighted = sum(((2 * i - n - 1) * value for i, value in enumerate(ascending, start=1)), Fraction(0))
    return float(weighted / (n * total))


def corrected_gini(values: Iterable[Amount]) -> float | None:
    """Gini times n / (n - 1), so that one part with everything gives 1 for any n; None below two parts."""
    listed = tuple(values)
    plain = gini(listed)
    return None if plain is None or len(listed) < 2 else plain * correction(len(listed))


def correction(n: int) -> float:
    """What the Gini of ``n`` parts is multiplied by, two or more, so that one part with everything gives 1."""
    return n / (n - 1)


def lorenz(values: Iterable[Amount]) -> tuple[float, ...]:
    """Share of the total that the smallest 0, 1, ... n parts make: from 0 to 1; empty when the total is 0."""
    ascending = sorted(Fraction(value) for value in values)
    total = sum(ascending, Fraction(0))
    if not total:
        return ()
    points, reached = [0.0], Fraction(0)
    for value in ascending:
        reached += value
        points.append(float(reached / total))
    return tuple(points)
