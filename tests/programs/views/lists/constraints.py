"""Lists of constraints and what was observed of them that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from programs.models import Program
from programs.periods import monday_of
from tests.factories import constraints, make_flow


def observed_flow(program: Program) -> object:
    """A flow with a past constraint, one in force with a controller, and two observations of the week."""
    today = timezone.localdate()
    flow = make_flow(program)
    constraints.make_constraint(flow, ended_on=today - timedelta(days=9), end_reason="Moved")
    current = constraints.make_constraint(flow, identified_on=today - timedelta(days=8))
    constraints.make_step(current, "elevate", entered_on=today)
    constraints.make_control(current.resource)
    for basis in ("opinion", "queue"):
        constraints.make_observation(
            flow, week_starts_on=monday_of(today), basis=basis, resource=current.resource, severity=4
        )
    return flow


MAKERS: dict[str, Callable[[Program], object]] = {"constraint-list": observed_flow}
