"""What the state of the change says in words, and what its bars show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import vl_convert

from tests.tracker.analysis.state.builders import (
    START,
    VECTOR,
    analyzed,
    components_of,
    make_interfaces,
    make_moment,
    make_plan,
    make_record,
    make_rights,
    make_work,
)
from tests.tracker.reporting.anew import spec_of
from tracker.analysis.state import StateAnalysis
from tracker.analysis.state.index import index_of
from tracker.analysis.state.plan import StatePlan, beside_plan
from tracker.analysis.state.policy import StatePolicy
from tracker.analysis.state.results import LowestFunction, StateIndex
from tracker.progress.numbers import Gauge
from tracker.reporting.chart_themes import Theme, theme_config
from tracker.reporting.coordination.state import state_section
from tracker.reporting.coordination.state_chart import SLANT, plan_chart, state_chart
from tracker.reporting.coordination.state_rows import component_rows, lowest_words
from tracker.reporting.svg import VEGALITE_VERSION
from tracker.reporting.wording import Json

NAMES = {"from-a": "Sales", "s": "Sales", "p": "Production"}


def state(*shares: float | None, day: int = 60) -> StateIndex:
    """A structural state beside a plan that is a straight line to day 120."""
    policy = StatePolicy()
    last = START + timedelta(days=120)
    plan = StatePlan(work=(make_work("other", day=1),), start_on=START, structural_until=last, cultural_until=last)
    found = index_of("", components_of(shares), policy.structural)
    return beside_plan(found, plan, day=START + timedelta(days=day), policy=policy)


def found_with(index: StateIndex) -> StateAnalysis:
    now = make_moment(interfaces=make_interfaces(), rights=make_rights())
    return replace(analyzed(make_record(plan=make_plan(passed={"G1": 1}), now=now)), structural=index)


def hatches(spec: Json) -> list[Json]:
    """The slanted lines of the chart."""
    found = [each for each in spec["layer"] if each["mark"].get("style") == "center-line"]
    return [line for layer in found for line in spec["datasets"][layer["data"]["name"]]]


def test_the_answer_tells_both_states_beside_their_plans() -> None:
    section = state_section(found_with(state(*VECTOR)), NAMES)

    assert section.sentence.startswith("The record shows 56 of 100 of the structural change, 6 points ahead of the")
    assert section.is_known


def test_what_is_not_measured_stands_in_the_answer() -> None:
    section = state_section(found_with(state(1.0, None, 0.5, None, 0.25)), NAMES)

    assert (
        "26 of 100 of the structural change, 24 points behind the first plan (50 of 100 not measured)"
        in section.sentence
    )
    assert "Shared metrics: not measured, planned 50%, a straight line." in section.chart_alt


def test_nothing_is_told_as_nothing_yet_and_never_as_0() -> None:
    section = state_section(found_with(state(0.0, None, None, None, None)), NAMES)

    assert section.sentence.startswith("The record shows nothing yet of the structural change")


def test_only_what_is_not_measured_is_hatched_and_behind_what_is() -> None:
    index = state(1.0, None, 0.5, 0.4, 0.0)
    halved = [replace(each, unmeasured=0.25) if each.key == "cycles" else each for each in index.components]
    rows = component_rows(replace(index, components=tuple(halved)), START)

    lines = hatches(spec_of(state_chart(rows)))

    assert {int(each["bottom"]) for each in lines} == {1, 2}
    ends = [each["from"] for each in lines if int(each["bottom"]) == 2]
    assert min(ends) >= 0.5
    assert max(ends) + SLANT <= 0.75 + 1e-9


def test_everything_measured_has_no_hatch() -> None:
    assert hatches(spec_of(state_chart(component_rows(state(*VECTOR), START)))) == []


def test_the_charts_are_valid_and_can_be_drawn() -> None:
    found = found_with(state(1.0, None, 0.5, 0.4, 0.0))
    spec, plan = spec_of(state_chart(component_rows(found.structural, START))), spec_of(plan_chart(found))

    for each, words in ((spec, "Shared metrics: not measured"), (plan, "Structure: 3")):
        drawn = each | {"width": 600, "config": theme_config(Theme.LIGHT)}
        assert words in vl_convert.vegalite_to_svg(drawn, vl_version=VEGALITE_VERSION, allowed_base_urls=[])


@pytest.mark.parametrize(
    ("uids", "unmeasured", "words"),
    [
        (("s",), (), "Lowest function: Sales, 40 of 100."),
        (("s",), ("p",), "Lowest function: Sales, 40 of 100. Nothing is measured of Production."),
        ((), ("p",), "Lowest function: not known, nothing is measured yet of Production."),
    ],
)
def test_the_lowest_function_is_always_told(uids: tuple[str, ...], unmeasured: tuple[str, ...], words: str) -> None:
    value = Gauge("state", "percent", 4).between(40.0, 40.0, 40.0)

    assert lowest_words(LowestFunction(uids=uids, value=value, unmeasured=unmeasured), NAMES) == words
