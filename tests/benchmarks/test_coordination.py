"""How long the coordination analyses of one large program take in the worker, from rows to a stored row.

The floor reads the same rows of its largest tables as tuples and writes the same result back.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from programs.models import (
    BusinessFunction,
    ConstraintObservation,
    CoordinationIncident,
    FlowStage,
    ProcessFlow,
    Program,
    ProgramMetric,
    Reading,
)
from tests import factories
from tests.benchmarks.measured import Measured
from tests.benchmarks.test_reckoning import seconds
from tests.factories.constraints import make_control, make_resource
from tests.factories.decisions import make_authority, make_decided, make_decision_right
from tests.factories.interfaces import make_use
from tests.factories.metrics import (
    make_accountability,
    make_definition,
    make_metric,
    make_metric_baseline,
    make_program_metric,
)
from tests.factories.pilots import make_pilot
from tests.factories.planning import make_cycle
from tests.factories.tradeoffs import make_response, make_shift
from tracker.analyses import analyze_batch, coordination_of, newest_analysis
from tracker.analysis.plan import plan_facts
from tracker.models import Analysis
from tracker.progress.reckon import reckon_record
from tracker.progress.record import Record
from tracker.reads import Day
from tracker.snapshots import gather

TODAY = timezone.localdate()
INTERFACES, INCIDENTS, DECISIONS, WEEKS = 50, 5_000, 20, 52
METRICS, READINGS, PILOTS, PAIRS = 30, 10_000, 5, 40
MONDAY = TODAY - timedelta(days=TODAY.weekday())
GATES = {"G0": 14, "G1": 30, "G2": 60, "G3": 88, "GR": 118, "G4": 400, "G5": 430}
STARTED_ON = TODAY - timedelta(weeks=WEEKS)
TARGET_SECONDS = 1.0


@pytest.fixture
def large() -> Program:
    """A program with a year of all that the analyses read."""
    chance = Random(3)
    program: Program = factories.make_program(start_on=STARTED_ON)
    functions = [factories.make_function(name=f"Function {number}") for number in range(8)]
    flow = factories.make_flow(program)
    for position, function in enumerate(functions[:6], start=1):
        FlowStage.objects.create(
            flow=flow, position=position, name=f"Stage {position}", function=function, planning_level="weekly"
        )
        make_cycle(function=function, level="weekly", period_days=Decimal(7))
    pairs = [pair for pair in product(functions, functions) if pair[0] != pair[1]][:INTERFACES]
    uses = [
        make_use(program, flow=flow, interface=factories.interfaces.make_interface(from_function=a, to_function=b))
        for a, b in pairs
    ]
    author = factories.make_user()
    CoordinationIncident.objects.bulk_create(
        CoordinationIncident(
            program=program,
            interface_id=uses[min(int(chance.expovariate(0.15)), INTERFACES - 1)].interface_id,
            happened_on=TODAY - timedelta(days=chance.randrange(1, 7 * WEEKS)),
            consequence="expediting",
            band="medium",
            hours=Decimal(chance.randrange(1, 60)),
            reported_by=author,
        )
        for _ in range(INCIDENTS)
    )
    add_votes_and_rights(program, flow, functions)
    for number in range(12):
        make_response(make_shift(program, visible_on=TODAY - timedelta(days=20 * number + 9)), known_on=TODAY)
    add_plan(program)
    add_metrics(program, functions)
    return program


def add_plan(program: Program) -> None:
    """The gates of the sequence with five items each, all until GR accepted, and a locked baseline."""
    for code, day in GATES.items():
        due = STARTED_ON + timedelta(days=day)
        gate = factories.make_gate(program, code, finish_on=due)
        items = [factories.make_milestone(program, gate=gate, finish_on=due - timedelta(days=n + 1)) for n in range(5)]
        if due < TODAY:
            for item in items:
                factories.make_evidence(item, accepted_on=due)
            factories.make_review(gate, decided_on=due)
    factories.make_baseline(program, locked_on=STARTED_ON)


def add_metrics(program: Program, functions: list[BusinessFunction]) -> None:
    """Weekly metrics with their readings, a third of them primary with a locked baseline, and parallel runs."""
    chance = Random(5)
    readings: list[Reading] = []

    def read(metric: ProgramMetric, weeks: int, **arm: Any) -> None:
        definition = metric.metric.definitions.get()
        readings.extend(
            Reading(
                metric_id=metric.metric_id,
                definition=definition,
                flow_id=metric.flow_id,
                period_starts_on=MONDAY - timedelta(weeks=week),
                value=Decimal(chance.randrange(800, 1200)) / 100,
                source="Bench",
                entered_by=author,
                **arm,
            )
            for week in range(1, weeks + 1)
        )

    author = factories.make_user()
    weeks = (READINGS - PILOTS * PAIRS * 2) // METRICS
    for number in range(METRICS):
        metric = judged_by(program, role="primary" if number % 3 == 0 else "guardrail")
        read(metric, weeks)
        for function in functions[:2]:
            make_accountability(metric, function=function, valid_from=STARTED_ON)
        if metric.role == "primary":
            first = [MONDAY - timedelta(weeks=week) for week in range(WEEKS + 26, WEEKS, -1)]
            make_metric_baseline(
                metric,
                first_period_on=first[0],
                last_period_on=first[-1],
                periods=first,
                values=[Decimal(chance.randrange(800, 1200)) / 100 for _ in first],
                locked_on=STARTED_ON,
            )
    for _ in range(PILOTS):
        flow = factories.make_flow(program)
        metric = judged_by(program, role="primary", flow=flow)
        pilot = make_pilot(program, flow=flow, primary=metric, step="started", on=MONDAY - timedelta(weeks=PAIRS))
        for arm in (pilot.old_arm, pilot.new_arm):
            read(metric, PAIRS, pilot=pilot, arm=arm)
    Reading.objects.bulk_create(readings)


def add_votes_and_rights(program: Program, flow: ProcessFlow, functions: list[BusinessFunction]) -> None:
    """A year of votes about six resources, and who decides about them."""
    chance = Random(4)
    author = factories.make_user()
    resources = [make_resource() for _ in range(6)]
    for resource, function in zip(resources, functions, strict=False):
        make_control(resource=resource, function=function)
    monday = TODAY - timedelta(days=TODAY.weekday())
    ConstraintObservation.objects.bulk_create(
        ConstraintObservation(
            flow=flow,
            resource=chance.choice(resources[: 2 + source]),
            week_starts_on=monday - timedelta(weeks=week),
            source=f"Source {source}",
            basis="queue" if source == 0 else "opinion",
            observed_by=author,
        )
        for week in range(WEEKS)
        for source in range(4)
    )
    for number in range(DECISIONS):
        right = make_decision_right(program, resources[number % 6], times_a_month=Decimal(4))
        make_authority(right, function=functions[number % 8])
        make_decided(program, right=right)


def judged_by(program: Program, **given: Any) -> ProgramMetric:
    """A weekly metric of the program, defined ten years ago."""
    metric = make_metric(frequency="week", defined=False)
    make_definition(metric, effective_from=MONDAY - timedelta(weeks=520))
    return make_program_metric(program, metric=metric, **given)


def plain(program: Program) -> None:
    """The floor."""
    with connection.cursor() as cursor:
        for table, of in (
            ("programs_coordinationincident", "program_id = %s"),
            (
                "programs_constraintobservation",
                "flow_id IN (SELECT id FROM programs_processflow WHERE program_id = %s)",
            ),
            ("programs_reading", "metric_id IN (SELECT metric_id FROM programs_programmetric WHERE program_id = %s)"),
        ):
            cursor.execute(f"SELECT * FROM {table} WHERE {of}", [program.pk])
            cursor.fetchall()
        cursor.execute("UPDATE tracker_analysis SET result = result WHERE program_id = %s", [program.pk])


@pytest.mark.django_db
def test_the_analyses_of_a_large_program(large: Program, lines: list[Measured]) -> None:
    facts = gather([large.pk], as_of=TODAY)[1][large.pk]
    record = Record.of(facts)
    plans = {large.pk: plan_facts(record, reckon_record(record, TODAY))}

    def analyzed() -> None:
        Analysis.objects.filter(program=large).delete()
        assert analyze_batch([large.pk], Day(as_of=TODAY, known_on=TODAY), plans=plans) == {}

    whole = seconds(analyzed)
    floor = seconds(lambda: plain(large))

    lines.append(
        Measured(
            name="analyses of one program: 30 metrics, 10,000 readings, 5 pilots, 50 interfaces, 5,000 incidents",
            n=1,
            value=whole,
            unit="s",
            floor=floor,
            ratio=whole / floor,
            target=TARGET_SECONDS,
            met=whole <= TARGET_SECONDS,
        )
    )
    stored = newest_analysis(large)
    assert stored is not None
    found = coordination_of(stored)
    assert (len(found.metrics.metrics), len(found.pilots.pilots)) == (METRICS + PILOTS, PILOTS)
