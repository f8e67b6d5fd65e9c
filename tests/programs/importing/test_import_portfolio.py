"""The command on the small sample: what it writes, what it refuses, and what a second time does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pghistory.models import Events

from programs.models import Membership, Portfolio, PortfolioEntry, Program, RefreshRequest, User
from tests.factories import make_membership, make_portfolio, make_program, make_user
from tests.programs.importing.conftest import SAMPLES, Imported

pytestmark = pytest.mark.django_db

RunImport = Callable[..., Imported]
Trace = Callable[[], dict[str, tuple[int, int]]]

BROKEN = ("€1,234.5".encode(), b"1.234,5")


def test_programs_are_active_outside_of_the_sequence_and_led_by_the_importer(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str, importer: User
) -> None:
    assert run_import(harbor_2024, harbor_toml).status == 0

    program = Program.objects.get(code="HW-H1")
    assert (program.state, program.follows_sequence, program.start_on) == ("active", False, date(2023, 3, 1))
    assert program.description == "Replace four cranes\none after the other\n\nPier: North"
    assert Membership.objects.filter(user=importer, role="pmo_lead").count() == Program.objects.count() == 4
    assert Portfolio.objects.get(code="harbor").entries.current().count() == 4


def test_forecast_status_and_cost_are_stated_on_the_day_of_the_report(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)

    program = Program.objects.get(code="HW-H1")
    status, (forecast,) = program.status_reports.get(), program.milestones.get().forecasts.all()
    assert (forecast.stated_on, forecast.finish_on) == (date(2024, 12, 31), date(2026, 6, 30))
    assert (status.status, status.rated_by, status.reason) == ("green", "Auditor", "Going well")
    assert status.schedule_narrative == "On time"
    assert program.cost_lines.get(kind="baseline").amount == Decimal(1_234_500)


def test_what_was_withheld_is_kept_as_a_reason(run_import: RunImport, harbor_2024: bytes, harbor_toml: str) -> None:
    run_import(harbor_2024, harbor_toml)

    program = Program.objects.get(code="HW-H3")
    assert program.cost_lines.get().withheld_reason == "Exempt under Section 43 of the Harbor Act"
    assert program.status_reports.get().not_rated_reason == "Exempt under Section 43 of the Harbor Act"
    assert program.milestones.get().description == "No date: Early planning: no date"
    assert program.description.endswith("Start: Exempt under Section 43 of the Harbor Act")


def test_the_history_names_the_importer(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str, importer: User
) -> None:
    run_import(harbor_2024, harbor_toml)

    events = Events.objects.tracks(*Program.objects.all())  # type: ignore[no-untyped-call]
    assert {event.pgh_context["user"] for event in events} == {importer.pk}
    assert {event.pgh_context["action"] for event in events} == {"imports.publish"}


def test_changed_programs_are_marked_for_a_new_computation(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)

    marked = RefreshRequest.objects.values_list("program__code", flat=True)
    assert sorted(marked) == ["HW-H1", "HW-H2", "HW-H3", "HW-H4"]


def test_a_refused_row_stops_the_whole_file(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str, trace: Trace, tmp_path: Path
) -> None:
    before = trace()

    refused = run_import(harbor_2024.replace(*BROKEN), harbor_toml, "--errors-to", str(tmp_path / "errors.csv"))

    assert (refused.status, trace()) == (1, before)
    assert refused.err.splitlines()[1].split() == [
        "3", "2", "H1", "Budget", "(€k)", "1.234,5", "is", "not", "an", "amount", "such", "as", "€1,234.5",
    ]  # fmt: skip
    assert "1 rows were refused" in refused.err
    assert (tmp_path / "errors.csv").read_text("utf-8-sig").splitlines()[1].startswith('3,2,H1,Budget (€k),"1.234,5",')


def test_keep_good_writes_the_rest(run_import: RunImport, harbor_2024: bytes, harbor_toml: str) -> None:
    kept = run_import(harbor_2024.replace(*BROKEN), harbor_toml, "--keep-good")

    assert kept.status == 0
    assert sorted(Program.objects.values_list("code", flat=True)) == ["HW-H2", "HW-H3", "HW-H4"]


def test_a_dry_run_says_the_same_and_writes_nothing(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str, trace: Trace
) -> None:
    before = trace()

    dry = run_import(harbor_2024, harbor_toml, "--dry-run")

    assert (dry.status, trace()) == (0, before)
    wet = run_import(harbor_2024, harbor_toml)
    assert dry.out.replace("Would be written", "Written") == wet.out


def test_a_code_of_another_program_is_refused(run_import: RunImport, harbor_2024: bytes, harbor_toml: str) -> None:
    make_program(code="HW-H2")

    refused = run_import(harbor_2024, harbor_toml)

    assert refused.status == 1
    assert "HW-H2" in refused.err
    assert Program.objects.count() == 1


@pytest.mark.parametrize(
    ("person", "message"),
    [
        ({}, "role in this program does not allow"),
        ({"is_steward": True}, ""),
        ({"is_active": False, "is_steward": True}, "no active person"),
    ],
    ids=["nobody in particular", "steward", "inactive"],
)
def test_stewards_import_and_others_do_not(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str, person: dict[str, bool], message: str
) -> None:
    make_user(email="other@example.com", **person)

    result = run_import(harbor_2024, harbor_toml, "--as-user", "Other@example.com")

    assert message in result.err
    assert Program.objects.exists() == (not message)


@pytest.mark.parametrize(("leads_there", "refusal"), [(False, "Your role"), (True, "")], ids=["stranger", "lead"])
def test_a_lead_imports_only_into_a_portfolio_with_a_program_of_theirs(
    leads_there: bool, refusal: str, run_import: RunImport, harbor_2024: bytes, harbor_toml: str
) -> None:
    lead, own = make_user(email="lead@example.com"), make_program(code="OWN")
    make_membership(lead, own)
    make_portfolio(own if leads_there else make_program(), code="harbor")

    run = run_import(harbor_2024, harbor_toml, "--as-user", "lead@example.com")

    assert refusal in run.err
    assert PortfolioEntry.objects.count() == (5 if leads_there else 1)


def test_without_a_single_administrator_the_importer_must_be_named(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str
) -> None:
    make_user(email="second@example.com", is_superuser=True)

    assert "--as-user" in run_import(harbor_2024, harbor_toml).err


@pytest.mark.parametrize(
    ("content", "mapping", "message"),
    [
        (Path("/no/such/file.csv"), "", "No such file or directory"),
        (b"Ref;Program\n", "", "The header does not fit the mapping"),
        (b"\xff\xfe", "", "UTF-16"),
        (b"", "no_such_mapping", "no such mapping"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(
    run_import: RunImport, harbor_toml: str, content: bytes | Path, mapping: str, message: str
) -> None:
    refused = run_import(content, mapping or harbor_toml)

    assert refused.status == 1
    assert message in refused.err
    assert refused.err.startswith("Nothing was imported.")


def test_a_file_without_rows_is_refused(run_import: RunImport, harbor_2024: bytes, harbor_toml: str) -> None:
    header = harbor_2024.partition(b"\r\nH1")[0]

    assert "no row that can be imported" in run_import(header, harbor_toml).err


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_the_same_time_write_once(harbor_toml: str, harbor_2024: bytes, run_import: RunImport) -> None:
    def run(_: int) -> Imported:
        try:
            return run_import(SAMPLES / "harbor_2024.csv", harbor_toml)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as threads:
        results = list(threads.map(run, range(2)))

    assert [result.status for result in results] == [0, 0]
    assert sorted("Nothing to change" in result.out for result in results) == [False, True]
    assert Program.objects.count() == 4


def copies(content: bytes, count: int) -> bytes:
    """The sample with its rows repeated under other ids."""
    header, rows = content.split(b"\r\nH1;", 1)
    block = b"\r\nH1;" + rows.rstrip(b"\r\n")
    return header + b"".join(block.replace(b"\r\nH", f"\r\n{n}-H".encode()) for n in range(count)) + b"\r\n"


def test_the_number_of_queries_does_not_depend_on_the_number_of_programs(
    run_import: RunImport, harbor_2024: bytes, harbor_2025: bytes, harbor_toml: str, next_year_toml: str
) -> None:
    def queries(content: bytes, mapping: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert run_import(content, mapping, "--dry-run").status == 0
        return len(seen)

    first = [queries(copies(harbor_2024, count), harbor_toml) for count in (1, 40)]
    run_import(copies(harbor_2024, 40), harbor_toml)
    next_year = [queries(copies(harbor_2025, count), next_year_toml) for count in (1, 40)]

    assert first[0] == first[1] <= 45
    assert next_year[0] == next_year[1] <= 40
