from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from programs.actions import lifecycle
from programs.errors import Refused
from programs.models import Program, User
from tests.factories import START, make_program, make_user
from tests.programs.actions.cases.lifecycle import in_state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = date(2026, 6, 1)
STEPS: dict[str, Callable[..., Any]] = {
    "activate": lifecycle.activate,
    "pause": partial(lifecycle.pause, on=LATER, reason="The plant is rebuilt"),
    "resume": partial(lifecycle.resume, on=LATER),
    "close": partial(lifecycle.close, on=LATER, lessons="Begin with the metric"),
    "archive": lifecycle.archive,
}
BECOMES = {
    ("draft", "activate"): "active",
    ("active", "pause"): "paused",
    ("active", "close"): "closed",
    ("paused", "resume"): "active",
    ("paused", "close"): "closed",
    ("closed", "archive"): "archived",
}


@pytest.fixture
def lead() -> User:
    """Somebody who may do everything: these tests are about the state, not the person."""
    return make_user(is_superuser=True)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", Program.State.values)
def test_a_program_moves_along_its_life(state: str, step: str, lead: User) -> None:
    program = in_state(state)(make_program())

    if (state, step) in BECOMES:
        assert STEPS[step](program, by=lead).state == BECOMES[state, step]
        return
    with pytest.raises(Refused) as refusal:
        STEPS[step](program, by=lead)
    assert (refusal.value.code, refusal.value.field) == ("state_not_next", "state")


def test_a_program_in_the_sequence_starts_before_it_is_active(lead: User) -> None:
    program = make_program(state="draft", start_on=None)

    with pytest.raises(Refused) as refusal:
        lifecycle.activate(program, by=lead)

    assert (refusal.value.code, refusal.value.field) == ("start_is_missing", "start_on")


def test_a_program_outside_of_the_sequence_needs_no_start(lead: User) -> None:
    program = make_program(state="draft", start_on=None, follows_sequence=False)

    assert lifecycle.activate(program, by=lead).state == "active"


def test_a_pause_is_a_dated_span_with_its_reason(program: Program, pmo_lead: User) -> None:
    lifecycle.pause(program, by=pmo_lead, on=LATER, reason="The plant is rebuilt")
    lifecycle.resume(program, by=pmo_lead, on=LATER + 9 * DAY)

    pause = program.pauses.get()
    assert (pause.paused_on, pause.resumed_on) == (LATER, LATER + 9 * DAY)
    assert (pause.reason, pause.paused_by) == ("The plant is rebuilt", pmo_lead)


@pytest.mark.parametrize(
    ("on", "code"), [(START - DAY, "before_the_start"), (LATER + 4 * DAY, "still_paused")], ids=["too early", "twice"]
)
def test_a_pause_that_cannot_be_is_refused(on: date, code: str, program: Program, pmo_lead: User) -> None:
    lifecycle.pause(program, by=pmo_lead, on=LATER, reason="The plant is rebuilt")
    lifecycle.resume(program, by=pmo_lead, on=LATER + 4 * DAY)

    with pytest.raises(Refused) as refusal:
        lifecycle.pause(program, by=pmo_lead, on=on, reason="Again")

    assert (refusal.value.code, refusal.value.field) == (code, "on")


def test_a_program_goes_on_after_it_was_paused(program: Program, pmo_lead: User) -> None:
    lifecycle.pause(program, by=pmo_lead, on=LATER, reason="The plant is rebuilt")

    with pytest.raises(Refused) as refusal:
        lifecycle.resume(program, by=pmo_lead, on=LATER - DAY)

    assert refusal.value.code == "before_the_pause"


def test_closing_a_paused_program_ends_its_pause(program: Program, pmo_lead: User) -> None:
    lifecycle.pause(program, by=pmo_lead, on=LATER, reason="The plant is rebuilt")

    closed = lifecycle.close(program, by=pmo_lead, on=LATER + DAY, lessons="Begin with the metric")

    assert (closed.closed_on, closed.lessons) == (LATER + DAY, "Begin with the metric")
    assert program.pauses.get().resumed_on == LATER + DAY


def test_a_program_is_closed_with_its_lessons(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        lifecycle.close(program, by=pmo_lead, on=LATER, lessons="  ")

    assert refusal.value.field == "lessons"


def test_an_archived_program_is_at_hand_no_more_but_can_be_read(program: Program, pmo_lead: User) -> None:
    in_state("closed")(program)

    lifecycle.archive(program, by=pmo_lead)

    assert program not in Program.objects.at_hand()
    assert program in Program.objects.visible_to(pmo_lead)


def test_a_program_is_not_closed_before_its_start(program: Program, pmo_lead: User) -> None:
    with pytest.raises(Refused) as refusal:
        lifecycle.close(program, by=pmo_lead, on=START - DAY, lessons="Begin with the metric")

    assert (refusal.value.code, refusal.value.field) == ("before_the_start", "on")
