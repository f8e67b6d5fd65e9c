"""Rows in pages by key: each exactly once, in their order, also when many are of one day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import MarketShift, Program
from programs.views.key_pages import key_page
from tests.factories import make_program
from tests.factories.tradeoffs import make_shift
from tests.programs.views.conftest import TODAY

pytestmark = pytest.mark.django_db


def walked(program: Program, *, size: int, oldest_first: bool) -> list[MarketShift]:
    """All rows of the program, gathered page by page."""
    found: list[MarketShift] = []
    behind = ""
    while True:
        rows = program.market_shifts.all()
        page = key_page(rows, day="visible_on", behind=behind, size=size, oldest_first=oldest_first)
        assert page.is_first == (not found)
        found += page.rows
        if page.further is None:
            return found
        behind = str(page.further)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
@pytest.mark.parametrize("oldest_first", [False, True])
def test_every_row_comes_once_in_its_order(size: int, *, oldest_first: bool, program: Program) -> None:
    made = [make_shift(program, visible_on=TODAY - timedelta(days=days)) for days in (3, 3, 3, 2, 1, 1, 0)]

    found = walked(program, size=size, oldest_first=oldest_first)

    assert found == (made if oldest_first else made[::-1])


@pytest.mark.parametrize("behind", ["", "nonsense", "0189" * 8])
def test_what_names_no_row_gives_the_first_page(behind: str, program: Program) -> None:
    shift = make_shift(program)

    page = key_page(program.market_shifts.all(), day="visible_on", behind=behind, size=5)

    assert (page.rows, page.is_first, page.further) == ([shift], True, None)


def test_a_row_of_another_program_is_no_place_in_the_list(program: Program) -> None:
    other, shift = make_shift(make_program(name="Beta")), make_shift(program)

    page = key_page(program.market_shifts.all(), day="visible_on", behind=str(other.uid), size=5)

    assert (page.rows, page.is_first) == ([shift], True)
