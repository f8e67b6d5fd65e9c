"""How people work together: planning sessions, the PMO's help, and the pulse."""

from __future__ import annotations

from datetime import date, timedelta

from programs.actions import interventions, pulse_answers, pulse_waves, sessions
from programs.actions.pulse_waves import OpenedWave
from programs.actions.sessions import Attendance
from programs.demo.chance import between
from programs.demo.record_story import HelpStory, PulseStory, SessionStory
from programs.demo.telling import Telling
from programs.models import IntegratedSession
from programs.pulse_items import ITEMS


def tell_culture(telling: Telling) -> None:
    record = telling.story.record
    for series in record.sessions:
        tell_sessions(telling, series)
    for help_given in record.helps:
        for day in help_given.days:
            telling.at(day, help_out, help_given)
    for wave in record.pulses:
        telling.at(wave.opens, ask, wave)
        if wave.closes <= telling.story.today:
            telling.at(wave.closes, close, wave)


def tell_sessions(telling: Telling, told: SessionStory) -> None:
    """The series on its day, and each session that has come since."""
    first_on = telling.days.intended(told.first)
    telling.at(told.planned, schedule, (told, first_on))
    for number in range(1, told.count + 1):
        day = first_on + timedelta(days=(number - 1) * told.every)
        if day <= telling.days.as_of:
            telling.on(day, meet, (told, number))


def schedule(telling: Telling, told: tuple[SessionStory, date], _on: date) -> None:
    series, first_on = told
    sessions.schedule_series(
        telling.flows[series.flow - 1],
        by=telling.pmo,
        series={"first_on": first_on, "every_days": series.every, "count": series.count},
        functions=[telling.stage.functions[name] for name in series.functions],
    )


def meet(telling: Telling, told: tuple[SessionStory, int], on: date) -> None:
    """The session held by those who came, or cancelled."""
    series, number = told
    session = IntegratedSession.objects.get(flow=telling.flows[series.flow - 1], scheduled_on=on)
    keeper = telling.lead(series.keeper)
    reason = dict(series.cancelled).get(number)
    if reason:
        sessions.cancel(session, by=keeper, reason=reason)
        return
    attendance = [
        Attendance(
            function=telling.stage.functions[name], demand_plan=plan_of(on, is_old=(number, name) in series.other_plan)
        )
        for name in series.functions
        if (number, name) not in series.missed
    ]
    sessions.hold(session, by=keeper, on=on, attendance=attendance)


def plan_of(on: date, *, is_old: bool) -> str:
    """The demand plan that a function worked from: that of the week, or the one before."""
    of = on - timedelta(days=7) if is_old else on
    return f"week {of.isocalendar().week}"


def help_out(telling: Telling, told: HelpStory, on: date) -> None:
    telling.happened_to("interventions", (told.function,), on)
    interventions.record(
        telling.flows[told.flow - 1],
        by=telling.pmo,
        kind=told.kind,
        happened_on=on,
        function=telling.stage.functions.get(told.function),
        note=told.note,
    )


def ask(telling: Telling, told: PulseStory, on: date) -> None:
    """The wave opened and answered; the links are in nobody's hands but those who opened it."""
    closes_on = telling.days.intended(told.closes)
    opened = pulse_waves.open_wave(
        telling.program,
        by=telling.pmo,
        name=told.name,
        opens_on=on,
        closes_on=closes_on,
        invited={telling.stage.functions[name]: number for name, number in told.invited},
    )
    telling.waves[told.name] = opened.wave
    answer(opened, told, on)


def close(telling: Telling, told: PulseStory, on: date) -> None:
    pulse_waves.close(telling.waves[told.name], by=telling.pmo, on=on)


def answer(opened: OpenedWave, told: PulseStory, on: date) -> None:
    """So many of a hundred people answer, each near the mood of the wave."""
    for function, secrets in opened.secrets.items():
        for number, secret in enumerate(secrets):
            name = f"{told.name} {function} {number}"
            link = pulse_answers.link_of(secret, today=on)
            if link is not None and between(f"answers {name}", 1, 100) <= told.answers:
                pulse_answers.answer(link, scores=scores_of(name, told.mood))


def scores_of(name: str, mood: float) -> list[int]:
    """One answer for each statement, from 1 to 5."""
    person = between(f"mood {name}", -10, 10) / 10
    throws = (mood + person + between(f"item {name} {place}", -12, 12) / 10 for place in range(len(ITEMS)))
    return [min(5, max(1, round(each))) for each in throws]
