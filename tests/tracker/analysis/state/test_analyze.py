from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.tracker.analysis.state.builders import (
    analyzed,
    make_interfaces,
    make_moment,
    make_plan,
    make_record,
    make_rights,
)
from tracker.analysis.facts.plan import PlanFacts
from tracker.analysis.state import StateAnalysis
from tracker.progress.numbers import State


def test_a_program_that_was_not_reckoned_has_no_numbers_yet() -> None:
    found = analyzed(make_record(plan=PlanFacts()))

    assert found.structural.value.state is State.INSUFFICIENT_DATA
    assert found.cultural.value.state is State.INSUFFICIENT_DATA
    assert found.verdicts == ()


def test_a_program_without_the_sequence_is_not_asked() -> None:
    found = analyzed(make_record(plan=replace(make_plan(), follows_sequence=False)))

    assert found.structural.value.state is State.NOT_APPLICABLE
    assert found.claims.earned.state is State.NOT_APPLICABLE


@pytest.mark.parametrize("day", [0, 3, 30, 60, 119, 400])
def test_the_result_goes_to_json_and_back(day: int) -> None:
    now = make_moment(day, interfaces=make_interfaces(max(day, 2)), rights=make_rights())

    found = analyzed(make_record(day, plan=make_plan(passed={"G1": 1}), now=now))

    assert msgspec.json.decode(msgspec.json.encode(found), type=StateAnalysis) == found


def test_the_same_record_gives_the_same_state() -> None:
    record = make_record(now=make_moment(rights=make_rights()))

    assert analyzed(record) == analyzed(record)
