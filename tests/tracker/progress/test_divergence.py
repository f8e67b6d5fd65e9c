"""People's word beside the computed statuses over the weeks, from stored days alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.progress.divergence import (
    WEEK,
    WEEKS,
    Divergence,
    Stands,
    StoredDay,
    first_day_of,
    read_divergence,
    stands,
)
from tracker.progress.numbers import State
from tracker.progress.results import Status

TODAY = date(2026, 11, 23)
G, A, R, N = Status.GREEN, Status.AMBER, Status.RED, Status.GREY


def day(age: int, reported: Status, delivery: Status, result: Status | None = None) -> StoredDay:
    on = TODAY - timedelta(days=age)
    return StoredDay(as_of=on, known_on=on, reported=reported, delivery=delivery, result=result)


def spans(*given: tuple[int, Status, Status]) -> list[StoredDay]:
    """Every day from so many days ago until the next span, the newest one to today; Result as Delivery."""
    ages = [age for age, _, _ in given] + [-1]
    return [
        day(age, reported, computed, computed)
        for (begin, reported, computed), end in zip(given, ages[1:], strict=True)
        for age in range(begin, end, -1)
    ]


def read(days: list[StoredDay]) -> Divergence:
    found = read_divergence(days, (), as_of=TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("reported", "computed", "direction"),
    [
        (G, A, Stands.BETTER),
        (A, R, Stands.BETTER),
        (G, R, Stands.BETTER),
        (R, A, Stands.WORSE),
        (A, G, Stands.WORSE),
        (A, A, Stands.SAME),
        (N, R, Stands.UNKNOWN),
        (G, N, Stands.UNKNOWN),
        (G, None, Stands.UNKNOWN),
    ],
)
def test_better_is_more_hopeful_than_the_record(reported: Status, computed: Status | None, direction: Stands) -> None:
    assert stands(reported, computed) is direction


@pytest.mark.parametrize(
    ("days", "words"),
    [
        pytest.param(spans((90, G, G), (0, G, A)), "Reported green today while the record says amber.", id="today"),
        pytest.param(spans((90, A, A), (9, A, R)), "Reported amber for 9 days while the record says red.", id="days"),
        pytest.param(
            spans((90, G, G), (44, G, A)), "Reported green for 6 weeks while the record says amber.", id="weeks"
        ),
        pytest.param(
            spans((90, N, A), (14, R, A)), "Reported red for 2 weeks while the record says amber.", id="worse"
        ),
        pytest.param(
            spans((90, G, A)),
            "Reported green for 12 weeks or more while the record says amber.",
            id="as long as one looks",
        ),
        pytest.param(
            spans((90, G, G), (30, G, A), (9, G, R)),
            "Reported better than the record for 4 weeks.",
            id="colors change, the direction does not",
        ),
        pytest.param(
            spans((90, G, A), (8, G, G), (2, G, A)),
            "Reported green for 2 days while the record says amber.",
            id="a break",
        ),
        pytest.param(
            spans((90, G, A), (8, R, A), (2, G, A)),
            "Reported green for 2 days while the record says amber.",
            id="turned",
        ),
        pytest.param(spans((90, G, A), (2, A, A)), "", id="not any more"),
        pytest.param(spans((90, G, A), (2, G, N)), "", id="not known any more"),
    ],
)
def test_since_when_the_two_differ_is_told_in_words(days: list[StoredDay], words: str) -> None:
    found = read(days)

    assert found.delivery.sentence == words
    assert found.result.sentence == words.replace("the record says", "the results say").replace("record", "results")
    assert (found.delivery.since is None) is not bool(words)


def test_one_day_alone_says_nothing_of_how_long() -> None:
    assert read([day(0, G, A)]).delivery.sentence == "Reported green while the record says amber."


def test_a_program_that_began_later_has_no_more_than_its_days() -> None:
    assert read(spans((20, G, A))).delivery.sentence == "Reported green for 2 weeks while the record says amber."


def test_a_day_that_is_not_stored_breaks_nothing_but_a_week_of_them_does() -> None:
    all_days = spans((60, G, A))
    few = [each for each in all_days if (TODAY - each.as_of).days % 7 == 0]
    gap = [each for each in all_days if not 20 <= (TODAY - each.as_of).days < 28]

    assert read(few).delivery.days == 56
    assert read(gap).delivery.sentence == "Reported green for 2 weeks or more while the record says amber."


def test_results_that_are_kept_for_fewer_days_say_so() -> None:
    kept = [each if each.as_of > TODAY - 5 * WEEK else replace(each, result=None) for each in spans((90, A, R))]

    found = read(kept)

    assert found.result.sentence == "Reported amber for 4 weeks or more while the results say red."
    assert (found.delivery.share.n, found.result.share.n) == (WEEKS, 5)


def test_the_share_counts_weeks_in_which_both_were_known() -> None:
    found = read(spans((90, N, A), (48, G, A), (20, A, A))).delivery

    assert (found.agreed, found.share.n) == (3, 7)
    assert found.share.value == pytest.approx(3 / 7)
    assert found.agreement == "Same color in 3 of 7 weeks."


def test_never_known_is_no_share_and_no_agreement() -> None:
    found = read(spans((90, G, N))).delivery

    assert (found.share.state, found.share.value) == (State.INSUFFICIENT_DATA, None)
    assert (found.agreement, found.stands) == ("", Stands.UNKNOWN)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (spans((90, A, A)), "Same color in all 13 weeks."),
        (spans((90, G, A)), "Same color in 0 of 13 weeks."),
        (spans((5, A, A)), "Same color in the only week."),
        (spans((5, G, A)), "Same color in 0 of 1 week."),
    ],
)
def test_how_often_they_agreed_is_told_as_a_count(days: list[StoredDay], words: str) -> None:
    assert read(days).delivery.agreement == words


def test_a_week_is_told_by_its_last_stored_day() -> None:
    weeks = read([day(8, G, A), day(10, G, R), day(0, A, A)]).weeks

    assert [week.ends_on for week in weeks] == [TODAY - number * WEEK for number in range(WEEKS)][::-1]
    assert [(week.day.as_of, week.day.against_delivery) for week in weeks if week.day] == [
        (TODAY - timedelta(days=8), Stands.BETTER),
        (TODAY, Stands.SAME),
    ]


def test_each_report_says_what_was_computed_on_its_day() -> None:
    said = [(TODAY, A), (TODAY - timedelta(days=3), G), (TODAY - timedelta(days=200), R)]

    found = read_divergence([day(3, G, R), day(0, A, A)], [*said, (TODAY - timedelta(days=2), G)], as_of=TODAY)

    assert found is not None
    assert [(each.status, each.day.against_delivery if each.day else None) for each in found.reports] == [
        (G, Stands.BETTER),
        (G, None),
        (A, Stands.SAME),
    ]


def test_without_a_sequence_the_dates_speak() -> None:
    days = [replace(each, contradicted=True) for each in spans((90, A, N), (20, G, N)) if each.as_of]
    late = [replace(each, contradicted=each.reported is G) for each in days]

    found = read(late)

    assert found.delivery.sentence == "Reported green for 2 weeks while the dates say late."
    assert found.delivery.share.state is State.INSUFFICIENT_DATA


@pytest.mark.parametrize("stored", [[], [day(1, G, A)], [day(-1, G, A)]], ids=["none", "not that day", "only later"])
def test_a_day_that_is_not_stored_has_no_comparison(stored: list[StoredDay]) -> None:
    assert read_divergence(stored, (), as_of=TODAY) is None


COLORS = st.sampled_from([G, A, R, N])
HISTORIES = st.lists(st.tuples(COLORS, COLORS, st.one_of(st.none(), COLORS)), min_size=1, max_size=110)


@given(HISTORIES)
def test_the_running_difference_is_never_longer_than_what_was_stored(
    history: list[tuple[Status, Status, Status | None]],
) -> None:
    days = [day(age, *each) for age, each in enumerate(history)]

    found = read(days)

    for against, of in ((found.delivery, [each[1] for each in history]), (found.result, [each[2] for each in history])):
        assert (against.days is not None) is (against.stands in (Stands.BETTER, Stands.WORSE))
        inside = list(zip([each[0] for each in history], of, strict=True))[: (against.days or 0) + 1]
        directions = {stands(said, color) for said, color in inside if color is not None}
        assert against.days is None or directions == {against.stands}
        assert against.agreed <= against.share.n <= WEEKS


@given(HISTORIES)
def test_the_order_of_rows_and_what_is_older_or_newer_change_nothing(
    history: list[tuple[Status, Status, Status | None]],
) -> None:
    days = [day(age, *each) for age, each in enumerate(history)]
    outside = [replace(days[0], as_of=first_day_of(TODAY) - WEEK), replace(days[0], as_of=TODAY + WEEK)]

    assert read([*outside, *reversed(days)]) == read(days)


def test_the_worked_example_of_the_methods_page() -> None:
    green_until, amber_from = (TODAY - date(2026, 8, 20)).days, (TODAY - date(2026, 10, 10)).days
    amber = read(spans((green_until, G, G), (amber_from, G, A))).delivery
    red = read(spans((green_until, G, G), (amber_from, G, A), ((TODAY - date(2026, 11, 14)).days, G, R))).delivery

    assert amber.sentence == "Reported green for 6 weeks while the record says amber."
    assert (amber.days, amber.agreement) == (44, "Same color in 6 of 13 weeks.")
    assert red.sentence == "Reported better than the record for 6 weeks."
