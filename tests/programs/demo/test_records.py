from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from programs.catalog.metrics import BY_KEY
from programs.demo.cast import FUNCTIONS
from programs.demo.house import LIMITS, OWN_METRICS
from programs.demo.record_story import RECORDS, TroubleStory
from programs.demo.story import STORIES, Story, read_stories

PROGRAMS = read_stories()
EVERY_FUNCTION = {name for names in FUNCTIONS.values() for name in names} | set(FUNCTIONS)


def named(story: Story) -> str:
    return story.code


def pairs_of(story: Story, flow: int) -> set[tuple[str, str]]:
    """The hand-offs between the stages of one flow."""
    functions = [function for function, _ in story.flows[flow - 1].stages]
    return {(first, second) for first, second in pairwise(functions) if first != second}


def functions_named(story: Story) -> Iterator[str]:
    record = story.record
    for cycle in record.cycles:
        yield cycle.function
    for right in record.rights:
        yield from {*right.recommends, *right.hears}
    for series in record.sessions:
        yield from series.functions
        yield from (function for _, function in (*series.missed, *series.other_plan))
    for trade_off in record.trade_offs:
        yield from (trade_off.originator, trade_off.affected)
    for shift in record.shifts:
        yield from (function for function, *_ in shift.reached)


def test_every_record_is_told_of_a_story() -> None:
    stories = {path.name for path in STORIES.glob("*.toml")}
    records = {path.name for path in RECORDS.glob("*.toml")}

    assert records < stories
    assert len(records) >= 9


@pytest.mark.parametrize("story", PROGRAMS, ids=named)
def test_trouble_and_owners_are_at_hand_offs_of_a_flow(story: Story) -> None:
    everywhere = set().union(*(pairs_of(story, number) for number in range(1, len(story.flows) + 1)))
    told: tuple[TroubleStory, ...] = story.record.troubles

    assert {(each.source, each.target) for each in story.record.handoffs} <= everywhere
    assert [each for each in told if (each.source, each.target) not in pairs_of(story, each.flow)] == []


@pytest.mark.parametrize("story", PROGRAMS, ids=named)
def test_hand_offs_are_in_before_anything_goes_wrong_there(story: Story) -> None:
    record = story.record
    days = [each.first for each in record.troubles] + [each.on for each in record.handoffs]

    assert [day for day in days if record.handoffs_on is None or day < record.handoffs_on] == []


@pytest.mark.parametrize("story", PROGRAMS, ids=named)
def test_everything_that_a_record_names_is_known(story: Story) -> None:
    record = story.record
    limits = {limit.name for limit in LIMITS}
    named_limits = {name for vote in record.votes for name in vote.limits.values()}
    named_limits |= {name for right in record.rights for name in right.resources}

    assert set(functions_named(story)) <= EVERY_FUNCTION
    assert named_limits | {limit.resource for limit in record.limits} <= limits
    assert {letter for vote in record.votes for letter in set(vote.weeks) - {"."} - set(vote.limits)} == set()


@pytest.mark.parametrize("story", PROGRAMS, ids=named)
def test_what_is_read_is_judged(story: Story) -> None:
    judged = {(each.metric, each.flow) for each in story.record.measures}
    read = {(each.metric, each.flow) for each in story.record.series}

    assert read <= judged


def test_our_own_metrics_do_not_stand_in_the_catalog() -> None:
    assert {each.key for each in OWN_METRICS}.isdisjoint(BY_KEY)
