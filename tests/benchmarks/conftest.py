from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from rich.console import Console
from rich.table import Table

from tests.benchmarks.measured import WRITTEN, Measured, kept_lines, shown


@pytest.fixture
def lines() -> Iterator[list[Measured]]:
    """The table, printed and written when the test ends."""
    found: list[Measured] = []
    yield found
    table = Table("what", "n", "value", "unit", "floor", "ratio", "target", "met")
    for line in found:
        table.add_row(*[shown(each) for each in asdict(line).values()])
    Console(width=140).print(table)
    kept = kept_lines()
    measured = {(line.name, line.n) for line in found}
    rows = [row for row in kept if (row["name"], row["n"]) not in measured] + [asdict(line) for line in found]
    WRITTEN.write_text(json.dumps(rows, indent=1) + "\n")
