from __future__ import annotations

from typing import Any

import pytest

from tests.tracker.analysis.culture.builders import BUYERS, PLANNERS, end_of, make_clean
from tests.tracker.analysis.state.builders import START, analyzed, make_record
from tracker.analysis.culture import CultureAnalysis, analyze_culture
from tracker.analysis.culture.results import Components
from tracker.analysis.state import StateMoment
from tracker.analysis.state.cultural import cultural_index, lowest_of
from tracker.analysis.state.policy import StatePolicy
from tracker.progress.numbers import Gauge, Number, State

WEIGHTS = StatePolicy().cultural
RATIO = Gauge("culture", "ratio", 4)
UNKNOWN = RATIO.insufficient("nobody was asked")


def sides(of: str, *given: float | None) -> Components:
    numbers: list[Number] = [UNKNOWN if each is None else RATIO.value(each) for each in given]
    keys = ("behaviors", "accountability", "pulse", "sustainment")
    values: dict[str, Any] = dict(zip(keys, numbers, strict=True))
    return Components(of=of, parts=(), **values)


def test_the_sides_of_culture_are_weighed_as_they_are() -> None:
    found = cultural_index(sides("Pumps", 0.8, 0.5, 1.0, 0.2), WEIGHTS, missing=())

    assert found.of == "Pumps"
    assert found.value.value == pytest.approx(32 + 12.5 + 20 + 3)


def test_a_side_that_is_not_measured_counts_as_0_and_says_why() -> None:
    found = cultural_index(sides("", 0.8, 0.5, None, 0.2), WEIGHTS, missing=())

    assert found.value.value == pytest.approx(47.5)
    assert found.value.state is State.DEGRADED
    assert found.components[2].missing[0].what == "nobody was asked"


def test_the_lowest_function_is_named_and_those_without_numbers_beside_it() -> None:
    functions = [
        cultural_index(each, WEIGHTS, missing=())
        for each in (
            sides("Sales", 0.5, 0.5, 0.5, 0.5),
            sides("Production", 0.5, 0.5, None, 0.5),
            sides("Logistics", None, None, None, None),
        )
    ]

    found = lowest_of(functions)

    assert found.uids == ("Production",)
    assert found.value.value == pytest.approx(40)
    assert found.unmeasured == ("Logistics",)


def test_nobody_is_lowest_while_nothing_is_known() -> None:
    found = lowest_of([cultural_index(sides("Sales", None, None, None, None), WEIGHTS, missing=())])

    assert found.uids == ()
    assert found.value.value is None


def culture(months: int) -> CultureAnalysis:
    return analyze_culture(make_clean(months), as_of=end_of(months))


def test_a_program_has_the_numbers_of_its_culture_for_itself_its_flows_and_its_functions() -> None:
    found = culture(7)
    day = (end_of(7) - START).days

    state = analyzed(make_record(day, now=StateMoment(on=end_of(7), culture=found)))

    assert state.cultural.components[0].share == found.program.behaviors
    assert [each.of for each in state.flows] == [each.of for each in found.flows]
    assert {each.of for each in state.functions} == {BUYERS, PLANNERS}
    assert state.cultural.components[3].earned == 1
