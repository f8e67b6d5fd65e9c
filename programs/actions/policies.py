from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from programs.actions.base import action, check_happened, refresh, refresh_all_active, require, save_checked
from programs.errors import Refused
from programs.models import Policy, Program, User
from programs.periods import day_name
from programs.policy_numbers import check_order


@action
def approve(
    effective_from: date,
    *,
    by: User,
    approved_on: date,
    reason: str,
    values: Mapping[str, Any],
    program: Program | None = None,
) -> Policy:
    """Weights and thresholds in force from a day on, for the installation or for one program; computed at once.

    values  decided numbers by key; for the installation what is left out has its default, for a program the
            installation's
    """
    require(by, "approve_policy", program)
    check_happened(approved_on, field="approved_on")
    policy = save_checked(
        Policy(
            program=program,
            effective_from=effective_from,
            values=dict(values),
            reason=reason,
            approved_by=by,
            approved_on=approved_on,
        )
    )
    check_together(policy)
    if program is None:
        refresh_all_active()
    else:
        refresh([program.pk])
    return policy


def check_together(policy: Policy) -> None:
    """Refuses numbers that contradict those they would be in force with, in every program that decided its own.

    That is on the day from which they hold, and on each later day for which another decision is planned already.
    """
    deciding = Program.objects.filter(policies__isnull=False) if policy.program is None else [policy.program]
    names = {program.pk: program.name for program in deciding}
    beside = Policy.objects.filter(Q(program=None) | Q(program__in=names), effective_from__gte=policy.effective_from)
    for day in beside.order_by("effective_from").values_list("effective_from", flat=True).distinct():
        for key, in_force in Policy.objects.numbers_on(day, names).items():
            try:
                check_order(in_force.numbers)
            except ValueError as error:
                where = f"In {names[key]}: " if key is not None and policy.program is None else ""
                when = f" From {day_name(day)}, when another decision holds." if day > policy.effective_from else ""
                raise Refused("out_of_order", f"{where}{error}{when}", field="values") from error
