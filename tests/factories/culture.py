"""Makers of rows of culture."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from programs.actions.pulse_waves import digest_of
from programs.models import (
    BusinessFunction,
    IntegratedSession,
    PmoIntervention,
    ProcessFlow,
    Program,
    PulseAnswer,
    PulseGroup,
    PulseLink,
    PulseWave,
    SessionFunction,
    WeeklyStatement,
)
from tests.factories import plan
from tests.factories.plan import START

AGREED = [4, 4, 4, 4, 5, 5, 5, 5]


def make_session(
    flow: ProcessFlow, *functions: BusinessFunction, scheduled_on: date | None = None, **given: Any
) -> IntegratedSession:
    """A session that needs the functions; on a day of its own when none is given."""
    if scheduled_on is None:
        scheduled_on = START + timedelta(days=flow.sessions.count())
    values = {"recorded_by": plan.make_user()} | given
    session = IntegratedSession.objects.create(flow=flow, scheduled_on=scheduled_on, **values)
    for function in functions or (plan.make_function(),):
        make_session_function(session, function=function)
    return session


def make_session_function(session: IntegratedSession, **given: Any) -> SessionFunction:
    values = {"function": given.pop("function", None) or plan.make_function()} | given
    return SessionFunction.objects.create(session=session, **values)


def make_held(flow: ProcessFlow, *, held_on: date = START, **plans: str) -> IntegratedSession:
    """A held session; each function by name with the plan version it used, ``absent`` if it stayed away."""
    session = IntegratedSession.objects.create(
        flow=flow, scheduled_on=held_on, held_on=held_on, recorded_by=plan.make_user()
    )
    for name, version in plans.items():
        function = BusinessFunction.objects.get_or_create(name=name, parent=None)[0]
        came = version != "absent"
        make_session_function(session, function=function, came=came, demand_plan=version if came else "")
    return session


def make_intervention(flow: ProcessFlow, **given: Any) -> PmoIntervention:
    values = {"kind": "chased_input", "happened_on": START} | given
    if "recorded_by" not in values:
        values["recorded_by"] = plan.make_user()
    return PmoIntervention.objects.create(flow=flow, **values)


def make_statement(program: Program, *, week: date, happened: bool = False, **given: Any) -> WeeklyStatement:
    """A function's word about interventions in the week that begins on a Monday."""
    values = {"function": given.pop("function", None) or plan.make_function(), "subject": "interventions"} | given
    return WeeklyStatement.objects.create(
        program=program, week_starts_on=week, happened=happened, stated_by=plan.make_user(), stated_on=week, **values
    )


def make_wave(program: Program, **given: Any) -> PulseWave:
    """A wave that takes answers today."""
    today = timezone.localdate()
    values = {
        "name": f"Pulse {next(plan.serial)}",
        "opens_on": today - timedelta(days=3),
        "closes_on": today + timedelta(days=3),
    } | given
    return PulseWave.objects.create(program=program, **values)


def make_group(wave: PulseWave, **given: Any) -> PulseGroup:
    values = {"function": given.pop("function", None) or plan.make_function(), "invited": 6} | given
    return PulseGroup.objects.create(wave=wave, **values)


def make_pulse_link(wave: PulseWave, secret: str, **given: Any) -> PulseLink:
    return PulseLink.objects.create(wave=wave, digest=digest_of(secret), **given)


def make_closed_wave(program: Program, answered: dict[str, tuple[int, int]], **given: Any) -> PulseWave:
    """A closed wave; for each function by name how many were invited and how many answered, all of them AGREED."""
    wave = make_wave(program, **given)
    for name, (invited, answers) in answered.items():
        function = BusinessFunction.objects.get_or_create(name=name, parent=None)[0]
        group = make_group(wave, function=function, invited=invited)
        for _ in range(answers):
            PulseAnswer.objects.create(wave=wave, group=group, scores=AGREED)
    wave.closed_on, wave.closed_by = timezone.localdate(), plan.make_user()
    wave.save(update_fields=["closed_on", "closed_by"])
    return wave
