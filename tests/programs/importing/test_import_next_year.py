"""The published portfolio of 235 programs, and a next year derived from it: three leave, two join, some change."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.db.models import Count, Sum

from programs.importing.mapping_file import SHIPPED
from programs.models import BaselineItem, CostLine, MilestoneForecast, Portfolio, Program, StatusReport
from tests.programs.importing.conftest import Imported

pytestmark = pytest.mark.django_db

RunImport = Callable[..., Imported]
SharedData = Callable[[str], Path]
Trace = Callable[[], dict[str, tuple[int, int]]]

GMPP = "gmpp/GMPP_Government_Major_Projects_Portfolio_AR_Data_March_2022.csv"
NYC = "nyc_capital_projects/capital_projects_even_pids.csv"
IPA, SRO, END = 5, 6, 9


def next_year(path: Path) -> bytes:
    """The table of 2023: rows 1 to 3 gone, two new, ten dates a year later, five ratings red."""
    header, *rows = csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""))
    new = [[f"NEW_000{n}_2223-Q1", f"New program {n}", *rows[10][2:]] for n in (1, 2)]
    kept = rows[3:]
    moved = [row for row in kept if row[END][:2] == "20"][:10]
    for row in moved:
        row[END] = str(int(row[END][:4]) + 1) + row[END][4:]
    for row in [row for row in kept if row[IPA] == "Amber"][:5]:
        row[IPA], row[SRO] = "Red", ""
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([header, *kept, *new])
    return out.getvalue().encode("utf-8-sig")


@pytest.fixture
def gmpp_2023(tmp_path: Path) -> str:
    """A mapping for the next year, made as docs/importing.md tells."""
    path = tmp_path / "gmpp_2023.toml"
    text = (SHIPPED / "gmpp_2022.toml").read_text("utf-8")
    path.write_text(text.replace("2022-03-31", "2023-03-31").replace("2021/22", "2022/23"), "utf-8")
    return str(path)


def test_a_later_year_joins_leaves_and_updates(
    run_import: RunImport, shared_data: SharedData, gmpp_2023: str, trace: Trace
) -> None:
    path = shared_data(GMPP)
    first = run_import(path, "gmpp_2022")
    leaving = [row[1] for row in csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""))][1:4]

    later = run_import(next_year(path), gmpp_2023)

    assert (first.status, later.status, Program.objects.count()) == (0, 0, 237)
    assert "2 joined:\n  New program 1\n  New program 2\n3 left:\n" in later.out
    assert all(f"  {name}\n" in later.out for name in leaving)
    before = trace()
    assert run_import(next_year(path), gmpp_2023).status == 0
    assert trace() == before


def test_a_later_year_keeps_both_years_words(run_import: RunImport, shared_data: SharedData, gmpp_2023: str) -> None:
    path = shared_data(GMPP)
    run_import(path, "gmpp_2022")
    run_import(next_year(path), gmpp_2023)

    slipped = 0
    for item in BaselineItem.objects.select_related("milestone").prefetch_related("milestone__forecasts"):
        latest = max(item.milestone.forecasts.all(), key=lambda forecast: forecast.stated_on)
        slipped += 365 <= (latest.finish_on - item.planned_on).days <= 366
    assert slipped == 10
    assert Portfolio.objects.get(code="gmpp").entries.current().count() == 234
    ratings = StatusReport.objects.values_list("reported_on__year", "status").annotate(n=Count("id"))
    counted = {(year, status): n for year, status, n in ratings.order_by()}
    assert (counted[2022, "red"], counted[2022, ""], counted[2023, "red"]) == (27, 14, 32 - red_among_leaving(path))


def red_among_leaving(path: Path) -> int:
    """Red ratings of the three that leave, less those of the two that join."""
    rows = list(csv.reader(StringIO(path.read_text("utf-8-sig"), newline="")))[1:]

    def is_red(row: list[str]) -> bool:
        return (row[IPA] or row[SRO]) == "Red"

    return sum(map(is_red, rows[:3])) - 2 * is_red(rows[10])


def test_the_published_portfolio_is_in_the_record_to_the_pound(run_import: RunImport, shared_data: SharedData) -> None:
    run_import(shared_data(GMPP), "gmpp_2022")

    costs = CostLine.objects.filter(scope="whole_life")
    assert costs.aggregate(sum=Sum("amount"))["sum"] == 494_181_000_000
    assert costs.filter(amount=None).count() == 42
    assert MilestoneForecast.objects.filter(stated_on=date(2022, 3, 31)).count() == 218


def test_196_projects_keep_every_dated_forecast(run_import: RunImport, shared_data: SharedData, trace: Trace) -> None:
    imported = run_import(shared_data(NYC), "nyc_capital_projects")

    assert (imported.status, Program.objects.count(), MilestoneForecast.objects.count()) == (0, 196, 1163)
    project = Program.objects.get(code="NYC-314")
    assert project.baselines.get().items.get().planned_on == date(2018, 8, 20)
    remark = project.milestones.get().forecasts.get(stated_on=date(2015, 2, 1)).reason
    assert remark == "The publisher counts +31 days since its forecast before."
    before = trace()
    run_import(shared_data(NYC), "nyc_capital_projects")
    assert trace() == before


def test_slip_against_baseline_1_is_that_of_the_dated_forecasts(run_import: RunImport, shared_data: SharedData) -> None:
    run_import(shared_data(NYC), "nyc_capital_projects")

    slips = []
    for item in BaselineItem.objects.prefetch_related("milestone__forecasts"):
        latest = max(item.milestone.forecasts.all(), key=lambda forecast: forecast.stated_on)
        slips.append((latest.finish_on - item.planned_on).days)
    assert (sum(s > 0 for s in slips), sum(s == 0 for s in slips), sum(s < 0 for s in slips)) == (105, 62, 17)
