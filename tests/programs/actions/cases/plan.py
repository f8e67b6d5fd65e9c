"""Every action on programs, plans and what the installation keeps."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from programs.actions import (
    attachments,
    baselines,
    cost_lines,
    evidence,
    flows,
    functions,
    gates,
    memberships,
    milestones,
    policies,
    portfolios,
    status_reports,
)
from programs.actions import programs as program_actions
from programs.models import Gate, Meeting, Membership, Program
from tests import factories as make
from tests.factories import START
from tests.factories import governance as make_governance
from tests.programs.actions.case import (
    ANSWERING,
    COMMITTEE,
    LEAD,
    LEAD_OR_STEWARD,
    ON,
    STEWARD,
    WHO_LEADS_ANY,
    ActionCase,
    itself,
)


def owned_by_function(program: Program) -> Any:
    """A milestone that the first function answers for: in the tests, the one that ``function_lead`` leads."""
    lead = program.memberships.filter(role="function_lead").first()
    return make.make_milestone(program, finish_on=START, function=lead.function if lead else None)


def accepted(program: Program) -> Any:
    return make.make_evidence(make.make_milestone(program), accepted_on=START)


def second_lead(program: Program) -> Membership:
    make.make_membership(make.make_user(), program)
    return make.make_membership(make.make_user(), program)


def removed(program: Program) -> Program:
    Program.objects.filter(pk=program.pk).update(removed_on=START, removed_by=make.make_user())
    return program


def planned(program: Program) -> Program:
    make.make_milestone(program, finish_on=START)
    return program


def new_role(program: Program) -> Membership:
    return Membership(program=program, user=make.make_user(), role="viewer", valid_from=START)


def entry(program: Program) -> Any:
    return make.make_portfolio(program).entries.get()


def two_milestones(program: Program) -> Any:
    return make.make_milestone(program), make.make_milestone(program)


def gate_of_a_committee(program: Program) -> Gate:
    """A gate of a program that a committee steers, which has met."""
    make_governance.steering_committee(program).meetings.create(scheduled_on=START, held_on=START)
    return make.make_gate(program)


CASES: dict[str, ActionCase] = {
    "attachments.add": ActionCase(
        LEAD, itself, lambda it, by: attachments.add(it, by=by, name="minutes.txt", content=b"Agreed."), refreshes=False
    ),
    "attachments.remove": ActionCase(
        LEAD,
        make.make_attachment,
        lambda it, by, **read: attachments.remove(it, by=by, **read),
        refreshes=False,
        versioned=True,
    ),
    "baselines.lock_plan": ActionCase(
        LEAD, planned, lambda it, by: baselines.lock_plan(it, by=by, reason="Agreed plan", **ON)
    ),
    "cost_lines.state": ActionCase(
        LEAD,
        itself,
        lambda it, by: cost_lines.state(
            it, by=by, amount=Decimal(5), kind="actual", scope="whole_life", currency="EUR", **ON
        ),
    ),
    "evidence.give": ActionCase(
        ANSWERING, owned_by_function, lambda it, by: evidence.give([it], by=by, level=2, title="Signed map", **ON)
    ),
    "evidence.accept": ActionCase(
        COMMITTEE,
        lambda program: make.make_evidence(make.make_milestone(program)),
        lambda it, by, **read: evidence.accept(it, by=by, **ON, **read),
        versioned=True,
    ),
    "evidence.revoke": ActionCase(
        COMMITTEE,
        accepted,
        lambda it, by, **read: evidence.revoke(it, by=by, reason="Wrong map", **ON, **read),
        versioned=True,
    ),
    "flows.create": ActionCase(
        LEAD, itself, lambda it, by: flows.create(it, by=by, name="Pumps", segment_kind="product_line")
    ),
    "flows.change": ActionCase(
        LEAD, make.make_flow, lambda it, by, **read: flows.change(it, by=by, state="pilot", **read), versioned=True
    ),
    "flows.add_stage": ActionCase(
        LEAD,
        make.make_flow,
        lambda it, by: flows.add_stage(it, by=by, function=make.make_function(), name="Order"),
    ),
    "flows.remove_stage": ActionCase(
        LEAD,
        lambda program: make.make_stage(make.make_flow(program)),
        lambda it, by, **read: flows.remove_stage(it, by=by, **read),
        versioned=True,
    ),
    "functions.create": ActionCase(
        WHO_LEADS_ANY, lambda _: "Logistics", lambda it, by: functions.create(it, by=by), refreshes=False
    ),
    "functions.change": ActionCase(
        STEWARD,
        lambda _: make.make_function(),
        lambda it, by, **read: functions.change(it, by=by, name="Buying", parent=None, **read),
        refreshes=False,
        versioned=True,
    ),
    "gates.create": ActionCase(
        LEAD, itself, lambda it, by: gates.create(it, by=by, code="G0", stated_on=START, expected_on=START)
    ),
    "gates.change": ActionCase(
        LEAD,
        make.make_gate,
        lambda it, by, **read: gates.change(it, by=by, criteria="All maps signed", **read),
        refreshes=False,
        versioned=True,
    ),
    "gates.review": ActionCase(
        COMMITTEE,
        gate_of_a_committee,
        lambda it, by: gates.review(it, by=by, outcome="passed", meeting=Meeting.objects.get(), **ON),
    ),
    "memberships.grant": ActionCase(LEAD, new_role, lambda it, by: memberships.grant(it, by=by), refreshes=False),
    "memberships.end": ActionCase(
        LEAD,
        second_lead,
        lambda it, by, **read: memberships.end(it, by=by, valid_to=START, **read),
        refreshes=False,
        versioned=True,
    ),
    "milestones.create": ActionCase(
        LEAD,
        itself,
        lambda it, by: milestones.create(it, by=by, name="Map signed", step="map", stated_on=START, finish_on=START),
    ),
    "milestones.change": ActionCase(
        LEAD,
        make.make_milestone,
        lambda it, by, **read: milestones.change(it, by=by, name="Map signed", **read),
        versioned=True,
    ),
    "milestones.forecast": ActionCase(
        ANSWERING,
        owned_by_function,
        lambda it, by: milestones.forecast(it, by=by, finish_on=START, stated_on=START.replace(day=9)),
    ),
    "milestones.start": ActionCase(
        ANSWERING, owned_by_function, lambda it, by, **read: milestones.start(it, by=by, **ON, **read), versioned=True
    ),
    "milestones.put_before": ActionCase(
        LEAD, two_milestones, lambda it, by: milestones.put_before(it[0], by=by, successor=it[1])
    ),
    "milestones.remove": ActionCase(
        LEAD, make.make_milestone, lambda it, by, **read: milestones.remove(it, by=by, **ON, **read), versioned=True
    ),
    "policies.approve": ActionCase(
        STEWARD,
        lambda _: START,
        lambda it, by: policies.approve(it, by=by, approved_on=START, reason="First policy", values={}),
    ),
    "portfolios.create": ActionCase(
        STEWARD, lambda _: "group", lambda it, by: portfolios.create(it, by=by, name="Group"), refreshes=False
    ),
    "portfolios.change": ActionCase(
        STEWARD,
        lambda _: make.make_portfolio(),
        lambda it, by, **read: portfolios.change(it, by=by, name="Group", description="", **read),
        refreshes=False,
        versioned=True,
    ),
    "portfolios.add_program": ActionCase(
        LEAD_OR_STEWARD,
        itself,
        lambda it, by: portfolios.add_program(make.make_portfolio(), by=by, program=it, joined_on=START),
        refreshes=False,
    ),
    "portfolios.take_out": ActionCase(
        LEAD_OR_STEWARD,
        entry,
        lambda it, by, **read: portfolios.take_out(it, by=by, left_on=START, **read),
        refreshes=False,
        versioned=True,
    ),
    "programs.create": ActionCase(
        WHO_LEADS_ANY,
        lambda _: "BETA",
        lambda it, by: program_actions.create(it, by=by, name="Beta", **ON),
        refreshes=False,
    ),
    "programs.change": ActionCase(
        LEAD, itself, lambda it, by, **read: program_actions.change(it, by=by, name="Alpha 2", **read), versioned=True
    ),
    "programs.remove": ActionCase(
        LEAD,
        itself,
        lambda it, by, **read: program_actions.remove(it, by=by, **ON, **read),
        versioned=True,
    ),
    "programs.restore": ActionCase(
        LEAD, removed, lambda it, by, **read: program_actions.restore(it, by=by, **read), versioned=True
    ),
    "status_reports.report": ActionCase(
        LEAD, itself, lambda it, by: status_reports.report(it, by=by, status="green", **ON)
    ),
}
