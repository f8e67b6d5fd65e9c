"""One of everything of programs, plans, the installation and the reckoning."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from programs.actions import attachments, cost_lines, milestones, policies, status_reports
from programs.models import BulkJob, FlowStage, Membership, Portfolio, Program, User
from tests import factories
from tracker.reporting.publish import publish

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {"<slug:method>": "slip", "<slug:noun>": "milestones"}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid, with a published report."""
    now = timezone.now()
    today = timezone.localdate(now)
    portfolio: Portfolio = factories.make_portfolio(program)
    flow = factories.make_flow(program)
    stage = FlowStage.objects.create(flow=flow, position=1, name="Plan", function=factories.make_function())
    gate = factories.make_gate(program, "G0", finish_on=today)
    milestone = factories.make_milestone(program, gate=gate, finish_on=today)
    link = milestones.put_before(milestone, by=pmo_lead, successor=factories.make_milestone(program, finish_on=today))
    review = gate.reviews.create(outcome="passed", decided_on=today, decided_by=factories.make_user())
    baseline = factories.make_baseline(program)
    item = baseline.items.first()
    steward = factories.make_user(is_steward=True)
    policy = policies.approve(today, by=steward, approved_on=today, reason="Agreed", values={})
    membership = Membership.objects.filter(program=program).first()
    status = status_reports.report(program, by=pmo_lead, on=today, status="green", reason="Fine")
    key = {"kind": "forecast", "scope": "whole_life", "currency": "EUR"}
    cost = cost_lines.state(program, by=pmo_lead, on=today, amount=None, withheld_reason="Secret", **key)
    file = attachments.add(program, by=pmo_lead, name="note.txt", content=b"A note")
    report = publish(program, by=pmo_lead, at=now)
    assert item is not None
    assert membership is not None
    return {
        "programs": program,
        "bulk-jobs": BulkJob.objects.create(by=pmo_lead, noun="milestones", rows=0),
        "portfolios": portfolio,
        "portfolio-entries": portfolio.entries.get(),
        "functions": stage.function,
        "policies": policy,
        "memberships": membership,
        "flows": flow,
        "stages": stage,
        "gates": gate,
        "gate-reviews": review,
        "milestones": milestone,
        "milestone-links": link,
        "milestone-forecasts": milestone.forecasts.get(),
        "baselines": baseline,
        "baseline-items": item,
        "evidence": factories.make_evidence(milestone),
        "status-reports": status,
        "cost-lines": cost,
        "attachments": file,
        "files": file,
        "reports": report,
        "tokens": pmo_lead,
        "deletions": program,
    }
