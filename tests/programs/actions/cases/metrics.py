"""Every action on metrics, and on what a program does with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from programs.actions import (
    leader_evaluations,
    metric_accountabilities,
    metric_baselines,
    metric_definitions,
    metrics,
    program_metrics,
)
from programs.models import BusinessFunction, Program, SharedMetric
from tests.factories import START, make_function
from tests.factories import metrics as make
from tests.programs.actions.case import LEAD, ON, STEWARD, WHO_LEADS_ANY, ActionCase, itself

CYCLE: dict[str, Any] = {
    "cycle_starts_on": date(2025, 1, 1),
    "cycle_ends_on": date(2025, 12, 31),
    "shared_weight": Decimal("0.3"),
}


def judging(program: Program) -> SharedMetric:
    """A metric that the program is judged by."""
    return make.make_program_metric(program).metric


def led_function(program: Program) -> BusinessFunction:
    """The function that ``function_lead`` leads in the tests; another one where nobody does."""
    lead = program.memberships.filter(role="function_lead").first()
    return lead.function if lead and lead.function else make_function()


def to_sign(program: Program) -> Any:
    return judging(program).definitions.get(), led_function(program)


def measured(program: Program) -> Any:
    """A metric with eight readings, and the span that holds them."""
    judged = make.make_program_metric(program)
    make.make_readings(judged, range(20, 28))
    definition = judged.metric.definitions.get()
    return judged, metric_baselines.Span(definition=definition, first=make.MONTHS[0], last=make.MONTHS[11])


def retired(_: Program) -> SharedMetric:
    return make.make_metric(retired_on=START)


def answering(program: Program) -> Any:
    return make.make_accountability(make.make_program_metric(program))


CASES: dict[str, ActionCase] = {
    "metrics.create": ActionCase(
        WHO_LEADS_ANY,
        lambda _: "Order lead time",
        lambda it, by: metrics.create(
            it, by=by, unit="days", direction="lower", frequency="week", definition="Days.", effective_from=START
        ),
        refreshes=False,
    ),
    "metrics.add_from_catalog": ActionCase(
        WHO_LEADS_ANY,
        lambda _: ["inventory-turns"],
        lambda it, by: metrics.add_from_catalog(it, by=by, effective_from=START)[0],
        refreshes=False,
    ),
    "metrics.change": ActionCase(
        STEWARD,
        judging,
        lambda it, by, **read: metrics.change(it, by=by, name="Lead time", **read),
        versioned=True,
    ),
    "metrics.retire": ActionCase(
        STEWARD,
        judging,
        lambda it, by, **read: metrics.retire(it, by=by, **ON, **read),
        refreshes=False,
        versioned=True,
    ),
    "metrics.bring_back": ActionCase(
        STEWARD,
        retired,
        lambda it, by, **read: metrics.bring_back(it, by=by, **read),
        refreshes=False,
        versioned=True,
    ),
    "metric_definitions.write": ActionCase(
        STEWARD,
        judging,
        lambda it, by: metric_definitions.write(it, by=by, text="Working days.", effective_from=START),
    ),
    "metric_definitions.sign": ActionCase(
        frozenset({"function_lead"}),
        to_sign,
        lambda it, by: metric_definitions.sign(it[0], by=by, function=it[1], **ON),
    ),
    "program_metrics.judge": ActionCase(
        LEAD,
        itself,
        lambda it, by: program_metrics.judge(it, by=by, metric=make.make_metric(), role="primary"),
    ),
    "program_metrics.change": ActionCase(
        LEAD,
        make.make_program_metric,
        lambda it, by, **read: program_metrics.change(it, by=by, target=Decimal(12), **read),
        versioned=True,
    ),
    "program_metrics.state_hypothesis": ActionCase(
        LEAD,
        make.make_program_metric,
        lambda it, by, **read: program_metrics.state_hypothesis(
            it, by=by, hypothesis="Ten days by June", hypothesis_by="Ada Sponsor", hypothesis_on=START, **read
        ),
        versioned=True,
    ),
    "program_metrics.remove": ActionCase(
        LEAD,
        make.make_program_metric,
        lambda it, by, **read: program_metrics.remove(it, by=by, **read),
        versioned=True,
    ),
    "metric_baselines.lock_readings": ActionCase(
        LEAD,
        measured,
        lambda it, by: metric_baselines.lock_readings(it[0], by=by, span=it[1], source="ERP history", **ON),
    ),
    "metric_accountabilities.begin": ActionCase(
        LEAD,
        make.make_program_metric,
        lambda it, by: metric_accountabilities.begin(
            it, by=by, function=make_function(), weight=Decimal("0.25"), valid_from=START
        ),
    ),
    "metric_accountabilities.end": ActionCase(
        LEAD,
        answering,
        lambda it, by, **read: metric_accountabilities.end(it, by=by, valid_to=START, **read),
        versioned=True,
    ),
    "leader_evaluations.record": ActionCase(
        LEAD,
        make.make_evaluation,
        lambda it, by: leader_evaluations.record(
            it.program, by=by, leader=it.leader, function=it.function, **CYCLE | {"cycle_starts_on": date(2025, 2, 1)}
        ),
    ),
    "leader_evaluations.change": ActionCase(
        LEAD,
        make.make_evaluation,
        lambda it, by, **read: leader_evaluations.change(it, by=by, **CYCLE, **read),
        versioned=True,
    ),
    "leader_evaluations.complete": ActionCase(
        LEAD,
        make.make_evaluation,
        lambda it, by, **read: leader_evaluations.complete(it, by=by, **ON, **read),
        versioned=True,
    ),
}
