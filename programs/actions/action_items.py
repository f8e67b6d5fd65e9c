"""What a person is to do by a day."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.governance_checks import check_meeting, check_not_before, check_of_program, check_takes_part
from programs.errors import Refused
from programs.models import ActionItem, CommitteeDecision, Meeting, Program, RaidItem, User
from programs.periods import day_name


class ActionItemFields(TypedDict, total=False):
    title: str
    owner: User
    due_on: date
    meeting: Meeting | None
    decision: CommitteeDecision | None
    raid_item: RaidItem | None
    note: str
    source_system: str
    external_id: str


@action
def assign(program: Program, *, by: User, on: date, **fields: Unpack[ActionItemFields]) -> ActionItem:
    """Something that a person is to do by a day, raised by anybody who takes part."""
    require(by, "raise_item", program)
    check_happened(on)
    check_belongs(program, fields)
    check_takes_part(program, fields.get("owner"), field="owner")
    check_due(fields.get("due_on"), raised_on=on)
    item = save_checked(ActionItem(program=program, raised_by=by, raised_on=on, **fields))
    refresh([program.pk])
    return item


@action
def change(item: ActionItem, *, by: User, version: int | None = None, **fields: Unpack[ActionItemFields]) -> ActionItem:
    """The action with other words, owner or day, while it is not done."""
    require(by, "carry_item", item)
    item = lock(item, version=version)
    check_open(item)
    check_belongs(item.program, fields)
    if fields.get("owner", item.owner) != item.owner:
        check_takes_part(item.program, fields["owner"], field="owner")
    check_due(fields.get("due_on"), raised_on=item.raised_on)
    item = change_fields(item, dict(fields))
    refresh([item.program_id])
    return item


@action
def finish(item: ActionItem, *, by: User, on: date, note: str = "", version: int | None = None) -> ActionItem:
    """The action done on a day, with a note when there is something to add."""
    require(by, "carry_item", item)
    check_happened(on)
    item = lock(item, version=version)
    check_open(item)
    check_not_before(on, item.raised_on, what="It was raised")
    item = change_fields(item, {"done_by": by, "done_on": on, "note": note or item.note})
    refresh([item.program_id])
    return item


def check_open(item: ActionItem) -> None:
    """Returns unless the action is done."""
    if item.done_on is not None:
        raise Refused("already_done", f"It was done on {day_name(item.done_on)} already.")


def check_due(due_on: date | None, *, raised_on: date) -> None:
    """Returns unless the action would be due before it was raised."""
    if due_on is not None and due_on < raised_on:
        raise Refused("due_before_raised", "It is due before it was raised: give a later day.", field="due_on")


def check_belongs(program: Program, fields: ActionItemFields) -> None:
    """Returns when what the action came out of is of the program; else raises Refused."""
    check_of_program(program, fields.get("decision"), field="decision")
    check_of_program(program, fields.get("raid_item"), field="raid_item")
    check_meeting(fields.get("meeting"), program)
