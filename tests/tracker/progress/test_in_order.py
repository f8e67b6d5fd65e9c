"""Work out of order, and a pace that nobody makes up, pull a green Delivery to amber and no further."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.tracker.progress.builders import accepted, make_plan_facts, on
from tracker.progress.facts import Acceptance, ProgramFacts, Thresholds
from tracker.progress.in_order import least_order_on, order_status
from tracker.progress.reckon import reckon
from tracker.progress.record import Basis, Record
from tracker.progress.results import Status

GREEN, AMBER, RED, GREY = Status.GREEN, Status.AMBER, Status.RED, Status.GREY
PLAN = {f"i{number}": 10 * number for number in range(1, 10)}


def done_in(*numbers: int, late: tuple[Acceptance, ...] | None = None) -> ProgramFacts:
    """Items of every tenth day, of which these are accepted on days 1, 2, 3 ...; ``late`` is when the first was."""
    done = {f"i{number}": accepted(day) for day, number in enumerate(numbers, start=1)}
    return make_plan_facts(PLAN, done | ({} if late is None else {"i1": late}))


@pytest.mark.parametrize(("factor", "expected"), [(None, GREY), (0.9, GREEN), (0.8999, AMBER), (0.0, AMBER)])
def test_order_is_amber_at_the_worst(factor: float | None, expected: Status) -> None:
    assert order_status(factor, Thresholds()) is expected


def test_work_that_ran_ahead_makes_a_green_delivery_amber_and_says_so() -> None:
    delivery = reckon(done_in(1, 2, 9), on(30)).delivery

    pace, _, _, order = delivery.indicators
    assert (pace.status, order.status, delivery.raw, delivery.status) == (GREEN, AMBER, AMBER, AMBER)
    assert order.value.value == pytest.approx(2 / 3)
    assert order.sentence == "Day 90: 67% of the work done was next in the plan; 1 item ran ahead."
    assert delivery.sentence == order.sentence


def test_work_in_order_leaves_it_green() -> None:
    delivery = reckon(done_in(1, 2, 3), on(30)).delivery

    assert (delivery.status, delivery.indicators[3].sentence) == (GREEN, "The work was done in the planned order.")


def test_order_does_not_make_worse_what_is_late_nor_known_what_is_not() -> None:
    late, early = reckon(done_in(9), on(60)).delivery, reckon(done_in(9), on(5)).delivery

    assert (late.status, late.indicators[3].status) == (RED, AMBER)
    assert [each.status for each in reckon(done_in(), on(5)).delivery.indicators] == [GREY] * 4
    assert early.indicators[3].status is AMBER


def test_the_order_must_hold_for_two_weeks() -> None:
    facts = done_in(2, 3, late=accepted(15))

    shown = {day: reckon(facts, on(day)).delivery for day in (15, 28, 29)}

    assert [shown[day].status for day in (15, 28, 29)] == [AMBER, AMBER, GREEN]
    assert shown[15].raw is GREEN


def test_the_limit_is_policy() -> None:
    facts = replace(done_in(1, 2, 9), thresholds=Thresholds(order_green=Decimal("0.6")))

    assert reckon(facts, on(30)).delivery.status is GREEN


def test_the_past_and_today_ask_the_same() -> None:
    facts = done_in(1, 2, 9)

    today = reckon(facts, on(30)).horizons[0].original

    assert today is not None
    assert today.order is not None
    assert least_order_on(Record.of(facts), on(30), Basis.ORIGINAL) == today.order.value
    assert least_order_on(Record.of(facts), on(0), Basis.ORIGINAL) is None


def test_a_pace_that_nobody_makes_up_is_no_green() -> None:
    plan = {f"i{number}": 4 * number for number in range(1, 11)} | {f"late{number}": 90 for number in range(8)}
    done = {f"i{number}": accepted(4 * number) for number in range(1, 10)}
    easy = Thresholds(spi_green=Decimal("0.5"), spi_amber=Decimal("0.4"), tspi_unlikely=Decimal("1.01"))

    pace = reckon(replace(make_plan_facts(plan, done), thresholds=easy), on(42)).delivery.indicators[0]

    assert pace.status is AMBER
    assert "unlikely" in pace.sentence
