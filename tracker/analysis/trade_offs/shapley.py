"""What each of several decisions made at the same time has to answer for, where their effects do not add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import factorial

MOST = 6
"""So many decisions are enumerated: 64 combinations."""

Worth = Callable[[frozenset[str]], float | Decimal]
"""The effect of some of the decisions together; of none it is 0."""


def shapley(decisions: Sequence[str], worth: Worth) -> dict[str, Fraction]:
    """The share of each decision: its effect on average over all orders in which they could have been made.

    returns  by decision; the shares add up to the worth of all exactly
    raises   ValueError, with a sentence for people, for no decision, for one named twice, and beyond six
    source   METHODS 7; Shapley 1953
    """
    if not decisions or len(set(decisions)) != len(decisions):
        raise ValueError("Name each decision once, and at least one.")
    if len(decisions) > MOST:
        raise ValueError(
            f"At most {MOST} decisions made at the same time can be told apart, and these are {len(decisions)}: "
            "put together those that were one decision."
        )
    values = {group: Fraction(worth(group)) for group in groups_of(decisions)}
    return {each: share_of(each, decisions, values) for each in decisions}


def groups_of(decisions: Sequence[str]) -> list[frozenset[str]]:
    """Every combination of the decisions, none and all among them."""
    return [frozenset(group) for size in range(len(decisions) + 1) for group in combinations(decisions, size)]


def share_of(decision: str, decisions: Sequence[str], values: dict[frozenset[str], Fraction]) -> Fraction:
    """What the decision adds to each group without it, weighed by how many orders begin with that group."""
    count, share = len(decisions), Fraction(0)
    for group, value in values.items():
        if decision in group:
            continue
        orders = factorial(len(group)) * factorial(count - len(group) - 1)
        share += Fraction(orders, factorial(count)) * (values[group | {decision}] - value)
    return share


def in_cents(shares: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """The shares in hundredths; they add up to the rounded total exactly, as the largest remainders are rounded up."""
    hundredths = {name: share * 100 // 1 for name, share in shares.items()}
    left = round(sum(shares.values()) * 100) - sum(hundredths.values())
    for name in sorted(shares, key=lambda name: (hundredths[name] - shares[name] * 100, name))[:left]:
        hundredths[name] += 1
    return {name: Decimal(value) / 100 for name, value in hundredths.items()}
