"""Each noun whose rows are written together: answers and everything stored are those of each row alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.api.cost_lines import CostLineViewSet
from programs.api.incidents import IncidentViewSet
from programs.api.milestones import ForecastViewSet, MilestoneViewSet
from programs.api.raid_items import ActionItemViewSet, RaidItemViewSet
from programs.api.routes import ROUTES
from programs.api.upserts import Upserts
from programs.models import FlowInterface, Program, ProgramPause, User
from tests import factories as make
from tests.api.as_one import alone, tried
from tests.factories.committees import make_committee, make_meeting
from tests.factories.governance import make_action_item, make_raid_item
from tests.factories.interfaces import make_incident, make_interface
from tests.factories.plan import START

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Rows = list[dict[str, Any]]


def uid(row: Any) -> str:
    return str(row.uid)


def numbered(rows: Rows) -> Rows:
    """The rows, each with a name of its own in a source system unless it has a uid."""
    return [
        row if "uid" in row else {"source_system": "planview", "external_id": str(number)} | row
        for number, row in enumerate(rows)
    ]


def raid_items(program: Program, beta: Program, lead: User) -> Rows:
    there, closed = make_raid_item(program), make_raid_item(program, closed_on=START, closed_by=lead, outcome="Over")
    watcher = make.make_user()
    make.make_membership(watcher, program, "viewer")
    new = {"program": uid(program), "kind": "risk", "title": "Late parts"}
    return [
        new | {"owner": uid(lead), "milestone": uid(make.make_milestone(program))},
        new | {"milestone": uid(make.make_milestone(beta))},
        new | {"owner": uid(watcher)},
        new | {"program": uid(beta)},
        {"uid": uid(there), "title": "New title", "probability": 3},
        {"uid": uid(closed), "title": "Too late"},
        {"uid": uid(make_raid_item(beta)), "title": "Not mine"},
        new | {"on": "2099-01-01"},
    ]


def action_items(program: Program, beta: Program, lead: User) -> Rows:
    ours, theirs = (make_meeting(make_committee(each)) for each in (program, beta))
    new = {"program": uid(program), "title": "Call them", "owner": uid(lead), "due_on": "2030-01-01"}
    return [
        new | {"meeting": uid(ours)},
        new | {"meeting": uid(theirs)},
        new | {"due_on": "2020-01-01"},
        new | {"program": uid(beta)},
        {"uid": uid(make_action_item(program, owner=lead)), "note": "Called", "meeting": uid(ours)},
        {"uid": uid(make_action_item(program, done_on=START, done_by=lead)), "note": "Late"},
    ]


def cost_lines(program: Program, beta: Program, _: User) -> Rows:
    make.make_cost_line(program)
    make.make_cost_line(program, stated_on=START + DAY)
    new = {"program": uid(program), "kind": "forecast", "scope": "whole_life", "currency": "EUR", "on": str(START)}
    return [
        new | {"amount": "1000.00"},
        new | {"amount": "2000.00", "on": str(START + DAY)},
        new | {"amount": "7.00", "on": str(START + 2 * DAY)},
        new | {"amount": "8.00", "on": str(START + 2 * DAY)},
        new | {"amount": "8.00", "on": str(START + 2 * DAY)},
        new | {"amount": None},
        new | {"amount": "9.00", "currency": "USD"},
        new | {"amount": "9.00", "scope": "financial_year"},
        new | {"amount": "9.00", "program": uid(beta)},
    ]


def forecasts(program: Program, beta: Program, lead: User) -> Rows:
    own = make.make_milestone(beta, owner=lead, finish_on=START)
    other = make.make_milestone(beta)
    there = make.make_milestone(program, finish_on=START, started_on=START + 9 * DAY)
    gone = make.make_milestone(program, removed_on=START, removed_by=lead)
    new = {"milestone": uid(there), "finish_on": "2030-01-01", "stated_on": str(START)}
    return [
        new,
        new | {"stated_on": str(START + DAY), "reason": "First"},
        new | {"stated_on": str(START + DAY), "reason": "Again"},
        new | {"finish_on": str(START + DAY)},
        new | {"milestone": uid(gone)},
        new | {"milestone": uid(own)},
        new | {"milestone": uid(other)},
        new | {"stated_on": "2099-01-01"},
        new | {"milestone": uid(make.make_milestone(program))},
    ]


def incidents(program: Program, beta: Program, lead: User) -> Rows:
    used, unused = make_interface(program), make_interface()
    twice = make_interface(program, program)
    ProgramPause.objects.create(
        program=program, paused_on=START, paused_by=lead, resumed_on=START + 7 * DAY, reason="Moved"
    )
    new = {"program": uid(program), "interface": uid(used), "consequence": "expediting", "band": "medium"}
    new["happened_on"] = str(START + 9 * DAY)
    return [
        new,
        new | {"interface": uid(unused)},
        new | {"interface": uid(twice)},
        new | {"flow": uid(FlowInterface.objects.filter(interface=twice).latest("id").flow)},
        new | {"happened_on": str(START + DAY)},
        new | {"band": ""},
        new | {"amount": "5.00"},
        new | {"amount": "5.00", "currency": "eur"},
        new | {"program": uid(beta)},
        {"uid": uid(make_incident(program)), "interface": uid(twice)},
        {"uid": uid(make_incident(program)), "description": "Again"},
        {"uid": uid(make_incident(program, withdrawn_on=START, withdrawn_by=lead)), "description": "Again"},
        {"uid": uid(make_incident(beta)), "description": "Not mine"},
    ]


NOUNS: list[tuple[Any, Callable[[Program, Program, User], Rows], list[str]]] = [
    (
        RaidItemViewSet,
        raid_items,
        ["other_program", "only_looks", "closed_already", "not_allowed", "in_the_future"],
    ),
    (ActionItemViewSet, action_items, ["other_committee", "due_before_raised", "already_done"]),
    (CostLineViewSet, cost_lines, ["invalid", "invalid", "not_allowed"]),
    (ForecastViewSet, forecasts, ["finish_before_start", "milestone_removed", "not_allowed", "in_the_future"]),
    (
        IncidentViewSet,
        incidents,
        [
            *("interface_not_used", "interface_not_in_flow", "paused_then", "no_size", "no_currency"),
            *("not_allowed", "withdrawn", "not_allowed"),
        ],
    ),
]


@pytest.fixture
def beta(pmo_lead: User) -> Program:
    """A program in which the lead of the first one has no say, but takes part."""
    program = make.make_program(code="BETA", name="Beta")
    make.make_membership(pmo_lead, program, "committee_member")
    return program


def test_every_noun_that_is_gathered_is_tried() -> None:
    gathered = {view for _, view, _ in ROUTES if any(plan.gathers for plan in getattr(view, "writes", {}).values())}

    assert gathered == {MilestoneViewSet, *(view for view, _, _ in NOUNS)}


@pytest.mark.parametrize(("view", "rows_of", "codes"), NOUNS)
def test_together_as_alone(
    view: Any, rows_of: Any, codes: list[str], program: Program, beta: Program, pmo_lead: User
) -> None:
    rows = numbered(rows_of(program, beta, pmo_lead))

    for arranged in (rows, rows[::-1]):
        as_one, singly = (tried(each, arranged, pmo_lead) for each in (view, alone(view)))

        assert sorted(error["code"] for answer in as_one[0] for error in answer["errors"]) == sorted(codes)
        assert as_one == singly


@pytest.mark.parametrize(("view", "rows_of"), [each[:2] for each in NOUNS])
def test_rows_of_other_programs_cost_no_more_statements(
    view: Any, rows_of: Any, program: Program, beta: Program, pmo_lead: User
) -> None:
    few, many = numbered(rows_of(program, beta, pmo_lead))[:1], []
    for number in range(20):
        other = make.make_program()
        make.make_membership(pmo_lead, other)
        many += [row | {"external_id": f"Many {number}"} for row in numbered(rows_of(other, beta, pmo_lead))[:1]]

    counts = []
    for rows in (few, many):
        with CaptureQueriesContext(connection) as captured:
            answers = Upserts(view, by=pmo_lead).write(rows)
        assert {answer.outcome for answer in answers} <= {"created", "updated", "unchanged"}
        counts.append(len(captured))

    assert counts[1] <= 30
