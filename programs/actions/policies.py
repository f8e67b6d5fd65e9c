from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.base import action, refresh_all_active, require, save_checked
from programs.models import Policy, User


class Thresholds(TypedDict, total=False):
    spi_green: Decimal
    spi_amber: Decimal
    gate_overdue_red_days: int
    improve_after_periods: int
    tspi_unlikely: Decimal


@action
def approve(
    effective_from: date, *, by: User, approved_on: date, reason: str, **thresholds: Unpack[Thresholds]
) -> Policy:
    """A new policy in force from ``effective_from``; every active program is computed again. Stewards only."""
    require(by, "keep_installation")
    policy = Policy(effective_from=effective_from, approved_by=by, approved_on=approved_on, reason=reason, **thresholds)
    policy = save_checked(policy)
    refresh_all_active()
    return policy
