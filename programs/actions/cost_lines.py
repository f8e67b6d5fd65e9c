from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.models import CostLine, Program, User


class CostKey(TypedDict, total=False):
    kind: str
    scope: str
    period: str
    currency: str


# A part that is not given is blank, so that it is refused or matches a blank one, never the line of another year.
NO_KEY: CostKey = {"kind": "", "scope": "", "period": "", "currency": ""}


@action
def state(
    program: Program, *, by: User, on: date, amount: Decimal | None, withheld_reason: str = "", **key: Unpack[CostKey]
) -> CostLine:
    """An amount as stated on a day; a second statement of the same day replaces the first."""
    require(by, "plan_program", program)
    check_happened(on)
    program = lock(program)
    whole_key = NO_KEY | key
    line = program.cost_lines.filter(stated_on=on, **whole_key).first()
    if line is None:
        new = CostLine(
            program=program, stated_on=on, stated_by=by, amount=amount, withheld_reason=withheld_reason, **whole_key
        )
        line = save_checked(new)
    else:
        line = change_fields(line, {"amount": amount, "withheld_reason": withheld_reason, "stated_by": by})
    refresh([program.pk])
    return line
