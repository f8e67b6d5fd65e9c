"""Real input: the published New York City capital projects, straight from the file (skipped without it).

The publisher's own answer, 108 later, 70 unchanged, 18 earlier and 415.633 days on average, is the
sum of the changes it publishes. It knows of forecasts made before the first row of the file, calls
a project without any forecast unchanged, and differs from its own dates on two projects.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tracker.progress.facts import Baseline, Forecast, Item, PlannedItem, ProgramFacts
from tracker.progress.numbers import State
from tracker.progress.reckon import reckon
from tracker.progress.results import SlipProgress

FILE = Path(__file__).parents[4] / "shared/data/nyc_capital_projects/capital_projects_even_pids.csv"
LAST_REPORT = date(2019, 9, 1)
ODD_PAIRS = {"314", "366"}
"""Projects of which one published change is not the difference of the two dates (a known answer)."""

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"open test data is not here: {FILE.name}")
Rows = list[dict[str, str]]


def day(text: str) -> date:
    """A published date."""
    return datetime.strptime(text[:10], "%m/%d/%Y").date()


@pytest.fixture(scope="module")
def projects() -> dict[str, Rows]:
    """Rows by project id, in order of the day of the report."""
    found: dict[str, Rows] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: day(row["Date Reported As Of"])):
            found.setdefault(row["PID"], []).append(row)
    return found


def facts_of(pid: str, rows: Rows, *, before_the_file: bool) -> ProgramFacts:
    """One project: its dated forecasts, and the first forecast as baseline 1.

    before_the_file  take the forecast before the first row from the change that this row publishes
    """
    dated = [row for row in rows if row["Forecast Completion"]]
    stated = tuple(
        Forecast(stated_on=day(row["Date Reported As Of"]), finish_on=day(row["Forecast Completion"])) for row in dated
    )
    earlier = int(dated[0]["Latest Schedule Changes"] or 0) if dated and before_the_file else 0
    if earlier:
        first = stated[0]
        unseen = first.finish_on - timedelta(days=earlier)
        stated = (Forecast(stated_on=first.stated_on - timedelta(days=1), finish_on=unseen), *stated)
    baselines = ()
    if stated:
        line = PlannedItem(uid=pid, planned_on=stated[0].finish_on, weight=1)  # type: ignore[arg-type]
        baselines = (Baseline(number=1, locked_on=stated[0].stated_on, items=(line,)),)  # type: ignore[assignment]
    item = Item(uid=pid, name="Completion", kind="milestone", dimension="delivery", forecasts=stated)
    return ProgramFacts(
        uid=pid, code=pid, name=pid, follows_sequence=False, start_on=None, items=(item,), baselines=baselines
    )


def slips_of(projects: Mapping[str, Rows], *, before_the_file: bool) -> dict[str, SlipProgress]:
    """Slip of every project on the day of the last report."""
    return {
        pid: reckon(facts_of(pid, rows, before_the_file=before_the_file), LAST_REPORT).slip
        for pid, rows in projects.items()
    }


def tally(days: list[float]) -> tuple[int, int, int]:
    """Later, unchanged, earlier."""
    return sum(d > 0 for d in days), sum(d == 0 for d in days), sum(d < 0 for d in days)


def test_slip_is_what_the_publisher_says_it_is(projects: dict[str, Rows]) -> None:
    slips = slips_of(projects, before_the_file=True)
    published = {pid: int(rows[-1]["Total Schedule Changes"] or 0) for pid, rows in projects.items()}
    ours = {pid: slip.finish.value or 0 for pid, slip in slips.items()}

    assert {pid for pid in projects if ours[pid] != published[pid]} == ODD_PAIRS
    agreed = list((ours | {pid: published[pid] for pid in ODD_PAIRS}).values())
    assert tally(agreed) == (108, 70, 18)
    assert sum(agreed) / len(agreed) == pytest.approx(415.633, abs=0.0005)


def test_the_dates_alone_say_less_and_say_so(projects: dict[str, Rows]) -> None:
    slips = slips_of(projects, before_the_file=False)
    known = [slip.finish.value for slip in slips.values() if slip.finish.value is not None]
    unknown = [slip.finish for slip in slips.values() if slip.finish.value is None]

    assert (tally(known), sum(known)) == ((105, 29, 17), 79_878)
    assert {number.state for number in unknown} == {State.INSUFFICIENT_DATA}
    assert sorted({number.reason for number in unknown}) == [
        "no item has a planned or an expected finish",
        "only one dated forecast so far",
    ]
    assert len(unknown) == 12 + 33


def test_slip_and_total_drift_agree_when_the_first_forecast_is_the_plan(projects: dict[str, Rows]) -> None:
    slips = slips_of(projects, before_the_file=True).values()
    several = [slip for slip in slips if len(slip.history) > 1]

    assert len(several) > 150
    assert all(slip.total_drift.value == slip.finish.value for slip in several)


def test_a_forecast_in_the_past_is_called_passed(projects: dict[str, Rows]) -> None:
    slips = slips_of(projects, before_the_file=False)
    passed = {pid for pid, slip in slips.items() if slip.forecast_passed}

    expected = {
        pid
        for pid, rows in projects.items()
        if (dates := [day(row["Forecast Completion"]) for row in rows if row["Forecast Completion"]])
        and dates[-1] < LAST_REPORT
    }
    assert passed == expected
    assert passed
