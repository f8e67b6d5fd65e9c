from __future__ import annotations

from itertools import pairwise, product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta

from tracker.analysis.culture.runs import expected_months, run_chance, run_chance_by_record

# METHODS 1.6, N = 6, from nothing.
MONTHS = (6, 7, 9, 12, 18)
TABLE = [
    *zip([0.9] * 5, MONTHS, (0.531441, 0.584585, 0.690873, 0.850306, 0.957348), strict=True),
    *zip([0.8] * 5, MONTHS, (0.262144, 0.314573, 0.419430, 0.576717, 0.767595), strict=True),
    (0.7, 12, 0.329417),
]


@pytest.mark.parametrize(("clean", "months", "chance"), TABLE)
def test_the_table_of_the_methods(clean: float, months: int, chance: float) -> None:
    assert run_chance(clean, needed=6, months=months) == pytest.approx(chance, abs=5e-7)


@pytest.mark.parametrize(("needed", "months", "chance"), [(3, 5, 8 / 32), (2, 4, 8 / 16)], ids=["8 of 32", "8 of 16"])
def test_a_fair_coin(needed: int, months: int, chance: float) -> None:
    assert run_chance(0.5, needed=needed, months=months) == pytest.approx(chance)


@pytest.mark.parametrize(("clean", "months"), [(0.9, 8.8168), (0.8, 14.0735)])
def test_the_expected_wait(clean: float, months: float) -> None:
    assert expected_months(clean, needed=6) == pytest.approx(months, abs=5e-5)


def test_the_expected_wait_is_the_sum_of_the_chances_to_wait_on() -> None:
    waits = sum(1 - run_chance(0.8, needed=6, months=months) for months in range(2000))

    assert expected_months(0.8, needed=6) == pytest.approx(waits)


def test_before_any_record_six_clean_months_in_a_row_have_one_chance_in_seven() -> None:
    assert run_chance_by_record((0, 0), needed=6, months=6) == pytest.approx(1 / 7)


def is_complete(course: tuple[bool, ...], *, needed: int, streak: int) -> bool:
    """Whether the run is complete at some month of the course."""
    for clean in course:
        streak = streak + 1 if clean else 0
        if streak == needed:
            return True
    return False


@given(needed=st.integers(1, 5), months=st.integers(0, 9), streak=st.integers(0, 4), clean=st.floats(0, 1))
def test_the_chance_is_that_of_all_courses_counted_out(needed: int, months: int, streak: int, clean: float) -> None:
    streak = min(streak, needed - 1)
    courses = product([True, False], repeat=months)

    counted = sum(
        clean ** sum(course) * (1 - clean) ** (months - sum(course))
        for course in courses
        if is_complete(course, needed=needed, streak=streak)
    )

    assert run_chance(clean, needed=needed, months=months, streak=streak) == pytest.approx(counted, abs=1e-12)


RECORDS = st.tuples(st.integers(0, 12), st.integers(0, 12))


@given(record=RECORDS, needed=st.integers(2, 8), months=st.integers(0, 18), streak=st.integers(0, 7))
def test_the_closed_form_is_the_integral(record: tuple[int, int], needed: int, months: int, streak: int) -> None:
    streak = min(streak, needed - 1)
    over = beta(1 + record[0], 1 + record[1])

    def part(clean: float) -> float:
        return float(run_chance(clean, needed=needed, months=months, streak=streak) * over.pdf(clean))

    integral, _ = quad(part, 0, 1, epsabs=1e-11, limit=200)

    found = run_chance_by_record(record, needed=needed, months=months, streak=streak)
    assert found == pytest.approx(integral, abs=1e-8)


@given(record=RECORDS, needed=st.integers(2, 8), months=st.integers(0, 18), streak=st.integers(0, 7))
def test_more_months_never_make_it_less_likely(record: tuple[int, int], needed: int, months: int, streak: int) -> None:
    streak = min(streak, needed - 1)

    chances = [run_chance_by_record(record, needed=needed, months=each, streak=streak) for each in range(months + 1)]

    assert all(later >= sooner - 1e-12 for sooner, later in pairwise(chances))
    assert all(0 <= each <= 1 + 1e-12 for each in chances)


def test_a_run_that_stands_helps_and_a_complete_one_is_there() -> None:
    chances = [run_chance_by_record((5, 2), needed=6, months=6, streak=streak) for streak in range(7)]

    assert chances == sorted(chances)
    assert chances[0] < chances[5] < chances[6] == 1.0


def test_one_more_month_than_needed_has_one_more_way() -> None:
    """Either the first six months are clean, or the first is not and the next six are: by hand."""
    by_hand = 1 / 7 + 1 / (8 * comb(7, 1))

    assert run_chance_by_record((0, 0), needed=6, months=7) == pytest.approx(by_hand)
