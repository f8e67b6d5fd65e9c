"""Every action on the policy and on sources."""

from __future__ import annotations

from typing import Any

from programs.actions import field_sources
from programs.models import User
from tests.factories.policy import make_source
from tests.programs.actions.case import LEAD, ActionCase, itself


def declare(it: Any, by: User) -> Any:
    return field_sources.declare("milestones", by=by, field="owner", system="Planview", program=it)


CASES: dict[str, ActionCase] = {
    "field_sources.declare": ActionCase(LEAD, itself, declare, refreshes=False),
    "field_sources.change": ActionCase(
        LEAD,
        make_source,
        lambda it, by, **read: field_sources.change(it, by=by, system="SAP", **read),
        refreshes=False,
        versioned=True,
    ),
    "field_sources.remove": ActionCase(
        LEAD,
        make_source,
        lambda it, by, **read: field_sources.remove(it, by=by, **read),
        refreshes=False,
        versioned=True,
    ),
}
