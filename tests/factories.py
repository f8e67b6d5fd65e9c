"""Typed makers of rows with fixed values; what a test cares about is given, the rest is believable."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from programs.models import (
    Baseline,
    BaselineItem,
    BusinessFunction,
    Evidence,
    EvidenceLevel,
    EvidenceUse,
    Gate,
    Membership,
    Milestone,
    MilestoneForecast,
    Portfolio,
    PortfolioEntry,
    ProcessFlow,
    Program,
    User,
)

START = date(2026, 1, 5)
serial = count(1)


def make_user(**given: Any) -> User:
    """An active person; the password is ``correct horse``."""
    number = next(serial)
    values = {"email": f"person{number}@example.com", "name": f"Person {number}", "password": "correct horse"} | given
    return User.objects.create_user(**values)


def make_function(**given: Any) -> BusinessFunction:
    return BusinessFunction.objects.create(**{"name": f"Function {next(serial)}"} | given)


def make_program(**given: Any) -> Program:
    """An active program that follows the sequence since ``START``."""
    number = next(serial)
    values = {"code": f"P{number}", "name": f"Program {number}", "start_on": START, "state": "active"} | given
    return Program.objects.create(**values)


def make_membership(user: User, program: Program, role: str = "pmo_lead", **given: Any) -> Membership:
    """A role since long ago."""
    if role == "function_lead" and "function" not in given:
        given["function"] = make_function()
    return Membership.objects.create(**{"user": user, "program": program, "role": role, "valid_from": START} | given)


def make_portfolio(*programs: Program, **given: Any) -> Portfolio:
    number = next(serial)
    portfolio = Portfolio.objects.create(**{"code": f"portfolio-{number}", "name": f"Portfolio {number}"} | given)
    for program in programs:
        PortfolioEntry.objects.create(portfolio=portfolio, program=program, joined_on=START)
    return portfolio


def make_flow(program: Program, **given: Any) -> ProcessFlow:
    values = {"name": f"Flow {next(serial)}", "segment_kind": "product_line"} | given
    return ProcessFlow.objects.create(program=program, **values)


def make_milestone(program: Program, *, finish_on: date | None = None, **given: Any) -> Milestone:
    """A structural milestone of the first step; with ``finish_on`` it has one forecast, stated on START."""
    values = {"name": f"Milestone {next(serial)}", "step": "map"} | given
    milestone = Milestone.objects.create(program=program, **values)
    if finish_on is not None:
        make_forecast(milestone, finish_on=finish_on)
    return milestone


def make_forecast(milestone: Milestone, *, finish_on: date, stated_on: date = START) -> MilestoneForecast:
    return MilestoneForecast.objects.create(
        milestone=milestone, stated_on=stated_on, finish_on=finish_on, stated_by=make_user()
    )


def make_gate(program: Program, code: str = "G0", *, finish_on: date | None = None, **given: Any) -> Gate:
    """A gate with its item in the plan."""
    item = make_milestone(program, name=f"Gate {code}", kind="gate", finish_on=finish_on)
    return Gate.objects.create(**{"program": program, "code": code, "item": item} | given)


def make_baseline(program: Program, *, locked_on: date = START, **given: Any) -> Baseline:
    """The next baseline, locked, from the latest forecast of every milestone that has one."""
    number = program.baselines.count() + 1
    baseline = Baseline.objects.create(**{"program": program, "number": number, "reason": "Agreed plan"} | given)
    for milestone in program.milestones.kept():
        latest = milestone.forecasts.order_by("-stated_on").first()
        if latest is not None:
            BaselineItem.objects.create(
                baseline=baseline, milestone=milestone, planned_on=latest.finish_on, weight=milestone.weight
            )
    baseline.locked_on, baseline.locked_by = locked_on, make_user()
    baseline.save(update_fields=["locked_on", "locked_by"])
    return baseline


def make_evidence(*milestones: Milestone, accepted_on: date | None = None, **given: Any) -> Evidence:
    """Evidence given on START, or the day before it was accepted."""
    values: dict[str, Any] = {
        "program": milestones[0].program,
        "level": EvidenceLevel.SYSTEM_RECORD,
        "title": "Signed map",
        "given_by": make_user(),
        "given_on": accepted_on - timedelta(days=1) if accepted_on else START,
    }
    if accepted_on is not None:
        values |= {"accepted_by": make_user(), "accepted_on": accepted_on}
    evidence = Evidence.objects.create(**values | given)
    for milestone in milestones:
        EvidenceUse.objects.create(evidence=evidence, milestone=milestone)
    return evidence
