"""Decisions made at the same time: the shares add up, and luck of the order plays no part."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tracker.analysis.trade_offs.shapley import in_cents, shapley

NAMES = "abcdef"


@some.composite
def games(draw: Any) -> tuple[str, Callable[[frozenset[str]], Decimal]]:
    """Up to four decisions with any effect of each combination."""
    names = NAMES[: draw(some.integers(1, 4))]
    values: dict[frozenset[str], Decimal] = {frozenset(): Decimal(0)}

    def worth(group: frozenset[str]) -> Decimal:
        if group not in values:
            values[group] = Decimal(draw(some.integers(-(10**6), 10**6))) / 100
        return values[group]

    return names, worth


def by_orders(names: str, worth: Callable[[frozenset[str]], Decimal]) -> dict[str, Fraction]:
    """The same by walking every order, one decision after the other."""
    orders = list(permutations(names))
    shares = dict.fromkeys(names, Fraction(0))
    for order in orders:
        for number, each in enumerate(order):
            added = worth(frozenset(order[: number + 1])) - worth(frozenset(order[:number]))
            shares[each] += Fraction(added) / len(orders)
    return shares


@given(games())
def test_the_shares_are_those_of_all_orders_and_add_up_exactly(game: Any) -> None:
    names, worth = game
    shares = shapley(names, worth)

    assert shares == by_orders(names, worth)
    assert sum(shares.values()) == Fraction(worth(frozenset(names)))


@given(games())
def test_cents_add_up_to_the_total_too(game: Any) -> None:
    names, worth = game
    shares = shapley(names, worth)
    rounded = in_cents(shares)

    assert sum(rounded.values()) == worth(frozenset(names))
    assert all(abs(Fraction(rounded[name]) - shares[name]) < Fraction(1, 100) for name in names)


def test_two_decisions_by_hand() -> None:
    """Stock grows with the root of what it covers: 4 to 9 by one, to 4 + 7 by the other, to 16 by both."""
    cover = {frozenset(): 4, frozenset("a"): 9, frozenset("b"): 11, frozenset("ab"): 16}

    shares = shapley("ab", lambda group: sqrt(cover[group]) - 2)

    alone_a, alone_b = 1.0, sqrt(11) - 2
    assert float(shares["a"]) == pytest.approx((alone_a + (2 - alone_b)) / 2)
    assert float(shares["b"]) == pytest.approx((alone_b + (2 - alone_a)) / 2)
    assert sum(shares.values()) == 2


def test_effects_that_add_up_stay_where_they_are() -> None:
    own = {"a": Decimal("1.10"), "b": Decimal("-7"), "c": Decimal(0)}

    assert shapley("abc", lambda group: sum((own[each] for each in group), Decimal(0))) == own


def test_six_are_told_apart_and_seven_are_refused_with_the_reason() -> None:
    assert shapley(NAMES, lambda group: Decimal(len(group))) == dict.fromkeys(NAMES, 1)

    with pytest.raises(ValueError, match="At most 6 decisions made at the same time can be told apart"):
        shapley("abcdefg", lambda group: Decimal(len(group)))


@pytest.mark.parametrize("names", ["", "aa"])
def test_each_decision_is_named_once(names: str) -> None:
    with pytest.raises(ValueError, match="Name each decision once"):
        shapley(names, lambda _: Decimal(0))


def test_the_largest_remainder_is_rounded_up() -> None:
    thirds = in_cents(dict.fromkeys("abc", Fraction(1, 3)))
    losses = in_cents({"a": Fraction(-1, 3), "b": Fraction(-2, 3)})

    assert thirds == {"a": Decimal("0.34"), "b": Decimal("0.33"), "c": Decimal("0.33")}
    assert losses == {"a": Decimal("-0.33"), "b": Decimal("-0.67")}
