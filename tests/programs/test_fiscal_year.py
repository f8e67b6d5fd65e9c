from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.fiscal_year import months_after, spans, year_name


@pytest.mark.parametrize(
    ("first_day", "last_day"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 4, 1), date(2027, 3, 31)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 27)),
        (date(2026, 10, 31), date(2027, 10, 30)),
    ],
    ids=["calendar year", "April", "ends on a leap day", "begins on a leap day", "begins on the 31st"],
)
def test_quarters_and_months_fill_the_year_without_a_gap(first_day: date, last_day: date) -> None:
    made = list(spans(first_day, name="Y", quarters=True, months=True))

    for kind, count in (("year", 1), ("quarter", 4), ("month", 12)):
        parts = [part for part in made if part.kind == kind]
        follows = [part.ends_on + timedelta(days=1) for part in parts]
        assert [part.starts_on for part in parts] == [first_day, *follows[:-1]]
        assert (parts[-1].ends_on, len(parts)) == (last_day, count)


def test_every_part_has_a_name_of_its_own() -> None:
    for first_day in (date(2026, 4, 1), date(2026, 4, 6)):
        names = [part.name for part in spans(first_day, name="2026/27", quarters=True, months=True)]
        assert len(set(names)) == 17


@pytest.mark.parametrize(
    ("first_day", "name"),
    [(date(2026, 1, 1), "2026"), (date(2026, 4, 1), "2026/27"), (date(2099, 7, 1), "2099/00")],
)
def test_a_year_has_its_usual_name(first_day: date, name: str) -> None:
    assert year_name(first_day) == name


def test_a_month_that_is_too_short_gives_its_last_day() -> None:
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)
