"""One sentence answers whether the shared metrics improve, and a local gain at the cost of a shared one is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.tracker.analysis.metrics.builders import (
    analyze,
    make_definition,
    make_facts,
    make_metric,
    make_readings,
)
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.metrics import MetricsAnalysis
from tracker.progress.numbers import State

BETTER, WORSE, SAME, NOTHING = [4.0], [17.0], [10.0], list[float]()


def told(*given: tuple[JudgedMetric, Sequence[float]]) -> MetricsAnalysis:
    """Metrics with what was read of each after its baseline."""
    readings = [each for metric, values in given for each in make_readings(values, of=metric.name)]
    return analyze(make_facts(*(metric for metric, _ in given), readings=readings), weeks=13)


def metrics(*values: Sequence[float]) -> list[tuple[JudgedMetric, Sequence[float]]]:
    return [(make_metric(name), each) for name, each in zip(("Stock", "Service", "Lead time"), values, strict=False)]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([BETTER], "Yes: the only shared metric improves, Stock."),
        ([BETTER, BETTER], "Yes: both shared metrics improve, Stock and Service."),
        ([BETTER, SAME, SAME], "In part: 1 of 3 shared metrics improves, Stock."),
        ([BETTER, WORSE, SAME], "Not all: Stock improves, Service worsens."),
        ([WORSE, SAME], "No: 1 of 2 shared metrics worsens, Stock."),
        ([SAME, SAME], "Not yet: no shared metric has moved further than chance explains."),
        ([BETTER, NOTHING], "In part: 1 of 2 shared metrics improves, Stock; Service cannot be judged yet."),
        ([NOTHING], "Too early to tell: Stock cannot be judged yet; possible from 13 April 2026."),
    ],
)
def test_the_answer(values: list[list[float]], sentence: str) -> None:
    assert told(*metrics(*values)).sentence == sentence


def test_without_a_metric_or_a_shared_one_there_is_no_answer() -> None:
    alone = make_metric(owners=["Procurement"])

    assert told().sentence == "No metric is chosen yet, so nobody can tell whether the shared metrics improve."
    assert told((alone, BETTER)).sentence == (
        "The only metric, Stock, is not answered for by two functions yet, so there is no common result to tell."
    )
    assert told((alone, BETTER)).improving.state is State.INSUFFICIENT_DATA


def test_something_to_watch_is_told_as_no_more() -> None:
    two = analyze(make_facts(make_metric(), readings=make_readings([6.5, 6.5])), weeks=14)

    assert two.sentence == (
        "Not yet: no shared metric has moved further than chance explains, though Stock may be improving."
    )


def test_primary_metrics_answer_and_a_guardrail_that_worsens_is_added() -> None:
    found = told((make_metric("Stock"), BETTER), (make_metric("Cost", role="guardrail"), WORSE))

    assert found.sentence == "Yes: the only primary shared metric improves, Stock; the guardrail Cost worsens."
    assert (found.improving.value, found.improving.n) == (1.0, 1)


def test_a_guardrail_that_moves_is_no_contradiction() -> None:
    cost, alone = make_metric("Cost", role="guardrail"), make_metric("Cost", role="guardrail", owners=["Sales"])

    assert told((make_metric(), SAME), (cost, BETTER)).sentence == (
        "Not yet: no primary shared metric has moved further than chance explains."
    )
    assert told((make_metric(), SAME), (alone, BETTER)).sentence == (
        "Not yet: no shared metric has moved further than chance explains."
    )
    assert told((make_metric(), NOTHING), (make_metric("Lead time"), NOTHING), (cost, BETTER)).sentence == (
        "Too early to tell: none of the 2 primary shared metrics can be judged yet; possible from 13 April 2026."
    )


def test_where_only_guardrails_are_shared_they_answer_once() -> None:
    found = told((make_metric("Cost", role="guardrail"), WORSE))

    assert found.sentence == "No: the only shared metric worsens, Cost."


def test_two_metrics_of_one_name_are_told_apart_by_their_flow() -> None:
    other = replace(make_metric(), uid="other", flow_uid="Valves")

    found = analyze(make_facts(make_metric(), other, readings=make_readings(BETTER)), weeks=13)

    assert [each.label for each in found.metrics] == ["Stock in Pumps", "Stock in Valves"]
    assert [each.latest.value for each in found.metrics] == [4.0, None]


def test_a_local_gain_beside_a_shared_loss_is_told() -> None:
    local = make_metric("Utilization", owners=["Operations"])

    found = told((make_metric(), WORSE), (local, BETTER))

    assert [each.sentence for each in found.local_gains] == [
        "Utilization, for which Operations alone answers, improves "
        "while Stock, for which two functions answer, worsens."
    ]
    assert (found.local_gains[0].local, found.local_gains[0].shared) == ("Utilization", ("Stock",))


@pytest.mark.parametrize(
    ("local", "local_values", "shared_values"),
    [
        pytest.param(make_metric("Utilization"), BETTER, WORSE, id="it is shared itself"),
        pytest.param(make_metric("Utilization", owners=["Operations"]), SAME, WORSE, id="it does not improve"),
        pytest.param(make_metric("Utilization", owners=["Operations"]), BETTER, SAME, id="nothing shared worsens"),
        pytest.param(
            make_metric(
                "Utilization", owners=["Operations"], definitions=(make_definition(signed=()),), flow_uid="Valves"
            ),
            BETTER,
            WORSE,
            id="in another flow",
        ),
    ],
)
def test_where_there_is_no_local_gain(
    local: JudgedMetric, local_values: Sequence[float], shared_values: Sequence[float]
) -> None:
    readings = [
        *make_readings(shared_values),
        *make_readings(local_values, of="Utilization", flow_uid=local.flow_uid),
    ]

    assert analyze(make_facts(make_metric(), local, readings=readings), weeks=13).local_gains == ()


def test_false_alarms_to_expect_a_year() -> None:
    """METHODS 6.6: with 20 weekly metrics about 11 a year."""
    found = told(*((make_metric(f"Metric {number}"), SAME) for number in range(20)))

    assert found.false_alarms.value == 20 * 52 / 91.75
    assert told().false_alarms.state is State.NOT_APPLICABLE
