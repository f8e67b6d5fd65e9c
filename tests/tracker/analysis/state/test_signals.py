"""Signals through the flows: what the state reads of a passage is what decision latency says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.latency.builders import WEEKDAYS, make_cycle, make_facts
from tests.tracker.analysis.state.builders import START, make_record, on
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.latency.in_time import Planning
from tracker.analysis.latency.model import Ground
from tracker.analysis.latency.timing import timing
from tracker.analysis.state.cycles import Signals

FORMULA = make_facts((28, 7, 1), (5, 2, "0.5"), (2, 1, "0.5"))
WALKED = make_facts((28, 7, 1), (5, 2, "0.5"), (2, 1, "0.5"), runs=(3, 1, 0), calendar=WEEKDAYS)


def signals_of(planning: PlanningFacts) -> Signals:
    found = Signals.of(make_record(planning=planning))
    assert found is not None, "the program of the builders has a first day"
    return found


@pytest.mark.parametrize("planning", [FORMULA, WALKED], ids=["by formula", "walked"])
def test_the_way_is_the_one_of_the_whole_timing(planning: PlanningFacts) -> None:
    known = Planning.of(planning, as_of=START, zone="UTC")
    chain = known.chain(known.flows["flow"], on(60))
    whole = timing(chain.steps, Ground(as_of=on(60), clocks=known.ground.clocks))

    found = signals_of(planning).way("flow", on(60))

    assert found is not None
    assert (found.mean, found.avoidable) == (whole.mean.value, whole.avoidable.value)
    assert found.same_frequency == whole.same_frequency
    assert found.worst == next(each.function_name for each in whole.stages if each.stage == whole.worst)


def test_what_was_walked_for_a_day_is_not_walked_for_another() -> None:
    """A cycle of every 28 days runs weekly from day 40 on: each day keeps its own mean, whichever is asked first."""
    monthly, *others = FORMULA.cycles
    weekly = make_cycle(0, every=7, uid="later", valid_from=on(40), processing_days=monthly.processing_days)
    planning = replace(FORMULA, cycles=(replace(monthly, valid_to=on(39)), weekly, *others))
    signals = signals_of(planning)

    late, early, again = (signals.mean("flow", on(day)) for day in (50, 10, 50))

    assert late == again == signals_of(planning).mean("flow", on(50))
    assert early == signals_of(planning).mean("flow", on(10))
    assert (early or 0) > (late or 0)


def test_a_day_without_a_cycle_on_record_has_no_way() -> None:
    first, *others = FORMULA.cycles
    planning = replace(FORMULA, cycles=(replace(first, valid_from=on(40)), *others))
    signals = signals_of(planning)

    assert (signals.way("flow", on(39)), signals.mean("flow", on(39))) == (None, None)
    assert signals.way("flow", on(40)) is not None
    assert Signals.of(replace(make_record(), start_on=None)) is None
