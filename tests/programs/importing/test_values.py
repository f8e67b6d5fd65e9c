from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.importing.errors import ValueRefused
from programs.importing.mapping import Absences, Column, DateColumn, MoneyColumn, NumberColumn
from programs.importing.text import inert
from programs.importing.values import Answer, parse_date, parse_integer, parse_money, parse_percent

COLUMN = Column("any")
ABSENCES = Absences(
    missing=frozenset({"n/a"}), withheld=("exempt under section", "early planning", "the project is not in a position")
)


def pounds(**given_keys: object) -> MoneyColumn:
    keys: dict[str, object] = {"symbols": ("£",), "absences": ABSENCES, **given_keys}
    return MoneyColumn(column=COLUMN, currency="GBP", **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("£1,234.5", "1234.5"),
        ("1234567", "1234567"),
        (" £ 278 ", "278"),
        ("£32,614", "32614"),
        ("278£", "278"),
        ("0", "0"),
        ("£0.00", "0"),
        ("1,234,567.891", "1234567.89"),
    ],
)
def test_amounts_in_the_declared_notation_are_read(cell: str, amount: str) -> None:
    assert parse_money(cell, pounds()) == Answer(Decimal(amount))


@pytest.mark.parametrize(
    "cell",
    [
        "Exempt under Section 43 of the Freedom of Information Act 2000 (Commercial Interests)",
        "  exempt under\nsection 26",
        "Early planning GMPP project \r\r\r\n\r\r\r\n(The project has not yet passed SOC)",
        "The project is not in a position to provide this information.",
    ],
)
def test_a_withheld_amount_is_no_amount_and_keeps_the_reason(cell: str) -> None:
    answer = parse_money(cell, pounds())

    assert answer.value is None
    assert answer.withheld == " ".join(cell.split())


@pytest.mark.parametrize("cell", ["", "   ", "\u00a0", "N/A", "n/a "])
def test_a_blank_or_missing_amount_is_unknown_not_zero(cell: str) -> None:
    assert parse_money(cell, pounds()) == Answer(value=None, withheld="")


@pytest.mark.parametrize(
    "cell",
    [
        "Section 43",
        "Exempt 43",
        "Exempt under Sections 43",
        "43 (see note)",
        "12%",
        "1.234,5",
        "1,23",
        "12,34,567",
        "1,2345",
        "£",
        "-",
        "£5m",
        "1e5",
        "0x10",
        "£1£",
        "$5",
        "1 234",
        "NaN",
        "Infinity",
        "١٢٣",
        "1.",
        ".5",
        "99999999999999999",
        "=1+1",
        "TBC",
        "n.a.",
    ],
)
def test_anything_else_in_a_money_column_is_refused(cell: str) -> None:
    with pytest.raises(ValueRefused):
        parse_money(cell, pounds())


@pytest.mark.parametrize("cell", ["-£3", "£-3", "- £ 3", "\N{MINUS SIGN}3"])
def test_a_negative_amount_needs_the_word_of_the_mapping(cell: str) -> None:
    with pytest.raises(ValueRefused, match="negative"):
        parse_money(cell, pounds())

    assert parse_money(cell, pounds(negative="minus")) == Answer(Decimal(-3))


def test_parentheses_are_negative_only_where_the_mapping_says_so() -> None:
    with pytest.raises(ValueRefused, match="parentheses"):
        parse_money("(£3)", pounds(negative="minus"))

    assert parse_money("(£3)", pounds(negative="minus_or_parentheses")) == Answer(Decimal(-3))


@pytest.mark.parametrize("cell", ["--3", "-£-3", "(-3)", "-(3)", "(3", "()"])
def test_a_doubled_or_broken_sign_is_refused_whatever_the_mapping_accepts(cell: str) -> None:
    with pytest.raises(ValueRefused):
        parse_money(cell, pounds(negative="minus_or_parentheses"))


def test_a_declared_continental_notation_is_read() -> None:
    assert parse_money("1.234,5", pounds(thousands=".", decimal=",")) == Answer(Decimal("1234.5"))


def test_a_multiplier_turns_millions_into_whole_units() -> None:
    assert parse_money("£33.73", pounds(multiplier=Decimal(1_000_000))) == Answer(Decimal(33_730_000))


@given(st.integers(min_value=0, max_value=10**12))
def test_every_whole_amount_survives_being_written_with_separators(units: int) -> None:
    assert parse_money(f"£{units:,}", pounds()).value == units


@given(st.text(min_size=1))
def test_no_text_is_read_as_an_amount_that_its_digits_do_not_spell(text: str) -> None:
    try:
        answer = parse_money(text, pounds(absences=Absences()))
    except ValueRefused:
        return

    spelled = "".join(sign for sign in text if sign in "0123456789.")
    expected = Decimal(spelled).quantize(Decimal("0.01")) if text.strip() else None
    assert answer.value == expected


@pytest.mark.parametrize(
    ("cell", "format_", "day"),
    [
        ("2022-03-31", "%Y-%m-%d", date(2022, 3, 31)),
        ("03/04/2022", "%m/%d/%Y", date(2022, 3, 4)),
        ("03/04/2022", "%d/%m/%Y", date(2022, 4, 3)),
        ("2-Jun-06", "%d-%b-%y", date(2006, 6, 2)),
        ("09/01/2013 12:00:00 AM", "%m/%d/%Y %I:%M:%S %p", date(2013, 9, 1)),
    ],
)
def test_a_date_is_read_in_the_declared_format(cell: str, format_: str, day: date) -> None:
    assert parse_date(cell, DateColumn(COLUMN, format_)) == Answer(day)


@pytest.mark.parametrize("cell", ["31/02/2022", "2022-03-31", "13/13/2022", "PNS", "31/12/22", "44651", "31/12/2022 x"])
def test_an_impossible_day_or_another_format_is_refused(cell: str) -> None:
    with pytest.raises(ValueRefused, match="format %d/%m/%Y"):
        parse_date(cell, DateColumn(COLUMN, "%d/%m/%Y", ABSENCES))


def test_a_withheld_date_keeps_its_reason() -> None:
    answer = parse_date("Exempt under Section  24 and 26", DateColumn(COLUMN, "%Y-%m-%d", ABSENCES))

    assert answer == Answer(withheld="Exempt under Section 24 and 26")


def test_whole_numbers_and_percentages_are_read() -> None:
    column = NumberColumn(COLUMN, ABSENCES)

    assert parse_integer("-217", column) == Answer(-217)
    assert parse_percent("-3.5 %", column) == Answer(Decimal("-3.5"))
    assert parse_integer("", column) == Answer()
    assert parse_percent("N/A", column) == Answer()


@pytest.mark.parametrize("cell", ["1.0", "12%", "1,000", "DOES"])
def test_what_is_no_whole_number_is_refused(cell: str) -> None:
    with pytest.raises(ValueRefused):
        parse_integer(cell, NumberColumn(COLUMN))


@pytest.mark.parametrize("cell", ["12", "%", "12%%", "0.12", "1,2%"])
def test_what_is_no_percentage_is_refused(cell: str) -> None:
    with pytest.raises(ValueRefused):
        parse_percent(cell, NumberColumn(COLUMN))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_of_the_errors_begins_no_formula(text: str) -> None:
    assert (inert(text), inert(f"€{text}")) == (f"'{text}", f"€{text}")
