"""Hand-offs in small logs whose answer can be counted by hand, and the same as a plain count in any log."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.handoffs import NOBODY, Events, LogHandoffs, Span, find_handoffs

DAY = 86_400_000_000
Log = Iterable[tuple[int, str, float]]
"""Case, actor (blank: nobody) and day of each event."""

LETTERS = ("A", "B", "C", "D")


def found_in(log: Log) -> LogHandoffs:
    events = list(log)
    return find_handoffs(
        Events(
            case=np.array([case for case, _, _ in events], dtype=np.int32),
            actor=np.array([LETTERS.index(who) if who else NOBODY for _, who, _ in events], dtype=np.int32),
            at=np.array([round(day * DAY) for _, _, day in events], dtype=np.int64),
            actors=LETTERS,
        )
    )


def case(text: str) -> Log:
    """One case with an event a day; a dot is a step that nobody is named for."""
    return [(1, who.replace(".", ""), day) for day, who in enumerate(text)]


def counts(found: LogHandoffs) -> dict[str, int]:
    return {each.from_actor + each.to_actor: each.handoffs for each in found.interfaces}


@pytest.mark.parametrize(
    ("steps", "expected", "straight_back"),
    [
        ("", {}, 0),
        ("A", {}, 0),
        ("AAA", {}, 0),
        ("AB", {"AB": 1}, 0),
        ("ABA", {"AB": 1, "BA": 1}, 1),
        ("ABBBA", {"AB": 1, "BA": 1}, 1),
        ("ABCA", {"AB": 1, "BC": 1, "CA": 1}, 0),
        ("ABAB", {"AB": 2, "BA": 1}, 2),
        ("ABACA", {"AB": 1, "BA": 1, "AC": 1, "CA": 1}, 2),
        ("...", {}, 0),
        ("A.A", {}, 0),
        ("A..B", {"AB": 1}, 0),
        (".AB.A.", {"AB": 1, "BA": 1}, 1),
    ],
)
def test_one_case(steps: str, expected: dict[str, int], straight_back: int) -> None:
    found = found_in(case(steps))

    assert counts(found) == expected
    assert (found.handoffs, found.straight_back) == (sum(expected.values()), straight_back)
    assert found.straight_back_cases == (1 if straight_back else 0)


def test_cases_are_kept_apart_and_ordered_by_time() -> None:
    found = found_in([(1, "A", 0), (2, "B", 1), (2, "C", 0), (1, "D", 2), (2, "B", 3)])

    assert counts(found) == {"AD": 1, "CB": 1}
    assert found.unordered == 1


def test_of_equal_times_the_earlier_in_the_log_comes_first() -> None:
    assert counts(found_in([(1, "B", 5), (1, "A", 5), (1, "C", 5)])) == {"BA": 1, "AC": 1}


def test_waiting_runs_from_the_last_event_of_the_one_to_the_first_of_the_other() -> None:
    (only,) = found_in([(1, "A", 0), (1, "A", 2), (1, "B", 5), (1, "B", 9)]).interfaces

    assert only.waiting.median_days == 3
    assert (only.waiting.n, only.waiting.p90_days) == (1, None)


def test_nine_of_ten_are_told_from_ten_handoffs_on() -> None:
    days = [(number, who, day) for number in range(1, 11) for who, day in (("A", 0), ("B", number))]

    waiting = found_in(days).waiting

    assert (waiting.n, waiting.median_days) == (10, 5.5)
    assert waiting.p90_days == pytest.approx(9.1)
    assert found_in(days[:-2]).waiting.p90_days is None


def test_the_few_are_the_fewest_that_make_the_share() -> None:
    log = [(number, who, day) for number in range(10) for day, who in enumerate("AB" if number < 8 else "CD")]
    found = found_in([*log, (99, "D", 0), (99, "C", 1)])

    assert found.vital_70 is not None
    assert found.vital_70.keys == ("A\tB",)
    assert found.vital_80 is not None
    assert (found.vital_80.k, found.vital_80.of) == (2, 3)


def test_days_begin_where_the_zone_says() -> None:
    events = Events(case=np.zeros(1, np.int32), actor=np.zeros(1, np.int32), at=np.array([DAY - 1]), actors=("A",))

    assert find_handoffs(events).days == Span(starts_on=date(1970, 1, 1), ends_on=date(1970, 1, 1))
    assert find_handoffs(events, zone=ZoneInfo("Europe/Berlin")).days == Span(
        starts_on=date(1970, 1, 2), ends_on=date(1970, 1, 2)
    )


def test_a_log_without_events_has_no_day() -> None:
    found = found_in([])

    assert (found.days, found.vital_80, found.waiting.n) == (None, None, 0)


def test_a_handoff_belongs_to_the_month_in_which_it_arrives() -> None:
    found = found_in([(1, "A", 10), (1, "B", 31), (1, "A", 31.5), (2, "A", 80), (2, "B", 89)])

    there, back = found.interfaces
    assert [(f"{days.starts_on}", f"{days.ends_on}") for days in found.months] == [
        ("1970-01-11", "1970-01-31"),
        ("1970-02-01", "1970-02-28"),
        ("1970-03-01", "1970-03-31"),
    ]
    assert [(each.days.starts_on.month, each.waiting.median_days) for each in there.months] == [(2, 21), (3, 9)]
    assert [(each.handoffs, each.straight_back) for each in there.months] == [(1, 1), (1, 0)]
    assert [each.days for each in back.months] == [found.months[1]]


def test_months_begin_where_the_zone_says() -> None:
    at = np.array([20 * DAY, 31 * DAY - 1])
    events = Events(case=np.zeros(2, np.int32), actor=np.arange(2, dtype=np.int32), at=at, actors=("A", "B"))

    (utc,), (berlin,) = (find_handoffs(events, zone=ZoneInfo(zone)).interfaces for zone in ("UTC", "Europe/Berlin"))

    assert [each.days.starts_on.month for each in (*utc.months, *berlin.months)] == [1, 2]


def naive(log: Log) -> tuple[Counter[str], Counter[str], int]:
    """Hand-offs and those that went straight back by pair, and cases where that happened: counted the slow way."""
    steps = defaultdict(list)
    for number, who, day in log:
        steps[number].append((day, who))
    pairs, back, cases = Counter[str](), Counter[str](), 0
    for events in steps.values():
        actors = [who for _, who in sorted(events, key=lambda each: each[0]) if who]
        passed = [(giver, receiver) for giver, receiver in pairwise(actors) if giver != receiver]
        pairs.update(map("".join, passed))
        returned = ["".join(first) for first, then in pairwise(passed) if then == first[::-1]]
        back.update(returned)
        cases += bool(returned)
    return pairs, back, cases


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "A", "B", "C", "D"]), st.integers(0, 90)), max_size=60)
)
def test_any_log_gives_what_a_plain_count_gives(log: list[tuple[int, str, float]]) -> None:
    found = found_in(log)
    pairs, back, cases = naive(log)

    assert counts(found) == pairs
    assert {each.from_actor + each.to_actor: each.straight_back for each in found.interfaces} == {
        pair: back[pair] for pair in pairs
    }
    assert all(each.handoffs == sum(month.handoffs for month in each.months) for each in found.interfaces)
    assert (found.handoffs, found.straight_back, found.straight_back_cases) == (pairs.total(), back.total(), cases)
