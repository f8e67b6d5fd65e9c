"""The policy numbers that the sequence guard reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STAGES_NEEDED = 2
"""A flow of fewer stages has no hand-off, so nothing is mapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardPolicy:
    """What holds when nobody decided otherwise (METHODS 1.5).

    change_load  parallel runs, cut-overs and work due of a function in one week over all programs, at most
    """

    change_load: int = 12


def guard_policy(numbers: Mapping[str, str]) -> GuardPolicy:
    """The policy of numbers in force, by key, as decimal text."""
    return GuardPolicy(change_load=int(numbers["change_load_limit"]))
