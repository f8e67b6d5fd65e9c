"""Two arms of published deliveries, put through the analysis: not drawn by lot, so a warning and no experiment."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tracker.analysis.pilots.builders import analyzed, comparison, pilot, standing_of
from tracker.analysis.facts.pilots import PeriodFact
from tracker.analysis.pilots.results import PilotResult
from tracker.progress.periods import Period, periods_after

FILE = Path(__file__).parents[5] / "shared" / "data" / "scms" / "deliveries_2006_2012.csv"
OLD, NEW = "Direct Drop", "From RDC"
FIRST, LAST = date(2006, 9, 1), date(2012, 12, 1)


@dataclass
class Month:
    """Deliveries that were due in the month, and how many of them came late."""

    due: int = 0
    late: int = 0

    @property
    def share(self) -> float | None:
        return round(100 * self.late / self.due, 6) if self.due else None


Arms = dict[tuple[str, date], Month]


@pytest.fixture(scope="module")
def months() -> Arms:
    """Months by arm; skips the tests, saying so, when the open data are not beside the project."""
    if not FILE.is_file():
        pytest.skip(f"the open data are not here: {FILE.name}")
    found: Arms = defaultdict(Month)
    with FILE.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            due, came = (day(row[column]) for column in ("Scheduled Delivery Date", "Delivered to Client Date"))
            month = found[row["Fulfill Via"], due.replace(day=1)]
            month.due += 1
            month.late += came > due
    return found


def day(text: str) -> date:
    return datetime.strptime(text, "%d-%b-%y").date()


def total(months: Arms, arm: str) -> tuple[int, int]:
    """Late deliveries of the arm, and all of them."""
    of_arm = [month for (name, _), month in months.items() if name == arm]
    return sum(month.late for month in of_arm), sum(month.due for month in of_arm)


@pytest.fixture(scope="module")
def found(months: Arms) -> PilotResult:
    """The share of late deliveries by month, as if one arm had been tried beside the other."""
    starts_on = FIRST
    periods: list[PeriodFact] = []
    while starts_on <= LAST:
        old, new = (months[arm, starts_on].share for arm in (OLD, NEW))
        given = [None if each is None else Decimal(str(each)) for each in (old, new)]
        periods.append(
            PeriodFact(
                number=len(periods) + 1, starts_on=starts_on, old=given[0], new=given[1], standing=standing_of(old, new)
            )
        )
        starts_on = periods_after(starts_on, 1, Period.MONTH)
    late = comparison(name="Late deliveries", direction="lower", frequency="month", periods=tuple(periods))
    fact = pilot(primary=late, started_on=FIRST, locked_on=FIRST, maximum_periods=100, is_randomized=False)
    return analyzed(fact, as_of=date(2013, 3, 1))


def test_late_deliveries_are_those_that_are_known(months: Arms) -> None:
    assert total(months, OLD) == (175, 2768)
    assert total(months, NEW) == (427, 3746)


def test_the_arms_carry_the_warning_that_they_were_not_drawn_by_lot(found: PilotResult) -> None:
    assert "The arms were not drawn by lot: what else differs between them is in the comparison too." in found.cautions


def test_a_single_look_would_call_the_new_arm_worse_and_the_rule_does_not(found: PilotResult) -> None:
    low, high = found.primary.mean.interval or (0, 0)

    assert found.primary.flips.value == pytest.approx(0.001, abs=0.001)
    assert found.primary.flip_seed is not None
    assert low < 0 < high
    assert found.verdict == "blocked"


def test_months_are_lost_in_one_arm_and_resemble_each_other(found: PilotResult) -> None:
    losses = found.primary.losses

    assert (losses.counted, losses.pairs, losses.missing_old, losses.missing_new) == (76, 73, 0, 3)
    assert found.primary.correlation.value == pytest.approx(0.616, abs=5e-4)
    assert [each.what for each in found.blocks] == ["one_sided", "correlation", "unstable"]
