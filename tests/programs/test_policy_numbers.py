"""The catalog of weights and thresholds, and what a decided number may be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.conf import settings

from programs.policy_numbers import ORDERED, check_order, in_force, policy_numbers, read_number


@pytest.mark.parametrize("number", policy_numbers().values(), ids=lambda number: str(number.key))
def test_every_number_says_what_it_is(number: object) -> None:
    known = policy_numbers()[getattr(number, "key")]  # noqa: B009 - the table's type is that of its ids.

    assert all((known.group, known.label, known.meaning.endswith("."), known.source))
    assert read_number(known.key, known.default) == known.default
    assert not known.method or (settings.BASE_DIR / "docs" / "methods" / f"{known.method}.md").is_file()


@pytest.mark.parametrize("prefix", ["structural_weight_", "cultural_weight_"])
def test_default_weights_make_a_whole(prefix: str) -> None:
    weights = [number.default for key, number in policy_numbers().items() if key.startswith(prefix)]

    assert sum(weights) == 100


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("spi_grin", "1", "not a number of the policy"),
        ("spi_green", "much", "much is not a number"),
        ("spi_green", "NaN", "give a number from 0.01 to 2"),
        ("spi_green", "2.01", "give a number from 0.01 to 2"),
        ("spi_green", "0.95001", "at most 4 places"),
        ("clean_months", "6.5", "give a whole number"),
        ("cultural_weight_pulse", "21", "give a number from 0 to 20"),
    ],
)
def test_a_number_that_cannot_be_is_refused(key: str, text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_number(key, text)


def test_what_was_decided_replaces_the_default() -> None:
    numbers = in_force({"spi_green": "0.97", "spi_amber": "0.9"}, {"spi_green": "0.98", "gone": "1"})

    assert (numbers["spi_green"], numbers["spi_amber"]) == (Decimal("0.98"), Decimal("0.9"))
    assert numbers.keys() == policy_numbers().keys()


@pytest.mark.parametrize(("higher", "lower"), ORDERED)
def test_numbers_that_bound_each_other_stay_in_order(higher: str, lower: str) -> None:
    numbers = in_force()
    check_order(numbers)

    with pytest.raises(ValueError, match="must be above"):
        check_order(numbers | {higher: numbers[lower]})
