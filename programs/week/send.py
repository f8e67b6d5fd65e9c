"""The answers of a weekly sheet on their way into the record, through the actions of each fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from programs.actions import constraints, decisions, milestones, readings, statements
from programs.errors import NotAllowed, Refused
from programs.models import Program, WeeklyStatement
from programs.obligations.obligation import Seat
from programs.week.sheet import SOURCE, FlowAsked, MilestoneAsked, ReadingAsked, Sheet

Write = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person answered.

    limits     resource by flow; a flow that is not named was not answered
    happened   for each subject the seats where something happened; in all others nothing did
    forecasts  the finish expected now, by milestone
    readings   the value by the name of its field; one that is not known yet is not named
    question   what the committee must decide, and for which program
    """

    limits: dict[int, int] = field(default_factory=dict)
    happened: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    forecasts: dict[int, date] = field(default_factory=dict)
    readings: dict[str, Decimal] = field(default_factory=dict)
    question: str = ""
    question_program: int | None = None


@dataclass(slots=True)
class Sent:
    """What became of the answers. A program with a problem kept none of them.

    problems  messages by the name of the field, in the order of the programs
    """

    saved: list[Program] = field(default_factory=list)
    refused: list[Program] = field(default_factory=list)
    problems: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def send(sheet: Sheet, answers: Answers) -> Sent:
    """The answers written, all of one program or none of it."""
    sent = Sent()
    for program, writes in writes_by_program(sheet, answers):
        problems = write_program(writes)
        (sent.refused if problems else sent.saved).append(program)
        for name, message in problems:
            sent.problems[name].append(f"{program}: {message}")
    return sent


def write_program(writes: list[tuple[str, Write]]) -> list[tuple[str, str]]:
    """Every write tried, each with its field; any refusal takes all of them back and is returned."""
    problems = []
    with transaction.atomic():
        for name, write in writes:
            try:
                with transaction.atomic():
                    write()
            except (Refused, NotAllowed) as error:
                problems.append((name, error.message))
            except ValidationError as error:
                problems.append((name, " ".join(error.messages)))
        if problems:
            transaction.set_rollback(True)
    return problems


def writes_by_program(sheet: Sheet, answers: Answers) -> Iterator[tuple[Program, list[tuple[str, Write]]]]:
    """What is to be written for each program, with the field that it comes from; programs by name."""
    writes: defaultdict[Program, list[tuple[str, Write]]] = defaultdict(list)
    for kind in (_votes, _words, _forecasts, _readings, _questions):
        for program, name, write in kind(sheet, answers):
            writes[program].append((name, write))
    yield from sorted(writes.items(), key=lambda each: (each[0].name, each[0].pk))


def _votes(sheet: Sheet, answers: Answers) -> Iterator[tuple[Program, str, Write]]:
    for asked in sheet.flows:
        resource = answers.limits.get(asked.flow.pk)
        if resource is not None and not (asked.is_of_week and asked.last == resource):
            yield asked.flow.program, f"limit_{asked.flow.pk}", _vote(sheet, asked, resource)


def _words(sheet: Sheet, answers: Answers) -> Iterator[tuple[Program, str, Write]]:
    for seat in sheet.seats:
        for subject, places in answers.happened.items():
            happened = (seat.program.pk, seat.function_id) in places
            yield seat.program, subject, _word(sheet, seat, subject, happened=happened)


def _forecasts(sheet: Sheet, answers: Answers) -> Iterator[tuple[Program, str, Write]]:
    for due in sheet.milestones:
        finish_on = answers.forecasts.get(due.milestone.pk, due.forecast_on)
        if finish_on != due.forecast_on:
            yield due.milestone.program, f"forecast_{due.milestone.pk}", _forecast(sheet, due, finish_on)


def _readings(sheet: Sheet, answers: Answers) -> Iterator[tuple[Program, str, Write]]:
    """Readings by metric: each write holds its metric, and two people must not wait for each other."""
    for asked in sorted(sheet.readings, key=lambda each: (each.metric.pk, each.name)):
        value = answers.readings.get(asked.name)
        is_held = asked.stored is not None and asked.stored.is_final and asked.stored.value == value
        if value is not None and not is_held:
            yield asked.programs[0], asked.name, _reading(sheet, asked, value)


def _questions(sheet: Sheet, answers: Answers) -> Iterator[tuple[Program, str, Write]]:
    """The question, unless it was raised already when another program's answers were refused."""
    for program in sheet.programs:
        raised = any(row.program_id == program.pk and row.question == answers.question for row in sheet.raised)
        if answers.question and program.pk == answers.question_program and not raised:
            yield program, "question", _question(sheet, program, answers.question)


def _vote(sheet: Sheet, asked: FlowAsked, resource: int) -> Write:
    return lambda: constraints.observe(
        asked.flow,
        by=sheet.user,
        week_starts_on=sheet.week,
        resource=sheet.resources[resource],
        basis="opinion",
    )


def _word(sheet: Sheet, seat: Seat, subject: str, *, happened: bool) -> Write:
    return lambda: statements.state(
        seat.program,
        by=sheet.user,
        function=seat.function,
        week_starts_on=sheet.week,
        subject=WeeklyStatement.Subject(subject),
        happened=happened,
        on=sheet.today,
    )


def _forecast(sheet: Sheet, due: MilestoneAsked, finish_on: date) -> Write:
    return lambda: milestones.forecast(due.milestone, by=sheet.user, finish_on=finish_on, stated_on=sheet.today)


def _reading(sheet: Sheet, asked: ReadingAsked, value: Decimal) -> Write:
    return lambda: readings.enter(
        asked.metric,
        by=sheet.user,
        correct=asked.is_said,
        source=SOURCE,
        period_starts_on=asked.period_starts_on,
        flow=asked.flow,
        arm=asked.arm,
        value=value,
    )


def _question(sheet: Sheet, program: Program, question: str) -> Write:
    return lambda: decisions.raise_question(program, by=sheet.user, on=sheet.today, question=question)
