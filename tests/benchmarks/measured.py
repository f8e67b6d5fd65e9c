"""What the benchmarks found: lines of one table, kept in bench.json from run to run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

WRITTEN = Path(settings.BASE_DIR) / "bench.json"


@dataclass(frozen=True)
class Measured:
    """A line of the table; ``floor`` and ``ratio`` are None where there is no floor, ``met`` where no target."""

    name: str
    n: int
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    target: float | None = None
    met: bool | None = None


def shown(cell: object) -> str:
    """A cell of the table: four digits that count, nothing for None."""
    return f"{cell:.4g}" if isinstance(cell, float) else "" if cell is None else str(cell)


def kept_lines() -> list[dict[str, Any]]:
    """What was measured before."""
    return json.loads(WRITTEN.read_text()) if WRITTEN.exists() else []
