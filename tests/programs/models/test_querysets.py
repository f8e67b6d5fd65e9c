"""Questions about a day: which policy is in force, how a gate stands, who holds a role, what belongs to a portfolio."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from programs.models import Gate, Policy, PortfolioEntry, Program
from tests.factories import START, make_gate, make_policy, make_portfolio, make_program, make_review

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def stands(day: date, *columns: str) -> list[tuple[Any, ...]]:
    """State of every gate as of a day, or other columns that ``with_state`` adds."""
    return list(Gate.objects.with_state(day).values_list(*(columns or ("state",))))


def test_the_policy_in_force_is_the_latest_that_has_begun() -> None:
    make_policy(values={"spi_green": "0.97"})
    make_policy(effective_from=START + 10 * DAY, values={"spi_amber": "0.8"})

    before = Policy.objects.numbers_on(START + 9 * DAY)[None].numbers
    after = Policy.objects.numbers_on(START + 10 * DAY)[None].numbers

    assert (before["spi_green"], before["spi_amber"]) == (Decimal("0.97"), Decimal("0.85"))
    assert (after["spi_green"], after["spi_amber"]) == (Decimal("0.95"), Decimal("0.8"))


def test_before_the_first_policy_the_defaults_are_in_force() -> None:
    make_policy(values={"spi_green": "0.97"})

    held = Policy.objects.numbers_on(START - DAY)[None]

    assert (held.version, held.numbers["spi_green"]) == (0, Decimal("0.95"))


def test_a_program_decides_before_the_installation(program: Program) -> None:
    make_policy(values={"spi_green": "0.97", "spi_amber": "0.8"})
    own = make_policy(program=program, values={"spi_green": "0.9"})

    held = Policy.objects.numbers_on(START, [program.pk])

    assert held[program.pk].numbers["spi_green"] == Decimal("0.9")
    assert held[program.pk].numbers["spi_amber"] == Decimal("0.8")
    assert held[program.pk].version == own.pk
    assert held[None].numbers["spi_green"] == Decimal("0.97")


def test_a_gate_never_reviewed_is_open(program: Program) -> None:
    make_gate(program)

    assert stands(START, "state", "decided_on") == [("open", None)]


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "open"), (0, "stopped"), (4, "stopped"), (5, "passed"), (9, "passed")], ids=str
)
def test_a_gate_stands_as_its_latest_review_says(days: int, state: str, program: Program) -> None:
    gate = make_gate(program)
    make_review(gate, "stopped", decided_on=START)
    make_review(gate, "passed", decided_on=START + 5 * DAY)

    assert stands(START + days * DAY) == [(state,)]


def test_of_two_reviews_on_a_day_the_second_counts(program: Program) -> None:
    gate = make_gate(program)
    make_review(gate, "passed")
    make_review(gate, "open")

    assert stands(START) == [("open",)]


def test_the_states_of_many_gates_are_one_query(
    program: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for code in ("G0", "G1", "G2"):
        make_review(make_gate(program, code))

    with django_assert_num_queries(1):
        assert stands(START) == [("passed",)] * 3


@pytest.mark.parametrize(
    ("days", "holds"), [(-1, False), (0, True), (4, True), (5, False)], ids=["before", "first day", "last day", "left"]
)
def test_an_entry_holds_until_before_the_day_of_leaving(days: int, holds: bool, program: Program) -> None:
    entry = make_portfolio(program).entries.get()
    PortfolioEntry.objects.update(left_on=START + 5 * DAY)

    assert list(PortfolioEntry.objects.valid_on(START + days * DAY)) == ([entry] if holds else [])


def test_an_ended_entry_is_not_current(program: Program) -> None:
    portfolio = make_portfolio(program, make_program())
    portfolio.entries.filter(program=program).update(left_on=START)

    assert [entry.program_id for entry in portfolio.entries.current()] != [program.pk]
    assert portfolio.entries.current().count() == 1


@pytest.mark.parametrize(
    ("state", "is_active"), [("draft", False), ("active", True), ("paused", False), ("closed", False)]
)
def test_the_reckoning_computes_active_programs(state: str, is_active: bool) -> None:
    program = make_program(state=state)

    assert (program in Program.objects.active()) == is_active
