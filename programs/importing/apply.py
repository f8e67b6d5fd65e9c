"""A parsed table to the arguments of one action; what the record has no column for becomes a line of prose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from programs.actions import imports
from programs.actions.imported import (
    ImportedCost,
    ImportedForecast,
    ImportedMilestone,
    ImportedPortfolio,
    ImportedProgram,
    ImportedStatus,
    ImportOutcome,
)
from programs.importing.errors import FileRefused
from programs.importing.mapping import Mapping
from programs.importing.portfolio_file import ParsedFile, ProgramEntry, ProgramFields, Statement
from programs.importing.publisher_checks import finish_remarks
from programs.models import User


def apply(parsed: ParsedFile, mapping: Mapping, *, by: User, on: date, dry_run: bool = False) -> ImportOutcome:
    """What importing the accepted rows did, or would do: a dry run does it all and takes it back.

    on      the day from which ``by`` leads new programs
    raises  FileRefused when no row was accepted; NotAllowed and Refused as ``imports.publish``
    """
    imported = to_imported(parsed, mapping)
    with transaction.atomic():
        outcome = imports.publish(imported, by=by, on=on)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def to_imported(parsed: ParsedFile, mapping: Mapping) -> ImportedPortfolio:
    """The accepted programs as arguments of ``imports.publish``; programs with a refused row count as present."""
    portfolio = parsed.portfolio
    if portfolio.last_reported_on is None:
        raise FileRefused("The file has no row that can be imported.")
    milestones = tuple(milestone.name for milestone in mapping.milestones)
    return ImportedPortfolio(
        code=portfolio.code,
        name=portfolio.name,
        source_system=portfolio.source_system,
        as_of=portfolio.last_reported_on,
        programs=tuple(_program(entry, milestones) for entry in portfolio.programs),
        also_present=frozenset(error.program for error in parsed.errors if error.program),
        is_complete=all(error.program for error in parsed.errors),
    )


def _program(entry: ProgramEntry, milestones: tuple[str, ...]) -> ImportedProgram:
    remarks = finish_remarks(entry)
    return ImportedProgram(
        external_id=entry.external_id,
        code=entry.code,
        name=entry.fields.name,
        description=_description(entry.fields),
        organization=entry.fields.organization,
        category=entry.fields.category,
        start_on=entry.fields.start_on,
        milestones=tuple(ImportedMilestone(name, _withheld_finish(name, entry)) for name in milestones),
        forecasts=tuple(
            ImportedForecast(
                milestone=forecast.milestone,
                stated_on=statement.reported_on,
                finish_on=forecast.finish,
                reason=remarks.get((forecast.milestone, statement.reported_on), ""),
            )
            for statement in entry.statements
            for forecast in statement.finishes
            if forecast.finish
        ),
        statuses=tuple(status for statement in entry.statements if (status := _status(statement))),
        costs=tuple(cost for statement in entry.statements for cost in _costs(statement)),
        first_stated_on=entry.statements[0].reported_on,
    )


def _description(fields: ProgramFields) -> str:
    """The description, and below it the labels and why there is no start date."""
    labels = [f"{name}: {text}" for name, text in fields.labels]
    if fields.start_withheld:
        labels.append(f"Start: {fields.start_withheld}")
    return _paragraphs([fields.description, "\n".join(labels)])


def _withheld_finish(milestone: str, entry: ProgramEntry) -> str:
    """Why the latest word on the milestone is no date; empty when it is one."""
    words = [one for statement in entry.statements for one in statement.finishes if one.milestone == milestone]
    return f"No date: {words[-1].withheld}" if words and words[-1].withheld else ""


def _status(statement: Statement) -> ImportedStatus | None:
    """The row's status report; None when it says nothing about status, phase, schedule or cost."""
    prose = {kind: _prose(statement, kind) for kind in ("schedule", "cost", "status")}
    phase = f"Phase: {statement.phase}." if statement.phase else ""
    reported = statement.status
    if not reported and not phase and not any(prose.values()):
        return None
    return ImportedStatus(
        reported_on=statement.reported_on,
        rated_by=reported.rated_by if reported else "",
        status=(reported.rating or "") if reported else "",
        not_rated_reason=reported.not_rated_reason if reported else "The table has no ratings.",
        reason=_paragraphs([phase, reported.commentary if reported else "", prose["status"]]),
        schedule_narrative=prose["schedule"],
        cost_narrative=prose["cost"],
    )


def _costs(statement: Statement) -> Iterable[ImportedCost]:
    for cost in statement.costs:
        yield ImportedCost(
            stated_on=statement.reported_on,
            kind=cost.kind,
            scope=cost.scope,
            period=cost.period,
            currency=cost.currency,
            amount=cost.amount,
            withheld_reason=cost.withheld,
        )


def _prose(statement: Statement, kind: str) -> str:
    return _paragraphs(narrative.text for narrative in statement.narratives if narrative.kind == kind)


def _paragraphs(texts: Iterable[str]) -> str:
    """The texts that are not blank, each once, a blank line between them."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))
