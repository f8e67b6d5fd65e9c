"""The numbers of each day are kept with what was computed, once, and stay when the analyses of the day go."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.models import Program
from tests import factories as make
from tracker.analyses import KEEP_DAYS, coordination_of
from tracker.history import compute_days
from tracker.measures import measures_of_coordination, measures_of_progress
from tracker.models import Analysis, DailyNumber, KeptNumbers, Snapshot
from tracker.reads import Day
from tracker.reporting.sections.numbers import named_numbers
from tracker.snapshot_store import progress_of
from tracker.snapshots import compute_batch

TODAY = timezone.localdate()
START = TODAY - timedelta(days=60)
EARLIER = Path(__file__).with_name("kept") / "analysis_7.json"

pytestmark = pytest.mark.django_db


@pytest.fixture
def running() -> Program:
    """A program with a milestone a week until day 77 for gate G0 on day 84, the first six accepted in time."""
    program = make.make_program(start_on=START)
    gate = make.make_gate(program, "G0", finish_on=START + timedelta(days=84))
    for week in range(1, 12):
        finish_on = START + timedelta(weeks=week)
        milestone = make.make_milestone(program, gate=gate, finish_on=finish_on)
        if week <= 6:
            make.make_evidence(milestone, accepted_on=finish_on)
    make.make_baseline(program, locked_on=START)
    return program


def compute(program: Program, day: date = TODAY, *, known_on: date = TODAY) -> None:
    compute_batch([program.pk], Day(as_of=day, known_on=known_on))


def test_every_number_of_the_report_is_kept_as_the_snapshot_says_it(running: Program) -> None:
    compute(running)

    told = {each.key: each.number for each in named_numbers(progress_of(Snapshot.objects.get()))}

    kept = {row.measure: row for row in DailyNumber.objects.filter(measure__in=told)}
    assert {key: (row.value, row.state, row.unit, row.n, row.method) for key, row in kept.items()} == {
        key: (each.value, each.state, each.unit, each.n, each.method) for key, each in told.items()
    }
    assert kept["day_90.original.schedule_performance"].value is not None


def test_an_interval_is_kept_with_its_number(program: Program) -> None:
    told = json.loads(EARLIER.read_text(encoding="utf-8"))
    keep_analysis(program, told, TODAY)

    call_command("keep_numbers")

    structural = DailyNumber.objects.get(measure="state.structural")
    assert [structural.low, structural.high] == told["state"]["structural"]["value"]["interval"]
    assert structural.value == told["state"]["structural"]["value"]["value"]


def keep_analysis(program: Program, result: dict[str, Any], day: date) -> None:
    Analysis.objects.create(
        program=program, as_of=day, method_version="7", policy_version=0, inputs_hash="", result=result
    )


def test_what_is_not_known_has_no_value_and_a_state(program: Program) -> None:
    compute(program)

    unknown = DailyNumber.objects.filter(measure__in=["reported", "day_90.original.chance", "result"])

    assert {(row.value, row.state) for row in unknown} == {(None, "insufficient_data")}
    assert unknown.count() == 3


def test_a_color_is_a_number_too(running: Program) -> None:
    make.make_status(running, reported_on=TODAY, status="amber")
    compute(running)

    reported = DailyNumber.objects.get(measure="reported")

    assert (reported.value, reported.status, reported.unit, reported.state) == (2.0, "amber", "color", "value")


def test_a_day_that_is_computed_again_changes_its_numbers(running: Program) -> None:
    compute(running)
    before = DailyNumber.objects.get(measure="day_90.late")
    late = running.milestones.filter(evidence_uses=None, gate_of=None).earliest("id")
    make.make_evidence(late, accepted_on=TODAY - timedelta(days=1))

    compute(running)

    after = DailyNumber.objects.get(measure="day_90.late")
    assert (after.entry, after.value) == (before.entry, (before.value or 0) - 1)
    assert after.updated_at > before.updated_at


def test_what_is_the_same_again_is_not_told_as_changed(running: Program) -> None:
    compute(running)
    before = list(KeptNumbers.objects.order_by("id").values())

    compute(running)

    assert list(KeptNumbers.objects.order_by("id").values()) == before


def test_however_often_a_day_is_recalculated_one_row_stands_for_it(running: Program) -> None:
    yesterday = TODAY - timedelta(days=1)
    compute_days([running.pk], first=yesterday, last=yesterday)
    compute(running, yesterday, known_on=yesterday)
    make.make_policy(effective_from=yesterday)
    compute(running, yesterday, known_on=yesterday)

    days = KeptNumbers.objects.filter(day=yesterday, snapshot__isnull=False)

    assert days.count() == 3
    assert [row.snapshot for row in days.filter(is_headline=True)] == [Snapshot.objects.headline().get(as_of=yesterday)]


def test_what_does_not_stand_for_its_day_any_more_is_told_as_changed(running: Program) -> None:
    compute(running)
    before = KeptNumbers.objects.get(snapshot__isnull=False)
    make.make_policy(effective_from=TODAY)

    compute(running)

    before_now = KeptNumbers.objects.get(pk=before.pk)
    assert (before_now.is_headline, before_now.updated_at > before.updated_at) == (False, True)


def test_the_numbers_of_analyses_stay_when_these_go(running: Program) -> None:
    long_ago = (TODAY - timedelta(days=62)).replace(day=2)
    for day in (long_ago, TODAY):
        compute(running, day, known_on=day)

    days = KeptNumbers.objects.filter(snapshot__isnull=True).values_list("day", flat=True)

    assert (TODAY - long_ago).days > KEEP_DAYS
    assert list(Analysis.objects.values_list("as_of", flat=True)) == [TODAY]
    assert sorted(days) == [long_ago, TODAY]


def test_a_batch_keeps_its_numbers_with_two_statements(running: Program) -> None:
    few = statements_of(running)
    others = [make.make_program(start_on=START) for _ in range(3)]

    assert statements_of(running, *others) == few == 2


def statements_of(*programs: Program) -> int:
    """How many statements write kept numbers when the programs are computed anew."""
    KeptNumbers.objects.all().delete()
    Analysis.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        compute_batch([program.pk for program in programs], Day(as_of=TODAY, known_on=TODAY))
    return sum("INSERT INTO tracker_keptnumbers" in each["sql"] for each in queries)


def test_days_of_before_are_filled_in_as_they_would_have_been(running: Program) -> None:
    compute(running)
    compute(running, TODAY - timedelta(days=1))
    columns = ("program", "day", "snapshot", "known_on", "method_version", "is_headline", "numbers")
    before = list(KeptNumbers.objects.order_by("day", "snapshot").values(*columns))
    KeptNumbers.objects.all().delete()

    for _ in range(2):
        call_command("keep_numbers")

    assert list(KeptNumbers.objects.order_by("day", "snapshot").values(*columns)) == before


def test_days_that_cannot_be_read_any_more_are_passed_over(program: Program) -> None:
    keep_analysis(program, {"unknown": 1}, TODAY - timedelta(days=1))
    keep_analysis(program, json.loads(EARLIER.read_text(encoding="utf-8")), TODAY)

    call_command("keep_numbers")

    assert [row.day for row in KeptNumbers.objects.all()] == [TODAY]


def test_no_code_is_given_twice(running: Program) -> None:
    compute(running)
    progress = progress_of(Snapshot.objects.get())

    found = coordination_of(Analysis.objects.get())
    measures = [*measures_of_progress(progress), *measures_of_coordination(found)]

    assert len({each.measure for each in measures}) == len(measures) == DailyNumber.objects.count()
