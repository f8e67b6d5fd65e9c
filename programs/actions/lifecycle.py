"""A program's life: draft, active, perhaps paused for a while, closed with its lessons, archived."""

from __future__ import annotations

from datetime import date

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import Program, ProgramPause, User
from programs.periods import day_name

State = Program.State
# What may be done in a state, by the names of the actions below, in the order in which a page offers them.
POSSIBLE: dict[str, tuple[str, ...]] = {
    State.DRAFT: ("activate",),
    State.ACTIVE: ("pause", "close"),
    State.PAUSED: ("resume", "close"),
    State.CLOSED: ("archive",),
    State.ARCHIVED: (),
}


@action
def activate(program: Program, *, by: User, version: int | None = None) -> Program:
    """A draft set to work: from now on it is computed."""
    program = begin(program, "activate", by=by, version=version)
    if program.follows_sequence and program.start_on is None:
        raise Refused("start_is_missing", "Give the program a start date before you activate it.", field="start_on")
    program = change_fields(program, {"state": State.ACTIVE})
    refresh([program.pk])
    return program


@action
def pause(program: Program, *, by: User, on: date, reason: str, version: int | None = None) -> Program:
    """The program stands still from ``on``; its horizons stop until it is resumed."""
    program = begin(program, "pause", by=by, version=version)
    check_happened(on)
    check_after_start(program, on)
    latest = program.pauses.order_by("-paused_on").first()
    if latest is not None and latest.resumed_on is not None and on <= latest.resumed_on:
        raise Refused(
            "still_paused", f"It was paused until {day_name(latest.resumed_on)}: give a later day.", field="on"
        )
    save_checked(ProgramPause(program=program, paused_on=on, reason=reason, paused_by=by))
    program = change_fields(program, {"state": State.PAUSED})
    refresh([program.pk])
    return program


@action
def resume(program: Program, *, by: User, on: date, version: int | None = None) -> Program:
    """The program goes on from ``on``; its horizons lie later by the days that it stood still."""
    program = begin(program, "resume", by=by, version=version)
    check_happened(on)
    end_pause(program, on=on)
    program = change_fields(program, {"state": State.ACTIVE})
    refresh([program.pk])
    return program


@action
def close(program: Program, *, by: User, on: date, lessons: str, version: int | None = None) -> Program:
    """The program ended for good, with what the next one should know."""
    program = begin(program, "close", by=by, version=version)
    check_happened(on)
    if not lessons.strip():
        raise Refused(
            "lessons_are_missing", "Say what the next program should know before you close it.", field="lessons"
        )
    check_after_start(program, on)
    if program.state == State.PAUSED:
        end_pause(program, on=on)
    program = change_fields(program, {"state": State.CLOSED, "closed_on": on, "lessons": lessons})
    refresh([program.pk])
    return program


@action
def archive(program: Program, *, by: User, version: int | None = None) -> Program:
    """A closed program out of the daily lists; everything of it can still be read."""
    program = begin(program, "archive", by=by, version=version)
    return change_fields(program, {"state": State.ARCHIVED})


def begin(program: Program, verb: str, *, by: User, version: int | None) -> Program:
    """The program, locked, for somebody who may do this now; else the refusal."""
    require(by, "plan_program", program)
    program = lock(program, version=version)
    if verb not in POSSIBLE[program.state]:
        state = program.get_state_display().lower()
        raise Refused("state_not_next", f"The program is {state}: that does not go with {verb!r}.", field="state")
    return program


def check_after_start(program: Program, on: date) -> None:
    """Returns unless the program had not begun yet on the day."""
    if program.start_on is not None and on < program.start_on:
        sentence = f"The program started on {day_name(program.start_on)}: give that day or a later one."
        raise Refused("before_the_start", sentence, field="on")


def end_pause(program: Program, *, on: date) -> None:
    """The pause that is open, if there is one, ended; a program paused long ago may have none on record."""
    pause = program.pauses.filter(resumed_on__isnull=True).first()
    if pause is None:
        return
    if on < pause.paused_on:
        raise Refused(
            "before_the_pause",
            f"It was paused on {day_name(pause.paused_on)}: give that day or a later one.",
            field="on",
        )
    change_fields(pause, {"resumed_on": on})
