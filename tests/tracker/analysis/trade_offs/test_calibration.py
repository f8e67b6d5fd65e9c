"""What came over what was estimated; refused below the minimum."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tracker.analysis.trade_offs.builders import analyzed, estimate, later, on
from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.analysis.trade_offs.calibration import coverage, interval_of
from tracker.analysis.trade_offs.results import EstimateCalibration
from tracker.progress.numbers import State


def trued(*amounts: str, estimated: str = "-100", by: str = "Procurement", **given: Any) -> list[TradeOffFact]:
    """Estimates of one size with what each came to."""
    found = []
    for number, amount in enumerate(amounts):
        first = estimate(f"{by} {estimated} {number}", estimated, by=by, **given)
        found += [first, later(first, "true_up", amount)]
    return found


def told(*entries: TradeOffFact, name: str | None = None, sign: str = "cost") -> EstimateCalibration:
    """The comparison of one function, or of all."""
    return next(
        each
        for each in analyzed(*entries).calibration
        if (each.function.name if each.function else None) == name and each.sign.value == sign
    )


def test_below_the_minimum_nothing_is_compared() -> None:
    ratio = told(*trued("-127", "-90")).ratio

    assert (ratio.state, ratio.value, ratio.n) == (State.INSUFFICIENT_DATA, None, 2)
    assert ratio.reason == "it takes 3 trued-up costs and 2 are known"


def test_a_few_have_a_range_that_is_called_one() -> None:
    ratio = told(*trued("-127", "0", "-90", "-80")).ratio

    assert ratio.value == pytest.approx(0.85)
    assert (ratio.state, ratio.interval, ratio.n) == (State.DEGRADED, (0.0, 1.27), 4)
    assert ratio.reason == "too few for an interval: the least and the most of 4 stand in its place"


def test_from_five_on_the_median_has_an_interval() -> None:
    ratio = told(*trued("-127", "-110", "-90", "-80", "-70")).ratio

    assert ratio.value == pytest.approx(0.9)
    assert (ratio.state, ratio.interval) == (State.VALUE, (0.7, 1.27))


@pytest.mark.parametrize(
    ("n", "rank", "sure"),
    [(3, 1, 0.75), (4, 1, 0.875), (5, 1, 0.9375), (8, 2, 0.9297), (12, 3, 0.9614), (20, 6, 0.9586)],
)
def test_the_interval_of_the_median_is_that_of_the_tables(n: int, rank: int, sure: float) -> None:
    """Distribution-free intervals for the median, as in tables of the sign test."""
    ordered = [float(each) for each in range(1, n + 1)]

    assert interval_of(ordered)[:2] == (rank, n + 1 - rank)
    assert coverage(n, rank) == pytest.approx(sure, abs=5e-5)
    assert n < 5 or coverage(n, rank + 1) < 0.9


def test_costs_and_gains_err_to_different_sides_and_are_told_apart() -> None:
    entries = [*trued("-200", "-200", "-200"), *trued("50", "50", "50", estimated="100")]

    assert (told(*entries).ratio.value, told(*entries, sign="gain").ratio.value) == (2.0, 0.5)


def test_each_function_is_told_by_name_behind_all_of_them() -> None:
    entries = [*trued("-200", "-200", "-200"), *trued("-50", by="Logistics"), *trued("-50", by="Demand planning")]
    found = analyzed(*entries).calibration

    assert [each.function.name if each.function else None for each in found] == [
        None, "Demand planning", "Logistics", "Procurement",
    ]  # fmt: skip
    assert [each.ratio.n for each in found] == [5, 1, 1, 3]


def test_disputed_reversed_and_estimates_of_nothing_do_not_count() -> None:
    entries = trued("-200", "-200", "-200", "-200")
    disputed = [*entries, later(entries[0], "dispute", day=60)]
    reversed_ = [*entries, later(entries[0], "reversal", "200", day=60)]

    assert told(*disputed).ratio.n == told(*reversed_).ratio.n == 3
    assert analyzed(*trued("-200", estimated="0")).calibration == ()


def test_what_would_bring_it_is_said_with_the_day_and_who_has_it() -> None:
    known = trued("-200")
    open_ = [
        estimate("soon", expected_to=on(119)),
        estimate("later", expected_to=on(139), on_whom="Logistics"),
        estimate("never said"),
    ]

    enough, short = told(*known, *open_), told(*known, *open_[:1])

    assert (enough.first_on, enough.owed_by) == (on(140), ("Logistics", "Operations"))
    assert (short.first_on, short.owed_by) == (None, ("Operations",))


def test_an_overdue_true_up_can_be_there_today() -> None:
    open_ = [estimate(str(number), expected_to=on(10)) for number in range(3)]

    assert told(*open_).first_on == on(100)
