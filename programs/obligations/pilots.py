"""Parallel runs to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from programs.models import Pilot, SharedMetric, User
from programs.obligations.obligation import Obligation, Role, address_of, running

SOON = timedelta(days=14)
DAYS_OF = {SharedMetric.Frequency.WEEK: 7, SharedMetric.Frequency.MONTH: 30}


def pilots_to_decide(user: User, day: date) -> Iterator[Obligation]:
    """Running pilots whose longest time ends in two weeks, or has ended, for whoever decides."""
    programs = running(user, day, Role.PMO_LEAD, Role.COMMITTEE_MEMBER)
    under_way = Pilot.objects.filter(program__in=programs, started_on__isnull=False, decided_on__isnull=True)
    for row in under_way.select_related("program", "primary__metric").order_by("id"):
        ends_on = last_day_of(row)
        if ends_on <= day + SOON:
            yield Obligation(
                kind="pilot_to_decide",
                key=str(row.uid),
                what=f"The decision on the pilot {row}",
                program=row.program,
                since=row.started_on,
                due_on=ends_on,
                why="Gate G4, Pilot decided, and after it the cut-over wait for it.",
                button="Decide the pilot",
                address=address_of(row, "programs:pilot-decide"),
            )


def last_day_of(pilot: Pilot) -> date:
    """The day on which the pilot has run its longest: burn-in and all periods, a month as 30 days."""
    assert pilot.started_on is not None, "only a pilot that runs has an end"
    periods = pilot.burn_in_periods + pilot.maximum_periods
    return pilot.started_on + periods * timedelta(days=DAYS_OF[SharedMetric.Frequency(pilot.primary.metric.frequency)])
