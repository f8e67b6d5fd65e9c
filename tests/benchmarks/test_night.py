"""A whole night over many programs, with one worker and with two, beside the floor of the same run.

``BENCH_PROGRAMS`` names the sizes, such as ``100,1000,5000``; the table is printed and written to bench.json.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from programs.actions import status_reports
from programs.models import Program, RefreshRequest, User
from tests import factories
from tests.benchmarks.build import build
from tests.benchmarks.measured import Measured, kept_lines
from tests.workers import address_of_database, eventually, running_worker
from tracker.history import compute_days
from tracker.models import Analysis, Run, Snapshot
from tracker.reads import Day
from tracker.runs import start_nightly
from tracker.snapshots import compute_batch

SIZES = [int(size) for size in os.environ.get("BENCH_PROGRAMS", "100,1000").split(",")]
TODAY = timezone.localdate()
HISTORY_DAYS = 540
A_PROGRAM = "a program of a night"


def night(workers: int, *, as_of: date = TODAY) -> tuple[float, list[dict[str, Any]]]:
    """Seconds of a night from its start to its end, and what each worker says of itself."""
    Run.objects.filter(kind=Run.Kind.NIGHTLY, as_of=as_of).delete()
    Snapshot.objects.filter(as_of=as_of).delete()
    Analysis.objects.filter(as_of=as_of).delete()
    start_nightly(as_of)
    environment = os.environ | {"DATABASE_URL": address_of_database()}
    command = [sys.executable, "-m", "tests.benchmarks.worker"]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, cwd=settings.BASE_DIR)
        for _ in range(workers)
    ]
    said = [json.loads(each.communicate()[0].splitlines()[-1]) for each in started]
    return max(each["seconds"] for each in said), said


def floor_seconds() -> float:
    """Seconds of the floor, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.floor", address_of_database()]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[0])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.django_db(transaction=True)
def test_a_night_beside_its_floor(size: int, lines: list[Measured], tmp_path: Path) -> None:
    people = [User.objects.create(email=f"bench{n}@example.com", name=f"Bench {n}") for n in range(2)]
    build(size, today=TODAY, author=people[0].pk, other=people[1].pk)

    # The night before is there, as it is in the field: what an inputs row holds is new only where a fact changed.
    night(2, as_of=TODAY - timedelta(days=1))
    one, alone = night(1)
    assert Snapshot.objects.filter(as_of=TODAY).count() == size
    floor = min(floor_seconds() for _ in range(3))
    two, pair = night(2)

    ratio, memory = one / floor, alone[0]["megabytes"]
    lines += [
        Measured("night, one worker", size, one, "s", floor, ratio, 3, ratio <= 3),
        Measured(A_PROGRAM, size, 1000 * one / size, "ms"),
        Measured("night, two workers: times faster", size, one / two, "times", None, None, 1.7, one / two >= 1.7),
        Measured("queries of a night", size, alone[0]["queries"], "queries"),
        Measured("peak memory of a worker", size, memory, "MB", None, None, 400, memory < 400),
        Measured("peak memory of the larger of two", size, max(each["megabytes"] for each in pair), "MB"),
    ]
    if size == min(SIZES):
        lines += one_program(size) + refreshes(size, tmp_path / "worker.log", by=people[0])
    else:
        lines += against_the_fewest(size, 1000 * one / size)


def one_program(size: int) -> list[Measured]:
    """A refresh after an edit, and 540 days of history, of a program in the middle of its way."""
    start = TODAY - timedelta(days=100)
    program = Program.objects.filter(start_on__gte=start).order_by("start_on").first()
    assert program is not None
    day = Day(as_of=TODAY, known_on=TODAY)
    compute_batch([program.pk], day)
    began = time.perf_counter()
    compute_batch([program.pk], day)
    refresh = 1000 * (time.perf_counter() - began)
    began = time.perf_counter()
    compute_days([program.pk], first=TODAY - timedelta(days=HISTORY_DAYS - 1), last=TODAY)
    history = time.perf_counter() - began
    return [
        Measured("refresh of one program", size, refresh, "ms", None, None, 300, refresh < 300),
        Measured("540 days of one program", size, history, "s", None, None, 3, history < 3),
    ]


def refreshes(size: int, log: Path, *, by: User) -> list[Measured]:
    """From the end of an edit until the new numbers can be read, through a broker and a worker."""
    program = Program.objects.order_by("start_on").last()
    assert program is not None
    factories.make_membership(by, program)
    waited = []
    with running_worker(log):
        for number in range(10):
            status_reports.report(program, by=by, on=TODAY, status="amber", reason=f"For the {number + 1}. time")
            began = time.perf_counter()
            assert eventually(lambda: not RefreshRequest.objects.filter(program=program).exists(), every=0.005)
            waited.append(1000 * (time.perf_counter() - began))
    median = sorted(waited)[len(waited) // 2]
    return [Measured("edit until its numbers stand", size, median, "ms", None, None, 1000, median < 1000)]


def against_the_fewest(size: int, milliseconds: float) -> list[Measured]:
    """The time of a program beside that at the smallest size, when that was measured before."""
    before = [row for row in kept_lines() if (row["name"], row["n"]) == (A_PROGRAM, min(SIZES))]
    if not before:
        return []
    times = milliseconds / before[0]["value"]
    return [Measured(f"a program, times that at {min(SIZES)}", size, times, "times", None, None, 1.2, times <= 1.2)]
