"""Many programs with a plan in a few statements: gates, milestones, a locked baseline, half of it proved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from programs.models import (
    Baseline,
    BaselineItem,
    Evidence,
    EvidenceLevel,
    EvidenceUse,
    Gate,
    Milestone,
    MilestoneForecast,
    Program,
    User,
)
from tests import factories

GATES = ("G0", "G1", "G2", "G3", "GR")
ITEMS = 30
ITEMS_OF_GATES = {code: [f"Item {n}" for n in range(ITEMS) if n % len(GATES) == at] for at, code in enumerate(GATES)}


def make_programs(number: int, *, today: date) -> list[Program]:
    """So many active programs on day 60 of their plan, each a little different."""
    author, other = factories.make_user(), factories.make_user()
    values = [
        {"code": f"FAULT-{n}", "name": f"Fault {n}", "start_on": today - timedelta(days=60)} for n in range(number)
    ]
    programs = Program.objects.bulk_create(Program(state="active", **each) for each in values)
    items = Milestone.objects.bulk_create(
        Milestone(program=program, name=f"Item {n}", step="map", kind="gate" if n < len(GATES) else "milestone")
        for program in programs
        for n in range(ITEMS)
    )
    planned = {item.pk: due_on(item, today) for item in items}
    Gate.objects.bulk_create(
        Gate(program_id=item.program_id, code=GATES[number_of(item)], item=item)
        for item in items
        if item.kind == "gate"
    )
    for code, names in ITEMS_OF_GATES.items():
        gate = Gate.objects.filter(program=OuterRef("program"), code=code).values("id")
        Milestone.objects.filter(program__in=programs, name__in=names, kind="milestone").update(gate=Subquery(gate))
    MilestoneForecast.objects.bulk_create(
        MilestoneForecast(milestone=item, stated_on=factories.START, finish_on=planned[item.pk], stated_by=author)
        for item in items
    )
    lock_baselines(programs, {item: planned[item.pk] for item in items}, author=author)
    prove([item for item in items if is_proved(item)], planned=planned, given_by=author, accepted_by=other)
    return programs


def number_of(item: Milestone) -> int:
    return int(item.name.removeprefix("Item "))


def due_on(item: Milestone, today: date) -> date:
    """Gates every 20 days, the others every 3, from 57 days ago."""
    number = number_of(item)
    days = number * 20 if item.kind == "gate" else number * 3
    return today - timedelta(days=57 - days)


def is_proved(item: Milestone) -> bool:
    return item.kind == "milestone" and (number_of(item) + item.program_id) % 5 < 3 and number_of(item) < 20


def lock_baselines(programs: list[Program], planned: dict[Milestone, date], *, author: User) -> None:
    """The plan of each program as its first baseline, locked on its first day."""
    drafts = Baseline.objects.bulk_create(Baseline(program=each, number=1, reason="Agreed") for each in programs)
    baselines = {each.program_id: each for each in drafts}
    BaselineItem.objects.bulk_create(
        BaselineItem(baseline=baselines[item.program_id], milestone=item, planned_on=day, weight=1)
        for item, day in planned.items()
    )
    for program in programs:
        Baseline.objects.filter(program=program).update(locked_on=program.start_on, locked_by=author)


def prove(items: list[Milestone], *, planned: dict[int, date], **people: Any) -> None:
    """Evidence for each item, accepted a day after its planned day."""
    given = Evidence.objects.bulk_create(
        Evidence(
            program_id=item.program_id,
            title=f"Proof of {item.name}",
            level=EvidenceLevel.SYSTEM_RECORD,
            given_on=planned[item.pk],
            accepted_on=planned[item.pk] + timedelta(days=1),
            **people,
        )
        for item in items
    )
    EvidenceUse.objects.bulk_create(
        EvidenceUse(evidence=evidence, milestone=item) for evidence, item in zip(given, items, strict=True)
    )
