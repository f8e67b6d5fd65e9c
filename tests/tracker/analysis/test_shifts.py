from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.facts.tradeoffs import ResponseFact, ShiftFact
from tracker.analysis.shifts import FLOOR, KNOWN, REPLANNED, Event, ShiftAnalysis, analyze_shifts
from tracker.progress.numbers import State

JUNE = date(2026, 6, 1)
LATE = date(2026, 12, 31)


def after(days: int) -> date:
    return JUNE + timedelta(days=days)


def shift(floor: int | None, *responses: ResponseFact, start: int = 0, flow: str = "") -> ShiftFact:
    """A shift whose floor changed so many days after the market showed it."""
    return ShiftFact(
        uid=f"shift {start}",
        title=f"Shift {start}",
        flow=flow,
        visible_on=after(start),
        floor_changed_on=None if floor is None else after(start + floor),
        responses=responses,
    )


def response(function: str, known: int | None, replanned: int | None) -> ResponseFact:
    return ResponseFact(
        function=function,
        known_on=None if known is None else after(known),
        replanned_on=None if replanned is None else after(replanned),
    )


def answered(*days: int, flow: str = "") -> ShiftAnalysis:
    return analyze_shifts([shift(each, start=number, flow=flow) for number, each in enumerate(days)], as_of=LATE)


def test_the_days_belong_to_what_came_next() -> None:
    facts = shift(37, response("sales", 2, 9), response("production", None, 30))

    (found,) = analyze_shifts([facts], as_of=LATE).responses

    hops = [(each.what, each.function, hop.days) for hop in found.hops for each in hop.events]
    assert hops == [(KNOWN, "sales", 2), (REPLANNED, "sales", 7), (REPLANNED, "production", 21), (FLOOR, "", 7)]
    assert (found.days, found.is_open) == (37, False)
    assert found.slowest == found.hops[2]


@given(
    floor=st.integers(0, 90),
    noted=st.lists(
        st.tuples(st.none() | st.integers(-5, 120), st.none() | st.integers(-5, 120)), min_size=0, max_size=5
    ),
)
def test_the_hops_of_an_answered_shift_add_up_to_its_days(
    floor: int, noted: list[tuple[int | None, int | None]]
) -> None:
    facts = shift(floor, *[response(str(number), *days) for number, days in enumerate(noted)])

    (found,) = analyze_shifts([facts], as_of=LATE).responses

    assert sum(hop.days for hop in found.hops) == found.days == floor
    assert all(hop.days >= 0 for hop in found.hops)


def test_what_happens_on_one_day_is_one_hop() -> None:
    facts = shift(9, response("sales", 4, 4), response("planning", 4, None))

    (found,) = analyze_shifts([facts], as_of=LATE).responses

    assert [(hop.days, [(each.what, each.function) for each in hop.events]) for hop in found.hops] == [
        (4, [(KNOWN, "sales"), (KNOWN, "planning"), (REPLANNED, "sales")]),
        (5, [(FLOOR, "")]),
    ]


def test_what_happens_after_the_day_is_not_known_on_it() -> None:
    facts = [shift(37, response("sales", 2, 9)), shift(1, start=60)]

    (found,) = analyze_shifts(facts, as_of=after(5)).responses

    assert (found.is_open, found.days) == (True, 5)
    assert [hop.events for hop in found.hops] == [(Event(what=KNOWN, function="sales"),)]
    assert found.unanswered == ("sales",)


def test_two_shifts_are_listed_and_not_summed_up() -> None:
    found = answered(40, 30)

    assert len(found.responses) == 2
    assert found.typical.state is State.INSUFFICIENT_DATA
    assert found.typical.reason == "3 answered shifts are needed and 2 are recorded; the PMO records them"
    assert found.trend.value is None


def test_typical_days_and_trend() -> None:
    found = answered(40, 30, 20, 10)

    assert (found.typical.value, found.typical.n) == (25, 4)
    assert (found.trend.value, found.trend.interval) == (-10, (-10, -10))


def test_an_open_shift_that_already_took_longer_makes_the_typical_days_too_low() -> None:
    facts = [shift(10, start=0), shift(12, start=1), shift(14, start=2), shift(None, start=3)]

    typical = analyze_shifts(facts, as_of=after(40)).typical

    assert (typical.value, typical.state) == (12, State.DEGRADED)
    assert typical.reason == "1 open shift has already taken longer, so the true figure is higher"


def test_where_most_days_go_is_counted_over_answered_shifts() -> None:
    slow_sales = [shift(20, response("sales", number + 15, None), start=number) for number in range(2)]
    slow_floor = shift(30, response("sales", 6, None), start=5)

    slow = analyze_shifts([*slow_sales, slow_floor], as_of=LATE).slow

    found = [(each.event.what, each.event.function, each.shifts) for each in slow]
    assert found == [
        (KNOWN, "sales", 2),
        (FLOOR, "", 1),
    ]


def test_nothing_recorded_is_not_known() -> None:
    found = analyze_shifts([], as_of=LATE)

    assert found.responses == ()
    assert found.typical.state is State.INSUFFICIENT_DATA
