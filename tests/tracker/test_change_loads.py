"""What changes ask of functions over all programs is kept as sums that stay true, whoever computes what and when."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.actions import lifecycle, programs
from programs.models import BusinessFunction, Program, RefreshRequest, User
from tests import factories as make
from tests.factories.pilots import make_pilot
from tracker.analyses import coordination_of, newest_analysis
from tracker.analysis.facts.change_load import AskedWeek
from tracker.analysis.guard.results import GuardAnalysis, GuardRule
from tracker.change_loads import store_change_loads
from tracker.models import ChangeLoad, ChangeLoadTotal
from tracker.reads import Day, database_now
from tracker.runs import start_nightly, work_off
from tracker.snapshots import compute_batch

TODAY = timezone.localdate()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
WEEK = timedelta(weeks=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def operations() -> BusinessFunction:
    return make.make_function(name="Operations")


def due(program: Program, function: BusinessFunction, *days: date, **given: Any) -> None:
    """A milestone of the function for each day, expected on it."""
    for day in days:
        make.make_milestone(program, function=function, finish_on=day, **given)


def compute(*programs: Program, on: date = TODAY) -> None:
    """The programs computed together, on a day and for it."""
    assert compute_batch([each.pk for each in programs], Day(as_of=on, known_on=on)).failed == {}


def totals(function: BusinessFunction) -> dict[date, tuple[int, int, int, int]]:
    """Runs, cut-overs, work due and programs of the function by Monday."""
    rows = ChangeLoadTotal.objects.filter(function=function.uid).order_by("week_starts_on")
    return {row.week_starts_on: (row.pilots, row.cut_overs, row.due, row.programs) for row in rows}


def recounted() -> Counter[tuple[str, str, str]]:
    """The sums over the stored loads, by function, week and what is counted."""
    found: Counter[tuple[str, str, str]] = Counter()
    for load in ChangeLoad.objects.all():
        for part in load.weeks:
            for name in ("pilots", "cut_overs", "due"):
                found[part["function"], part["week"], name] += part[name]
            found[part["function"], part["week"], "programs"] += 1
    return +found


def summed() -> Counter[tuple[str, str, str]]:
    """The stored sums, told in the same way."""
    names = ("pilots", "cut_overs", "due", "programs")
    return +Counter(
        {
            (str(row.function), row.week_starts_on.isoformat(), name): getattr(row, name)
            for row in ChangeLoadTotal.objects.all()
            for name in names
        }
    )


def guard(program: Program) -> GuardAnalysis:
    row = newest_analysis(program)
    assert row is not None
    return coordination_of(row).guard


def overloads(program: Program) -> list[str]:
    """What is told on the page of the program."""
    return [each.words for each in guard(program).violations if each.rule is GuardRule.CHANGE_LOAD]


def test_the_sum_over_all_programs_is_kept_by_function_and_week(program: Program, operations: BusinessFunction) -> None:
    other = make.make_program()
    due(program, operations, MONDAY, MONDAY + timedelta(days=6))
    due(other, operations, TODAY)

    compute(program)
    compute(other)

    assert totals(operations) == {MONDAY: (0, 0, 3, 2)}
    assert [each["due"] for each in ChangeLoad.objects.get(program=program).weeks] == [2]


def test_the_latest_stated_finish_counts(program: Program, operations: BusinessFunction) -> None:
    milestone = make.make_milestone(program, function=operations, finish_on=MONDAY)
    compute(program)
    make.make_forecast(milestone, finish_on=MONDAY - 2 * WEEK, stated_on=TODAY)

    compute(program)

    assert totals(operations) == {MONDAY - 2 * WEEK: (0, 0, 1, 1)}


def test_removed_work_and_gates_ask_for_nothing(program: Program, operations: BusinessFunction) -> None:
    due(program, operations, MONDAY, kind="gate")
    due(program, operations, MONDAY, removed_on=MONDAY, removed_by=make.make_user())

    compute(program)

    assert totals(operations) == {}


def test_a_run_asks_of_the_functions_of_its_flow(program: Program, operations: BusinessFunction) -> None:
    flow = make.make_flow(program)
    for position in (1, 2):
        make.make_stage(flow, function=operations, position=position)
    make_pilot(program, flow=flow, step="started", on=MONDAY - WEEK)

    compute(program)

    assert totals(operations) == {MONDAY + week * WEEK: (1, 0, 0, 1) for week in (-1, 0, 1)}


def test_computed_twice_the_rows_are_the_same(program: Program, operations: BusinessFunction) -> None:
    due(program, operations, MONDAY)
    compute(program, make.make_program())
    before = list(ChangeLoad.objects.values("program", "as_of", "rests", "weeks"))
    sums = list(ChangeLoadTotal.objects.values())

    compute(*Program.objects.all())

    assert list(ChangeLoad.objects.values("program", "as_of", "rests", "weeks")) == before
    assert list(ChangeLoadTotal.objects.values()) == sums


def test_a_recalculation_of_a_past_day_leaves_the_load_alone(program: Program, operations: BusinessFunction) -> None:
    due(program, operations, MONDAY)
    compute(program)
    before = list(ChangeLoad.objects.values())
    due(program, operations, MONDAY)

    compute_batch([program.pk], Day(as_of=TODAY - 3 * WEEK, known_on=TODAY))

    assert list(ChangeLoad.objects.values()) == before
    assert totals(operations) == {MONDAY: (0, 0, 1, 1)}


def test_what_was_read_earlier_never_replaces_what_was_read_later(
    program: Program, operations: BusinessFunction
) -> None:
    earlier = database_now()
    due(program, operations, MONDAY)
    compute(program)

    store_change_loads([program.pk], {program.pk: ()}, as_of=TODAY, read_at=earlier)
    store_change_loads([program.pk], {}, as_of=TODAY, read_at=earlier)

    assert totals(operations) == {MONDAY: (0, 0, 1, 1)}


def test_a_load_is_as_old_as_the_plan_that_it_was_counted_from(program: Program) -> None:
    compute(program)

    assert ChangeLoad.objects.get().read_at == program.snapshots.get().computed_at


def stop(program: Program, by: User, how: str) -> None:
    if how == "paused":
        lifecycle.pause(program, by=by, on=TODAY, reason="Short of people")
    elif how == "closed":
        lifecycle.close(program, by=by, on=TODAY, lessons="Ask the crews first.")
    else:
        programs.remove(program, by=by, on=TODAY)


@pytest.mark.parametrize("how", ["paused", "closed", "removed"])
def test_a_program_at_rest_asks_for_nothing_from_its_refresh_on(
    program: Program, operations: BusinessFunction, pmo_lead: User, how: str
) -> None:
    due(program, operations, MONDAY)
    compute(program)
    RefreshRequest.objects.all().delete()

    stop(program, pmo_lead, how)
    work_off()

    assert totals(operations) == {}
    assert ChangeLoad.objects.get(program=program).rests


def test_a_program_that_goes_on_asks_again(program: Program, operations: BusinessFunction, pmo_lead: User) -> None:
    due(program, operations, MONDAY)
    lifecycle.pause(program, by=pmo_lead, on=TODAY - WEEK, reason="Short of people")
    work_off()

    lifecycle.resume(program, by=pmo_lead, on=TODAY)
    work_off()

    assert totals(operations) == {MONDAY: (0, 0, 1, 1)}


def test_a_load_that_is_deleted_leaves_the_sums(program: Program, operations: BusinessFunction) -> None:
    other = make.make_program()
    due(program, operations, MONDAY)
    due(other, operations, MONDAY)
    compute(program, other)

    ChangeLoad.objects.filter(program=program).delete()

    assert totals(operations) == {MONDAY: (0, 0, 1, 1)}


def test_early_on_a_monday_programs_that_wait_for_their_turn_are_counted(
    program: Program, operations: BusinessFunction
) -> None:
    other = make.make_program()
    for each in (program, other):
        due(each, operations, MONDAY + WEEK)
    compute(program, other, on=MONDAY + timedelta(days=6))

    compute(program, on=MONDAY + WEEK)

    assert totals(operations)[MONDAY + WEEK] == (0, 0, 2, 2)
    assert guard(program).load_behind == 0


def make_full(function: BusinessFunction) -> list[Program]:
    """Two programs that follow the sequence, which ask 13 together in this week."""
    made = []
    for count in (6, 7):
        program = make.make_program(start_on=TODAY - 10 * WEEK)
        make.make_gate(program, "G0", finish_on=TODAY + WEEK)
        due(program, function, *[MONDAY] * count)
        made.append(program)
    return made


def test_a_week_above_the_limit_is_told_to_those_that_take_part_with_the_counts_of_all(
    program: Program, operations: BusinessFunction
) -> None:
    first, second = make_full(operations)
    make.make_gate(program, "G0", finish_on=TODAY + WEEK)

    compute(second)
    compute(first, program)

    assert [words.split(": ")[1] for words in overloads(first)] == ["13, and the limit is 12."]
    assert "in 2 programs" in overloads(first)[0]
    assert (overloads(second), overloads(program)) == ([], [])


def test_programs_of_one_batch_count_each_other(operations: BusinessFunction) -> None:
    first, second = make_full(operations)

    compute(first, second)

    assert overloads(first) == overloads(second) != []


def test_an_active_program_that_was_not_counted_since_yesterday_is_told_to_those_that_ask(
    program: Program, operations: BusinessFunction
) -> None:
    asking, behind = make_full(operations)
    make.make_gate(program, "G0", finish_on=TODAY + WEEK)
    compute(behind, on=TODAY - timedelta(days=2))
    compute(asking, program)
    assert (guard(asking).load_behind, guard(program).load_behind) == (1, 0)

    compute(behind, on=TODAY - timedelta(days=1))
    compute(asking)

    assert guard(asking).load_behind == 0


def test_the_night_knows_of_programs_that_were_never_counted(program: Program, operations: BusinessFunction) -> None:
    asking, _ = make_full(operations)
    store_change_loads([program.pk], {}, as_of=TODAY - WEEK, read_at=database_now())

    start_nightly(TODAY)
    compute(asking)

    assert not ChangeLoad.objects.filter(rests=True).exists()
    assert guard(asking).load_behind == Program.objects.active().count() - 1 == 2


def test_the_queries_do_not_depend_on_the_number_of_programs(operations: BusinessFunction) -> None:
    first, second = make_full(operations)
    with CaptureQueriesContext(connection) as one:
        compute(first)
    with CaptureQueriesContext(connection) as two:
        compute(first, second)

    assert len(one) <= len(two) <= 86


def random_weeks(chance: Random, functions: list[str]) -> tuple[AskedWeek, ...]:
    """What a program asks, by chance."""
    keys = {(chance.choice(functions), MONDAY - chance.randrange(4) * WEEK) for _ in range(chance.randrange(6))}
    return tuple(
        AskedWeek(function=function, week=week, pilots=chance.randrange(2), cut_overs=0, due=chance.randrange(3))
        for function, week in sorted(keys)
    )


def test_whatever_is_stored_in_whatever_order_the_sums_are_those_of_the_rows() -> None:
    chance = Random(5)
    functions = [str(make.make_function().uid) for _ in range(3)]
    ids = [make.make_program().pk for _ in range(6)]

    for _ in range(60):
        some = chance.sample(ids, chance.randrange(1, 5))
        active = [pk for pk in some if chance.random() < 0.8]
        asked = {pk: random_weeks(chance, functions) for pk in active}
        store_change_loads(some, asked, as_of=TODAY, read_at=database_now())
        if chance.random() < 0.1:
            ChangeLoad.objects.filter(program=chance.choice(ids)).delete()

        assert summed() == recounted()

    assert recounted()


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_neither_wait_for_each_other_forever_nor_lose_a_count() -> None:
    functions = [str(make.make_function().uid) for _ in range(4)]
    ids = [make.make_program().pk for _ in range(12)]
    errors: list[Exception] = []

    def work(seed: int) -> None:
        chance = Random(seed)
        try:
            for _ in range(40):
                some = chance.sample(ids, 6)
                read_at = database_now()
                asked = {pk: random_weeks(chance, functions) for pk in some[1:]}
                store_change_loads(some, asked, as_of=TODAY, read_at=read_at)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert errors == []
    assert summed() == recounted() != Counter()


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"rests": True, "weeks": [{"due": 1}]}, "program_at_rest_asks_for_nothing"),
        ({"as_of": TODAY}, "change_load_is_of_a_day"),
    ],
    ids=["at rest", "a day without a moment"],
)
def test_the_database_refuses_what_cannot_be(program: Program, row: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ChangeLoad.objects.create(program=program, **row)


def test_a_function_has_one_sum_for_a_week(operations: BusinessFunction) -> None:
    values: dict[str, Any] = {"week_starts_on": MONDAY, "pilots": 0, "cut_overs": 0, "due": 1, "programs": 1}
    ChangeLoadTotal.objects.create(function=operations.uid, **values)

    with pytest.raises(IntegrityError, match="change_load_total_is_once_a_week"), transaction.atomic():
        ChangeLoadTotal.objects.create(function=operations.uid, **values)
