"""How long an event log takes from the file to its answer, and how much memory, in a process of its own.

``BENCH_EVENTS`` names the sizes, such as ``65000,1000000``. The floor is the XML parser alone, which calls nothing.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pytest
from django.conf import settings
from django.utils import timezone

from programs.importing.event_logs.options import LogOptions
from tests import factories
from tests.benchmarks.measured import Measured
from tracker.event_logs.loading import load, understand

SIZES = [int(size) for size in os.environ.get("BENCH_EVENTS", "65000,1000000").split(",")]
TARGETS = {65_000: (10, 500), 1_000_000: (90, 1536)}
"""Seconds and megabytes by number of events."""

EVENTS_OF_A_CASE = 8
GROUPS = 12
ACTIVITIES = 30
BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    """One event of the log that is made."""

    case: int
    at: str
    group: str
    person: str
    activity: str


@dataclass(frozen=True)
class Taken:
    """What one run of the command took, and what it said; ``processor`` is what others on the machine do not add to."""

    seconds: float
    processor: float
    megabytes: float
    said: dict[str, Any]


def steps(events: int) -> Iterator[Step]:
    """So many events in cases of eight, the same at every call."""
    chance = random.Random(17)
    for number in range(events):
        group = int(GROUPS * chance.random() ** 2)
        yield Step(
            case=number // EVENTS_OF_A_CASE,
            at=(BEGIN + timedelta(minutes=number % EVENTS_OF_A_CASE * 90 + number // 40)).isoformat(),
            group=f"Group {group}",
            person=f"Person {group}-{int(9 * chance.random())}",
            activity=f"Activity {int(ACTIVITIES * chance.random())}",
        )


def write_xes(path: Path, events: int) -> None:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n')
        before = None
        for step in steps(events):
            if step.case != before:
                file.write("</trace>\n" if before is not None else "")
                file.write(f'<trace><string key="concept:name" value="Case {step.case}"/>\n')
            before = step.case
            file.write(
                f'<event><string key="org:group" value="{step.group}"/>'
                f'<string key="org:resource" value="{step.person}"/>'
                f'<string key="concept:name" value="{step.activity}"/>'
                f'<date key="time:timestamp" value="{step.at}"/>'
                '<string key="lifecycle:transition" value="complete"/>'
                '<string key="product" value="Pump, medium size"/></event>\n'
            )
        file.write("</trace></log>\n")


def write_csv(path: Path, events: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("case:concept:name,concept:name,time:timestamp,org:group,org:resource\n")
        for step in steps(events):
            file.write(f"Case {step.case},{step.activity},{step.at},{step.group},{step.person}\n")


def dry_run(path: Path) -> Taken:
    """The command on the file, start of Python and Django included; peak memory of its process."""
    command = [sys.executable, "-m", "tests.benchmarks.memory", "import_event_log", str(path)]
    command += ["--actor", "org:group", "--dry-run", "--json"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=True, cwd=settings.BASE_DIR)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(seconds, processor, float(done.stderr.split()[-1]), json.loads(done.stdout))


def parser_alone(path: Path) -> float:
    """Seconds of unpacking and parsing the XML without looking at it."""
    began = time.perf_counter()
    parser = expat.ParserCreate()
    with gzip.open(path) as file:
        while piece := file.read(256 * 1024):
            parser.Parse(piece)
    parser.Parse(b"", True)
    return time.perf_counter() - began


def written(path: Path) -> float:
    """Seconds of writing what the log says into the record, after it was read."""
    with path.open("rb") as source:
        log = understand(source, LogOptions(actor="org:group", last=timezone.localdate()))
    began = time.perf_counter()
    load(log, by=factories.make_user(is_steward=True))
    return time.perf_counter() - began


@pytest.mark.django_db
@pytest.mark.parametrize("events", SIZES)
def test_an_event_log_beside_its_floor(events: int, lines: list[Measured], tmp_path: Path) -> None:
    xes, table = tmp_path / "log.xes.gz", tmp_path / "log.csv"
    write_xes(xes, events)
    write_csv(table, events)

    of_xes, of_table = dry_run(xes), dry_run(table)
    floor = parser_alone(xes)

    most_seconds, most_megabytes = TARGETS.get(events, (None, None))
    for name, taken in (("XES, packed", of_xes), ("CSV", of_table)):
        at = floor if taken is of_xes else None
        ratio = taken.seconds / floor if taken is of_xes else None
        in_time = None if most_seconds is None else taken.seconds <= most_seconds
        fits = None if most_megabytes is None else taken.megabytes <= most_megabytes
        lines += [
            Measured(f"event log, {name}", events, taken.seconds, "s", at, ratio, most_seconds, in_time),
            Measured(f"event log, {name}: processor", events, taken.processor, "s"),
            Measured(f"peak memory, {name}", events, taken.megabytes, "MB", None, None, most_megabytes, fits),
        ]
    lines.append(Measured("event log, written into the record", events, written(table), "s"))
    assert of_xes.said["events"] == of_table.said["events"] == events
    assert of_xes.said["top"] == of_table.said["top"]
