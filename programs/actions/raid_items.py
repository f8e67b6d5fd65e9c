"""Risks, assumptions, issues and dependencies: raised, kept up to date, closed with what came of them."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, require, save_checked
from programs.actions.governance_checks import check_not_before, check_of_program, check_takes_part
from programs.errors import Refused
from programs.models import Milestone, Program, RaidItem, User
from programs.periods import day_name


class RaidFields(TypedDict, total=False):
    kind: str
    title: str
    description: str
    response: str
    milestone: Milestone | None
    owner: User | None
    probability: int | None
    impact: int | None
    due_on: date | None
    source_system: str
    external_id: str


@action
def raise_item(program: Program, *, by: User, on: date, **fields: Unpack[RaidFields]) -> RaidItem:
    """A new item of the log, by anybody who takes part in the program."""
    require(by, "raise_item", program)
    check_happened(on)
    check_fields(program, fields)
    return save_checked(RaidItem(program=program, raised_by=by, raised_on=on, **fields))


@action
def change(item: RaidItem, *, by: User, version: int | None = None, **fields: Unpack[RaidFields]) -> RaidItem:
    """The item with other words, rating, owner or day; a closed one stays as it was closed."""
    require(by, "carry_item", item)
    item = lock(item, version=version)
    check_open(item)
    if fields.get("owner", item.owner) == item.owner:
        fields.pop("owner", None)  # An owner who has left since keeps what they own until somebody takes it over.
    check_fields(item.program, fields)
    return change_fields(item, dict(fields))


@action
def close(item: RaidItem, *, by: User, on: date, outcome: str, version: int | None = None) -> RaidItem:
    """The item closed on a day, with what came of it."""
    require(by, "carry_item", item)
    check_happened(on)
    item = lock(item, version=version)
    check_open(item)
    check_not_before(on, item.raised_on, what="It was raised")
    if not outcome.strip():
        raise Refused("outcome_missing", "Say in a sentence what came of it.", field="outcome")
    return change_fields(item, {"closed_by": by, "closed_on": on, "outcome": outcome})


def check_open(item: RaidItem) -> None:
    """Returns unless the item was closed."""
    if item.closed_on is not None:
        raise Refused("closed_already", f"It was closed on {day_name(item.closed_on)}: raise a new one.")


def check_fields(program: Program, fields: RaidFields) -> None:
    """Returns when milestone and owner are of the program and ratings from 1 to 5; else raises Refused."""
    check_of_program(program, fields.get("milestone"), field="milestone")
    check_takes_part(program, fields.get("owner"), field="owner")
    for name in ("probability", "impact"):
        rating = fields.get(name)
        if isinstance(rating, int) and not 1 <= rating <= 5:
            raise Refused("rating_unknown", "Rate from 1, very low, to 5, very high.", field=name)
