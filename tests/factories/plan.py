"""Typed makers of rows with fixed values; what a test cares about is given, the rest is believable."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256, sha512
from itertools import count
from typing import Any

from django.utils import timezone

from programs.models import (
    ApiToken,
    Attachment,
    AttachmentContent,
    Baseline,
    BaselineItem,
    BusinessFunction,
    CostLine,
    Evidence,
    EvidenceLevel,
    EvidenceUse,
    FlowStage,
    Gate,
    GateReview,
    Membership,
    Milestone,
    MilestoneForecast,
    MilestoneLink,
    Policy,
    Portfolio,
    PortfolioEntry,
    ProcessFlow,
    Program,
    StatusReport,
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


def make_stage(flow: ProcessFlow, **given: Any) -> FlowStage:
    """The next stage of the flow, held by a function of its own."""
    values = {"position": flow.stages.count() + 1, "name": f"Stage {next(serial)}"} | given
    if "function" not in values:
        values["function"] = make_function()
    return FlowStage.objects.create(flow=flow, **values)


def make_link(predecessor: Milestone, successor: Milestone, **given: Any) -> MilestoneLink:
    return MilestoneLink.objects.create(predecessor=predecessor, successor=successor, **given)


def make_review(gate: Gate, outcome: str = "passed", *, decided_on: date = START, **given: Any) -> GateReview:
    """A decision about the gate; one that does not pass it says why."""
    values = {"decided_by": make_user(), "note": "" if outcome == "passed" else "Maps are missing"} | given
    return GateReview.objects.create(gate=gate, outcome=outcome, decided_on=decided_on, **values)


def make_status(program: Program, status: str = "green", *, reported_on: date = START, **given: Any) -> StatusReport:
    """A rating by the PMO lead; blank with a reason when ``status`` is blank."""
    reason = "" if status else "Not due yet"
    values = {"rated_by": "PMO lead", "reported_by": make_user(), "not_rated_reason": reason} | given
    return StatusReport.objects.create(program=program, status=status, reported_on=reported_on, **values)


def make_cost_line(program: Program, *, stated_on: date = START, **given: Any) -> CostLine:
    """A whole-life forecast of 1,000.00 EUR."""
    values = {"kind": "forecast", "scope": "whole_life", "amount": Decimal("1000.00"), "currency": "EUR"} | given
    if "stated_by" not in values:
        values["stated_by"] = make_user()
    return CostLine.objects.create(program=program, stated_on=stated_on, **values)


def make_policy(*, effective_from: date = START, **given: Any) -> Policy:
    """The built-in numbers, approved by somebody on the first day."""
    values = {"reason": "First policy", "approved_by": make_user(), "approved_on": effective_from} | given
    return Policy.objects.create(effective_from=effective_from, **values)


def make_attachment(program: Program, *, content: bytes = b"Agreed on the map.\n", **given: Any) -> Attachment:
    """A text file; the same content is stored once."""
    digest = sha256(content).hexdigest()
    AttachmentContent.objects.get_or_create(sha256=digest, defaults={"content": content})
    values = {"name": "minutes.txt", "content_type": "text/plain", "size": len(content), "added_by": make_user()}
    return Attachment.objects.create(program=program, content_id=digest, **values | given)


def make_token(**given: Any) -> ApiToken:
    """A token of somebody that is valid for long; nobody knows its text."""
    digest = sha512(str(next(serial)).encode()).hexdigest()
    expiry = timezone.now() + timedelta(days=90)
    values: dict[str, Any] = {"digest": digest, "token_key": digest[:15], "name": "Power BI", "expiry": expiry}
    values |= {"scope": "admin", **given}
    token: ApiToken = ApiToken.objects.create(user=values.pop("user", None) or make_user(), **values)
    return token
