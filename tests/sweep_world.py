"""One of everything in one program, and the addresses of all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from programs.actions import attachments, cost_lines, milestones, policies, status_reports
from programs.models import FlowStage, Membership, Portfolio, Program, User
from tests import factories
from tracker.reporting.publish import publish

PEOPLE = ("pmo_lead", "function_lead", "committee_member", "viewer", "outsider", "nobody")


@dataclass(frozen=True)
class Route:
    """An address of the product: its name with namespaces, and its path with the converters in it."""

    name: str
    path: str


def routes() -> Iterator[Route]:
    """Every named or unnamed address that the resolver knows."""
    yield from walk(get_resolver().url_patterns, prefix="", namespace="")


def walk(patterns: list[Any], *, prefix: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, prefix=path, namespace=inner)
        elif isinstance(pattern, URLPattern):
            yield Route(name=f"{namespace}{pattern.name or path}", path=path)


@dataclass(frozen=True)
class World:
    """Uids by the noun that a path says before them."""

    uids: dict[str, UUID]

    def address(self, route: Route) -> str:
        """The path with the uids of this world in place of its converters."""
        parts: list[str] = []
        for part in route.path.split("/"):
            parts.append(self.value(part, parts[-1] if parts else "") if part.startswith("<") else part)
        return "/" + "/".join(parts)

    def value(self, converter: str, noun: str) -> str:
        if converter == "<slug:method>":
            return "slip"
        return str(self.uids[noun])


def build(program: Program, pmo_lead: User) -> World:
    """The program with one row of every noun, a snapshot and a published report."""
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
    policy = policies.approve(today, by=steward, approved_on=today, reason="Agreed")
    membership = Membership.objects.filter(program=program).first()
    status = status_reports.report(program, by=pmo_lead, on=today, status="green", reason="Fine")
    key = {"kind": "forecast", "scope": "whole_life", "currency": "EUR"}
    cost = cost_lines.state(program, by=pmo_lead, on=today, amount=None, withheld_reason="Secret", **key)
    file = attachments.add(program, by=pmo_lead, name="note.txt", content=b"A note")
    report = publish(program, by=pmo_lead, at=now)
    assert item is not None
    assert membership is not None
    rows: dict[str, Any] = {
        "programs": program,
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
    }
    uids = {noun: row.uid for noun, row in rows.items()}
    return World(uids=uids | {"tokens": pmo_lead.uid, "deletions": program.uid})
