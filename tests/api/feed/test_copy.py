"""A copy that follows the feed is what the lists say."""

from __future__ import annotations

from datetime import date

import pytest

from programs.models import Milestone, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.api.feed.copy import Copy, copy_of, lists
from tests.factories import committees as make_committees
from tests.sweep.world import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copy(program: Program, pmo_lead: User, signed_in: SignedIn) -> Copy:
    """What the PMO lead holds, who read to the end."""
    return copy_of(pmo_lead, signed_in)


@pytest.mark.parametrize("size", [3, 1_000])
def test_the_first_reading_is_every_row_once(program: Program, pmo_lead: User, signed_in: SignedIn, size: int) -> None:
    build(program, pmo_lead)

    copy = copy_of(pmo_lead, signed_in, size=size)

    assert copy.rows == lists(copy.client)
    assert len(copy.told) == len(copy.rows) > 50


def test_what_is_written_later_comes_once_as_it_is_now(program: Program, copy: Copy) -> None:
    milestone = make.make_milestone(program, name="First")

    for name in ("Second", "Third"):
        Milestone.objects.filter(pk=milestone.pk).update(name=name)
    copy.read()

    assert copy.told == [("upsert", "milestones", str(milestone.uid))]
    assert copy.rows[("milestones", str(milestone.uid))]["name"] == "Third"
    assert copy.read().told == []


def test_what_is_deleted_comes_as_a_delete(program: Program, pmo_lead: User, signed_in: SignedIn) -> None:
    stage = make.make_stage(make.make_flow(program))
    copy = copy_of(pmo_lead, signed_in)

    stage.delete()
    copy.read()

    assert copy.told == [("delete", "stages", str(stage.uid))]
    assert copy.rows == lists(copy.client)


def test_writing_the_same_again_tells_nothing(program: Program, copy: Copy) -> None:
    Program.objects.filter(pk=program.pk).update(name=program.name)

    assert copy.read().told == []


def test_a_milestone_that_was_taken_out_comes_with_its_day(program: Program, pmo_lead: User, copy: Copy) -> None:
    milestone = make.make_milestone(program)
    copy.read()

    response = copy.client.delete(f"/api/v1/milestones/{milestone.uid}/")
    copy.read()

    assert response.status_code == 200
    assert copy.rows[("milestones", str(milestone.uid))] == response.json()


def test_a_row_that_shows_another_comes_with_it(program: Program, pmo_lead: User, signed_in: SignedIn) -> None:
    build(program, pmo_lead)
    seat = make_committees.make_seat(make_committees.make_committee(program))
    person = make.make_user(name="Before")
    make.make_membership(person, program, "viewer")
    copy = copy_of(pmo_lead, signed_in)

    deliverable = program.milestones.filter(kind="deliverable")[0]
    make.make_forecast(deliverable, finish_on=date(2027, 3, 1), stated_on=date(2026, 2, 1))
    make.make_review(program.gates.all()[0])
    User.objects.filter(pk__in=[person.pk, seat.user_id]).update(name="After")
    copy.read()

    assert copy.rows == lists(copy.client)
    assert {kind for _, kind, _ in copy.told} == {
        *("milestones", "milestone-forecasts", "gates", "gate-reviews", "memberships", "committee-members")
    }


def test_pages_neither_lose_nor_double_while_rows_come_and_go(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    flow = make.make_flow(program)
    stages = [make.make_stage(flow) for _ in range(12)]
    copy = Copy(signed_in(pmo_lead), size=3)

    for position, stage in enumerate(stages[::2], start=100):
        page = copy.read_page()
        assert len(page["results"]) <= 3
        stage.delete()
        make.make_stage(flow, position=position)
    copy.read()

    assert copy.rows == lists(copy.client)
    assert copy.read().told == []


def test_a_row_that_moves_to_another_program_goes_from_one_and_comes_to_the_other(
    program: Program, pmo_lead: User, outsider: User, signed_in: SignedIn
) -> None:
    other = Program.objects.get(code="OTHER")
    milestone = make.make_milestone(program)
    ours, theirs = copy_of(pmo_lead, signed_in), copy_of(outsider, signed_in)

    Milestone.objects.filter(pk=milestone.pk).update(program=other)

    assert ours.read().told == [("delete", "milestones", str(milestone.uid))]
    assert theirs.read().told == [("upsert", "milestones", str(milestone.uid))]
