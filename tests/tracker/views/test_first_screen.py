"""The first screen of a program: the answers of the analyses, in the words of their own pages."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import escape

from programs.models import Program, User
from programs.periods import monday_of
from tests.factories import make_flow, make_function, make_gate, make_membership, make_review, make_stage
from tests.factories.constraints import make_control, make_observation, make_resource
from tests.factories.metrics import make_metric, make_program_metric, make_readings
from tests.factories.planning import make_cycle
from tests.tracker.views.conftest import TODAY, compute, make_forecast_only, make_planned, signed_in
from tests.tracker.views.test_latency_pages import make_ladder
from tracker.models import Analysis
from tracker.reporting.wording import display_date

pytestmark = pytest.mark.django_db


def first_screen(program: Program, user: User) -> str:
    """What stands above the sequence, with its spaces made one."""
    page = signed_in(user).get(program.get_absolute_url()).content.decode()
    return " ".join(page.partition('class="grid-first"')[2].partition('id="sequence-title"')[0].split())


def test_each_answer_stands_there_with_a_way_to_why(program: Program, viewer: User) -> None:
    make_planned(program)
    compute(program)

    shown = first_screen(program, viewer)

    for area in ("metrics", "constraint", "decision-rights", "interfaces", "latency", "state", "guard"):
        assert f'href="{reverse("tracker:coordination-area", args=[program.uid, area])}"' in shown
    assert "No flow is mapped yet, so nothing can limit one." in shown
    assert "No shared metric was read yet." in shown


def test_the_constraint_is_told_as_on_its_own_page(program: Program, viewer: User) -> None:
    make_planned(program)
    flow = make_flow(program, name="Pumps")
    test_bench = make_control(make_resource(name="Test bench")).resource
    for age in range(3):
        make_observation(flow, resource=test_bench, week_starts_on=monday_of(TODAY) - timedelta(weeks=age))
    compute(program)

    answer = signed_in(viewer).get(program.get_absolute_url()).context["page"].brief.constraint
    area = reverse("tracker:coordination-area", args=[program.uid, "constraint"])
    assert "Test bench" in answer
    assert escape(answer) in first_screen(program, viewer)
    assert escape(answer) in " ".join(signed_in(viewer).get(area).content.decode().split())


def test_the_longest_wait_is_that_of_the_slowest_plan(program: Program, viewer: User) -> None:
    make_planned(program)
    make_ladder(program)
    compute(program)

    wait = "The longest wait: about 14 days for Stage 0 (Demand planning), of about 29 days that a signal takes"
    assert f"{wait} through Pumps." in first_screen(program, viewer)


def test_constraint_and_wait_are_of_one_flow(program: Program, viewer: User) -> None:
    make_planned(program)
    slower = make_ladder(program)
    flow = make_flow(program, name="Valves", position=2)
    function = make_function(name="Valve planning")
    make_stage(flow, position=1, function=function, planning_level="Valves", name="Valve plan")
    make_cycle(function=function, level="Valves", period_days=Decimal(7))
    make_observation(flow, resource=make_resource(name="Test bench"), week_starts_on=monday_of(TODAY))
    compute(program)

    brief = signed_in(viewer).get(program.get_absolute_url()).context["page"].brief

    assert brief.constraint.startswith("Valves: ")
    assert "for Valve plan (Valve planning)" in brief.wait
    assert slower.name not in brief.wait


def test_the_wait_on_the_first_screen_is_found_on_the_page_behind(program: Program, viewer: User) -> None:
    make_ladder(program)
    compute(program)

    area = reverse("tracker:coordination-area", args=[program.uid, "latency"])
    shown = " ".join(signed_in(viewer).get(area).content.decode().split())

    assert 'aria-label="Days at each stage of Pumps"' in shown
    assert '<td class="num">14.0</td>' in shown


def test_the_first_metric_is_drawn(program: Program, viewer: User) -> None:
    make_planned(program)
    judged = make_program_metric(program, metric=make_metric(name="Lead time"))
    make_readings(judged, [20, 22, 19])
    compute(program)

    shown = first_screen(program, viewer)

    assert "Lead time: 19 days" in shown
    assert shown.count("data-chart") == 1


def test_the_key_names_what_the_chart_draws(program: Program, viewer: User) -> None:
    make_planned(program)
    judged = make_program_metric(program, metric=make_metric(name="Lead time"), target=Decimal(15))
    make_readings(judged, [20, 22, 19])
    compute(program)

    key = first_screen(program, viewer).partition('class="chart-key"')[2].partition("</ul>")[0]

    assert [sign for sign in ("readings", "center", "limits", "target") if f"key-{sign}" in key] == [
        "readings",
        "target",
    ]
    assert "target 15" in key


def test_the_next_gate_and_what_needs_attention_come_first(program: Program, viewer: User) -> None:
    make_planned(program)
    compute(program)

    shown = first_screen(program, viewer)

    order = [shown.index(f"{name}-title") for name in ("gate", "attention", "status", "constraint", "result")]
    assert order == sorted(order)
    assert shown.index("handoffs-title") < shown.index("changed-title")


def test_after_the_last_gate_it_is_told_whether_it_would_hold(program: Program, viewer: User) -> None:
    gate = make_gate(program, "G0", finish_on=TODAY - timedelta(days=9))
    compute(program)
    before = first_screen(program, viewer)
    make_review(gate, decided_on=TODAY - timedelta(days=9))
    compute(program)

    after = first_screen(program, viewer)

    address = reverse("tracker:coordination-area", args=[program.uid, "culture"])
    answer = signed_in(viewer).get(program.get_absolute_url()).context["page"].brief.holding
    assert answer == "Nobody can tell yet whether it would hold: no flow plans in integrated sessions so far."
    assert [f'href="{address}"' in shown for shown in (before, after)] == [False, True]
    assert [answer in shown for shown in (before, after)] == [False, True]
    assert "Next gate" not in after
    assert answer in " ".join(signed_in(viewer).get(address).content.decode().split())


@pytest.mark.parametrize(("age", "says_so"), [(0, False), (1, True)])
def test_answers_of_an_earlier_day_than_the_numbers_say_so(
    age: int, says_so: bool, program: Program, viewer: User
) -> None:
    make_planned(program)
    compute(program)
    day = TODAY - timedelta(days=age)
    Analysis.objects.update(as_of=day)

    page = signed_in(viewer).get(program.get_absolute_url()).content.decode()

    assert (f"Result and coordination as of {display_date(day)}." in page) is says_so
    assert page.count("Result and coordination as of") == int(says_so)


def test_a_program_without_a_sequence_keeps_its_finish(viewer: User) -> None:
    program = make_forecast_only("Bridge", 30, 60)
    make_membership(viewer, program)
    compute(program)

    assert "slip-title" in first_screen(program, viewer)
