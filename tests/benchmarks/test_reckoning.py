"""How long progress takes, as a ratio to a floor of the same run: the same bytes read and written plainly."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from programs.models import BaselineItem, Milestone, MilestoneForecast, Program
from tests import factories
from tracker.models import Snapshot
from tracker.progress.reckon import reckon
from tracker.reads import Day
from tracker.snapshots import compute_batch, gather

TODAY = timezone.localdate()
PROGRAMS = 50
MILESTONES = 60


def seconds(work: Callable[[], object], *, repeats: int = 3) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


@pytest.fixture
def batch() -> list[int]:
    """Fifty programs on day 70 with sixty milestones each, all in a locked baseline."""
    start_on = TODAY - timedelta(days=70)
    programs = [factories.make_program(start_on=start_on) for _ in range(PROGRAMS)]
    author = factories.make_user()
    for program in programs:
        gates = [factories.make_gate(program, code, finish_on=start_on + timedelta(days=20)) for code in ("G0", "G1")]
        baseline = program.baselines.create(number=1, reason="Agreed")
        rows = Milestone.objects.bulk_create(
            Milestone(program=program, name=f"Milestone {n}", step="map", gate=gates[n % 2]) for n in range(MILESTONES)
        )
        days = [start_on + timedelta(days=n + 10) for n in range(MILESTONES)]
        MilestoneForecast.objects.bulk_create(
            MilestoneForecast(milestone=row, stated_on=start_on, finish_on=day, stated_by=author)
            for row, day in zip(rows, days, strict=True)
        )
        BaselineItem.objects.bulk_create(
            BaselineItem(baseline=baseline, milestone=row, planned_on=day, weight=1)
            for row, day in zip(rows, days, strict=True)
        )
        baseline.locked_on, baseline.locked_by = start_on, author
        baseline.save(update_fields=["locked_on", "locked_by"])
    return [program.pk for program in programs]


def plain_read_and_write(program_ids: list[int]) -> None:
    """The floor: the rows of the three large tables fetched as tuples, one stored progress copied back for each."""
    with connection.cursor() as cursor:
        for table, column in (
            ("programs_milestone", "program_id"),
            ("programs_milestoneforecast f JOIN programs_milestone m ON m.id = f.milestone_id", "m.program_id"),
            ("programs_baselineitem i JOIN programs_milestone m ON m.id = i.milestone_id", "m.program_id"),
        ):
            cursor.execute(f"SELECT * FROM {table} WHERE {column} = ANY(%s)", [program_ids])
            cursor.fetchall()
        cursor.execute("UPDATE tracker_snapshot SET progress = progress WHERE program_id = ANY(%s)", [program_ids])


@pytest.mark.django_db
def test_a_batch_costs_a_bounded_multiple_of_plain_reading_and_writing(batch: list[int]) -> None:
    day = Day(as_of=TODAY, known_on=TODAY)
    whole = seconds(lambda: compute_batch(batch, day))
    floor = seconds(lambda: plain_read_and_write(batch))
    read = seconds(lambda: gather(batch, as_of=TODAY))
    _, facts, _ = gather(batch, as_of=TODAY)
    rules = seconds(lambda: [reckon(each, TODAY) for each in facts.values()])

    print(f"\n{PROGRAMS} programs of {MILESTONES + 2} items: whole {whole * 1000:.0f} ms", end="")
    print(
        f" ({whole / PROGRAMS * 1000:.1f} ms a program), floor {floor * 1000:.0f} ms, ratio {whole / floor:.1f};",
        end="",
    )
    print(f" facts {read * 1000:.0f} ms, rules {rules * 1000:.0f} ms")
    assert Program.objects.count() == Snapshot.objects.headline().count() == PROGRAMS
