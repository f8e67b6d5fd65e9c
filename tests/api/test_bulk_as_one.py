"""Rows that are written together come to the same as each of them alone: answers, rows, history, feed and marks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from programs.api.milestones import MilestoneViewSet
from programs.api.row_writer import Prepared, RowWriter
from programs.models import Milestone, Program, User
from tests import factories as make
from tests.api.as_one import alone, tried

pytestmark = pytest.mark.django_db


def new(program: Program, name: str, **more: Any) -> dict[str, Any]:
    known = {"source_system": "planview", "external_id": name, "program": str(program.uid), "name": name}
    return {key: value for key, value in (known | {"step": "map", "finish_on": "2030-01-01"} | more).items() if value}


def named(name: str, program: Program, **more: Any) -> Milestone:
    return make.make_milestone(program, name=name, source_system="planview", external_id=name, **more)


@pytest.fixture
def mixed(program: Program, pmo_lead: User) -> list[dict[str, Any]]:
    """Rows of which some are good, and the others refused for each of the reasons that there are."""
    beta, seen, hidden = (make.make_program(code=code, name=code) for code in ("BETA", "SEEN", "HIDDEN"))
    closed = make.make_program(code="CLOSED", name="Closed", state="closed")
    roles = ((beta, "pmo_lead"), (seen, "viewer"), (closed, "pmo_lead"))
    for each, role in roles:
        make.make_membership(pmo_lead, each, role)
    watcher, stranger = make.make_user(name="Watcher"), make.make_user(name="Stranger")
    make.make_membership(watcher, program, "viewer")
    make.make_membership(stranger, beta, "committee_member")
    gate = make.make_gate(program, "G1")
    kept, moved, renamed = (named(name, program) for name in ("Kept", "Moved", "Renamed"))
    gone = named("Gone", program, removed_on=date(2026, 2, 1), removed_by=pmo_lead)
    named("Secret", hidden)
    return [
        new(program, "First", owner=str(pmo_lead.uid), gate=str(gate.uid)),
        new(beta, "First", external_id="First in Beta"),
        new(program, "FIRST", gate=str(gate.uid)),
        new(program, "first"),
        new(seen, "Not mine"),
        new(hidden, "Unknown"),
        new(closed, "Too late"),
        new(program, "kept"),
        {"uid": str(moved.uid), "name": "Moved away"},
        new(program, "moved"),
        {"uid": str(renamed.uid), "external_id": "Another", "source_system": "planview"},
        new(program, "Renamed", external_id="Renamed"),
        {"uid": str(kept.uid), "weight": "0"},
        {"uid": str(kept.uid), "weight": "3"},
        {"uid": str(gone.uid), "weight": "3"},
        new(beta, "Secret"),
        new(beta, "Weightless", weight="0"),
        new(beta, "Without step", step=""),
        new(beta, "Culture", step="", dimension="cultural"),
        new(beta, "Straße"),
        new(beta, "STRASSE"),
        new(program, "Early", finish_on="2020-01-01"),
        new(program, "Watched", owner=str(watcher.uid)),
        new(program, "Strange", owner=str(stranger.uid)),
        new(beta, "Elsewhere", gate=str(gate.uid)),
        new(beta, "A gate", kind="gate"),
        new(beta, "Last"),
        new(beta, "Repeated", external_id="Last"),
        {"name": "Nameless"},
        {"uid": str(make.make_milestone(beta).uid), "weight": "7.5", "owner": str(stranger.uid)},
    ]


@pytest.mark.parametrize("arranged", [list, reversed], ids=["as they come", "from the last"])
@pytest.mark.parametrize("atomic", [False, True])
def test_together_as_alone(
    atomic: bool, arranged: Callable[[list[Any]], Any], mixed: list[dict[str, Any]], pmo_lead: User
) -> None:
    rows = list(arranged(mixed))

    as_one, singly = (
        tried(view, rows, pmo_lead, atomic=atomic) for view in (MilestoneViewSet, alone(MilestoneViewSet))
    )

    assert as_one == singly


def test_a_name_that_is_still_held_is_refused_though_it_is_given_up_later(program: Program, pmo_lead: User) -> None:
    one, other = named("One", program), named("Other", program)
    rows = [{"uid": str(one.uid), "external_id": "Other"}, {"uid": str(other.uid), "external_id": "Free"}]

    as_one, singly = (tried(view, rows, pmo_lead) for view in (MilestoneViewSet, alone(MilestoneViewSet)))

    assert [answer["outcome"] for answer in as_one[0]] == ["error", "updated"]
    assert as_one == singly
    # In one statement it would depend on which of the two rows the database comes to first.
    assert not RowWriter(MilestoneViewSet, by=pmo_lead).gathers(Prepared(one, {"external_id": "Free"}))
