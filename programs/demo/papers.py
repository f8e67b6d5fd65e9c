"""What is written about a program: reported status, costs and files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from programs.actions import attachments, cost_lines, status_reports
from programs.demo.story import Amounts, File, Report
from programs.demo.telling import Telling
from programs.models import CostLine


def add_papers(telling: Telling) -> None:
    """Adds reports, costs and files on their days."""
    for told in telling.story.reports:
        telling.at(told.on, report, told)
    for amounts in telling.story.costs:
        telling.at(amounts.on, state_costs, amounts)
    for file in telling.story.files:
        telling.at(file.on, attach, file)


def report(telling: Telling, told: Report, on: date) -> None:
    status_reports.report(
        telling.program,
        by=telling.pmo,
        on=on,
        status=told.status,
        not_rated_reason=told.not_rated,
        reason=told.why,
        schedule_narrative=told.schedule,
        cost_narrative=told.cost,
    )


def state_costs(telling: Telling, told: Amounts, on: date) -> None:
    """The amounts of one day; a withheld forecast keeps its reason."""
    amounts = {
        CostLine.Kind.BASELINE: told.baseline,
        CostLine.Kind.FORECAST: told.forecast,
        CostLine.Kind.ACTUAL: told.actual,
    }
    for kind, amount in amounts.items():
        withheld = told.withheld if kind == CostLine.Kind.FORECAST else ""
        if amount is None and not withheld:
            continue
        cost_lines.state(
            telling.program,
            by=telling.pmo,
            on=on,
            amount=None if amount is None else Decimal(amount),
            withheld_reason=withheld,
            kind=kind,
            scope=told.scope,
            period=str(telling.days.as_of.year) if told.scope == CostLine.Scope.FINANCIAL_YEAR else "",
            currency=telling.story.currency,
        )


def attach(telling: Telling, told: File, _on: date) -> None:
    """The file at the evidence of its item, added by the giver; else at the program, added by the PMO lead."""
    proof = telling.evidence.get(told.item)
    attachments.add(
        telling.program,
        by=proof.given_by if proof else telling.pmo,
        name=told.name,
        content=told.text.encode(),
        evidence=proof,
    )
