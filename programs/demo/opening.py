"""How a program begins: entered, staffed, planned and activated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from programs.actions import flows, gates, lifecycle, memberships, milestones, portfolios, programs
from programs.demo.story import FlowStory, ItemStory, Story
from programs.demo.telling import Telling, dimension_of, step_of
from programs.models import BusinessFunction, Membership, Program, User

Role = Membership.Role


def open_program(telling: Telling) -> None:
    """Adds the events from the program's first entry to its activation on day 0."""
    story = telling.story
    telling.at(story.created, enter, story)
    telling.at(story.planned, plan, story)
    for item in story.items:
        if item.added is not None:
            telling.at(item.added, add_item, item)
    if story.today >= 0:
        telling.at(0, activate, story)


def activate(telling: Telling, _story: Story, _on: date) -> None:
    lifecycle.activate(telling.program, by=telling.pmo)


def enter(telling: Telling, story: Story, on: date) -> None:
    """The draft with its people, its flows and its place in the portfolio."""
    stage = telling.stage
    creator = stage.people[story.creator or story.pmo]
    program = programs.create(
        story.code,
        by=creator,
        on=on,
        name=story.name,
        description=story.description,
        organization=story.organization,
        category=story.category,
        sponsor_name=story.sponsor,
        start_on=telling.days.start,
    )
    if creator != telling.pmo:
        grant(program, by=creator, user=telling.pmo, role=Role.PMO_LEAD, valid_from=on)
        own = program.memberships.get(user=creator, role=Role.PMO_LEAD)
        memberships.end(own, by=telling.pmo, valid_to=on)
    staff(telling, program, on)
    portfolios.add_program(stage.portfolios[story.portfolio], by=telling.pmo, program=program, joined_on=on)
    for position, flow in enumerate(story.flows, start=1):
        enter_flow(telling, flow, position)


def staff(telling: Telling, program: Program, on: date) -> None:
    """Committee, viewers and function leads in their roles."""
    story, stage = telling.story, telling.stage
    roles: list[tuple[str, str, BusinessFunction | None]] = [
        (key, Role.COMMITTEE_MEMBER, None) for key in story.committee
    ]
    roles += [(key, Role.VIEWER, None) for key in story.viewers]
    roles += [(key, Role.FUNCTION_LEAD, stage.functions[name]) for name, key in story.leads]
    for key, role, function in roles:
        grant(program, by=telling.pmo, user=stage.people[key], role=role, valid_from=on, function=function)


def grant(program: Program, *, by: User, **role: Any) -> None:
    """A role in the program, given by ``by``."""
    memberships.grant(Membership(program=program, **role), by=by)


def enter_flow(telling: Telling, told: FlowStory, position: int) -> None:
    """A flow with its stages, in order."""
    flow = flows.create(
        telling.program, by=telling.pmo, name=told.name, segment_kind=told.segment_kind, position=position
    )
    for function, name in told.stages:
        flows.add_stage(flow, by=telling.pmo, function=telling.stage.functions[function], name=name)
    telling.flows.append(flow)


def plan(telling: Telling, story: Story, on: date) -> None:
    """Gates in a chain, then the milestones with their order."""
    before = None
    for told in story.gates:
        gate = gates.create(
            telling.program,
            by=telling.pmo,
            code=told.code,
            stated_on=on,
            expected_on=telling.days.intended(told.plan),
            weight=Decimal(told.weight),
            owner=telling.pmo,
            criteria=told.criteria,
        )
        telling.gates[told.code] = gate
        telling.items[told.code] = gate.item
        if before is not None:
            milestones.put_before(before, by=telling.pmo, successor=gate.item)
        before = gate.item
    for item in story.items:
        if item.added is None:
            add_item(telling, item, on)


def add_item(telling: Telling, told: ItemStory, on: date) -> None:
    """A milestone in the plan, after those that come before it."""
    milestone = milestones.create(
        telling.program,
        by=telling.pmo,
        stated_on=on,
        finish_on=telling.days.intended(told.plan),
        name=told.name,
        description=told.description,
        flow=telling.flows[told.flow - 1] if told.flow else None,
        step=step_of(told),
        dimension=dimension_of(told),
        kind=told.kind,
        gate=telling.gates.get(told.gate),
        weight=Decimal(told.weight),
        owner=telling.owner(told),
        function=telling.stage.functions.get(told.who),
        minimum_evidence_level=told.level,
    )
    telling.items[told.key] = milestone
    for key in told.after:
        milestones.put_before(telling.items[key], by=telling.pmo, successor=milestone)
