"""How long the coordination analyses of one large program take in the worker, from rows to a stored row.

The floor reads the same rows of its largest tables as tuples and writes the same result back.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import product
from random import Random

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
)
from tests import factories
from tests.benchmarks.measured import Measured
from tests.benchmarks.test_reckoning import seconds
from tests.factories.constraints import make_control, make_resource
from tests.factories.decisions import make_authority, make_decided, make_decision_right
from tests.factories.interfaces import make_use
from tests.factories.planning import make_cycle
from tests.factories.tradeoffs import make_response, make_shift
from tracker.analyses import analyze_batch, newest_analysis
from tracker.models import Analysis
from tracker.reads import Day

TODAY = timezone.localdate()
INTERFACES, INCIDENTS, DECISIONS, WEEKS = 50, 5_000, 20, 52
TARGET_SECONDS = 1.0


@pytest.fixture
def large() -> Program:
    """A program with a year of all that the analyses read."""
    chance = Random(3)
    program: Program = factories.make_program(start_on=TODAY - timedelta(weeks=WEEKS))
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
    return program


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


def plain(program: Program) -> None:
    """The floor."""
    with connection.cursor() as cursor:
        for table, of in (
            ("programs_coordinationincident", "program_id = %s"),
            (
                "programs_constraintobservation",
                "flow_id IN (SELECT id FROM programs_processflow WHERE program_id = %s)",
            ),
        ):
            cursor.execute(f"SELECT * FROM {table} WHERE {of}", [program.pk])
            cursor.fetchall()
        cursor.execute("UPDATE tracker_analysis SET result = result WHERE program_id = %s", [program.pk])


@pytest.mark.django_db
def test_the_analyses_of_a_large_program(large: Program, lines: list[Measured]) -> None:
    def analyzed() -> None:
        Analysis.objects.filter(program=large).delete()
        assert analyze_batch([large.pk], Day(as_of=TODAY, known_on=TODAY), plans={}) == {}

    whole = seconds(analyzed)
    floor = seconds(lambda: plain(large))

    lines.append(
        Measured(
            name="analyses of one program: 50 interfaces, 5,000 incidents, 20 decisions",
            n=1,
            value=whole,
            unit="s",
            floor=floor,
            ratio=whole / floor,
            target=TARGET_SECONDS,
            met=whole <= TARGET_SECONDS,
        )
    )
    assert newest_analysis(large) is not None
