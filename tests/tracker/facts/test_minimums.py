"""What the record says of the least that gates need. START is Monday 5 January 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from programs.models import Pilot, Program
from tests import factories
from tests.factories import START, constraints, governance, metrics
from tests.factories import pilots as make_pilots
from tests.factories.pilots import WEEK
from tracker.facts.minimums import minimums, read_minimum_tables
from tracker.progress.facts import Minimums

pytestmark = pytest.mark.django_db
LATER = START + 10 * WEEK


def read(program: Program, *, as_of: date = LATER) -> Minimums:
    return minimums(program.pk, read_minimum_tables([program.pk], as_of=as_of))


def whole_program() -> Program:
    """A program with a metric that is read, a running pilot, votes and a waiver."""
    program = factories.make_program()
    metrics.make_readings(metrics.make_program_metric(program), [20, 21], first=4)
    pilot = make_pilots.make_pilot(program)
    Pilot.objects.filter(pk=pilot.pk).update(**make_pilots.done_until("started", START))
    make_pilots.make_arm_readings(pilot, [(9, 9), (10, None), (12, 7)])
    flow = factories.make_flow(program)
    for week in (START, START, START + WEEK):
        constraints.make_observation(flow, week_starts_on=week)
    governance.make_waiver(program, rule="gate", gate=factories.make_gate(program, "G2"))
    return program


def test_a_batch_takes_the_same_queries_whatever_its_size(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ids = [whole_program().pk for _ in range(3)]

    with django_assert_num_queries(9):
        tables = read_minimum_tables(ids, as_of=LATER)

    assert [len(minimums(key, tables).pilots) for key in ids] == [1, 1, 1]


def test_a_metric_is_read_since_its_first_final_reading_by_the_definition_in_force(program: Program) -> None:
    metric = metrics.make_program_metric(program)
    metrics.make_readings(metric, [18], first=1, is_final=False)
    metrics.make_readings(metric, [19], first=2, arm="Integrated")
    metrics.make_readings(metric, [20, 21], first=4)

    (found,) = read(program).metrics

    assert (found.name, found.period, found.readings_needed) == (metric.metric.name, "month", 6)
    assert (found.first_on, found.locked_on) == (date(2025, 5, 1), None)


def test_a_new_definition_begins_without_readings(program: Program) -> None:
    metric = metrics.make_program_metric(program)
    metrics.make_readings(metric, [20, 21])
    metrics.make_metric_baseline(metric)
    metrics.make_definition(metric.metric, effective_from=START)

    (found,) = read(program).metrics

    assert (found.first_on, found.locked_on) == (None, None)


def test_a_locked_baseline_tells_its_day_and_its_first_period(program: Program) -> None:
    metrics.make_metric_baseline(metrics.make_program_metric(program), locked_on=START)

    (found,) = read(program).metrics

    assert (found.first_on, found.locked_on) == (date(2025, 1, 1), START)


def test_guardrails_need_no_baseline(program: Program) -> None:
    metrics.make_program_metric(program, role="guardrail")

    assert read(program).metrics == ()


def test_a_pilot_tells_its_protocol_and_its_pairs() -> None:
    (found,) = read(whole_program()).pilots

    assert (found.period, found.burn_in_periods, found.minimum_periods) == ("week", 1, 8)
    assert (found.started_on, found.decided_on) == (START, None)
    assert found.pairs == (START + 2 * WEEK,)


def test_votes_are_counted_by_flow_and_week() -> None:
    found = read(whole_program()).votes

    assert [(each.week_starts_on, each.votes) for each in found] == [(START, 2), (START + WEEK, 1)]


@pytest.mark.parametrize(("revoked", "days"), [(None, 31), (4, 4)], ids=["after its last day", "when it is revoked"])
def test_a_waiver_of_a_gate_ends(program: Program, revoked: int | None, days: int) -> None:
    ended: dict[str, Any] = (
        {"revoked_on": START + timedelta(days=revoked), "revoked_by": factories.make_user()} if revoked else {}
    )
    governance.make_waiver(program, rule="gate", gate=factories.make_gate(program, "G2"), **ended)
    governance.make_waiver(program)

    (found,) = read(program).waivers

    assert (found.gate, found.granted_on, found.ends_on) == ("G2", START, START + timedelta(days=days))


def test_the_record_of_another_program_is_not_read(program: Program) -> None:
    whole_program()

    assert read(program) == Minimums()
