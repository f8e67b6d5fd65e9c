"""One cell to one value: read right, absent for a declared reason, or refused. Never guessed, never 0 for blank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Generic, TypeVar

from programs.importing.errors import ValueRefused
from programs.importing.mapping import Absences, DateColumn, MoneyColumn, NumberColumn, StatusColumns
from programs.importing.text import folded, one_line

Value = TypeVar("Value")

_CENT = Decimal("0.01")
_TOO_LARGE = Decimal(10) ** 16
_INTEGER = re.compile(r"[+-]?[0-9]+")
_PERCENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?) ?%")


@dataclass(frozen=True)
class Answer(Generic[Value]):
    """What a cell says: a value; or none, and why (``withheld``); or nothing at all."""

    value: Value | None = None
    withheld: str = ""

    @property
    def says_something(self) -> bool:
        return self.value is not None or bool(self.withheld)


def parse_date(cell: str, column: DateColumn) -> Answer[date]:
    """The day in ``cell``, read in the declared format only.

    raises  ValueRefused for any other text, an impossible day among them
    """
    text = one_line(cell)
    absent: Answer[date] | None = _absent(text, column.absences)
    if absent:
        return absent
    try:
        return Answer(datetime.strptime(text, column.format).date())
    except ValueError:
        raise ValueRefused(f"is not a date in the format {column.format}") from None


def parse_money(cell: str, column: MoneyColumn) -> Answer[Decimal]:
    """The amount in whole units of the column's currency, rounded to the cent.

    raises  ValueRefused unless the whole text is one number in the declared notation
    """
    text = one_line(cell)
    absent: Answer[Decimal] | None = _absent(text, column.absences)
    if absent:
        return absent
    digits, is_negative = _unsigned(text, column)
    amount = _plain_number(digits, column) * column.multiplier
    if amount >= _TOO_LARGE:
        raise ValueRefused("is larger than any amount this record can hold")
    if is_negative and column.negative == "refuse":
        raise ValueRefused('is negative; the mapping may accept that with negative = "minus"')
    amount = amount.quantize(_CENT, rounding=ROUND_HALF_EVEN)
    return Answer(-amount if is_negative and amount else amount)


def parse_integer(cell: str, column: NumberColumn) -> Answer[int]:
    """The whole number in ``cell``; ValueRefused for anything else."""
    text = one_line(cell)
    absent: Answer[int] | None = _absent(text, column.absences)
    if absent:
        return absent
    if not _INTEGER.fullmatch(text) or len(text) > 18:
        raise ValueRefused("is not a whole number")
    return Answer(int(text))


def parse_percent(cell: str, column: NumberColumn) -> Answer[Decimal]:
    """The number before the percent sign, 12 for "12%"; ValueRefused without the sign."""
    text = one_line(cell)
    absent: Answer[Decimal] | None = _absent(text, column.absences)
    if absent:
        return absent
    match = _PERCENT.fullmatch(text)
    if not match:
        raise ValueRefused("is not a percentage such as 12% or -3.5%")
    return Answer(Decimal(match[1]))


def parse_rating(cell: str, status: StatusColumns) -> Answer[str]:
    """Green, amber or red as the mapping says; ValueRefused for a text the mapping does not know."""
    text = one_line(cell)
    rating = status.values.get(text.casefold())
    if rating:
        return Answer(rating)
    absent: Answer[str] | None = _absent(text, status.not_rated)
    if absent:
        return absent
    known = ", ".join(sorted(status.values))
    raise ValueRefused(f"is not a rating the mapping knows ({known}) nor declared as not rated")


def _absent(text: str, absences: Absences) -> Answer[Value] | None:
    """The empty answer for a blank, missing or withheld ``text``; None when there is something to read."""
    key = folded(text)
    if not key or key in absences.missing:
        return Answer()
    for beginning in absences.withheld:
        follows = key[len(beginning) : len(beginning) + 1]
        if key.startswith(beginning) and not follows.isalnum():
            return Answer(withheld=text)
    return None


def _unsigned(text: str, column: MoneyColumn) -> tuple[str, bool]:
    """``text`` without sign, parentheses and currency symbol, and whether it was negative."""
    is_negative = False
    if text.startswith("(") and text.endswith(")"):
        if column.negative != "minus_or_parentheses":
            raise ValueRefused('is in parentheses; the mapping may accept that with negative = "minus_or_parentheses"')
        text, is_negative = text[1:-1].strip(), True
    else:
        text, is_negative = _without_minus(text)
    text = _without_symbol(text, column.symbols)
    if not is_negative:
        text, is_negative = _without_minus(text)
    return text, is_negative


def _without_minus(text: str) -> tuple[str, bool]:
    if text[:1] in {"-", "\N{MINUS SIGN}"}:
        return text[1:].strip(), True
    return text, False


def _without_symbol(text: str, symbols: tuple[str, ...]) -> str:
    """``text`` without one declared symbol before or after it."""
    for symbol in sorted(symbols, key=len, reverse=True):
        if text.startswith(symbol):
            return text[len(symbol) :].strip()
        if text.endswith(symbol):
            return text[: -len(symbol)].strip()
    return text


def _plain_number(text: str, column: MoneyColumn) -> Decimal:
    """The number in ``text``: digits, whole groups of three, one decimal sign; ValueRefused for anything else."""
    group, point = re.escape(column.thousands), re.escape(column.decimal)
    grouped = rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|" if column.thousands else ""
    if not re.fullmatch(rf"(?:{grouped}[0-9]+)(?:{point}[0-9]+)?", text):
        raise ValueRefused(f"is not an amount such as {_example(column)}")
    if column.thousands:
        text = text.replace(column.thousands, "")
    return Decimal(text.replace(column.decimal, "."))


def _example(column: MoneyColumn) -> str:
    symbol = column.symbols[0] if column.symbols else ""
    return f"{symbol}1{column.thousands}234{column.decimal}5"
