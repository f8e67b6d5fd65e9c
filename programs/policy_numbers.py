"""Every weight and threshold that is policy: what it means, where it comes from, and what holds when nobody decided.

None of them is a constant of nature: each can be set for the installation, or for one program, from a day on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

CATALOG = Path(__file__).with_suffix(".toml")
# Of each pair the first must be above the second.
ORDERED = (
    ("spi_green", "spi_amber"),
    ("horizon_green", "horizon_amber"),
    ("order_green", "order_amber"),
    ("structural_day_120", "structural_day_90"),
)
MOST_PLACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyNumber:
    """One number of the policy.

    key     its name in the record and in the API
    unit    what one is; empty for a ratio
    method  the page of docs/methods that uses it; empty while no number uses it yet
    """

    key: str
    group: str
    label: str
    meaning: str
    source: str
    default: Decimal
    lowest: Decimal
    highest: Decimal
    unit: str = ""
    whole: bool = False
    method: str = ""


@cache
def policy_numbers() -> Mapping[str, PolicyNumber]:
    """The catalog by key, in the order in which people read it."""
    rows = tomllib.loads(CATALOG.read_text(encoding="utf-8"))["numbers"]
    return {row["key"]: number_of(row) for row in rows}


def number_of(row: dict[str, Any]) -> PolicyNumber:
    """A row of the catalog file with its decimals read exactly."""
    decimals = {name: Decimal(row[name]) for name in ("default", "lowest", "highest")}
    return PolicyNumber(**row | decimals)


def read_number(key: str, text: Any) -> Decimal:
    """The value of a number of the policy.

    text    a decimal number as text or as a number
    raises  ValueError, with a sentence for people, when there is no such number or the value does not fit
    """
    known = policy_numbers().get(key)
    if known is None:
        raise ValueError(f"{key} is not a number of the policy.")
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        raise ValueError(f"{known.label}: {text} is not a number.") from None
    if not value.is_finite() or not known.lowest <= value <= known.highest:
        raise ValueError(f"{known.label}: give a number from {known.lowest} to {known.highest}.")
    if known.whole and value != value.to_integral_value():
        raise ValueError(f"{known.label}: give a whole number.")
    if round(value, MOST_PLACES) != value:
        raise ValueError(f"{known.label}: at most {MOST_PLACES} places after the point.")
    return value


def check_order(numbers: Mapping[str, Decimal]) -> None:
    """Returns when numbers that bound each other are in order; else ValueError with a sentence for people.

    numbers  all that are in force together
    """
    catalog = policy_numbers()
    for higher, lower in ORDERED:
        if numbers[higher] <= numbers[lower]:
            raise ValueError(f"{catalog[higher].label} must be above {catalog[lower].label.lower()}.")


def in_force(*decided: Mapping[str, str]) -> dict[str, Decimal]:
    """All numbers: the defaults, replaced by what was decided; of two decisions the later argument counts."""
    numbers = {key: number.default for key, number in policy_numbers().items()}
    for values in decided:
        # A number that a newer version of the product no longer knows is passed over.
        numbers |= {key: Decimal(text) for key, text in values.items() if key in numbers}
    return numbers
