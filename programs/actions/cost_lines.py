from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.gathering import Call, known
from programs.models import CostLine, Program, User


class CostKey(TypedDict, total=False):
    kind: str
    scope: str
    period: str
    currency: str


# A part that is not given is blank, so that it is refused or matches a blank one, never the line of another year.
NO_KEY: CostKey = {"kind": "", "scope": "", "period": "", "currency": ""}
Place = tuple[Any, ...]
"""Key of the program, the day, and the parts of the key in their order."""


@action
def state(
    program: Program, *, by: User, on: date, amount: Decimal | None, withheld_reason: str = "", **key: Unpack[CostKey]
) -> CostLine:
    """An amount as stated on a day; a second statement of the same day replaces the first."""
    require(by, "plan_program", program)
    check_happened(on)
    program = lock(program)
    whole_key = NO_KEY | key
    lines = known(lines_stated, alone=Call(program, {"on": on}))
    place = (program.pk, on, *whole_key.values())
    line = lines.get(place)
    if line is None:
        new = CostLine(
            program=program, stated_on=on, stated_by=by, amount=amount, withheld_reason=withheld_reason, **whole_key
        )
        line = save_checked(new)
    else:
        line = change_fields(line, {"amount": amount, "withheld_reason": withheld_reason, "stated_by": by})
    refresh([program.pk])
    return line


def lines_stated(calls: Sequence[Call]) -> dict[Place, CostLine]:
    """The lines that the programs of the calls have of the days of the calls: one query."""
    lines = CostLine.objects.filter(
        program__in={call.subject.pk for call in calls}, stated_on__in={call.arguments["on"] for call in calls}
    )
    return {(line.program_id, line.stated_on, *(getattr(line, part) for part in NO_KEY)): line for line in lines}
