"""Lists of trade-offs and market shifts, with a maker of one row of each."""

from __future__ import annotations

from typing import Any

from programs.models import Program
from tests import factories
from tests.api.resources.resource import Names, Resource
from tests.factories import tradeoffs as make


def a_later_entry(program: Program) -> Any:
    return make.make_later(make.make_estimate(program), "true_up")


def a_shift(program: Program) -> Any:
    return make.make_shift(program, flow=factories.make_flow(program))


IN_PROGRAM: tuple[Resource, ...] = (
    Resource("trade-offs", a_later_entry),
    Resource("market-shifts", a_shift),
    Resource("shift-responses", lambda program: make.make_response(make.make_shift(program))),
)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {
    "originator": lambda made: made["trade-offs"].originator,
    "affected": lambda made: made["trade-offs"].affected,
    "shift": lambda made: made["shift-responses"].shift,
}
