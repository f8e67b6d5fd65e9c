"""Sessions, months and waves as the lines of the culture page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from programs.models import (
    BusinessFunction,
    IntegratedSession,
    Membership,
    PmoIntervention,
    PulseWave,
    SessionFunction,
    WeeklyStatement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One session.

    state     planned, waiting (its day came, nobody said whether it was held), held or cancelled
    missing   required functions that did not come
    versions  versions of the demand plan with the functions that used them, when they differed
    unsaid    functions that came and whose version nobody said
    """

    session: IntegratedSession
    state: str
    required: tuple[BusinessFunction, ...]
    came: tuple[BusinessFunction, ...]
    missing: tuple[BusinessFunction, ...]
    versions: tuple[tuple[str, str], ...]
    common_version: str
    unsaid: tuple[BusinessFunction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """Sessions that wait for an answer, come next, or are over: a few of each; all of them are on a page of their own.

    waiting_number  how many wait for an answer
    complete  sessions of the last 90 days that were held with every required function, of ``due``
    """

    waiting: list[SessionLine]
    waiting_number: int
    coming: list[SessionLine]
    past: list[SessionLine]
    total: int
    complete: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """PMO interventions of a month beside what functions said about them.

    verdict     stepped_in, unrecorded (a function says it happened, nothing stands here), clean or unsaid
    spoke       functions that said something about a week of the month
    statements  how many they made, of ``expected``: one a week for each function with a lead
    """

    starts_on: date
    is_running: bool
    interventions: tuple[PmoIntervention, ...]
    verdict: str
    spoke: tuple[str, ...]
    statements: int
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveLine:
    """A wave of the pulse; ``state`` is planned, open, ended (its last day is over, not closed yet) or closed."""

    wave: PulseWave
    state: str
    invited: int
    answered: int


def session_line(session: IntegratedSession, *, today: date) -> SessionLine:
    """The line of a session whose functions were fetched with it."""
    rows: list[SessionFunction] = list(session.functions.all())
    came = [row for row in rows if row.came]
    versions: dict[str, list[str]] = {}
    for row in came:
        if row.demand_plan:
            versions.setdefault(row.demand_plan, []).append(str(row.function))
    return SessionLine(
        session=session,
        state=state_of(session, today=today),
        required=tuple(row.function for row in rows if row.is_required),
        came=tuple(row.function for row in came),
        missing=tuple(row.function for row in rows if row.is_required and row.came is False),
        versions=tuple((version, ", ".join(names)) for version, names in versions.items()) if len(versions) > 1 else (),
        common_version=next(iter(versions)) if len(versions) == 1 else "",
        unsaid=tuple(row.function for row in came if not row.demand_plan),
    )


def state_of(session: IntegratedSession, *, today: date) -> str:
    if session.held_on is not None:
        return "held"
    if session.cancel_reason:
        return "cancelled"
    return "planned" if session.scheduled_on > today else "waiting"


def wave_line(wave: PulseWave, *, answered: int, today: date) -> WaveLine:
    """The line of a wave whose groups were fetched with it."""
    if wave.closed_on is not None:
        state = "closed"
    elif wave.opens_on > today:
        state = "planned"
    else:
        state = "open" if wave.closes_on >= today else "ended"
    return WaveLine(wave=wave, state=state, invited=sum(each.invited for each in wave.groups.all()), answered=answered)


def months_back(today: date, *, number: int) -> list[date]:
    """First days of this month and those before it, newest first."""
    count = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(count, count - number, -1)]


def next_month(starts_on: date) -> date:
    return (starts_on + timedelta(days=31)).replace(day=1)


def month_line(
    starts_on: date,
    *,
    interventions: Iterable[PmoIntervention],
    statements: Iterable[WeeklyStatement],
    leads: Sequence[Membership],
    today: date,
) -> MonthLine:
    """The month out of all interventions, statements and function leads of the program."""
    ends_before = next_month(starts_on)
    stepped_in = tuple(each for each in interventions if starts_on <= each.happened_on < ends_before)
    said = [each for each in statements if starts_on <= each.week_starts_on < ends_before]
    return MonthLine(
        starts_on=starts_on,
        is_running=ends_before > today,
        interventions=stepped_in,
        verdict=verdict(stepped_in, said),
        spoke=tuple(sorted({str(each.function) for each in said})),
        statements=len(said),
        expected=expected_statements(leads, starts_on, min(today, ends_before - timedelta(days=1))),
    )


def verdict(interventions: Sequence[PmoIntervention], said: Sequence[WeeklyStatement]) -> str:
    """What may be said of a month: silence is not a clean month."""
    if interventions:
        return "stepped_in"
    if any(each.happened for each in said):
        return "unrecorded"
    return "clean" if said else "unsaid"


def expected_statements(leads: Sequence[Membership], first: date, last: date) -> int:
    """Weeks that begin in the time, counted once for each function that had a lead when the week began."""
    mondays = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return len(
        {
            (lead.function_id, day)
            for day in mondays
            if day.isoweekday() == 1
            for lead in leads
            if lead.valid_from <= day and (lead.valid_to is None or lead.valid_to >= day)
        }
    )
