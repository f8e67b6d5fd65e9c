"""Every action on decisions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from programs.actions import authorities, decision_rights, decisions, teams
from programs.models import Program
from tests.factories import START, make_function
from tests.factories import decisions as make
from tests.programs.actions.case import LEAD, ON, ActionCase, itself

RECORDING = frozenset({"pmo_lead", "function_lead"})
LATER = START + timedelta(days=5)


def held(program: Program) -> Any:
    return make.make_authority(make.make_decision_right(program))


def seat(program: Program) -> Any:
    return make.make_team_function(make.make_team(program))


CASES: dict[str, ActionCase] = {
    "teams.create": ActionCase(
        LEAD,
        itself,
        lambda it, by: teams.create(it, by=by, name="Pumps", functions=[make_function()], valid_from=START),
    ),
    "teams.change": ActionCase(
        LEAD, make.make_team, lambda it, by, **read: teams.change(it, by=by, name="Valves", **read), versioned=True
    ),
    "teams.add_function": ActionCase(
        LEAD, make.make_team, lambda it, by: teams.add_function(it, by=by, function=make_function(), valid_from=START)
    ),
    "teams.move_vote": ActionCase(
        LEAD,
        make.make_team,
        lambda it, by, **read: teams.move_vote(it, by=by, function=make_function(), valid_from=START, **read),
        versioned=True,
    ),
    "teams.end_function": ActionCase(
        LEAD, seat, lambda it, by, **read: teams.end_function(it, by=by, valid_to=START, **read), versioned=True
    ),
    "decision_rights.create": ActionCase(
        LEAD, itself, lambda it, by: decision_rights.create(it, by=by, decision="Which orders wait", valid_from=START)
    ),
    "decision_rights.change": ActionCase(
        LEAD,
        make.make_decision_right,
        lambda it, by, **read: decision_rights.change(it, by=by, decision="Which orders wait", **read),
        versioned=True,
    ),
    "decision_rights.end": ActionCase(
        LEAD,
        make.make_decision_right,
        lambda it, by, **read: decision_rights.end(it, by=by, ended_on=START, **read),
        versioned=True,
    ),
    "decision_rights.commit_resource": ActionCase(
        LEAD,
        make.make_decision_right,
        lambda it, by: decision_rights.commit_resource(it, by=by, resource=make.make_committed_resource()),
    ),
    "decision_rights.release_resource": ActionCase(
        LEAD,
        lambda program: make.make_commitment(make.make_decision_right(program)),
        lambda it, by, **read: decision_rights.release_resource(it, by=by, **read),
        versioned=True,
    ),
    "authorities.give": ActionCase(
        LEAD,
        make.make_decision_right,
        lambda it, by: authorities.give(it, by=by, role="input", function=make_function(), valid_from=START),
    ),
    "authorities.move": ActionCase(
        LEAD,
        make.make_decision_right,
        lambda it, by, **read: authorities.move(it, by=by, function=make_function(), valid_from=START, **read),
        versioned=True,
    ),
    "authorities.end": ActionCase(
        LEAD, held, lambda it, by, **read: authorities.end(it, by=by, valid_to=START, **read), versioned=True
    ),
    "authorities.remove": ActionCase(
        LEAD, held, lambda it, by, **read: authorities.remove(it, by=by, **read), versioned=True
    ),
    "decisions.raise_question": ActionCase(
        RECORDING, itself, lambda it, by: decisions.raise_question(it, by=by, question="Air or sea?", **ON)
    ),
    "decisions.decide": ActionCase(
        RECORDING,
        make.make_decision,
        lambda it, by, **read: decisions.decide(
            it, by=by, decided_function=make_function(), outcome="By sea", **ON, **read
        ),
        versioned=True,
    ),
    "decisions.override": ActionCase(
        RECORDING,
        make.make_decided,
        lambda it, by, **read: decisions.override(it, by=by, on=LATER, reason="The customer called", **read),
        versioned=True,
    ),
    "decisions.change": ActionCase(
        RECORDING,
        make.make_decision,
        lambda it, by, **read: decisions.change(it, by=by, question="Air, sea or rail?", **read),
        versioned=True,
    ),
    "decisions.reopen": ActionCase(
        RECORDING, make.make_decided, lambda it, by, **read: decisions.reopen(it, by=by, **read), versioned=True
    ),
    "decisions.withdraw": ActionCase(
        RECORDING, make.make_decision, lambda it, by, **read: decisions.withdraw(it, by=by, **read), versioned=True
    ),
}
