"""The command a second time: the same table, a later one, a corrected one, a part of one, an older one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from programs.models import Milestone, Portfolio, Program, StatusReport
from tests.factories import make_forecast, make_user
from tests.programs.importing.conftest import Imported

pytestmark = pytest.mark.django_db

RunImport = Callable[..., Imported]
Trace = Callable[[], dict[str, tuple[int, int]]]


def test_the_first_forecast_is_baseline_1_and_stays_it(
    run_import: RunImport, harbor_2024: bytes, harbor_2025: bytes, harbor_toml: str, next_year_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)
    run_import(harbor_2025, next_year_toml)

    baseline = Program.objects.get(code="HW-H1").baselines.get()
    assert (baseline.number, baseline.locked_on) == (1, date(2024, 12, 31))
    assert baseline.items.get().planned_on == date(2026, 6, 30)
    later = Program.objects.get(code="HW-H3").baselines.get()
    assert (later.locked_on, later.items.get().planned_on) == (date(2025, 12, 31), date(2030, 12, 31))


def test_a_second_import_changes_nothing(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str, trace: Trace
) -> None:
    run_import(harbor_2024, harbor_toml)
    before = trace()

    again = run_import(harbor_2024, harbor_toml)

    assert again.status == 0
    assert trace() == before
    assert "Nothing to change" in again.out


def test_next_year_s_file_says_who_joined_and_who_left(
    run_import: RunImport, harbor_2024: bytes, harbor_2025: bytes, harbor_toml: str, next_year_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)

    later = run_import(harbor_2025, next_year_toml)

    assert "1 joined:\n  Quay wall\n1 left:\n  Ferry terminal\n" in later.out
    entries = Portfolio.objects.get(code="harbor").entries
    assert entries.get(program__code="HW-H2").left_on == date(2025, 12, 31)
    assert entries.get(program__code="HW-H5").joined_on == date(2025, 12, 31)


def test_next_year_s_file_adds_to_what_was_stated(
    run_import: RunImport, harbor_2024: bytes, harbor_2025: bytes, harbor_toml: str, next_year_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)
    run_import(harbor_2025, next_year_toml)

    program = Program.objects.get(code="HW-H1")
    finishes = program.milestones.get().forecasts.values_list("finish_on", flat=True)
    assert list(finishes) == [date(2026, 6, 30), date(2026, 9, 30)]
    assert list(program.status_reports.values_list("status", flat=True)) == ["green", "red"]
    assert program.version == 1, "nothing of the program's own row has changed"
    assert Milestone.objects.get(program__code="HW-H3").description == ""


def test_a_program_that_comes_back_joins_again(
    run_import: RunImport, harbor_2024: bytes, harbor_2025: bytes, harbor_toml: str, next_year_toml: str, tmp_path: Path
) -> None:
    run_import(harbor_2024, harbor_toml)
    run_import(harbor_2025, next_year_toml)
    third = tmp_path / "harbor_2026.toml"
    third.write_text(Path(harbor_toml).read_text().replace("2024-12-31", "2026-12-31"))

    back = run_import(harbor_2024, str(third))

    assert "1 joined:\n  Ferry terminal\n1 left:\n  Quay wall\n" in back.out
    entries = Portfolio.objects.get(code="harbor").entries.filter(program__code="HW-H2")
    assert [(e.joined_on.year, e.left_on and e.left_on.year) for e in entries] == [(2024, 2025), (2026, None)]


def test_a_program_whose_row_was_refused_has_not_left(
    run_import: RunImport, harbor_2024: bytes, harbor_2025: bytes, harbor_toml: str, next_year_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)
    broken = harbor_2025.replace(b"30.09.2026", b"30.09.26")

    later = run_import(broken, next_year_toml, "--keep-good")

    assert "1 left:\n  Ferry terminal\n" in later.out
    assert Program.objects.get(code="HW-H1").portfolio_entries.current().exists()


def test_a_file_of_the_same_day_ends_nobody_s_time(run_import: RunImport, harbor_2024: bytes, harbor_toml: str) -> None:
    run_import(harbor_2024, harbor_toml)
    part = b"\r\n".join(line for line in harbor_2024.split(b"\r\n") if not line.startswith(b"H2;"))

    again = run_import(part, harbor_toml)

    assert "0 left." in again.out
    assert "1 are not in this file but stay" in again.out
    assert Program.objects.get(code="HW-H2").portfolio_entries.current().exists()


def test_an_older_file_is_refused(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str, next_year_toml: str, trace: Trace
) -> None:
    run_import(harbor_2024, next_year_toml)
    before = trace()

    older = run_import(harbor_2024, harbor_toml)

    assert older.status == 1
    assert "import tables in order of date" in older.err
    assert trace() == before


def test_a_corrected_file_of_the_same_day_replaces_what_was_stated(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)

    run_import(harbor_2024.replace(b";;R;", b";A;R;"), harbor_toml)

    status = StatusReport.objects.get(program__code="HW-H2")
    assert (status.status, status.rated_by, status.version) == ("amber", "Auditor", 2)


def test_a_forecast_that_somebody_entered_for_the_same_day_gives_way(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)
    forecast = Milestone.objects.get(program__code="HW-H1").forecasts.get()
    forecast.delete()
    make_forecast(forecast.milestone, finish_on=date(2027, 1, 1), stated_on=date(2024, 12, 31))

    run_import(harbor_2024, harbor_toml)

    assert forecast.milestone.forecasts.get().finish_on == date(2026, 6, 30)


def test_who_does_not_lead_the_programs_cannot_import_them_again(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str
) -> None:
    run_import(harbor_2024, harbor_toml)
    make_user(email="steward@example.com", is_steward=True)

    refused = run_import(harbor_2024, harbor_toml, "--as-user", "steward@example.com")

    assert refused.status == 1
    assert "You do not lead 4 of the programs" in refused.err
