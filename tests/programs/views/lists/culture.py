"""Lists of culture that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Program
from tests import factories
from tests.factories import culture as make_culture
from tests.programs.views.conftest import TODAY


def everything(program: Program) -> None:
    """One of each thing that stands on the culture page."""
    flow = factories.make_flow(program)
    factories.make_milestone(program, dimension="cultural", step="sustain", finish_on=TODAY)
    make_culture.make_session(flow, scheduled_on=TODAY)
    make_culture.make_held(flow, Procurement="7", Production="8")
    make_culture.make_intervention(flow, happened_on=TODAY, function=factories.make_function())
    make_culture.make_group(make_culture.make_wave(program))


MAKERS: dict[str, Callable[[Program], object]] = {
    "culture": everything,
    "session-list": lambda program: make_culture.make_session(factories.make_flow(program)),
}
