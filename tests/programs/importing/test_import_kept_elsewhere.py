"""A table writes for the source that its mapping names, and never over what another system keeps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from programs.models import Program
from tests.factories.policy import make_source
from tests.programs.importing.conftest import Imported

pytestmark = pytest.mark.django_db
RunImport = Callable[..., Imported]
Trace = Callable[[], dict[str, tuple[int, int]]]


def renamed(table: bytes) -> bytes:
    """The same table with another description of one program."""
    return table.replace(b"Replace four cranes", b"Replace five cranes", 1)


def test_a_table_changes_what_its_own_source_keeps(run_import: RunImport, harbor_2024: bytes, harbor_toml: str) -> None:
    run_import(harbor_2024, harbor_toml)
    make_source(noun="programs", field="description", system="harbor-office")

    again = run_import(renamed(harbor_2024), harbor_toml)

    assert (again.status, Program.objects.filter(description__startswith="Replace five").count()) == (0, 1)


def test_a_table_that_differs_from_another_master_is_refused_as_a_whole(
    run_import: RunImport, harbor_2024: bytes, harbor_toml: str, trace: Trace
) -> None:
    run_import(harbor_2024, harbor_toml)
    make_source(noun="programs", field="description", system="SAP")
    before = trace()

    same = run_import(harbor_2024, harbor_toml)
    other = run_import(renamed(harbor_2024), harbor_toml)

    assert (same.status, other.status) == (0, 1)
    assert "description: SAP keeps this field: change it there." in other.err
    assert trace() == before


def test_later_forecasts_are_refused_where_another_system_keeps_them_and_first_ones_taken(
    run_import: RunImport, harbor_2024: bytes, harbor_2025: bytes, harbor_toml: str, next_year_toml: str
) -> None:
    make_source(field="forecast_on", system="SAP")

    first = run_import(harbor_2024, harbor_toml)
    later = run_import(harbor_2025, next_year_toml)

    assert (first.status, later.status) == (0, 1)
    assert "expected finish: SAP keeps this field" in later.err
