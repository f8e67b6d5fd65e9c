from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.tracker.analysis.culture.builders import (
    BUYERS,
    FLOW,
    PLANNERS,
    START,
    analyzed,
    end_of,
    make_cell,
    make_clean,
    make_evaluation,
    make_flow,
    make_leader,
    make_metrics,
    make_record,
    make_wave,
)
from tracker.analysis.culture import CultureAnalysis
from tracker.analysis.culture.policy import CulturePolicy, culture_policy
from tracker.progress.numbers import State


def full() -> CultureAnalysis:
    """Five clean months, one of two leaders judged by what they share, a pulse of one function."""
    record = make_clean(5)
    good, bad = (5,) * 8, (1,) * 8
    wave = make_wave(end_of(4), make_cell(BUYERS, 10, [good] * 6 + [bad] * 4))
    metrics = make_metrics([make_leader(), make_leader(PLANNERS)], [make_evaluation(completed_on=end_of(4))])
    return analyzed(replace(record, culture=replace(record.culture, waves=(wave,)), metrics=metrics), end_of(5))


def test_each_component_stands_by_itself_for_each_flow_and_function() -> None:
    found = full()

    (flow,) = found.flows
    assert (flow.of, flow.behaviors.value, flow.accountability.value) == (FLOW, 1.0, 0.5)
    assert flow.pulse.value == pytest.approx(0.8)
    assert flow.sustainment.value == pytest.approx(5 / 6)
    assert [each.of for each in found.functions] == [BUYERS, PLANNERS]
    assert [each.accountability.value for each in found.functions] == [1.0, None]


def test_a_function_that_was_not_asked_has_no_pulse_and_the_rest_of_its_components() -> None:
    production = full().functions[1]

    assert production.pulse.reason == "nobody of it was asked in the last pulse"
    assert production.parts[0].share.value == 1.0
    assert production.behaviors.state is State.INSUFFICIENT_DATA
    assert production.sustainment.value == pytest.approx(5 / 6)


def test_an_empty_program_says_what_is_missing_who_owes_it_and_from_when() -> None:
    found = analyzed(make_record(), end_of(3))

    components = found.program
    numbers = [components.behaviors, components.accountability, components.pulse, components.sustainment]
    assert [each.value for each in numbers] == [None] * 4
    assert found.missing[0].what == "no flow has begun to plan in integrated sessions"
    assert all(each.who and each.first_on >= START for each in found.missing)


def test_a_flow_that_has_not_begun_takes_nothing_from_the_program() -> None:
    record = make_clean(5)
    both = replace(record, flows=(make_flow(), make_flow("Valves", position=2)))

    assert analyzed(both, end_of(5)).program.sustainment.value == pytest.approx(5 / 6)
    assert analyzed(both, end_of(5)).flows[1].sustainment.value is None


def test_it_goes_to_json_and_back() -> None:
    found = full()

    assert msgspec.json.decode(msgspec.json.encode(found), type=CultureAnalysis) == found


def test_later_facts_change_no_earlier_day() -> None:
    assert analyzed(make_clean(9), end_of(4)).streaks == analyzed(make_clean(4), end_of(4)).streaks
    assert analyzed(make_clean(9), end_of(4)).helps == analyzed(make_clean(4), end_of(4)).helps


def test_the_policy_decides_how_many_months_it_takes() -> None:
    assert analyzed(make_clean(4), end_of(4), clean_months=3).streaks[0].sustaining_since == end_of(3)


def test_the_defaults_are_those_of_the_catalog() -> None:
    from programs.policy_numbers import in_force

    assert culture_policy({key: str(value) for key, value in in_force().items()}) == CulturePolicy()
