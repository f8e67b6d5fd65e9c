"""What holds for any readings: no place and no direction is special, but order is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from tests.tracker.analysis.metrics.builders import (
    analyze,
    floats,
    make_baseline,
    make_facts,
    make_metric,
    make_readings,
    places,
    week,
)
from tracker.analysis.metrics import MetricsAnalysis, MetricsFacts
from tracker.analysis.metrics.control_limits import limits_of
from tracker.analysis.metrics.results import MetricFinding, MetricSignal, MetricStanding

VALUES = some.integers(0, 1000).map(lambda each: each / 8)
BASELINES = some.lists(VALUES, min_size=6, max_size=20)
LATER = some.lists(some.one_of(some.none(), VALUES), max_size=30)
FLIPPED = {
    MetricStanding.IMPROVED: MetricStanding.WORSENED,
    MetricStanding.WORSENED: MetricStanding.IMPROVED,
    MetricStanding.MAYBE_IMPROVED: MetricStanding.MAYBE_WORSENED,
    MetricStanding.MAYBE_WORSENED: MetricStanding.MAYBE_IMPROVED,
}


def facts_of(before: Sequence[float], after: Sequence[float | None], *, higher: bool = False) -> MetricsFacts:
    first = len(before)
    metric = make_metric(baselines=(make_baseline(before),), higher_is_better=higher)
    return make_facts(metric, readings=make_readings(after, first=first))


def told(facts: MetricsFacts) -> MetricFinding:
    return analyze(facts, weeks=60).metrics[0]


def shifted(values: Sequence[float | None], by: float) -> list[float | None]:
    return [None if each is None else each + by for each in values]


@given(BASELINES, LATER, some.integers(-400, 400).map(float))
def test_adding_a_constant_changes_no_signal(before: list[float], after: list[float | None], by: float) -> None:
    plain = told(facts_of(before, after))
    moved = told(facts_of([each + by for each in before], shifted(after, by)))

    assert moved.signals == plain.signals
    assert moved.standing is plain.standing


@given(BASELINES, some.integers(-400, 400).map(float))
def test_limits_move_with_the_readings(before: list[float], by: float) -> None:
    row = places(len(before))
    plain, moved = limits_of(floats(before), row), limits_of(floats(before) + by, row)

    assume(plain is not None and moved is not None)
    assert plain is not None
    assert moved is not None
    assert [moved.center, moved.lower] == pytest.approx([plain.center + by, plain.lower + by])
    assert moved.sigma == pytest.approx(plain.sigma)


@given(BASELINES, LATER, some.sampled_from([0.5, 2.0, 8.0]))
def test_another_unit_changes_no_signal(before: list[float], after: list[float | None], times: float) -> None:
    scaled = facts_of([each * times for each in before], [None if each is None else each * times for each in after])

    assert told(scaled).signals == told(facts_of(before, after)).signals


@given(BASELINES, LATER)
def test_the_other_direction_swaps_favorable_and_unfavorable(before: list[float], after: list[float | None]) -> None:
    lower, higher = (told(facts_of(before, after, higher=higher)) for higher in (False, True))

    assert [replace(each, is_favorable=not each.is_favorable) for each in lower.signals] == list(higher.signals)
    assert higher.standing is FLIPPED.get(lower.standing, lower.standing)
    assert higher.change == lower.change


@given(BASELINES, LATER)
def test_turned_upside_down_above_is_below(before: list[float], after: list[float | None]) -> None:
    plain = told(facts_of(before, after))
    turned = told(facts_of([-each for each in before], [None if each is None else -each for each in after]))

    assert {(each.rule, each.first_on, not each.is_above) for each in turned.signals} == {
        (each.rule, each.first_on, each.is_above) for each in plain.signals
    }


def test_order_matters() -> None:
    """The same readings, sorted: the steps are smaller, so the limits are narrower and the run is long."""
    mixed = told(facts_of([1, 9, 2, 8, 3, 7, 4, 6, 5, 10], [5, 6]))
    ordered = told(facts_of(sorted([1, 9, 2, 8, 3, 7, 4, 6, 5, 10]), [5, 6]))

    assert mixed.series[0].phases[0].signals == ()
    assert ordered.series[0].phases[0].signals != ()


@given(BASELINES, LATER, some.randoms())
def test_the_order_in_which_readings_come_does_not_matter(
    before: list[float], after: list[float | None], luck: object
) -> None:
    facts = facts_of(before, after)
    mixed = list(facts.readings)
    luck.shuffle(mixed)  # type: ignore[attr-defined]

    assert told(replace(facts, readings=tuple(mixed))) == told(facts)


@given(BASELINES, LATER)
def test_a_missing_reading_is_never_filled_in(before: list[float], after: list[float | None]) -> None:
    finding = told(facts_of(before, after))

    read = [each for each in after if each is not None]
    assert list(finding.series[0].phases[0].values) == [*before, *read]
    assert set(finding.series[0].missing).isdisjoint(finding.series[0].phases[0].periods)


@given(BASELINES, LATER)
def test_no_signal_lies_outside_of_the_readings_after_the_baseline(
    before: list[float], after: list[float | None]
) -> None:
    finding: MetricFinding = told(facts_of(before, after))
    signals: tuple[MetricSignal, ...] = finding.signals

    assert all(each.last_on >= week(len(before)) and each.first_on <= each.last_on for each in signals)


@settings(max_examples=30)
@given(BASELINES, LATER)
def test_a_result_goes_to_json_and_back(before: list[float], after: list[float | None]) -> None:
    found = analyze(facts_of(before, after), weeks=60)

    assert msgspec.json.decode(msgspec.json.encode(found), type=MetricsAnalysis) == found
