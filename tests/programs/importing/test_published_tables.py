"""The published tables against their known answers; skipped, saying so, where the open data are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from programs.importing.errors import FileRefused
from programs.importing.mapping import Mapping
from programs.importing.mapping_file import find_mapping, read_mapping
from programs.importing.parse import parse_portfolio
from programs.importing.portfolio_file import ParsedFile, ProgramEntry
from programs.importing.publisher_checks import moves_by_dates, moves_by_publisher
from programs.importing.reader import TableReader

SharedData = Callable[[str], Path]
GMPP = "gmpp/GMPP_Government_Major_Projects_Portfolio_AR_Data_March_2022.csv"
NYC = "nyc_capital_projects/capital_projects_even_pids.csv"
SCMS = "scms/deliveries_2006_2012.csv"
SCHOOLS = "nyc_school_construction/Capital_Project_Schedules_and_Budgets.csv"

DELIVERIES = """
[portfolio]
code = "deliveries"
name = "Deliveries"
source_system = "scms"
[file]
encoding = "utf-8-sig"
[report]
date = 2012-12-31
[program]
external_id = { column = "ID" }
name = { column = "Item Description" }
organization = { column = "Country" }
[[milestones]]
name = "Delivery"
finish = { column = "Scheduled Delivery Date", format = "%d-%b-%y" }
[[milestones]]
name = "Recorded"
finish = { column = "Delivered to Client Date", format = "%d-%b-%y" }
[[costs]]
kind = "actual"
scope = "whole_life"
[costs.amount]
column = "Freight Cost (USD)"
currency = "USD"
withheld = ["Freight Included in Commodity Cost", "Invoiced Separately", "See"]
"""

PHASES = """
[portfolio]
code = "schools"
name = "School construction"
source_system = "nyc-schools"
[file]
encoding = "utf-8-sig"
[report]
date = 2025-01-01
[program]
external_id = { column = "Project Building Identifier" }
name = { column = "Project School Name" }
[[milestones]]
name = "Phase end"
finish = { column = "Project Phase Planned End Date", format = "%m/%d/%Y" }
"""


def parse(path: Path, mapping: Mapping) -> ParsedFile:
    with path.open("rb") as source:
        return parse_portfolio(TableReader(source, mapping.layout), mapping)


def mapping_from(text: str, folder: Path) -> Mapping:
    path = folder / "given.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


@pytest.fixture(scope="module")
def gmpp(shared_data: SharedData) -> ParsedFile:
    return parse(shared_data(GMPP), find_mapping("gmpp_2022"))


@pytest.fixture(scope="module")
def nyc(shared_data: SharedData) -> ParsedFile:
    return parse(shared_data(NYC), find_mapping("nyc_capital_projects"))


def test_gmpp_has_235_projects_in_four_categories(gmpp: ParsedFile) -> None:
    categories = Counter(entry.fields.category for entry in gmpp.portfolio.programs)

    assert (gmpp.counts.read, gmpp.counts.accepted, gmpp.errors) == (235, 235, ())
    assert categories == {
        "Government Transformation and Service Delivery": 89,
        "Infrastructure and Construction": 70,
        "Military Capability": 45,
        "ICT": 31,
    }


def test_gmpp_ratings_are_24_170_27_and_14_not_rated(gmpp: ParsedFile) -> None:
    statuses = [entry.statements[0].status for entry in gmpp.portfolio.programs]

    assert Counter(status.rating for status in statuses if status) == {"green": 24, "amber": 170, "red": 27, None: 14}
    assert all(bool(status.rating) != bool(status.not_rated_reason) for status in statuses if status)


def test_gmpp_exempt_under_section_43_is_a_reason_not_a_cost(gmpp: ParsedFile) -> None:
    costs = [cost for entry in gmpp.portfolio.programs for cost in entry.statements[0].costs]

    assert Decimal(43) not in {cost.amount for cost in costs}
    assert sum("Section 43" in cost.withheld for cost in costs) == 53
    assert sum(cost.amount or 0 for cost in costs if cost.scope == "whole_life") == Decimal(494_181_000_000)


def test_gmpp_dates_are_iso_and_one_row_is_right_in_every_field(gmpp: ParsedFile) -> None:
    entry = next(entry for entry in gmpp.portfolio.programs if entry.external_id == "MOD_0135_2122-Q1")

    (statement,) = entry.statements
    assert entry.fields.start_on == date(2013, 3, 29)
    assert statement.finishes[0].finish == date(2026, 12, 31)
    assert [cost.amount for cost in statement.costs] == [33_730_000, 33_730_000, 278_000_000]
    assert statement.status
    assert statement.status.rated_by == "Senior Responsible Owner"


def test_gmpp_headers_of_one_department_s_own_file_fit_the_same_mapping(shared_data: SharedData) -> None:
    path = shared_data("gmpp/BEIS_Government_Major_Projects_Portfolio_Data_March_2022.csv")

    assert parse(path, find_mapping("gmpp_2022")).counts.accepted == 22


def published_slip(entry: ProgramEntry) -> int:
    figures = (figure for statement in entry.statements for figure in statement.published)
    return int(sum(figure.value for figure in figures if figure.kind == "finish_change_days"))


def slip_by_dates(entry: ProgramEntry) -> int | None:
    days = [forecast.finish for statement in entry.statements for forecast in statement.finishes if forecast.finish]
    return (days[-1] - days[0]).days if days else None


def test_nyc_has_196_projects_with_up_to_15_snapshots(nyc: ParsedFile) -> None:
    snapshots = [len(entry.statements) for entry in nyc.portfolio.programs]

    assert (len(snapshots), max(snapshots), sum(snapshots)) == (196, 15, 1227)
    assert (nyc.counts.read, nyc.counts.accepted, nyc.errors) == (1227, 1227, ())


def test_nyc_published_changes_make_108_later_70_unchanged_18_earlier(nyc: ParsedFile) -> None:
    slips = [published_slip(entry) for entry in nyc.portfolio.programs]

    assert (sum(s > 0 for s in slips), sum(s == 0 for s in slips), sum(s < 0 for s in slips)) == (108, 70, 18)
    assert sum(slips) / len(slips) == pytest.approx(415.633, abs=0.0005)


def test_nyc_dates_alone_know_184_projects_and_not_what_was_before_the_first_snapshot(nyc: ParsedFile) -> None:
    slips = [slip_by_dates(entry) for entry in nyc.portfolio.programs]
    known = [slip for slip in slips if slip is not None]

    assert (sum(s > 0 for s in known), sum(s == 0 for s in known), sum(s < 0 for s in known)) == (105, 62, 17)
    assert len(slips) - len(known) == 12


def test_nyc_consecutive_forecasts_differ_as_published_but_for_314_and_366(nyc: ParsedFile) -> None:
    compared = 0
    for entry in nyc.portfolio.programs:
        stated = [statement for statement in entry.statements if statement.finishes]
        compared += sum(bool(later.published) for later in stated[1:])

    assert compared == 979
    assert [note.program for note in nyc.notes] == ["314", "366"]


def test_nyc_a_budget_below_zero_is_kept_as_stated(nyc: ParsedFile) -> None:
    entry = next(entry for entry in nyc.portfolio.programs if entry.external_id == "556")

    assert Decimal(-4_102_606) in [cost.amount for statement in entry.statements for cost in statement.costs]


def test_deliveries_with_cr_line_ends_are_read_right(shared_data: SharedData, tmp_path: Path) -> None:
    file = parse(shared_data(SCMS), mapping_from(DELIVERIES, tmp_path))

    late = 0
    for entry in file.portfolio.programs:
        scheduled, delivered = (forecast.finish for forecast in entry.statements[0].finishes)
        late += bool(scheduled and delivered and delivered > scheduled)
    assert (file.counts.accepted, file.errors, late) == (6514, (), 602)
    assert file.portfolio.programs[0].fields.organization == "Côte d'Ivoire"


def test_deliveries_are_the_same_in_latin_1_and_refused_when_the_encoding_is_misdeclared(
    shared_data: SharedData, tmp_path: Path
) -> None:
    utf_8 = shared_data(SCMS).read_bytes()
    latin_1 = utf_8.decode("utf-8-sig").encode("latin-1")
    declared_utf_8 = mapping_from(DELIVERIES, tmp_path)
    declared_latin_1 = mapping_from(DELIVERIES.replace("utf-8-sig", "latin-1"), tmp_path)

    def parsed(content: bytes, mapping: Mapping) -> ParsedFile:
        return parse_portfolio(TableReader(BytesIO(content), mapping.layout), mapping)

    assert parsed(latin_1, declared_latin_1).portfolio == parsed(utf_8, declared_utf_8).portfolio
    with pytest.raises(FileRefused, match="Byte 0: the file begins with the mark of UTF-8"):
        parsed(utf_8, declared_latin_1)
    with pytest.raises(FileRefused, match=r"\(0xF4\) does not belong to utf-8-sig"):
        parsed(latin_1, declared_utf_8)


def test_codes_in_a_date_column_are_refused_row_by_row(shared_data: SharedData, tmp_path: Path) -> None:
    file = parse(shared_data(SCHOOLS), mapping_from(PHASES, tmp_path))

    codes = Counter(error.value for error in file.errors if error.column == "Project Phase Planned End Date")
    assert codes == {
        "PNS": 4607, "IEH": 789, "DOES": 747, "DOER": 633, "DIIR": 392,
        "FTK": 352, "EMER": 121, "DIIT": 53, "DOEL": 44, "TPL": 5, "DOEP": 5,
    }  # fmt: skip
    assert file.errors[0].line == 2
    assert file.errors[0].reason == "is not a date in the format %m/%d/%Y"
    assert file.counts.read == file.counts.accepted + file.counts.refused + file.counts.identical == 13_638


def test_nyc_moves_are_told_by_dates_and_beside_them_by_the_publisher(nyc: ParsedFile) -> None:
    by_dates, by_publisher = moves_by_dates(nyc.portfolio.programs), moves_by_publisher(nyc.portfolio.programs)

    assert (by_dates.later, by_dates.unchanged, by_dates.earlier, by_dates.unknown) == (105, 29, 17, 45)
    assert by_publisher is not None
    assert (by_publisher.later, by_publisher.earlier) == (108, 18)
    assert by_publisher.unchanged + by_publisher.unknown == 70
