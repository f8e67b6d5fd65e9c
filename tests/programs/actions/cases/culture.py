"""Every action on sessions, interventions and the pulse."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from programs.actions import interventions, pulse_waves, sessions
from programs.models import Program, User
from tests import factories as make
from tests.factories import START
from tests.factories import culture as make_culture
from tests.programs.actions.case import ANSWERING, LEAD, ON, ActionCase, itself

TODAY = timezone.localdate()


def a_session(program: Program) -> Any:
    return make_culture.make_session(make.make_flow(program))


def an_intervention(program: Program) -> Any:
    return make_culture.make_intervention(make.make_flow(program))


def series(flow: Any, by: User) -> Any:
    days = sessions.Series(first_on=START, every_days=7, count=2)
    return sessions.schedule_series(flow, by=by, series=days, functions=[make.make_function()])[0]


def held(session: Any, by: User, **read: int) -> Any:
    there = sessions.Attendance(function=session.functions.get().function, demand_plan="7")
    return sessions.hold(session, by=by, on=START, attendance=[there], **read)


def opened(program: Program, by: User) -> Any:
    return pulse_waves.open_wave(
        program, by=by, name="Spring", opens_on=TODAY, closes_on=TODAY, invited={make.make_function(): 6}
    ).wave


CASES: dict[str, ActionCase] = {
    "sessions.schedule": ActionCase(
        LEAD,
        make.make_flow,
        lambda it, by: sessions.schedule(it, by=by, scheduled_on=START, functions=[make.make_function()]),
    ),
    "sessions.schedule_series": ActionCase(LEAD, make.make_flow, series),
    "sessions.hold": ActionCase(ANSWERING, a_session, held, versioned=True),
    "sessions.cancel": ActionCase(
        ANSWERING,
        a_session,
        lambda it, by, **read: sessions.cancel(it, by=by, reason="Quarter close", **read),
        versioned=True,
    ),
    "interventions.record": ActionCase(
        ANSWERING,
        make.make_flow,
        lambda it, by: interventions.record(it, by=by, kind="chased_input", happened_on=START),
    ),
    "interventions.remove": ActionCase(
        LEAD, an_intervention, lambda it, by, **read: interventions.remove(it, by=by, **read), versioned=True
    ),
    "pulse_waves.open_wave": ActionCase(LEAD, itself, opened, refreshes=False),
    "pulse_waves.close": ActionCase(
        LEAD,
        lambda program: make_culture.make_wave(program, opens_on=START),
        lambda it, by, **read: pulse_waves.close(it, by=by, **ON, **read),
        versioned=True,
    ),
}
