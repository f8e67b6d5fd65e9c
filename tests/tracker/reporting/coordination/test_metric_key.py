"""The key of the small chart names what is drawn and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.tracker.analysis.metrics.builders import (
    analyze,
    found,
    make_facts,
    make_metric,
    make_pilot,
    make_readings,
)
from tracker.analysis.metrics.results import MetricFinding
from tracker.reporting.coordination.metric_chart import metric_chart
from tracker.reporting.coordination.metric_key import chart_key

PLAIN = [("readings", "readings"), ("center", "locked baseline 10.5"), ("limits", "limits of chance 4.94 to 16.1")]


def key_of(after: Sequence[float | None], **given: Any) -> list[tuple[str, str]]:
    return [(each.sign, each.words) for each in chart_key(found(after, **given))]


@pytest.mark.parametrize(
    ("after", "signs"),
    [
        ([10.0], []),
        ([17.0, 4.0], [("signal-better", "better than chance"), ("signal-worse", "worse than chance")]),
        ([14.5, 14.5], [("watch", "to watch")]),
        ([6.5, 6.5], [("watch", "to watch")]),
    ],
    ids=["none", "firm", "worse to watch", "better to watch"],
)
def test_signs_are_named_when_they_are_drawn(after: list[float], signs: list[tuple[str, str]]) -> None:
    assert key_of(after) == PLAIN + signs


def test_a_target_is_named_when_there_is_one() -> None:
    assert key_of([10.0], target=Decimal(9)) == [*PLAIN, ("target", "target 9")]


def test_without_limits_only_the_readings_are_named() -> None:
    assert key_of([10.0], baselines=()) == PLAIN[:1]


def after_cut_over() -> MetricFinding:
    readings = make_readings([10.0, *[8.0, 7.0, 8.0, 9.0] * 4])
    facts = make_facts(make_metric(), readings=readings, pilots=(make_pilot(cut_over=18),))
    return analyze(facts, weeks=30).metrics[0]


def middle_of(finding: MetricFinding) -> str:
    return {each.sign: each.words for each in chart_key(finding)}["center"]


def test_after_a_cut_over_the_key_tells_where_it_was_and_where_it_is() -> None:
    assert middle_of(after_cut_over()) == "baseline 10.5, now 8"


def test_a_baseline_too_far_back_to_be_drawn_is_not_named() -> None:
    finding = after_cut_over()
    (series,) = finding.series

    late = replace(finding, series=(replace(series, phases=series.phases[1:]),))

    assert middle_of(late) == "middle since the cut-over 8"


def test_there_is_a_key_when_there_is_a_chart() -> None:
    empty, some = found([], baselines=()), found([10.0])

    assert [(bool(chart_key(each)), metric_chart(each) is not None) for each in (empty, some)] == [
        (False, False),
        (True, True),
    ]
