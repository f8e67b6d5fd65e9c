"""Kept forecasts counted in the database: the same as the rules count, of visible programs, when their day has come."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.models import Program, User
from tests import factories
from tests.factories.forecasts import make_kept_forecast, make_outcome
from tracker.forecast_scores import LeftOut, calibrate_programs, tallies
from tracker.models import HorizonOutcome, KeptForecast
from tracker.progress.forecast.calibration import LEVELS, Claim, Outcome, calibrate

TODAY = timezone.localdate()
DUE = TODAY - timedelta(days=30)
FINISHES = ("finish_10", "finish_50", "finish_80", "finish_90")

pytestmark = pytest.mark.django_db


def after(days: int) -> date:
    """So many days after the horizon's."""
    return DUE + timedelta(days=days)


def make_random_case(program: Program, luck: random.Random) -> None:
    """A horizon with twenty forecasts: met, missed or reached late; some days are to come, some never."""
    reached = luck.choice([-20, -3, 0, 5, 20, None])
    make_outcome(
        program,
        due_on=DUE,
        known_on=after(luck.choice([5, 29])),
        met=reached is not None and reached <= 0,
        reached_on=None if reached is None else after(reached),
    )
    for number in range(20):
        ends = sorted(luck.randrange(-40, 45) for _ in FINISHES)
        days = {name: after(end) for name, end in zip(FINISHES, ends[: luck.choice([2, 4, 4])], strict=False)}
        forecast_on = after(-60 + number)
        known_on = forecast_on + timedelta(days=luck.choice([0, 9]))
        make_kept_forecast(program, forecast_on=forecast_on, known_on=known_on, chance=luck.random(), **days)


def pairs_of(outcome: HorizonOutcome, *, is_later: bool) -> list[tuple[Claim, Outcome]]:
    """The forecasts of a horizon as the rules take them: with the days that have come, whatever became of it."""
    seen = outcome.known_on if outcome.reached_on is None else TODAY
    pairs = []
    for row in KeptForecast.objects.filter(program=outcome.program_id):
        if (row.known_on > row.forecast_on) is is_later:
            days = {level: getattr(row, name) for level, name in zip(LEVELS, FINISHES, strict=True)}
            come = {level: day for level, day in days.items() if day is not None and day <= seen}
            claim = Claim(made_on=row.forecast_on, by=outcome.due_on, chance=row.chance, days=come)
            pairs.append((claim, Outcome(known_on=outcome.known_on, finished_on=outcome.reached_on)))
    return pairs


def test_the_database_counts_what_the_rules_count() -> None:
    luck = random.Random(20261123)
    programs = [factories.make_program() for _ in range(12)]
    for program in programs:
        make_random_case(program, luck)

    for is_later, some in enumerate(tallies([program.pk for program in programs], as_of=TODAY)):
        counted: dict[int, list[Any]] = defaultdict(list)
        for each in some:
            counted[each.program].append(each)
        for outcome in HorizonOutcome.objects.all():
            expected = calibrate(pairs_of(outcome, is_later=bool(is_later)))
            mine = counted[outcome.program_id]
            n = sum(each.n for each in mine)
            assert (n, sum(each.squares for each in mine) / n) == (expected.n, pytest.approx(expected.brier))
            fell = tuple(map(sum, zip(*[each.fell for each in mine], strict=True)))
            given = [sum(column) for column in zip(*[each.given for each in mine], strict=True)]
            held = [sum(column) for column in zip(*[each.held for each in mine], strict=True)]
            assert fell == expected.bins
            assert list(zip(held, given, strict=True)) == [(each.hits, each.n) for each in expected.coverage]


def test_a_horizon_is_judged_only_when_its_day_is_over(program: Program, pmo_lead: User) -> None:
    make_outcome(program, due_on=TODAY, met=True, reached_on=TODAY - timedelta(days=40))
    make_kept_forecast(program, forecast_on=TODAY - timedelta(days=50))

    assert calibrate_programs(pmo_lead, as_of=TODAY).on_the_day.n == 0
    assert calibrate_programs(pmo_lead, as_of=TODAY + timedelta(days=1)).on_the_day.n == 1


def test_what_was_calculated_later_stands_apart(program: Program, pmo_lead: User) -> None:
    make_outcome(program, due_on=DUE, met=True)
    make_kept_forecast(program, forecast_on=after(-9), known_on=after(-1))
    make_kept_forecast(program, forecast_on=after(-8))
    make_kept_forecast(program, forecast_on=after(-7))

    found = calibrate_programs(pmo_lead, as_of=TODAY)

    assert (found.on_the_day.n, found.on_the_day.forecasts) == (1, 2)
    assert (found.afterwards.n, found.afterwards.forecasts) == (1, 1)


def test_the_first_score_appears_the_day_after_enough_horizons_have_come(program: Program, pmo_lead: User) -> None:
    others = [factories.make_program() for _ in range(4)]
    for number, each in enumerate([program, *others]):
        if number:
            factories.make_membership(pmo_lead, each)
        make_outcome(each, due_on=TODAY + timedelta(days=number))
        make_kept_forecast(each, forecast_on=TODAY)

    found = calibrate_programs(pmo_lead, as_of=TODAY)
    fewer = calibrate_programs(factories.make_user(), as_of=TODAY)

    assert (found.waiting, found.first_on) == (5, TODAY + timedelta(days=5))
    assert (fewer.waiting, fewer.first_on) == (0, None)


def test_what_is_not_judged_is_counted_with_the_reason(pmo_lead: User) -> None:
    states = {"closed": {"state": "closed"}, "paused": {"state": "paused"}, "gone": {}}
    for name, given in states.items():
        program = factories.make_program(**given)
        factories.make_membership(pmo_lead, program)
        make_outcome(program, due_on=DUE)
        make_kept_forecast(program)
        if name == "gone":
            Program.objects.filter(pk=program.pk).update(removed_on=TODAY, removed_by=pmo_lead)

    assert calibrate_programs(pmo_lead, as_of=TODAY).left_out == (
        LeftOut(reason="the program is paused, and the day moves", n=1),
        LeftOut(reason="the program was closed before the day", n=1),
        LeftOut(reason="the program was removed", n=1),
    )


def test_nobody_is_told_of_programs_they_may_not_see(program: Program, pmo_lead: User, outsider: User) -> None:
    make_outcome(program, due_on=DUE, met=True)
    make_kept_forecast(program, forecast_on=after(-9))

    assert calibrate_programs(pmo_lead, as_of=TODAY).on_the_day.n == 1
    assert calibrate_programs(outsider, as_of=TODAY).on_the_day.n == 0


def test_the_queries_are_the_same_for_one_program_and_for_ten(program: Program, pmo_lead: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            calibrate_programs(pmo_lead, as_of=TODAY)
        return len(queries)

    make_outcome(program, due_on=DUE, met=True)
    before = count()
    for _ in range(9):
        other = factories.make_program()
        factories.make_membership(pmo_lead, other)
        make_outcome(other, due_on=DUE, met=False)
        make_kept_forecast(other, forecast_on=after(-9))

    assert (before, count()) == (4, 4)
