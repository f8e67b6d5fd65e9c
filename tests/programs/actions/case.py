"""One action as the tests call it: who may, the rows it needs, and one call that succeeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from programs.models import Program
from tests.factories import START

LEAD = frozenset({"pmo_lead"})
COMMITTEE = frozenset({"pmo_lead", "committee_member"})
ANSWERING = frozenset({"pmo_lead", "function_lead"})
STEWARD = frozenset({"steward"})
LEAD_OR_STEWARD = LEAD | STEWARD
WHO_LEADS_ANY = frozenset({"pmo_lead", "outsider", "steward"})


@dataclass(frozen=True)
class ActionCase:
    """One action as a test calls it.

    allowed    names of the cast who may
    prepare    rows that must be there; what it returns is the subject of ``act``
    act        the call, by a person; what it returns is the row whose history is signed, None when nothing stays
    refreshes  the program is marked for a new computation
    versioned  the action takes the version that was read of its subject
    """

    allowed: frozenset[str]
    prepare: Callable[[Program], Any]
    act: Callable[..., Any]
    refreshes: bool = True
    versioned: bool = False


def itself(program: Program) -> Program:
    return program


ON: dict[str, Any] = {"on": START}
