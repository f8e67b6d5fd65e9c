from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.models import Program
from tests.factories.tradeoffs import make_shift
from tracker import analyses
from tracker.analyses import analyze_batch, coordination_of, newest_analysis
from tracker.analysis.coordination import analyze as whole
from tracker.models import Analysis
from tracker.reads import Day

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def analyze(*programs: Program, as_of: Any = TODAY, known_on: Any = None) -> dict[int, str]:
    return analyze_batch([each.pk for each in programs], Day(as_of=as_of, known_on=known_on or as_of), plans={})


def test_an_analysis_is_stored_as_it_was_worked_out(program: Program) -> None:
    shift = make_shift(program, visible_on=TODAY - timedelta(days=9))

    assert analyze(program) == {}

    row = newest_analysis(program)
    assert row is not None
    (response,) = coordination_of(row).shifts.responses
    assert (response.uid, response.days, response.is_open) == (str(shift.uid), 9, True)


def test_the_same_facts_are_not_worked_out_again(program: Program) -> None:
    analyze(program)
    first = Analysis.objects.get().computed_at

    analyze(program)
    assert Analysis.objects.get().computed_at == first

    make_shift(program)
    analyze(program)
    assert Analysis.objects.get().computed_at > first


def test_a_past_day_is_left_as_it_was(program: Program) -> None:
    yesterday = TODAY - timedelta(days=1)
    analyze(program, as_of=yesterday)
    before = Analysis.objects.values().get()
    make_shift(program)

    analyze(program, as_of=yesterday, known_on=TODAY)

    assert Analysis.objects.values().get() == before


def test_old_days_go_but_for_the_first_of_each_month(program: Program) -> None:
    first = TODAY.replace(day=1)
    months = [(first - timedelta(days=each)).replace(day=1) for each in (1, 32, 63, 94)]
    days = [first - timedelta(days=3), *months[2:], months[3] + timedelta(days=4), TODAY - timedelta(days=36)]
    for day in sorted(days):
        analyze(program, as_of=day)

    analyze(program)

    kept = set(Analysis.objects.values_list("as_of", flat=True))
    assert {TODAY, *months[2:]} <= kept
    assert not {day for day in kept if day.day != 1 and (TODAY - day).days > analyses.KEEP_DAYS}


def test_a_program_that_breaks_stops_no_other(program: Program, monkeypatch: pytest.MonkeyPatch, outsider: Any) -> None:
    other = Program.objects.exclude(pk=program.pk).get()

    def broken(facts: Any, as_of: Any) -> Any:
        if facts.uid == str(program.uid):
            raise ZeroDivisionError("no")
        return whole(facts, as_of)

    monkeypatch.setattr("tracker.analyses.analyze", broken)

    assert analyze(program, other) == {program.pk: "Coordination: ZeroDivisionError: no"}
    assert Analysis.objects.get().program == other


def test_the_queries_do_not_depend_on_the_number_of_programs(program: Program, outsider: Any) -> None:
    other = Program.objects.exclude(pk=program.pk).get()
    make_shift(program)
    make_shift(other)
    with CaptureQueriesContext(connection) as one:
        analyze(program)
    Analysis.objects.all().delete()
    with CaptureQueriesContext(connection) as two:
        analyze(program, other)

    assert Analysis.objects.count() == 2
    assert len(one) == len(two)
