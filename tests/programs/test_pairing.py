"""Which periods of a parallel run are over, which are pairs, and what is missing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from programs.models import Pilot, Program
from programs.pairing import Comparison, Standing, comparisons, earliest_enough, first_period
from programs.periods import next_period
from tests import factories
from tests.factories import START
from tests.factories import pilots as make_pilots
from tests.factories.pilots import WEEK

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAIR, BURN_IN, NOT_FINAL = Standing.PAIR, Standing.BURN_IN, Standing.NOT_FINAL
MISSING_OLD, MISSING_NEW, MISSING_BOTH = Standing.MISSING_OLD, Standing.MISSING_NEW, Standing.MISSING_BOTH


def compared(pilot: Pilot, *, weeks: int) -> Comparison:
    """The primary metric after so many weeks."""
    return judged(pilot, as_of=START + weeks * WEEK)[0]


def judged(pilot: Pilot, *, as_of: date) -> tuple[Comparison, ...]:
    (read,) = Pilot.objects.filter(pk=pilot.pk).with_protocol()
    return comparisons([read], as_of=as_of)[pilot.pk]


def running(program: Program, **given: Any) -> Pilot:
    return make_pilots.make_pilot(program, step="started", **{"burn_in_periods": 0} | given)


@pytest.mark.parametrize(
    ("readings", "standing"),
    [
        ((10, 8), PAIR),
        ((0, 0), PAIR),
        ((None, 8), MISSING_OLD),
        ((10, None), MISSING_NEW),
        ((None, None), MISSING_BOTH),
    ],
    ids=["both", "both zero", "old missing", "new missing", "both missing"],
)
def test_a_pair_has_readings_of_both_arms(readings: Any, standing: Standing, program: Program) -> None:
    pilot = running(program)
    make_pilots.make_arm_readings(pilot, [readings])

    (period,) = compared(pilot, weeks=1).periods

    assert period.standing is standing
    assert (period.old, period.new) == readings


def test_a_reading_that_is_not_final_makes_no_pair(program: Program) -> None:
    pilot = running(program)
    make_pilots.make_arm_readings(pilot, [(10, None)])
    make_pilots.make_arm_reading(pilot, arm="Integrated", starts_on=START, value=8, is_final=False)

    (period,) = compared(pilot, weeks=1).periods

    assert (period.standing, period.new) == (NOT_FINAL, Decimal(8))


def test_the_first_periods_run_in_whatever_they_hold(program: Program) -> None:
    pilot = running(program, burn_in_periods=2)
    make_pilots.make_arm_readings(pilot, [(10, 8), (None, None), (10, 8)])

    result = compared(pilot, weeks=3)

    assert [each.standing for each in result.periods] == [BURN_IN, BURN_IN, PAIR]
    assert (result.counted, result.dropped, result.dropped_share) == (1, 0, Decimal(0))


def test_missing_periods_are_counted_by_arm_and_never_filled_in(program: Program) -> None:
    pilot = running(program)
    make_pilots.make_arm_readings(pilot, [(10, 8), (None, 8), (None, None), (10, None), (10, 8)])

    result = compared(pilot, weeks=5)

    assert (result.pairs, result.dropped, result.missing_old, result.missing_new) == (2, 3, 2, 2)
    assert result.dropped_share == Decimal("0.6")


def test_nothing_is_lost_before_a_period_counts(program: Program) -> None:
    result = compared(running(program, burn_in_periods=1), weeks=1)

    assert (result.counted, result.dropped_share) == (0, None)


@pytest.mark.parametrize(("as_of", "count"), [(START + 6 * DAY, 0), (START + 7 * DAY, 1), (START + 13 * DAY, 1)])
def test_a_period_is_owed_once_it_is_over(as_of: date, count: int, program: Program) -> None:
    (result,) = judged(running(program), as_of=as_of)

    assert len(result.periods) == count


def test_no_period_is_owed_after_the_decision(program: Program) -> None:
    pilot = make_pilots.make_pilot(program, step="started", on=START)
    Pilot.objects.filter(pk=pilot.pk).update(
        outcome="stopped", decision_reason="Harm", decided_by=factories.make_user(), decided_on=START + 3 * WEEK
    )

    assert len(compared(pilot, weeks=9).periods) == 3


def test_a_pilot_that_has_not_started_has_no_periods(program: Program) -> None:
    result = compared(make_pilots.make_pilot(program, step="locked"), weeks=9)

    assert (result.periods, result.first_on, result.dropped_share) == ((), None, None)


def test_readings_of_the_flow_go_before_those_of_the_organization(program: Program) -> None:
    pilot = running(program)
    make_pilots.make_arm_reading(pilot, arm="Functional", starts_on=START, value=99, flow=None)
    make_pilots.make_arm_reading(pilot, arm="Integrated", starts_on=START, value=99, flow=None)
    make_pilots.make_arm_readings(pilot, [(None, 8)])

    (period,) = compared(pilot, weeks=1).periods

    assert (period.old, period.new) == (None, Decimal(8))


def test_readings_of_the_organization_serve_when_the_flow_has_none(program: Program) -> None:
    pilot = running(program)
    for arm in ("Functional", "Integrated", ""):
        make_pilots.make_arm_reading(pilot, arm=arm, starts_on=START, value=len(arm), flow=None)

    (period,) = compared(pilot, weeks=1).periods

    assert (period.old, period.new) == (Decimal(10), Decimal(10))


def test_readings_of_another_flow_are_not_its_own(program: Program) -> None:
    pilot = running(program)
    flow = factories.make_flow(program)
    make_pilots.make_arm_reading(pilot, arm="Functional", starts_on=START, flow=flow, pilot=None)

    (period,) = compared(pilot, weeks=1).periods

    assert period.standing is MISSING_BOTH


def test_two_pilots_with_the_same_arms_on_one_metric_of_the_organization_are_told_apart(program: Program) -> None:
    metric = make_pilots.make_pilot_metric(program)
    pilots = [running(program, primary=metric) for _ in range(2)]
    for number, pilot in enumerate(pilots):
        for arm in ("Functional", "Integrated"):
            make_pilots.make_arm_reading(pilot, arm=arm, starts_on=START, value=number, flow=None)

    periods = [compared(pilot, weeks=1).periods[0] for pilot in pilots]

    assert [(each.old, each.new) for each in periods] == [(Decimal(each), Decimal(each)) for each in (0, 1)]


def test_a_reading_with_its_label_alone_is_not_its_own(program: Program) -> None:
    pilot = running(program)
    make_pilots.make_arm_reading(pilot, arm="Functional", starts_on=START, pilot=None)

    (period,) = compared(pilot, weeks=1).periods

    assert period.standing is MISSING_BOTH


def test_a_later_definition_is_another_series(program: Program) -> None:
    pilot = running(program)
    later = make_pilots.make_pilot_definition(pilot.primary.metric, effective_from=START + WEEK)
    make_pilots.make_arm_readings(pilot, [(10, 8)])
    for arm in ("Functional", "Integrated"):
        make_pilots.make_arm_reading(pilot, arm=arm, starts_on=START + WEEK, definition=later)

    result = compared(pilot, weeks=2)

    assert [each.standing for each in result.periods] == [PAIR, MISSING_BOTH]
    assert result.definition == 1


def test_a_protocol_meets_the_newest_definition_that_was_in_force(program: Program) -> None:
    metric = make_pilots.make_pilot_metric(program)
    make_pilots.make_pilot_definition(metric.metric, effective_from=START + WEEK)
    pilots = [running(program, primary=metric, on=START + weeks * WEEK) for weeks in (0, 1)]

    assert [compared(pilot, weeks=1).definition for pilot in pilots] == [1, 2]


def test_a_guardrail_is_compared_like_the_primary_metric(program: Program) -> None:
    pilot = make_pilots.make_pilot(program, burn_in_periods=0)
    guardrail = make_pilots.make_guardrail(pilot)
    Pilot.objects.filter(pk=pilot.pk).update(**make_pilots.done_until("started", START))

    primary, guarded = judged(pilot, as_of=START + WEEK)

    assert (primary.guardrail, guarded.guardrail) == (None, guardrail)
    assert [each.standing for each in guarded.periods] == [MISSING_BOTH]


@pytest.mark.parametrize(
    ("started_on", "frequency", "first"),
    [
        (date(2026, 1, 5), "week", date(2026, 1, 5)),
        (date(2026, 1, 6), "week", date(2026, 1, 12)),
        (date(2026, 1, 11), "week", date(2026, 1, 12)),
        (date(2026, 1, 1), "month", date(2026, 1, 1)),
        (date(2026, 1, 31), "month", date(2026, 2, 1)),
        (date(2026, 12, 2), "month", date(2027, 1, 1)),
    ],
)
def test_only_whole_periods_are_part_of_a_run(started_on: date, frequency: str, first: date) -> None:
    assert first_period(started_on, frequency) == first


@pytest.mark.parametrize(
    ("day", "frequency", "following"),
    [
        (date(2026, 1, 5), "week", date(2026, 1, 12)),
        (date(2026, 2, 1), "month", date(2026, 3, 1)),
        (date(2026, 12, 1), "month", date(2027, 1, 1)),
    ],
)
def test_periods_follow_each_other(day: date, frequency: str, following: date) -> None:
    assert next_period(day, frequency) == following


@pytest.mark.parametrize(
    ("burn_in", "readings", "weeks_to_come"),
    [(0, [], 8), (2, [], 10), (0, [(10, 8), (None, 8)], 9), (2, [(10, 8)], 10)],
    ids=["at once", "run in", "one lost", "running in"],
)
def test_the_first_day_with_enough_pairs(burn_in: int, readings: Any, weeks_to_come: int, program: Program) -> None:
    pilot = running(program, burn_in_periods=burn_in)
    make_pilots.make_arm_readings(pilot, readings)

    assert earliest_enough(pilot, compared(pilot, weeks=len(readings))) == START + weeks_to_come * WEEK


def test_there_is_no_such_day_once_it_has_come_or_before_the_start(program: Program) -> None:
    enough, drafted = running(program, minimum_periods=1), make_pilots.make_pilot(program)
    make_pilots.make_arm_readings(enough, [(10, 8)])

    assert earliest_enough(enough, compared(enough, weeks=1)) is None
    assert earliest_enough(drafted, compared(drafted, weeks=1)) is None
