"""Lists of governance, with a maker of one row of each."""

from __future__ import annotations

from typing import Any

from programs.models import Program
from tests.api.resources.resource import Names, Resource
from tests.factories import governance as make_governance
from tests.factories import make_milestone, make_user


def a_use(program: Program) -> Any:
    return make_governance.make_criterion_evidence(make_governance.make_criterion(program))


def a_waiver(program: Program) -> Any:
    return make_governance.make_waiver(program, rule="gate", gate=make_governance.a_gate(program))


def a_raid_item(program: Program) -> Any:
    return make_governance.make_raid_item(program, owner=make_user(), milestone=make_milestone(program))


def a_question(program: Program) -> Any:
    return make_governance.make_agreed(program, committee=make_governance.steering_committee(program))


def an_action(program: Program) -> Any:
    return make_governance.make_action_item(
        program, raid_item=make_governance.make_raid_item(program), decision=make_governance.make_question(program)
    )


IN_PROGRAM: tuple[Resource, ...] = (
    Resource("gate-criteria", make_governance.make_criterion),
    Resource("criterion-evidence", a_use),
    Resource("waivers", a_waiver),
    Resource("approvals", make_governance.make_approval),
    Resource("raid-items", a_raid_item),
    Resource("committee-decisions", a_question),
    Resource("action-items", an_action),
)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {
    "criterion": lambda made: made["gate-criteria"],
    "waiver": lambda made: made["waivers"],
    "raid_item": lambda made: made["raid-items"],
    "decision": lambda made: made["committee-decisions"],
}
