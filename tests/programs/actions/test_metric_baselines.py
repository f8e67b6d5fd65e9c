from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from programs.actions.metric_baselines import Span, lock_readings
from programs.errors import Refused
from programs.models import MetricBaseline, Program, ProgramMetric, Reading, User
from tests.factories import START, make_flow
from tests.factories import metrics as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(program: Program) -> ProgramMetric:
    """A primary metric with no reading yet."""
    return make.make_program_metric(program)


def year(judged: ProgramMetric) -> Span:
    """All of 2025, by the metric's first definition."""
    return Span(definition=judged.metric.definitions.get(number=1), first=make.MONTHS[0], last=make.MONTHS[-1])


def lock(judged: ProgramMetric, by: User, *, span: Span | None = None, on: date = START) -> MetricBaseline:
    return lock_readings(judged, by=by, span=span or year(judged), source="ERP history", on=on)


def test_history_from_before_the_program_is_frozen_with_its_periods(judged: ProgramMetric, pmo_lead: User) -> None:
    make.make_readings(judged, range(20, 28), first=2)

    locked = lock(judged, pmo_lead)

    assert locked.values == [Decimal(value) for value in range(20, 28)]
    assert locked.periods == make.MONTHS[2:10]
    assert (locked.first_period_on, locked.last_period_on) == (make.MONTHS[2], make.MONTHS[9])
    assert (locked.locked_by, locked.locked_on, locked.source) == (pmo_lead, START, "ERP history")


def test_a_later_correction_does_not_reach_it(judged: ProgramMetric, pmo_lead: User) -> None:
    make.make_readings(judged, range(20, 28))
    locked = lock(judged, pmo_lead)

    Reading.objects.filter(metric=judged.metric).update(value=99)

    locked.refresh_from_db()
    assert locked.values[0] == 20


def test_a_missing_month_is_seen_in_the_periods(judged: ProgramMetric, pmo_lead: User) -> None:
    make.make_readings(judged, range(20, 28))
    Reading.objects.filter(period_starts_on=make.MONTHS[3]).delete()

    locked = lock(judged, pmo_lead)

    assert make.MONTHS[3] not in locked.periods
    assert len(locked.periods) == len(locked.values) == 7


@pytest.mark.parametrize(("count", "may"), [(5, False), (6, True)])
def test_it_needs_six_readings_and_says_how_many_there_are(
    count: int, may: bool, judged: ProgramMetric, pmo_lead: User
) -> None:
    make.make_readings(judged, range(20, 20 + count))

    if may:
        assert len(lock(judged, pmo_lead).values) == 6
        return
    with pytest.raises(Refused, match="Only 5 final readings"):
        lock(judged, pmo_lead)


def test_only_final_readings_of_this_flow_arm_and_definition_count(judged: ProgramMetric, pmo_lead: User) -> None:
    flow, newer = make_flow(judged.program), make.make_definition(judged.metric)
    first = judged.metric.definitions.get(number=1)
    make.make_readings(judged, range(6), definition=first)
    make.make_readings(judged, [90], first=6, is_final=False, definition=first)
    make.make_readings(judged, [91], flow=flow, definition=first)
    make.make_readings(judged, [92], arm="Direct Drop", definition=first)
    make.make_readings(judged, [93], definition=newer)

    assert lock(judged, pmo_lead).values == [Decimal(value) for value in range(6)]


def test_each_arm_and_each_definition_has_a_baseline_of_its_own(judged: ProgramMetric, pmo_lead: User) -> None:
    make.make_readings(judged, range(20, 28))
    make.make_readings(judged, range(30, 38), arm="Direct Drop")
    lock(judged, pmo_lead)

    other = lock(judged, pmo_lead, span=replace(year(judged), arm="Direct Drop"))

    assert other.values[0] == 30
    with pytest.raises(Refused, match="was locked on 5 January 2026 and stays"):
        lock(judged, pmo_lead)


def test_a_definition_of_another_metric_is_refused(judged: ProgramMetric, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        lock(judged, pmo_lead, span=replace(year(judged), definition=make.make_metric().definitions.get()))

    assert (refusal.value.code, refusal.value.field) == ("definition_of_another_metric", "definition")


def test_days_that_make_no_time_are_refused(judged: ProgramMetric, pmo_lead: User) -> None:
    with pytest.raises(Refused, match="lies before the first"):
        lock(judged, pmo_lead, span=replace(year(judged), last=date(2024, 12, 1)))
    with pytest.raises(Refused, match="had begun when it was locked"):
        lock(judged, pmo_lead, on=date(2025, 6, 1))
    with pytest.raises(Refused, match="has not come yet"):
        lock(judged, pmo_lead, on=timezone.localdate() + timedelta(days=1))


def test_it_is_locked_although_nobody_has_signed_the_definition(judged: ProgramMetric, pmo_lead: User) -> None:
    """The record accepts what happened; whether gate G2 does is another question."""
    make.make_readings(judged, range(20, 28))

    assert not judged.metric.definitions.get().signatures.exists()
    assert lock(judged, pmo_lead).pk
