"""A metric that misses its target and is steady inside its improved limits does not spoil a month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from programs.models import Program, ProgramMetric
from programs.periods import periods_later
from tests.factories import culture as make_culture
from tests.factories import make_flow, make_function
from tests.factories import metrics as make
from tests.factories.pilots import make_pilot
from tracker.analyses import analyze_batch, coordination_of, newest_analysis
from tracker.analysis.culture.results import Condition
from tracker.reads import Day

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CALM = (20, 22, 19, 21) * 3
IMPROVED = (15, 17, 14, 16, 15, 17)


def months_ago(count: int) -> date:
    return periods_later(TODAY.replace(day=1), -count, "month")


def make_judged(program: Program) -> ProgramMetric:
    """A primary metric that nobody can bring to its target, with a locked baseline until seven months ago."""
    judged = make.make_program_metric(program, flow=make_flow(program, name="Pumps"), target=Decimal(5))
    periods = [months_ago(19 - number) for number in range(12)]
    make.make_metric_baseline(
        judged,
        periods=periods,
        values=[Decimal(each) for each in CALM],
        first_period_on=periods[0],
        last_period_on=periods[-1],
        locked_on=months_ago(7),
    )
    for number, value in enumerate(IMPROVED):
        make.make_readings(judged, [value], period_starts_on=months_ago(6 - number))
    return judged


def metrics_stood(program: Program) -> list[str]:
    """Whether the metrics were good enough in each whole month of the flow."""
    assert analyze_batch([program.pk], Day(as_of=TODAY, known_on=TODAY), plans={}) == {}
    row = newest_analysis(program)
    assert row is not None
    months = coordination_of(row).culture.streaks[0].months
    return [str(each.standing) for month in months for each in month.conditions if each.condition is Condition.METRICS]


def begin(program: Program, judged: ProgramMetric) -> None:
    """The flow plans in integrated sessions since half a year."""
    Program.objects.filter(pk=program.pk).update(start_on=months_ago(6))
    assert judged.flow is not None
    make_culture.make_session(judged.flow, make_function(), scheduled_on=months_ago(6), held_on=months_ago(6))


def test_months_since_the_cut_over_are_good_enough_when_steady(program: Program) -> None:
    judged = make_judged(program)
    begin(program, judged)
    make_pilot(program, step="cut_over", on=months_ago(6), flow=judged.flow, primary=judged)

    assert metrics_stood(program) == ["met"] * 6


def test_without_a_cut_over_only_the_target_counts(program: Program) -> None:
    judged = make_judged(program)
    begin(program, judged)

    assert metrics_stood(program) == ["not_met"] * 6
