from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SHARED = Path(__file__).parents[4] / "shared" / "data" / "event_logs"
SMALL = b"""case,time,team
1,2026-03-02T08:00Z,Planning
1,2026-03-04T08:00Z,Procurement
1,2026-03-05T08:00Z,Planning
2,2026-03-02T08:00Z,Planning
2,2026-03-03T08:00Z,Procurement
"""
"""Planning to Procurement twice, once straight back, after 1 and 2 days."""


@dataclass(frozen=True)
class Said:
    """What one run of the command said, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Said]:
    """Runs the command on bytes or on a path."""

    def run_command(content: bytes | Path, *options: str, actor: str = "team") -> Said:
        path = content if isinstance(content, Path) else tmp_path / "given.csv"
        if isinstance(content, bytes):
            path.write_bytes(content)
        out, err = StringIO(), StringIO()
        try:
            call_command("import_event_log", str(path), "--actor", actor, *options, stdout=out, stderr=err)
        except CommandError as problem:
            return Said(problem.returncode, out.getvalue(), f"{err.getvalue()}{problem}")
        return Said(0, out.getvalue(), err.getvalue())

    return run_command
