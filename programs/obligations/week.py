"""What a function lead owes of the week: a word about it, and the facts behind that word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from programs.models import CoordinationIncident, DecisionRecord, PmoIntervention, WeeklyStatement
from programs.models.user import User
from programs.obligations.obligation import Obligation, Role, Seat, address_of, of_my_functions, running, seats
from programs.periods import monday_of
from programs.rest import Rests

Subject = WeeklyStatement.Subject
WEEK = timedelta(weeks=1)
LAST_DAY = timedelta(days=6)
FRIDAY = 4
WEEKS_BACK = 4
COST_DAYS = 14


def weeks_asked(day: date) -> list[date]:
    """Mondays of the weeks a word is owed about: the last four, and from Friday on the present one."""
    this = monday_of(day)
    before = [this - back * WEEK for back in range(WEEKS_BACK, 0, -1)]
    return [*before, this] if day.weekday() >= FRIDAY else before


def statements_missing(user: User, day: date) -> Iterator[Obligation]:
    """Weeks of which a function that the person leads has not said everything: one a week, for all programs.

    A week in which a program stood still is not asked of it.
    """
    weeks = weeks_asked(day)
    mine = of_my_functions(user, day, program="program", function="function")
    said = WeeklyStatement.objects.filter(mine, week_starts_on__in=weeks)
    words: defaultdict[tuple[int, int, date], set[str]] = defaultdict(set)
    for row in said.values_list("program_id", "function_id", "week_starts_on", "subject"):
        words[row[:3]].add(row[3])
    led = seats(user, day)
    rests = Rests(seat.program for seat in led)
    for week in weeks:
        expected = [seat for seat in led if (seat.program.start_on or week) <= week + LAST_DAY]
        expected = expected_of(expected, rests, week)
        silent = [seat for seat in expected if len(words[seat.program.pk, seat.function_id, week]) < len(Subject)]
        if silent:
            yield _statement(silent, week)


def expected_of(led: Iterable[Seat], rests: Rests, week: date) -> list[Seat]:
    """Seats that were taken by the end of the week, in programs that were at work on a day of it."""
    last = week + LAST_DAY
    return [seat for seat in led if seat.valid_from <= last and rests.covering(seat.program.pk, week, last) is None]


def _statement(silent: list[Seat], week: date) -> Obligation:
    programs = list({seat.program.pk: seat.program for seat in silent}.values())
    return Obligation(
        kind="week_to_state",
        key=str(week),
        what=f"The weekly sheet, week of {week:%-d %B}",
        program=programs[0],
        also=", ".join(str(program) for program in programs[1:]),
        since=week + timedelta(days=FRIDAY),
        due_on=week + WEEK,
        why="Until every function has spoken, the week counts as not known: fewer incidents are no improvement, "
        "and the month cannot be a clean one.",
        button="Open the weekly sheet",
        address=f"{reverse('programs:weekly-sheet')}?week={week}",
    )


def happenings_unrecorded(user: User, day: date) -> Iterator[Obligation]:
    """Weeks in which something happened, as the person's function said, and of which the record holds nothing."""
    rows, held = words_of(user, day, happened=True)
    for row in rows:
        if (row.subject, row.program_id, row.function_id, row.week_starts_on) not in held:
            name, button = ENTRANCE[row.subject]
            yield Obligation(
                kind="happening_to_record",
                key=str(row.uid),
                what=f"{row.get_subject_display()} in the week of {row.week_starts_on:%-d %B}: {row.function} said yes",
                program=row.program,
                since=row.stated_on,
                due_on=row.week_starts_on + WEEK,
                why="What was only said counts nowhere: the worst hand-offs and clean months come from the facts.",
                button=button,
                address=address_of(row.program, name),
            )


def words_contradicted(user: User, day: date) -> Iterator[Obligation]:
    """Weeks in which nothing happened, as the person's function said, and of which the record now holds something."""
    rows, held = words_of(user, day, happened=False)
    for row in rows:
        if (row.subject, row.program_id, row.function_id, row.week_starts_on) in held:
            yield Obligation(
                kind="week_to_correct",
                key=str(row.uid),
                what=f"{row.get_subject_display()} in the week of {row.week_starts_on:%-d %B}: {row.function} said no, "
                "the record holds one",
                program=row.program,
                since=row.stated_on,
                why="The record must not contradict itself: somebody has recorded it after you spoke.",
                button="Open the weekly sheet",
                address=f"{reverse('programs:weekly-sheet')}?week={row.week_starts_on}",
            )


def words_of(user: User, day: date, *, happened: bool) -> tuple[list[WeeklyStatement], set[tuple[str, int, int, date]]]:
    """What the person's functions said of the last weeks in this sense, and what the record holds of those weeks."""
    mine = of_my_functions(user, day, program="program", function="function")
    since = monday_of(day) - WEEKS_BACK * WEEK
    said = WeeklyStatement.objects.filter(mine, happened=happened, week_starts_on__gte=since)
    rows = list(said.select_related("program", "function").order_by("id"))
    return rows, held_since(user, day, since=since)


ENTRANCE: dict[str, tuple[str, str]] = {
    Subject.INCIDENTS: ("programs:incident-create", "Report the incident"),
    Subject.OVERRIDES: ("programs:decision-list", "Record the override"),
    Subject.INTERVENTIONS: ("programs:intervention-create", "Record the intervention"),
}


def held_since(user: User, day: date, *, since: date) -> set[tuple[str, int, int, date]]:
    """Subject, program, function and Monday of everything the record holds of the person's functions; 3 queries."""
    held: set[tuple[str, int, int, date]] = set()
    in_mine = Q(program__in=running(user, day, Role.FUNCTION_LEAD))
    incidents = CoordinationIncident.objects.kept().filter(in_mine, happened_on__gte=since)
    for program, giver, taker, on in incidents.values_list(
        "program_id", "interface__from_function_id", "interface__to_function_id", "happened_on"
    ):
        held |= {(str(Subject.INCIDENTS), program, function, monday_of(on)) for function in (giver, taker)}
    held |= overrides_since(in_mine, since=since)
    stepped_in = PmoIntervention.objects.filter(
        flow__program__in=running(user, day, Role.FUNCTION_LEAD), happened_on__gte=since
    )
    for program, function, on in stepped_in.values_list("flow__program_id", "function_id", "happened_on"):
        if function is not None:
            held.add((str(Subject.INTERVENTIONS), program, function, monday_of(on)))
    return held


def overrides_since(programs: Q, *, since: date) -> set[tuple[str, int, int, date]]:
    """The same keys of overridden decisions: of the function that decided, or of those that sat in the team then."""
    seat = "decided_team__functions__"
    rows = DecisionRecord.objects.filter(programs, overridden_on__gte=since).values_list(
        "program_id",
        "overridden_on",
        "decided_function_id",
        f"{seat}function_id",
        f"{seat}valid_from",
        f"{seat}valid_to",
    )
    held = set()
    for program, overridden_on, function, member, valid_from, valid_to in rows:
        week = monday_of(overridden_on or since)
        sat = member is not None and valid_from <= week and (valid_to is None or valid_to >= week)
        decided_by = function or (member if sat else None)
        if decided_by is not None:
            held.add((str(Subject.OVERRIDES), program, decided_by, week))
    return held


def costs_missing(user: User, day: date) -> Iterator[Obligation]:
    """Incidents that the person reported more than two weeks ago, and whose cost nobody has stated."""
    programs = running(user, day, Role.PMO_LEAD, Role.FUNCTION_LEAD)
    mine = CoordinationIncident.objects.kept().filter(program__in=programs, reported_by=user)
    unknown = mine.filter(amount__isnull=True, hours__isnull=True, happened_on__lte=day - timedelta(days=COST_DAYS))
    rows = unknown.select_related("program", "interface__from_function", "interface__to_function")
    for row in rows.order_by("happened_on", "id"):
        yield Obligation(
            kind="incident_cost",
            key=str(row.uid),
            what=f"What the incident of {row.happened_on:%-d %B} cost: {row.interface}, "
            f"{row.get_consequence_display().lower()}",
            program=row.program,
            since=row.happened_on,
            due_on=row.happened_on + timedelta(days=COST_DAYS),
            why="The few hand-offs that cause most of the cost are found from it.",
            button="State the cost",
            address=address_of(row, "programs:incident-cost"),
        )
