"""Lists of interfaces and incidents below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Program
from tests import factories
from tests.factories import interfaces as make


def mapped_with_an_incident(program: Program) -> object:
    """A flow with stages that hand over, an interface that is counted, and an incident there."""
    flow = factories.make_flow(program)
    for _ in range(2):
        factories.make_stage(flow)
    use = make.make_use(program, flow=flow, interface=make.make_interface(owner=factories.make_user()))
    make.make_count(use.interface)
    return make.make_incident(program, interface=use.interface, flow=flow, amount=5, currency="EUR")


MAKERS: dict[str, Callable[[Program], object]] = {"incident-list": mapped_with_an_incident}
