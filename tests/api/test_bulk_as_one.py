"""Rows that are written together come to the same as each of them alone: answers, rows, history, feed and marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pghistory.models
import pytest
from django.apps import apps
from django.db import transaction

from programs.api.milestones import MilestoneViewSet
from programs.api.row_answers import RefusedTogether
from programs.api.row_writer import Prepared, RowWriter
from programs.api.upserts import Upserts
from programs.models import Change, Milestone, Program, RefreshRequest, User
from programs.models.base import Record
from tests import factories as make

pytestmark = pytest.mark.django_db
SELF_MADE = {"id", "uid", "created_at", "updated_at", "pgh_id", "pgh_created_at", "pgh_obj_id", "pgh_context_id"}


class AloneViewSet(MilestoneViewSet):
    """Milestones, each row by an action of its own."""

    writes = {name: replace(plan, gathers=False) for name, plan in MilestoneViewSet.writes.items()}


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


def stored(model: type[Any]) -> list[tuple[Any, ...]]:
    """Every row of a table, without what each row has for itself alone."""
    names = [column.attname for column in model._meta.concrete_fields if column.attname not in SELF_MADE]
    by = ["id"] if issubclass(model, Record) else []
    return sorted(model._base_manager.order_by(*by).values_list(*names), key=repr)


def everything() -> dict[str, Any]:
    """What the record holds of milestones, and every trace of how it came."""
    tables = ("Milestone", "MilestoneEvent")
    kept: dict[str, Any] = {name: stored(apps.get_model("programs", name)) for name in tables}
    forecasts = apps.get_model("programs", "MilestoneForecast")._base_manager
    said = forecasts.values_list(
        "milestone__name", "milestone__program", "finish_on", "stated_on", "stated_by", "version"
    )
    kept["forecasts"] = sorted(said)
    events = pghistory.models.Events.objects.filter(
        pgh_model__in=["programs.MilestoneEvent", "programs.MilestoneForecastEvent"]
    )
    signed = [
        (each.pgh_model, each.pgh_label, each.pgh_context["user"], each.pgh_context["action"])
        for each in events
        if each.pgh_context
    ]
    kept["signed"] = sorted(signed)
    kept["fed"] = sorted(Change.objects.values_list("kind", "op", "scope", "scope_id"))
    kept["marked"] = sorted(RefreshRequest.objects.values_list("program", flat=True))
    return kept


def tried(view: type[MilestoneViewSet], rows: list[Any], by: User, **how: bool) -> tuple[Any, dict[str, Any]]:
    """What is answered and what is stored then; all of it undone."""
    with transaction.atomic():
        try:
            answers = [answer.shown() for answer in Upserts(view, by=by).write(rows, **how)]
        except RefusedTogether as refused:
            answers = [error.shown() for error in refused.errors]
        there = {str(uid) for uid in Milestone.objects.values_list("uid", flat=True)} - {row.get("uid") for row in rows}
        for answer in answers:
            answer["uid"] = "new" if answer.get("uid") in there else answer.get("uid")
        kept = everything()
        transaction.set_rollback(True)
    return answers, kept


@pytest.mark.parametrize("arranged", [list, reversed], ids=["as they come", "from the last"])
@pytest.mark.parametrize("atomic", [False, True])
def test_together_as_alone(
    atomic: bool, arranged: Callable[[list[Any]], Any], mixed: list[dict[str, Any]], pmo_lead: User
) -> None:
    rows = list(arranged(mixed))

    together, alone = (tried(view, rows, pmo_lead, atomic=atomic) for view in (MilestoneViewSet, AloneViewSet))

    assert together == alone


def test_a_name_that_is_still_held_is_refused_though_it_is_given_up_later(program: Program, pmo_lead: User) -> None:
    one, other = named("One", program), named("Other", program)
    rows = [{"uid": str(one.uid), "external_id": "Other"}, {"uid": str(other.uid), "external_id": "Free"}]

    together, alone = (tried(view, rows, pmo_lead) for view in (MilestoneViewSet, AloneViewSet))

    assert [answer["outcome"] for answer in together[0]] == ["error", "updated"]
    assert together == alone
    # In one statement it would depend on which of the two rows the database comes to first.
    assert not RowWriter(MilestoneViewSet, by=pmo_lead).gathers(Prepared(one, {"external_id": "Free"}))
