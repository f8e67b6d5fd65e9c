"""What governance tells is in order by its days, so that it can be loaded on any day of the week."""

from __future__ import annotations

from itertools import pairwise

import pytest

from programs.demo.cast import FUNCTIONS, INVITED, PEOPLE
from programs.demo.steering import read_committees
from programs.demo.story import Story, read_stories

PROGRAMS = read_stories()
EVERYBODY = {person.key for person in (*PEOPLE, *INVITED)} | {""}


def named(story: Story) -> str:
    return story.code


def in_order(*days: int | None) -> bool:
    """Whether no day lies before one that is told before it; days that are not told count for nothing."""
    told = [day for day in days if day is not None]
    return all(first <= second for first, second in pairwise(told))


@pytest.mark.parametrize("story", PROGRAMS, ids=named)
def test_what_is_asked_for_is_there_and_answered_later(story: Story) -> None:
    given = {waiver.key: waiver.on for waiver in story.record.waivers}
    since = {
        approval: given[approval.waiver] if approval.waiver else story.locks[(approval.baseline or 1) - 1].on
        for approval in story.record.approvals
        if approval.waiver or approval.baseline
    }

    asked = [(each, in_order(since.get(each), each.on, each.answered)) for each in story.record.approvals]

    assert [approval for approval, is_in_order in asked if not is_in_order] == []


@pytest.mark.parametrize("story", PROGRAMS, ids=named)
def test_proof_is_given_before_it_is_accepted_and_words_are_known(story: Story) -> None:
    record = story.record
    functions = {name for names in FUNCTIONS.values() for name in names}

    assert [each for each in record.criteria if not in_order(story.planned, each.given, each.accepted)] == []
    assert [each for each in record.criteria if bool(each.proof) != (each.given is not None)] == []
    assert {each.function for each in record.words} <= functions
    assert [each for each in record.waivers if not in_order(each.on, each.revoked, each.until)] == []


@pytest.mark.parametrize("story", PROGRAMS, ids=named)
def test_questions_risks_and_actions_follow_each_other(story: Story) -> None:
    record = story.record
    asked = {each.key: each.on for each in record.questions} | {each.key: each.on for each in record.risks} | {"": -99}

    answered = [(each, [day for day, *_ in each.answers]) for each in record.questions]

    assert [each for each, days in answered if not in_order(each.on, *days, each.done)] == []
    assert [each for each in record.risks if not in_order(each.on, each.closed)] == []
    assert [each for each in record.tasks if not in_order(asked[each.risk or each.question], each.on, each.done)] == []


@pytest.mark.parametrize("story", PROGRAMS, ids=named)
def test_everybody_who_governs_is_known(story: Story) -> None:
    record = story.record
    people = {each.owner for each in record.risks} | {each.by for each in record.risks}
    people |= {each.owner for each in record.tasks} | {each.owner for each in record.questions}
    people |= {each.giver for each in record.criteria} | {each.person for each in record.invitations}

    assert people <= EVERYBODY
    assert {each.of for each in record.approvals} <= set(story.committee)


def test_committees_meet_by_their_cadence() -> None:
    for told in read_committees():
        days = [meeting.ago for meeting in told.meetings]

        assert {first - second for first, second in pairwise(days)} == {told.cadence}
        assert {seat.person for seat in told.seats} <= EVERYBODY
