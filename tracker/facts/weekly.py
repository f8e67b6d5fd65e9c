"""Rows of the week -> facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from programs.compiled import given
from programs.models import Membership, Program, WeeklyStatement
from programs.rest import Rests
from tracker.analysis.facts import weekly as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, grouped


def read_weekly(program_ids: Sequence[int], *, as_of: date) -> dict[int, facts.WeeklyFacts]:
    """Facts of each program as of the day, by its key; one query a table for the whole batch."""
    statements = grouped(statements_of(programs=program_ids, as_of=as_of), "program_id")
    leads = grouped(leads_of(programs=program_ids, as_of=as_of), "program_id")
    programs = {program.pk: program for program in Program.objects.filter(pk__in=program_ids).order_by("id")}
    rests = Rests(programs.values())
    return {
        pk: facts.WeeklyFacts(
            statements=tuple(statement(row) for row in statements[pk]),
            leads=tuple(lead(row) for row in leads[pk]),
            start_on=programs[pk].start_on,
            standstills=tuple(facts.Standstill(first=rest.first, last=rest.last) for rest in rests.begun_by(pk, as_of)),
        )
        for pk in program_ids
    }


@BatchQuery
def statements_of() -> QuerySet[Any, Any]:
    """What was said up to the day, in order of week and function."""
    said = WeeklyStatement.objects.filter(program__any_of=OF_PROGRAMS, stated_on__lte=given("as_of"))
    return said.order_by("week_starts_on", "function_id", "subject").values_list(
        *("program_id", "function__uid", "week_starts_on", "subject", "happened")
    )


@BatchQuery
def leads_of() -> QuerySet[Any, Any]:
    """Times in which people led a function up to the day, in order of their first day."""
    leads = Membership.objects.filter(
        program__any_of=OF_PROGRAMS, role=Membership.Role.FUNCTION_LEAD, valid_from__lte=given("as_of")
    )
    return leads.order_by("valid_from", "id").values_list("program_id", "function__uid", "valid_from", "valid_to")


def statement(row: Any) -> facts.Statement:
    """What a function said of a week."""
    return facts.Statement(
        function=str(row.function__uid),
        week_starts_on=row.week_starts_on,
        subject=row.subject,
        happened=row.happened,
    )


def lead(row: Any) -> facts.Lead:
    """A time in which somebody led a function."""
    return facts.Lead(function=str(row.function__uid), valid_from=row.valid_from, valid_to=row.valid_to)
