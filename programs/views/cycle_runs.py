"""When a planning cycle runs, on the clock of the installation. Moments have no zone: eight o'clock stays eight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from programs.models import PlanningCycle

IsOff = Callable[[date], bool]
MICROSECONDS_IN_A_DAY = 86_400_000_000
# Nobody plans longer; beyond it a day is a day, so that a slip of the keyboard costs no minute of counting.
LONGEST_COUNTED = timedelta(days=400)
INSTANT = timedelta(microseconds=1)


def span_of(days: Decimal) -> timedelta:
    return timedelta(microseconds=int(days * MICROSECONDS_IN_A_DAY))


def runs_between(cycle: PlanningCycle, first: datetime, last: datetime) -> Iterator[datetime]:
    """Runs from ``first`` until before ``last`` on days on which the cycle holds; none when they are not known."""
    if cycle.anchor_at is None or cycle.period_days == 0:
        return
    anchor = timezone.localtime(cycle.anchor_at).replace(tzinfo=None)
    step = span_of(cycle.period_days)
    run = anchor - (anchor - first) // step * step
    while run < last:
        if holds_on(cycle, run.date()):
            yield run
        run += step


def holds_on(cycle: PlanningCycle, day: date) -> bool:
    return cycle.valid_from <= day and (cycle.valid_to is None or day <= cycle.valid_to)


def days_off(cycle: PlanningCycle) -> IsOff:
    """Says of a day that nobody works; never without a calendar. Reads holidays that were fetched before."""
    if cycle.calendar is None:
        return lambda _: False
    working = set(cycle.calendar.working_days)
    holidays = {holiday.on for holiday in cycle.calendar.holidays.all()}
    return lambda day: day.isoweekday() not in working or day in holidays


def later(moment: datetime, days: Decimal, is_off: IsOff) -> datetime:
    """The moment after so many days, of which those that are off do not count."""
    left = span_of(days)
    while timedelta(0) < left <= LONGEST_COUNTED:
        midnight = datetime.combine(moment.date() + timedelta(days=1), time.min)
        if not is_off(moment.date()):
            taken = min(left, midnight - moment)
            left -= taken
            midnight = moment + taken
        moment = midnight
    return moment + left


def earlier(moment: datetime, days: Decimal, is_off: IsOff) -> datetime:
    """The moment before so many days, of which those that are off do not count."""
    left = span_of(days)
    while timedelta(0) < left <= LONGEST_COUNTED:
        day = (moment - INSTANT).date()
        midnight = datetime.combine(day, time.min)
        if not is_off(day):
            taken = min(left, moment - midnight)
            left -= taken
            midnight = moment - taken
        moment = midnight
    return moment - left
