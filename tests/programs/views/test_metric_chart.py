"""The small chart of a metric: what is drawn, where, and what it says in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from programs.models import Pilot, Program, ProgramMetric, User
from programs.views.metric_chart import MetricChart, metric_chart
from tests.factories import START
from tests.factories import metrics as make
from tests.factories import pilots as make_pilots
from tests.factories.pilots import WEEK
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(program: Program) -> ProgramMetric:
    return make.make_program_metric(program, target=Decimal(10))


def drawn(judged: ProgramMetric, *, pilots: list[Pilot] | None = None, baseline: bool = False) -> MetricChart:
    locked = make.make_metric_baseline(judged) if baseline else None
    chart = metric_chart(judged, judged.metric.readings.all(), baseline=locked, pilots=pilots or [])
    assert chart is not None
    return chart


def test_there_is_no_chart_before_the_second_reading(judged: ProgramMetric) -> None:
    make.make_readings(judged, [20])

    assert metric_chart(judged, judged.metric.readings.all(), baseline=None, pilots=[]) is None


def test_higher_values_stand_higher_and_time_runs_to_the_right(judged: ProgramMetric) -> None:
    make.make_readings(judged, [20, 30, 25])

    first, highest, last = drawn(judged).dots

    assert first.x < highest.x < last.x
    assert highest.y < last.y < first.y


def test_a_missing_month_is_no_line(judged: ProgramMetric) -> None:
    make.make_readings(judged, [20, 21])
    make.make_readings(judged, [22, 23], first=3)

    chart = drawn(judged)

    assert (len(chart.dots), len(chart.segments)) == (4, 2)


def test_baseline_and_target_are_levels_and_stand_in_the_words(judged: ProgramMetric) -> None:
    make.make_readings(judged, range(20, 32))

    chart = drawn(judged, baseline=True)

    assert [level.text for level in chart.levels] == ["Baseline mean 25.5", "Target 10"]
    assert "Baseline mean 25.5. Target 10." in chart.words
    assert chart.levels[0].y < chart.levels[1].y


def test_each_arm_is_a_line_of_its_own_and_the_start_of_the_pilot_is_marked(program: Program) -> None:
    pilot = make_pilots.make_pilot(program, step="started", on=START + WEEK)
    make_pilots.make_arm_reading(pilot, arm="", starts_on=START)
    make_pilots.make_arm_readings(pilot, [(10, 8), (11, 7)], first_on=START + WEEK)

    chart = drawn(pilot.primary, pilots=[pilot])

    assert [(key.kind, key.name) for key in chart.keys] == [
        ("plain", "Outside of a pilot"),
        ("old", "Functional"),
        ("new", "Integrated"),
    ]
    assert f"Pilot: {pilot}, 12 Jan 2026" in [mark.words for mark in chart.marks]


def test_the_page_draws_it_without_scripts_and_says_it_in_words(
    judged: ProgramMetric, program: Program, pmo_lead: User
) -> None:
    make.make_readings(judged, range(20, 32))

    page = signed_in(pmo_lead).get(reverse("programs:program-metric-list", args=[program.uid])).content.decode()

    assert page.count('<circle class="chart-dot chart-plain"') == 12
    assert f'aria-label="{judged.metric} in days, lower is better.' in page


def test_a_baseline_of_an_arm_alone_is_not_the_baseline(
    judged: ProgramMetric, program: Program, pmo_lead: User
) -> None:
    make.make_readings(judged, range(20, 32))
    make.make_metric_baseline(judged, arm="Direct Drop")

    page = signed_in(pmo_lead).get(reverse("programs:program-metric-list", args=[program.uid])).content.decode()

    assert "Not locked outside of these." in page
    assert "The baseline: 12 final readings are there to be locked" in page
