"""The log and actions: an owner who takes part, open until closed with what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programs.actions import action_items, raid_items
from programs.errors import Refused
from programs.models import Program, User
from tests.factories import START, make_milestone, make_program, make_user
from tests.factories import governance as make_governance

pytestmark = pytest.mark.django_db
YESTERDAY = START - timedelta(days=1)


def raised(program: Program, by: User, **given: Any) -> tuple[str, str]:
    """Blank texts when it was raised, or the code and the field of the refusal."""
    values: dict[str, Any] = {"kind": "risk", "title": "Late", "on": START} | given
    try:
        raid_items.raise_item(program, by=by, **values)
    except Refused as refusal:
        return refusal.code, refusal.field
    return "", ""


def test_an_owner_takes_part_in_the_program(program: Program, pmo_lead: User, viewer: User) -> None:
    assert raised(program, pmo_lead, owner=pmo_lead) == ("", "")
    assert raised(program, pmo_lead, owner=viewer) == ("only_looks", "owner")
    assert raised(program, pmo_lead, owner=make_user()) == ("no_role", "owner")


def test_an_item_is_about_a_milestone_of_its_program(program: Program, pmo_lead: User) -> None:
    other = make_milestone(make_program())

    assert raised(program, pmo_lead, milestone=other) == ("other_program", "milestone")
    assert raised(program, pmo_lead, probability=6) == ("rating_unknown", "probability")


def test_an_owner_who_left_keeps_the_item_until_it_is_given_to_somebody(program: Program, pmo_lead: User) -> None:
    gone = make_user()
    item = make_governance.make_raid_item(program, owner=gone)

    changed = raid_items.change(item, by=pmo_lead, owner=gone, title="Later still")

    assert (changed.owner, changed.title) == (gone, "Later still")
    assert raid_items.change(changed, by=pmo_lead, owner=pmo_lead).owner == pmo_lead


def test_an_item_is_closed_once_with_what_came_of_it(program: Program, pmo_lead: User) -> None:
    item = make_governance.make_raid_item(program)
    for outcome, on, code in ((" ", START, "outcome_missing"), ("It passed", YESTERDAY, "too_early")):
        with pytest.raises(Refused) as refusal:
            raid_items.close(item, by=pmo_lead, on=on, outcome=outcome)
        assert refusal.value.code == code

    closed = raid_items.close(item, by=pmo_lead, on=START, outcome="It passed")

    assert (closed.closed_by, closed.closed_on, closed.outcome) == (pmo_lead, START, "It passed")


def test_a_closed_item_stays_as_it_is(program: Program, pmo_lead: User) -> None:
    item = raid_items.close(make_governance.make_raid_item(program), by=pmo_lead, on=START, outcome="It passed")

    with pytest.raises(Refused, match="raise a new one"):
        raid_items.change(item, by=pmo_lead, title="Other")
    with pytest.raises(Refused, match="raise a new one"):
        raid_items.close(item, by=pmo_lead, on=START, outcome="Again")


def test_an_action_is_due_after_it_was_raised(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        action_items.assign(program, by=pmo_lead, on=START, title="Call", owner=pmo_lead, due_on=YESTERDAY)

    assert refusal.value.field == "due_on"


def test_an_action_comes_out_of_something_of_its_program(program: Program, pmo_lead: User) -> None:
    elsewhere = make_program()
    sources: dict[str, Any] = {
        "decision": make_governance.make_question(elsewhere),
        "raid_item": make_governance.make_raid_item(elsewhere),
        "meeting": make_governance.board_meeting(elsewhere),
    }
    item = make_governance.make_action_item(program)

    for name, row in sources.items():
        with pytest.raises(Refused) as refusal:
            action_items.change(item, by=pmo_lead, **{name: row})
        assert refusal.value.field == name


def test_an_action_is_done_once_and_keeps_its_note(program: Program, pmo_lead: User) -> None:
    item = make_governance.make_action_item(program, owner=pmo_lead, note="Ask twice")

    done = action_items.finish(item, by=pmo_lead, on=START)

    assert (done.done_by, done.done_on, done.note) == (pmo_lead, START, "Ask twice")
    with pytest.raises(Refused, match="already"):
        action_items.finish(done, by=pmo_lead, on=START)
    with pytest.raises(Refused, match="already"):
        action_items.change(done, by=pmo_lead, title="Other")


def test_an_action_is_not_moved_before_it_was_raised(program: Program, pmo_lead: User) -> None:
    item = make_governance.make_action_item(program)

    with pytest.raises(Refused) as refusal:
        action_items.change(item, by=pmo_lead, due_on=YESTERDAY)

    assert (refusal.value.code, refusal.value.field) == ("due_before_raised", "due_on")
    assert action_items.change(item, by=pmo_lead, due_on=START).due_on == START
