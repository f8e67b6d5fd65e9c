"""The vital few of METHODS 3, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.pareto import VitalFew, corrected_gini, gini, lorenz, ranked, vital_few

SEVENTY, EIGHTY = Decimal("0.70"), Decimal("0.80")
EXAMPLE = {"a": 50, "b": 20, "c": 10, "d": 8, "e": 5, "f": 4, "g": 2, "h": 1}
parts = st.dictionaries(st.text("abcdefghij", min_size=1, max_size=2), st.integers(0, 30), min_size=1, max_size=9)
shares = st.sampled_from([SEVENTY, EIGHTY, Decimal("0.5"), Decimal("0.333"), Decimal(1)])


def few(values: dict[str, int] | dict[str, Decimal], share: Decimal = EIGHTY, **given: dict[str, int]) -> VitalFew:
    found = vital_few(dict(values), share, **given)
    assert found is not None
    return found


def test_the_worked_example() -> None:
    seventy, eighty = few(EXAMPLE, SEVENTY), few(EXAMPLE)

    assert (seventy.keys, seventy.achieved) == (("a", "b"), 0.7)
    assert (eighty.keys, eighty.k, eighty.of, eighty.achieved) == (("a", "b", "c"), 3, 8, 0.8)
    assert [gini(EXAMPLE.values()), corrected_gini(EXAMPLE.values())] == pytest.approx([0.5675, 0.648571], abs=1e-6)
    assert lorenz(EXAMPLE.values()) == (0, 0.01, 0.03, 0.07, 0.12, 0.2, 0.3, 0.5, 1)


def test_a_share_is_compared_exactly() -> None:
    values = {"a": Decimal("0.7"), "b": Decimal("0.5"), "c": Decimal("0.3")}

    assert 0.7 + 0.5 < 0.8 * (0.7 + 0.5 + 0.3)
    assert few(values).keys == ("a", "b")


def test_four_parts_that_grow_evenly() -> None:
    assert gini([1, 2, 3, 4]) == 0.25
    assert few({"a": 1, "b": 2, "c": 3, "d": 4}).keys == ("d", "c", "b")


@pytest.mark.parametrize("n", range(1, 21))
def test_equal_parts_are_not_concentrated(n: int) -> None:
    equal = few({f"{number:02}": 5 for number in range(n)})

    assert (gini([5] * n), equal.k) == (0, ceil(Fraction(8, 10) * n))
    assert len(equal.tied) == (n if equal.k < n else 0)


@pytest.mark.parametrize("n", [1, 2, 3, 8])
def test_one_part_has_everything(n: int) -> None:
    values = {str(number): 7 if number == 0 else 0 for number in range(n)}

    assert (few(values).keys, few(values).achieved) == (("0",), 1)
    assert gini(values.values()) == float(Fraction(n - 1, n))
    assert corrected_gini(values.values()) == (pytest.approx(1) if n > 1 else None)


def test_nothing_has_no_vital_few() -> None:
    assert vital_few({}, EIGHTY) is None
    assert vital_few({"a": 0, "b": 0}, EIGHTY) is None
    assert (gini([0, 0]), corrected_gini([0, 0]), lorenz([])) == (None, None, ())


def test_two_equals_at_the_cut_are_both_taken() -> None:
    found = few({"a": 8, "c": 1, "b": 1}, Decimal("0.85"))

    assert (found.keys, found.whole_tie, found.tied) == (("a", "b", "c"), True, ())


def test_of_three_equals_as_many_as_are_needed_are_chosen_and_all_are_named() -> None:
    values = {"a": 7, "b": 1, "c": 1, "d": 1}

    found = few(values, counts={"d": 9})

    assert (found.keys, found.whole_tie, found.tied) == (("a", "d"), False, ("d", "b", "c"))


def test_equals_that_are_all_in_are_no_tie_at_the_cut() -> None:
    found = few({"a": 4, "b": 4, "c": 1, "d": 1})

    assert (found.keys, found.whole_tie, found.tied) == (("a", "b"), False, ())


@pytest.mark.parametrize("share", [Decimal(0), Decimal("1.01"), Decimal(-1)])
def test_a_share_lies_between_0_and_1(share: Decimal) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        vital_few(EXAMPLE, share)


def test_a_part_is_not_below_0() -> None:
    with pytest.raises(ValueError, match="b is below 0"):
        vital_few({"a": 1, "b": -1}, EIGHTY)


@given(parts, shares)
def test_no_smaller_choice_makes_the_share(values: dict[str, int], share: Decimal) -> None:
    found = vital_few(dict(values), share)
    total = sum(values.values())

    assert (found is None) == (total == 0)
    if found is not None:
        needed = Fraction(share) * total
        sizes = range(1, len(values) + 1)
        least = next(k for k in sizes if any(sum(each) >= needed for each in combinations(values.values(), k)))
        assert found.k - found.whole_tie == least
        assert sum(values[key] for key in found.keys) >= needed


@given(parts, shares, st.integers(2, 1000))
def test_neither_order_nor_unit_matters(values: dict[str, int], share: Decimal, unit: int) -> None:
    found = vital_few(dict(values), share)

    assert vital_few(dict(reversed(values.items())), share) == found
    assert vital_few({key: value * unit for key, value in values.items()}, share) == found
    assert gini(value * unit for value in values.values()) == gini(values.values())


@given(parts)
def test_seventy_is_the_beginning_of_eighty(values: dict[str, int]) -> None:
    seventy, eighty = vital_few(dict(values), SEVENTY), vital_few(dict(values), EIGHTY)

    assert (seventy is None) == (eighty is None)
    if seventy is not None and eighty is not None:
        assert eighty.keys[: seventy.k] == seventy.keys


@given(parts)
def test_the_ranking_descends_and_keeps_every_part(values: dict[str, int]) -> None:
    order = ranked(dict(values))

    assert [value for _, value in order] == sorted(values.values(), reverse=True)
    assert dict(order) == values
