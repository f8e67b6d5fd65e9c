from __future__ import annotations

from datetime import date

import pytest

from programs.importing.holiday_lines import MOST_LINES, parse_holidays

CHRISTMAS = date(2026, 12, 25)


@pytest.mark.parametrize(
    "line",
    [
        "2026-12-25 Christmas Day",
        "2026-12-25\tChristmas Day",
        " 2026-12-25;Christmas  Day",
        "2026-12-25, Christmas Day",
    ],
)
def test_a_line_is_a_day_and_its_name(line: str) -> None:
    lines = parse_holidays(f"\n{line}\n\n")

    assert (lines.days, lines.errors) == ({CHRISTMAS: "Christmas Day"}, ())


def test_a_comma_in_a_name_stays() -> None:
    assert parse_holidays("2026-12-25 Christmas, first day").days == {CHRISTMAS: "Christmas, first day"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("25.12.2026 Christmas", "Line 1: “25.12.2026” is no day"),
        ("2026-02-30 Nothing", "Line 1: “2026-02-30” is no day"),
        ("2026-12-25", "Line 1: Say what 2026-12-25 is called"),
        ("2026-12-25 A\n\n2026-12-25 B", "Line 3: 25 December 2026 is given twice"),
        (f"2026-12-25 {'x' * 121}", "Line 1: A name has at most 120 letters"),
    ],
)
def test_a_line_that_is_none_says_what_to_do(text: str, says: str) -> None:
    (error,) = parse_holidays(text).errors

    assert error.startswith(says)


def test_every_wrong_line_is_named() -> None:
    lines = parse_holidays("one\n2026-12-25 Christmas Day\ntwo")

    assert [error[:6] for error in lines.errors] == ["Line 1", "Line 3"]


def test_more_lines_than_anybody_pastes_are_refused_at_once() -> None:
    lines = parse_holidays("x\n" * (MOST_LINES + 1))

    assert (len(lines.errors), lines.days) == (1, {})
