"""Lists of pilots that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Pilot, Program
from tests.factories import START
from tests.factories import pilots as make_pilots


def running_pilot(program: Program) -> Pilot:
    """A pilot that runs, with a guardrail, an account and a reading of one arm."""
    pilot = make_pilots.make_pilot(program)
    make_pilots.make_guardrail(pilot)
    make_pilots.make_pilot_account(pilot.primary)
    Pilot.objects.filter(pk=pilot.pk).update(**make_pilots.done_until("started", START))
    make_pilots.make_arm_readings(pilot, [(10, None)])
    return pilot


MAKERS: dict[str, Callable[[Program], object]] = {"pilot-list": running_pilot}
