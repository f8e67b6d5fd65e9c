"""When a true-up is owed: behind the expected span, and two cycles after the effect began."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tracker.analysis.trade_offs.builders import analyzed, cycle, estimate, later, on, only_row
from tracker.analysis.trade_offs.policy import TradeOffPolicy

MONTHLY = (cycle("Procurement", "28"), cycle("Operations", "7"), cycle("Logistics", "90"))


@pytest.mark.parametrize(
    ("span", "cycles", "due"),
    [
        ({}, MONTHLY, 56),
        ({"expected_from": on(10)}, MONTHLY, 66),
        ({"expected_to": on(30)}, MONTHLY, 56),
        ({"expected_to": on(56)}, MONTHLY, 57),
        ({"expected_from": on(10), "expected_to": on(80)}, MONTHLY, 81),
        ({"expected_to": on(30)}, (), 31),
        ({}, (), None),
        ({}, (cycle("Logistics", "90"),), None),
        ({}, (cycle("Operations", "0"),), 0),
        ({}, (cycle("Operations", "3.5"),), 7),
        ({}, (cycle("Operations", "0.3"),), 1),
        ({}, (cycle("Procurement", "28", last=-1), cycle("Procurement", "7", first=0)), 14),
        ({}, (cycle("Procurement", "28", last=0), cycle("Procurement", "7", first=1)), 56),
        ({}, (cycle("Procurement", "7", first=90),), 14),
    ],
    ids=[
        "two of the longer cycle", "from when it is felt", "the cycles are longer", "the span is longer", "both",
        "a span alone", "nothing", "cycles of others", "planned all the time", "half days", "part of a day",
        "the cycle of the day", "its last day", "a cycle recorded since",
    ],
)  # fmt: skip
def test_the_day(span: dict[str, Any], cycles: tuple[Any, ...], due: int | None) -> None:
    row = only_row(estimate("Lots", **span), cycles=cycles)

    assert row.due.due_on == (None if due is None else on(due))
    assert row.due.owed_by.name == "Operations"


@pytest.mark.parametrize(
    ("day", "timing"),
    [(55, "waiting"), (56, "due"), (69, "due"), (70, "overdue")],
    ids=["before", "on", "still", "late"],
)
def test_it_is_due_then_overdue(day: int, timing: str) -> None:
    row = only_row(estimate("Lots"), cycles=MONTHLY, day=day)

    assert (row.due.timing.value, row.due.overdue_on) == (timing, on(70))


def test_policy_says_how_many_cycles_and_how_long() -> None:
    policy = TradeOffPolicy(cycles=3, overdue_days=1)
    row = only_row(estimate("Lots"), cycles=MONTHLY, policy=policy)

    assert (row.due.due_on, row.due.overdue_on) == (on(84), on(85))


def test_without_any_day_the_one_who_chose_is_asked_for_the_span() -> None:
    found = analyzed(estimate("Lots"))

    assert found.rows[0].due.timing.value == "undated"
    assert [(each.what, each.who) for each in found.missing] == [("how long “Lots” is felt", ("Procurement",))]


def test_what_is_owed_is_listed_longest_first_with_who_owes_it() -> None:
    newer = estimate("Lots", by="Operations", on_whom="Logistics", entered_on=on(5), expected_to=on(60))
    older = estimate("Lead time", entered_on=on(6), expected_to=on(40))
    waiting = estimate("Sea freight", expected_to=on(200))

    found = analyzed(newer, older, waiting)

    assert [(each.what, each.who, each.first_on) for each in found.missing] == [
        ("what “Lead time” came to", ("Operations",), on(41)),
        ("what “Lots” came to", ("Logistics",), on(61)),
    ]


@pytest.mark.parametrize(("kind", "amount"), [("true_up", "-1"), ("reversal", "1000")])
def test_what_is_settled_is_not_owed(kind: str, amount: str) -> None:
    first = estimate("Lots")
    found = analyzed(first, later(first, kind, amount), cycles=MONTHLY)

    assert found.rows[0].due.timing.value == "done"
    assert not [each.what for each in found.missing if "Lots" in each.what]


def test_a_true_up_before_the_effect_was_over_says_so() -> None:
    first = estimate("Lots", expected_to=on(70))

    assert only_row(first, later(first, "true_up", "-1", day=70)).is_early
    assert not only_row(first, later(first, "true_up", "-1", day=71)).is_early
