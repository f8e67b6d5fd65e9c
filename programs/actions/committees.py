from __future__ import annotations

from programs.actions.base import action, change_fields, lock, require, save_checked
from programs.models import Committee, User


@action
def create(name: str, *, by: User, quorum: int = 1, cadence_days: int | None = None) -> Committee:
    """A new committee without members; stewards only."""
    require(by, "keep_installation")
    return save_checked(Committee(name=name, quorum=quorum, cadence_days=cadence_days))


@action
def change(
    committee: Committee, *, by: User, name: str, quorum: int, cadence_days: int | None, version: int | None = None
) -> Committee:
    """The committee with another name, quorum or cadence; meetings already held keep the quorum of their day."""
    require(by, "keep_installation")
    changes = {"name": name, "quorum": quorum, "cadence_days": cadence_days}
    return change_fields(lock(committee, version=version), changes)
