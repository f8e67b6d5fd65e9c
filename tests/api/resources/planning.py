"""Lists of planning, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource
from tests.factories import planning as make_planning

IN_PROGRAM: tuple[Resource, ...] = ()
IN_INSTALLATION: tuple[Resource, ...] = (
    Resource("planning-cycles", lambda _: make_planning.make_cycle(calendar=make_planning.make_calendar())),
    Resource("working-calendars", lambda _: make_planning.make_calendar()),
    Resource("holidays", lambda _: make_planning.make_holiday()),
    Resource("currencies", lambda _: make_planning.make_currency()),
    Resource("exchange-rates", lambda _: make_planning.make_rate()),
    Resource("fiscal-periods", lambda _: make_planning.make_fiscal_period()),
)
NAMED: Names = {
    "calendar": lambda made: made["working-calendars"],
    "currency": lambda made: made["currencies"],
    "into": lambda made: made["exchange-rates"].into,
}
