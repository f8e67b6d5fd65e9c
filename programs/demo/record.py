"""Everything that a program's record holds beside its plan, told area by area."""

from __future__ import annotations

from collections.abc import Callable

from programs.demo.agenda import tell_agenda
from programs.demo.clocks import tell_clocks
from programs.demo.culture import tell_culture
from programs.demo.gatekeeping import tell_gatekeeping
from programs.demo.guests import tell_guests
from programs.demo.handoffs import tell_handoffs
from programs.demo.limits import tell_limits
from programs.demo.market import tell_market
from programs.demo.measures import tell_measures
from programs.demo.rights import tell_rights
from programs.demo.runs import tell_runs
from programs.demo.telling import Telling
from programs.demo.weeks import tell_weeks

# In this order the facts of one day are written: what others refer to comes first.
AREAS: tuple[Callable[[Telling], None], ...] = (
    tell_clocks,
    tell_handoffs,
    tell_rights,
    tell_limits,
    tell_measures,
    tell_runs,
    tell_culture,
    tell_market,
    tell_gatekeeping,
    tell_agenda,
    tell_guests,
    tell_weeks,
)


def tell_record(telling: Telling) -> None:
    """Adds the facts of every area on their days."""
    for tell in AREAS:
        tell(telling)
