"""What the culture page says is late or missing, which number waits for it, and who gives it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from programs.models import ProcessFlow, Program, User
from programs.views.culture_gaps import Gap
from tests import factories as make
from tests.factories import culture as make_culture
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CULTURAL: dict[str, Any] = {"dimension": "cultural", "step": "sustain"}


@pytest.fixture
def flow(program: Program) -> ProcessFlow:
    """A flow of a program that begins today, so that no month is over."""
    Program.objects.filter(pk=program.pk).update(start_on=TODAY)
    return make.make_flow(program)


def gaps(user: User, flow: ProcessFlow) -> list[Gap]:
    shown: Any = signed_in(user).get(reverse("programs:culture", args=[flow.program.uid]))
    return list(shown.context["page"].gaps)


def test_late_milestones_come_first_by_name_and_the_rest_is_counted(flow: ProcessFlow, viewer: User) -> None:
    for number in range(5):
        finish_on = TODAY - (9 - number) * DAY
        make.make_milestone(flow.program, name=f"Late {number}", owner=viewer, finish_on=finish_on, **CULTURAL)
    make_culture.make_session(flow, scheduled_on=TODAY - DAY)

    found = gaps(viewer, flow)

    assert [gap.words.partition(" is late")[0] for gap in found[:3]] == ["Late 0", "Late 1", "Late 2"]
    assert [gap.is_late for gap in found] == [True] * 4 + [False]
    assert found[3].words == "2 more milestones are late"
    assert found[4].words.startswith("Nobody said whether the session of")


def test_a_milestone_without_an_owner_or_a_day_is_missing_both(flow: ProcessFlow, viewer: User) -> None:
    make.make_milestone(flow.program, name="Loose end", **CULTURAL)

    assert [gap.words for gap in gaps(viewer, flow)] == ["Nobody owns: Loose end", "Nobody said when: Loose end"]


def test_every_gap_says_what_waits_for_it_and_who_gives_it(flow: ProcessFlow, viewer: User) -> None:
    make.make_milestone(flow.program, finish_on=TODAY - DAY, **CULTURAL)
    make_culture.make_session(flow, scheduled_on=TODAY - DAY)
    make_culture.make_wave(flow.program, opens_on=TODAY - 9 * DAY, closes_on=TODAY - DAY)

    found = gaps(viewer, flow)

    assert len(found) == 4
    assert all(gap.needed_for and gap.who and gap.place for gap in found)


def test_a_month_that_is_over_in_silence_is_missing(flow: ProcessFlow, viewer: User) -> None:
    last_month = (TODAY.replace(day=1) - DAY).replace(day=1)
    Program.objects.filter(pk=flow.program_id).update(start_on=last_month)

    (gap,) = gaps(viewer, flow)

    assert gap.words == f"Nobody said whether the PMO stepped in: {last_month:%B %Y}"
    assert gap.who == "function leads, in the weekly sheet"


def test_where_nothing_is_missing_the_page_says_nothing(flow: ProcessFlow, viewer: User) -> None:
    make.make_milestone(flow.program, owner=viewer, finish_on=TODAY + DAY, **CULTURAL)
    make_culture.make_held(flow, held_on=TODAY, Procurement="7")

    shown = signed_in(viewer).get(reverse("programs:culture", args=[flow.program.uid])).content.decode()

    assert "Late or missing" not in shown


def test_a_pulse_that_was_not_taken_for_three_months_is_missing(flow: ProcessFlow, viewer: User) -> None:
    closed = TODAY - 93 * DAY
    make_culture.make_wave(flow.program, opens_on=closed - DAY, closes_on=closed, closed_on=closed, closed_by=viewer)
    assert [gap.words for gap in gaps(viewer, flow)] == ["Nobody was asked in the last three months"]

    make_culture.make_wave(flow.program, name="Next", opens_on=TODAY, closes_on=TODAY)

    assert gaps(viewer, flow) == []
