from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from programs.demo.cast import FUNCTIONS, PEOPLE
from programs.demo.days import Days
from programs.demo.story import Story, read_stories
from programs.models import Gate

STORIES = read_stories()
PLANNED = [story for story in STORIES if story.locks]


def named(story: Story) -> str:
    return story.code


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_every_milestone_has_a_name_of_its_own(story: Story) -> None:
    names = Counter(item.name for each in STORIES for item in each.items)

    assert [item.name for item in story.items if names[item.name] > 1] == []


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_everybody_and_every_function_is_known(story: Story) -> None:
    people = {person.key for person in PEOPLE} | {"", "nobody"}
    functions = {name for names in FUNCTIONS.values() for name in names} | {""}

    assert {story.pmo, story.creator, *story.committee, *story.viewers, *dict(story.leads).values()} <= people
    assert {item.owner for item in story.items} <= people
    assert {item.who for item in story.items} <= functions


@pytest.mark.parametrize("story", PLANNED, ids=named)
def test_a_planned_program_has_every_gate_and_25_to_60_milestones(story: Story) -> None:
    assert [gate.code for gate in story.gates] == Gate.Code.values
    assert 25 <= len(story.items) + len(story.gates) <= 60


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_a_function_returns_in_some_flow(story: Story) -> None:
    flows = [Counter(function for function, _ in flow.stages) for flow in story.flows]

    assert any(count == 2 for stages in flows for count in stages.values())


@pytest.mark.parametrize("story", STORIES, ids=named)
def test_a_moved_forecast_says_why_in_one_sentence(story: Story) -> None:
    reasons = [move.why for move in story.moves]

    assert [reason for reason in reasons if not reason.endswith(".") or ". " in reason] == []


def test_the_first_day_of_each_program_lies_where_the_stories_say() -> None:
    today = date(2026, 1, 30)

    starts = {story.code: (today - Days(today, story.today).start).days for story in STORIES}

    stages = [starts[code] for code in ("TPV-SPARES", "OES-DEPOTS", "TPV-EXPORT", "TPV-VALVES", "OES-TOWERS")]
    assert stages == [3, 7, 30, 70, 90]
    assert 305 <= starts["TPV-PROCESS"] < 335
