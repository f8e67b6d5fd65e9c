"""Rows of the week -> facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from programs.models import Membership, Program, WeeklyStatement
from programs.rest import Rests
from tracker.analysis.facts import weekly as facts


def read_weekly(program_ids: Sequence[int], *, as_of: date) -> dict[int, facts.WeeklyFacts]:
    """Facts of each program as of the day, by its key; one query a table for the whole batch."""
    statements = read_statements(program_ids, as_of=as_of)
    leads = read_leads(program_ids, as_of=as_of)
    programs = {program.pk: program for program in Program.objects.filter(pk__in=program_ids).order_by("id")}
    rests = Rests(programs.values())
    return {
        pk: facts.WeeklyFacts(
            statements=tuple(statements[pk]),
            leads=tuple(leads[pk]),
            start_on=programs[pk].start_on,
            standstills=tuple(facts.Standstill(first=rest.first, last=rest.last) for rest in rests.begun_by(pk, as_of)),
        )
        for pk in program_ids
    }


def read_statements(program_ids: Sequence[int], *, as_of: date) -> dict[int, list[facts.Statement]]:
    """What was said up to the day, by program, in order of week and function."""
    found: defaultdict[int, list[facts.Statement]] = defaultdict(list)
    rows = WeeklyStatement.objects.filter(program__in=program_ids, stated_on__lte=as_of).select_related("function")
    for row in rows.order_by("week_starts_on", "function_id", "subject"):
        found[row.program_id].append(
            facts.Statement(
                function=str(row.function.uid),
                week_starts_on=row.week_starts_on,
                subject=row.subject,
                happened=row.happened,
            )
        )
    return found


def read_leads(program_ids: Sequence[int], *, as_of: date) -> dict[int, list[facts.Lead]]:
    """Times in which people led a function up to the day, by program, in order of their first day."""
    found: defaultdict[int, list[facts.Lead]] = defaultdict(list)
    rows = Membership.objects.filter(
        program__in=program_ids, role=Membership.Role.FUNCTION_LEAD, valid_from__lte=as_of
    ).select_related("function")
    for row in rows.order_by("valid_from", "id"):
        assert row.function is not None, "a function lead has a function"
        found[row.program_id].append(
            facts.Lead(function=str(row.function.uid), valid_from=row.valid_from, valid_to=row.valid_to)
        )
    return found
