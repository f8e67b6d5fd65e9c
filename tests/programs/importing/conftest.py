from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Sum
from pghistory.models import Event

from programs.importing.mapping import FileLayout, Mapping
from programs.importing.mapping_file import read_mapping
from programs.importing.parse import parse_portfolio
from programs.importing.portfolio_file import ParsedFile
from programs.importing.reader import TableReader
from programs.models import RefreshRequest, Tombstone, User
from programs.models.base import Record
from tests.factories import make_user

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[4] / "shared" / "data"

MINIMAL_MAPPING = """
[portfolio]
code = "small"
name = "Small"
source_system = "small-system"
[file]
encoding = "utf-8-sig"
[report]
date = 2024-01-31
[program]
external_id = { column = "id" }
name = { column = "name" }
"""


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Path of a published table; skips the test, saying so, when the open data are not beside the project."""

    def path_of(name: str) -> Path:
        path = SHARED / name
        if not path.is_file():
            pytest.skip(f"the open data are not here: {name}")
        return path

    return path_of


@pytest.fixture
def harbor() -> Mapping:
    return read_mapping(SAMPLES / "harbor.toml")


@pytest.fixture
def harbor_2024() -> bytes:
    return (SAMPLES / "harbor_2024.csv").read_bytes()


@pytest.fixture
def harbor_2025(harbor_2024: bytes) -> bytes:
    """Next year: H2 has left, H5 has joined, H1 is later, dearer and red, H3 has a date."""
    lines = harbor_2024.decode("utf-8-sig").replace("30.06.2026;G;A;Going well;€1,234.5", "30.09.2026;R;A;Late;€1,500")
    lines = lines.replace("Early planning: no date", "31.12.2030")
    kept = [line for line in lines.split("\r\n") if not line.startswith("H2;")]
    new = "H5;Quay wall;New wall;Quays;;01.02.2025;31.12.2028;A;;New;€70,000;€10;Just begun"
    return "\r\n".join([*kept[:-1], new, ""]).encode()


@pytest.fixture
def next_year_toml(harbor_toml: str, tmp_path: Path) -> str:
    """Path of the sample's mapping with the next year's date."""
    path = tmp_path / "harbor_2025.toml"
    path.write_text(Path(harbor_toml).read_text("utf-8").replace("2024-12-31", "2025-12-31"), "utf-8")
    return str(path)


@pytest.fixture
def harbor_toml() -> str:
    """Path of the sample's mapping."""
    return str(SAMPLES / "harbor.toml")


@pytest.fixture
def mapping_of(tmp_path: Path) -> Callable[[str], Mapping]:
    """Reads a mapping from the minimal one plus the given lines."""

    def read(more: str = "") -> Mapping:
        path = tmp_path / "given.toml"
        path.write_text(MINIMAL_MAPPING + more, encoding="utf-8")
        return read_mapping(path)

    return read


@pytest.fixture
def parsed() -> Callable[..., ParsedFile]:
    """Parses bytes with a mapping."""

    def parse(content: bytes, mapping: Mapping, *, reported_on: date | None = None) -> ParsedFile:
        return parse_portfolio(TableReader(BytesIO(content), mapping.layout), mapping, reported_on=reported_on)

    return parse


@pytest.fixture
def table() -> Callable[..., TableReader]:
    """Opens bytes as a table."""

    def open_table(content: bytes, *, encoding: str = "utf-8-sig", max_bytes: int = 10_000_000) -> TableReader:
        return TableReader(BytesIO(content), FileLayout(encoding=encoding), max_bytes=max_bytes)

    return open_table


@dataclass(frozen=True)
class Imported:
    """What one run of the command said, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture
def importer() -> User:
    """The only administrator of the installation."""
    return make_user(email="import@example.com", name="Ida Import", is_superuser=True)


@pytest.fixture
def run_import(tmp_path: Path, importer: User) -> Callable[..., Imported]:
    """Runs the command on bytes or a path."""

    def run(content: bytes | Path, mapping: str, *options: str) -> Imported:
        path = content if isinstance(content, Path) else tmp_path / "given.csv"
        if isinstance(content, bytes):
            path.write_bytes(content)
        out, err = StringIO(), StringIO()
        try:
            call_command("import_portfolio", str(path), "--mapping", mapping, *options, stdout=out, stderr=err)
        except CommandError as problem:
            return Imported(problem.returncode, out.getvalue(), f"{err.getvalue()}{problem}")
        return Imported(0, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def trace() -> Callable[[], dict[str, tuple[int, int]]]:
    """Rows and sum of versions of every table of the record; rows of history, tombstones and refresh requests."""

    def look() -> dict[str, tuple[int, int]]:
        seen: dict[str, tuple[int, int]] = {}
        for model in apps.get_app_config("programs").get_models():
            if not issubclass(model, Record | Event | RefreshRequest | Tombstone):
                continue
            has_version = issubclass(model, Record)
            versions = model._base_manager.aggregate(sum=Sum("version"))["sum"] if has_version else 0
            seen[model.__name__] = (model._base_manager.count(), versions or 0)
        return seen

    return look
