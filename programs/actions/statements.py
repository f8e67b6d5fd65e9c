from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db.models import Exists, OuterRef, Q

from programs.actions.at_work import check_at_work
from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.constraints import check_monday
from programs.errors import Refused
from programs.models import (
    BusinessFunction,
    CoordinationIncident,
    DecisionRecord,
    PmoIntervention,
    Program,
    TeamFunction,
    User,
    WeeklyStatement,
)
from programs.periods import day_name

Subject = WeeklyStatement.Subject
LAST_DAY = timedelta(days=6)


class StatementOf(TypedDict):
    """What a statement is about; ``week_starts_on`` is a Monday."""

    function: BusinessFunction
    week_starts_on: date
    subject: str


@action
def state(program: Program, *, by: User, happened: bool, on: date, **about: Unpack[StatementOf]) -> WeeklyStatement:
    """A function's word about one week, given on ``on``; a second word about the same replaces the first.

    happened  False says that nothing happened; refused when the record holds that something did
    """
    said = WeeklyStatement(program=program, **about)
    require(by, "state_week", said)
    check_monday(said.week_starts_on)
    check_happened(said.week_starts_on, field="week_starts_on")
    check_happened(on)
    if on < said.week_starts_on:
        raise Refused("before_the_week", "A week is stated on or after its Monday.", field="on")
    check_at_work(program, said.week_starts_on, said.week_starts_on + LAST_DAY, field="week_starts_on")
    program = lock(program)  # Two words of one function at once would both be the first.
    held = None if happened else held_by_the_record(said)
    if held is not None:
        raise Refused(
            "record_says_otherwise", f"{held}: say that it happened, or correct the record.", field="happened"
        )
    before = program.weekly_statements.filter(**about).first()
    values = {"happened": happened, "stated_by": by, "stated_on": on}
    if before is None:
        for name, value in values.items():
            setattr(said, name, value)
        said = save_checked(said)
    else:
        said = change_fields(before, values)
    refresh([program.pk])
    return said


def held_by_the_record(statement: WeeklyStatement) -> str | None:
    """The first thing that happened to the function in the week by the record, as a sentence; None when nothing did."""
    week = (statement.week_starts_on, statement.week_starts_on + LAST_DAY)
    if statement.subject == Subject.INCIDENTS:
        return _incident(statement, week)
    if statement.subject == Subject.OVERRIDES:
        return _override(statement, week)
    return _intervention(statement, week)


def _incident(statement: WeeklyStatement, week: tuple[date, date]) -> str | None:
    at_the_function = Q(interface__from_function=statement.function_id) | Q(
        interface__to_function=statement.function_id
    )
    incidents = CoordinationIncident.objects.kept().filter(
        at_the_function, program=statement.program_id, happened_on__range=week
    )
    row = incidents.select_related("interface__from_function", "interface__to_function").order_by("happened_on").first()
    if row is None:
        return None
    what = row.get_consequence_display().lower()
    return f"The record holds an incident of {_day(row.happened_on)}, {row.interface}: {what}"


def _override(statement: WeeklyStatement, week: tuple[date, date]) -> str | None:
    sits = TeamFunction.objects.filter(function=statement.function_id, team=OuterRef("decided_team"))
    overridden = DecisionRecord.objects.filter(program=statement.program_id, overridden_on__range=week)
    mine = overridden.filter(Q(decided_function=statement.function_id) | Q(Exists(sits.valid_on(week[0]))))
    row = mine.order_by("overridden_on", "id").first()
    if row is None or row.overridden_on is None:
        return None
    return f"The record holds that “{row.question}” was overridden on {_day(row.overridden_on)}"


def _intervention(statement: WeeklyStatement, week: tuple[date, date]) -> str | None:
    interventions = PmoIntervention.objects.filter(
        flow__program=statement.program_id, function=statement.function_id, happened_on__range=week
    )
    row = interventions.order_by("happened_on", "id").first()
    if row is None:
        return None
    what = row.get_kind_display().lower()
    return f"The record holds that the PMO stepped in on {_day(row.happened_on)}: {what}"


def _day(day: date) -> str:
    return f"{day_name(day)}"
