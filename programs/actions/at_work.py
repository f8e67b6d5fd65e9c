"""The state rule of the facts of the week: they may be told late, but only of days on which the program worked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from programs.errors import Refused
from programs.gathering import Call, known
from programs.models import Program
from programs.periods import day_name
from programs.rest import DAY, Rest, Rests
from programs.rules import program_of


def check_at_work(program: Program, first: date, last: date | None = None, *, field: str) -> None:
    """Returns when the program was at work on a day from ``first`` through ``last``.

    last    the day itself when it is left out
    raises  Refused when all of it lies within a pause or after the close, with what to do instead
    """
    rest = known(rests_of, alone=Call(program, {})).covering(program.pk, first, last or first)
    if rest is not None:
        raise Refused("closed_then" if rest.is_end else "paused_then", sentence(program, rest), field=field)


def rests_of(calls: Sequence[Call]) -> Rests:
    """The times of rest of the programs that the calls are about: one query."""
    return Rests({program for call in calls if (program := program_of(call.subject))})


def sentence(program: Program, rest: Rest) -> str:
    """Why a fact of that time is refused, and what to do."""
    if rest.is_end:
        closed_on = day_name(rest.first - DAY)
        return f"{program} was closed on {closed_on}: give a day up to then. What came later belongs to no program."
    if rest.last is None:
        since = day_name(rest.first)
        return f"{program} is paused since {since}: give an earlier day, or have its PMO lead resume it first."
    goes_on = day_name(rest.last + DAY)
    return f"{program} was paused from {day_name(rest.first)} until {goes_on}: give a day before or after the pause."
