from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.importing.errors import FileRefused
from programs.importing.mapping import Mapping
from programs.importing.portfolio_file import CostStatement, FinishForecast, ParsedFile, ProgramEntry, ReportedStatus

Parse = Callable[..., ParsedFile]
MappingOf = Callable[[str], Mapping]

FINISH = '[[milestones]]\nname = "Done"\nfinish = { column = "finish", format = "%Y-%m-%d" }\n'
BUDGET = '[[costs]]\nkind = "baseline"\nscope = "whole_life"\namount = { column = "budget", currency = "EUR" }\n'


def by_id(file: ParsedFile) -> dict[str, ProgramEntry]:
    return {entry.external_id: entry for entry in file.portfolio.programs}


@pytest.fixture
def dated(mapping_of: MappingOf, tmp_path: object) -> Mapping:
    """A mapping of dated snapshots: several rows per program."""
    from programs.importing.mapping_file import read_mapping

    mapping_of(FINISH + '[[finish_checks]]\nmilestone = "Done"\ndays = { column = "moved" }\n')
    path = tmp_path / "given.toml"  # type: ignore[operator]
    column = 'several_rows_per_program = true\ncolumn = { column = "on", format = "%Y-%m-%d" }'
    more = 'name = { column = "name" }\ndescription = { column = "about" }'
    text = path.read_text().replace("date = 2024-01-31", column).replace('name = { column = "name" }', more)
    path.write_text(text)
    return read_mapping(path)


def test_the_sample_is_read_in_full(parsed: Parse, harbor: Mapping, harbor_2024: bytes) -> None:
    file = parsed(harbor_2024, harbor)

    assert file.errors == ()
    assert (file.counts.read, file.counts.accepted, file.counts.blank) == (4, 4, 1)
    assert [entry.code for entry in file.portfolio.programs] == ["HW-H1", "HW-H2", "HW-H3", "HW-H4"]
    assert file.portfolio.last_reported_on == date(2024, 12, 31)


def test_a_full_row_becomes_a_program_and_a_statement(parsed: Parse, harbor: Mapping, harbor_2024: bytes) -> None:
    entry = by_id(parsed(harbor_2024, harbor))["H1"]

    (statement,) = entry.statements
    assert entry.fields.description == "Replace four cranes\none after the other"
    assert statement.finishes == (FinishForecast("Opening", date(2026, 6, 30)),)
    assert statement.status == ReportedStatus("green", "Auditor", not_rated_reason="", commentary="Going well")
    assert [cost.amount for cost in statement.costs] == [Decimal(1_234_500), Decimal(200_000)]


def test_the_second_source_rates_where_the_first_is_blank(parsed: Parse, harbor: Mapping, harbor_2024: bytes) -> None:
    (statement,) = by_id(parsed(harbor_2024, harbor))["H2"].statements

    assert statement.status
    assert (statement.status.rating, statement.status.rated_by) == ("red", "Harbor master")
    assert [cost.amount for cost in statement.costs] == [Decimal(43_000_000)]


def test_what_is_withheld_keeps_its_reason_everywhere(parsed: Parse, harbor: Mapping, harbor_2024: bytes) -> None:
    reason = "Exempt under Section 43 of the Harbor Act"

    entry = by_id(parsed(harbor_2024, harbor))["H3"]

    (statement,) = entry.statements
    assert (entry.fields.start_on, entry.fields.start_withheld) == (None, reason)
    assert statement.finishes == (FinishForecast("Opening", None, "Early planning: no date"),)
    assert statement.status == ReportedStatus(None, "", not_rated_reason=reason, commentary="")
    assert statement.costs == (CostStatement("baseline", "whole_life", "", "EUR", None, reason),)


def test_a_blank_rating_is_not_rated(parsed: Parse, harbor: Mapping, harbor_2024: bytes) -> None:
    (statement,) = by_id(parsed(harbor_2024, harbor))["H4"].statements

    assert statement.status == ReportedStatus(None, "", "The table gives no rating.", "No rating yet")


def test_every_error_of_a_row_is_reported_with_line_column_value_and_reason(
    parsed: Parse, harbor: Mapping, harbor_2024: bytes
) -> None:
    broken = harbor_2024.replace("€1,234.5".encode(), b"1.234,5").replace(b"30.06.2026;G", b"31.06.2026;Amber/Red")

    file = parsed(broken, harbor)

    assert [(e.line, e.row, e.column, e.value) for e in file.errors] == [
        (3, 2, "Opening (latest", "31.06.2026"),
        (3, 2, "Audit rating", "Amber/Red"),
        (3, 2, "Budget (€k)", "1.234,5"),
    ]
    assert all(error.program == "H1" and error.reason for error in file.errors)
    assert (file.counts.refused, file.counts.accepted) == (1, 3)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("1", "", "the row has 1 cells where the header has 2"),
        ("1,a,b", "", "the row has 3 cells where the header has 2"),
        (",a", "id", "must not be blank"),
        ("1,", "name", "must not be blank"),
        ("1," + "x" * 251, "name", "is longer than 250 characters"),
        ("x" * 61 + ",a", "id", "makes a code of more than 60 characters"),
    ],
)
def test_a_row_that_cannot_be_kept_is_refused(
    parsed: Parse, mapping_of: MappingOf, row: str, column: str, reason: str
) -> None:
    file = parsed(f"id,name\n{row}\n2,b\n".encode(), mapping_of(""))

    assert [(error.line, error.column, error.reason) for error in file.errors] == [(2, column, reason)]
    assert list(by_id(file)) == ["2"]


def test_rows_that_contradict_each_other_are_all_refused_naming_the_lines(parsed: Parse, mapping_of: MappingOf) -> None:
    file = parsed(b"id,name,finish\n1,a,2024-05-01\n2,b,\n1,a,2024-06-01\n", mapping_of(FINISH))

    assert [(error.line, error.reason) for error in file.errors] == [
        (2, "line 4 says something else about the same program"),
        (4, "line 2 says something else about the same program"),
    ]
    assert list(by_id(file)) == ["2"]


def test_a_good_row_beside_a_refused_one_of_the_same_program_is_refused_too(
    parsed: Parse, mapping_of: MappingOf
) -> None:
    file = parsed(b"id,name,finish\n1,a,2024-05-01\n1,a,soon\n", mapping_of(FINISH))

    assert [(error.line, error.column) for error in file.errors] == [(2, "id"), (3, "finish")]
    assert file.counts.accepted == 0


def test_an_identical_row_is_counted_and_kept_once(parsed: Parse, mapping_of: MappingOf) -> None:
    file = parsed(b"id,name\n1,a\n1,a\n1,a\n", mapping_of(""))

    assert (file.counts.accepted, file.counts.identical, file.counts.refused) == (1, 2, 0)


def test_snapshots_become_statements_by_date_and_the_latest_text_wins(parsed: Parse, dated: Mapping) -> None:
    rows = [
        "on,id,name,about,finish,moved",
        "2024-06-01,1,New name,,2025-03-01,31",
        "2024-01-01,1,Old name,Said in January,2025-01-29,",
        "2024-03-01,1,Old name,Said in March,,",
    ]

    (entry,) = parsed("\n".join(rows).encode(), dated).portfolio.programs

    assert [statement.reported_on.month for statement in entry.statements] == [1, 3, 6]
    assert [len(statement.finishes) for statement in entry.statements] == [1, 0, 1]
    assert (entry.fields.name, entry.fields.description) == ("New name", "Said in March")


def test_a_published_change_that_the_dates_contradict_is_noted(parsed: Parse, dated: Mapping) -> None:
    rows = [
        "on,id,name,about,finish,moved",
        "2024-01-01,1,a,,2025-01-29,99",
        "2024-06-01,1,a,,2025-03-01,31",
        "2024-07-01,1,a,,2025-03-02,31",
    ]

    file = parsed("\n".join(rows).encode(), dated)

    assert [(note.line, note.program) for note in file.notes] == [(4, "1")]
    assert file.notes[0].text == "Done moved +1 days by its dates; the file says +31"


def test_the_report_date_may_come_from_whoever_imports(parsed: Parse, mapping_of: MappingOf, harbor: Mapping) -> None:
    from dataclasses import replace

    from programs.importing.mapping import ReportDate

    undated = replace(mapping_of(""), report=ReportDate())

    file = parsed(b"id,name\n1,a\n", undated, reported_on=date(2024, 2, 29))

    assert file.portfolio.last_reported_on == date(2024, 2, 29)
    with pytest.raises(FileRefused, match="give --reported-on"):
        parsed(b"id,name\n1,a\n", undated)
    with pytest.raises(FileRefused, match="leave --reported-on out"):
        parsed(b"id,name\n1,a\n", mapping_of(""), reported_on=date(2024, 2, 29))


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (b"id,nam", "the column 'name' is missing; the file has 'nam'"),
        (b"id,Name", "the column 'name' is missing; the file has 'Name'"),
        (b"id,id,name", "the column 'id' fits 'id', 'id'"),
        (b"x,y", "the column 'id' is missing; the file has 'x', 'y'; the column 'name' is missing"),
    ],
)
def test_a_header_that_does_not_fit_names_candidates(
    parsed: Parse, mapping_of: MappingOf, header: bytes, message: str
) -> None:
    with pytest.raises(FileRefused, match=message):
        parsed(header + b"\n1,a\n", mapping_of(""))


def test_the_beginning_of_a_header_must_fit_one_column_only(parsed: Parse, mapping_of: MappingOf) -> None:
    mapping = mapping_of(FINISH.replace('"finish", format', '"End", match = "prefix", format'))

    with pytest.raises(FileRefused, match=r"begins with 'End' fits 'End \(approved\)', 'End \(hoped\)'"):
        parsed(b'id,name,"End\n(approved)",End (hoped)\n', mapping)


CELLS = st.sampled_from(["", "1", "2", "a", "2024-05-01", "2024-13-01", "1,5", '"', "x" * 300, "Exempt"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=12))
def test_every_row_is_accepted_refused_or_an_identical_duplicate(
    parsed: Parse, mapping_of: MappingOf, rows: list[list[str]]
) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = ["id,name,finish,budget", *(",".join(map(quoted, row)) for row in rows)]

    file = parsed("\n".join(lines).encode(), mapping_of(FINISH + BUDGET))

    counts = file.counts
    assert counts.read == counts.accepted + counts.refused + counts.identical
    assert counts.read + counts.blank == len(rows)
    assert counts.accepted == sum(len(entry.statements) for entry in file.portfolio.programs)
    assert counts.refused == len({error.line for error in file.errors})
