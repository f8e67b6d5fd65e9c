"""What a person may no longer see is taken from their copy, and what they may see now comes into it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programs.actions import memberships
from programs.actions import programs as program_actions
from programs.api.feed.cursor import Place, decode
from programs.models import Change, Membership, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.api.feed.copy import ADDRESS, Copy, copy_of, lists
from tests.factories import committees as make_committees
from tests.sweep.world import build

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def full(program: Program, pmo_lead: User) -> Program:
    """A program with one of everything."""
    build(program, pmo_lead)
    return program


def of_program(copy: Copy) -> set[Any]:
    """Rows that name a program."""
    return {key for key, row in copy.rows.items() if row.get("program")}


def test_a_role_that_is_ended_takes_everything_of_the_program(
    full: Program, pmo_lead: User, viewer: User, signed_in: SignedIn
) -> None:
    copy = copy_of(viewer, signed_in)
    held = set(copy.rows)

    memberships.end(Membership.objects.get(user=viewer), by=pmo_lead, valid_to=TODAY - DAY)
    copy.read()

    assert copy.rows == lists(copy.client) == {}
    assert held <= {(kind, uid) for op, kind, uid in copy.told if op == "delete"}


@pytest.mark.parametrize("size", [2, 1_000])
def test_a_role_that_begins_brings_everything_of_the_program(full: Program, signed_in: SignedIn, size: int) -> None:
    user = make.make_user()
    copy = copy_of(user, signed_in, size=size)
    assert copy.rows == {}

    make.make_membership(user, full, "viewer")
    copy.read()

    assert copy.rows == lists(copy.client)
    assert len(of_program(copy)) > 20


def test_a_role_that_ends_with_its_last_day_needs_no_write(full: Program, viewer: User, signed_in: SignedIn) -> None:
    copy = copy_of(viewer, signed_in)
    Membership.objects.filter(user=viewer).update(valid_to=TODAY - DAY)
    Change.objects.filter(kind="membership", op="u").delete()  # Days that pass leave no trace in the record.

    assert copy.read().rows == lists(copy.client) == {}


def test_a_removed_program_goes_and_a_restored_one_comes_back(
    full: Program, pmo_lead: User, viewer: User, signed_in: SignedIn
) -> None:
    copy = copy_of(viewer, signed_in)
    before = dict(copy.rows)

    program_actions.remove(full, by=pmo_lead, on=TODAY)
    assert copy.read().rows == lists(copy.client) == {}
    program_actions.restore(full, by=pmo_lead)

    assert copy.read().rows == lists(copy.client)
    assert set(copy.rows) == set(before)


def test_rows_that_were_deleted_after_the_last_reading_go_with_the_program(
    program: Program, viewer: User, signed_in: SignedIn
) -> None:
    stages = [make.make_stage(make.make_flow(program)) for _ in range(5)]
    copy = copy_of(viewer, signed_in, size=2)

    Membership.objects.filter(user=viewer).update(valid_to=TODAY - DAY)
    copy.read_page()
    for stage in stages[1:4]:
        stage.delete()
    copy.read()

    assert copy.rows == {}


def test_a_role_that_comes_and_goes_within_one_walk_leaves_what_the_lists_say(
    full: Program, viewer: User, signed_in: SignedIn
) -> None:
    copy = copy_of(viewer, signed_in, size=5)
    role = Membership.objects.filter(user=viewer)

    for days in (-1, 0, -1, 0):
        role.update(valid_to=TODAY + days * DAY)
        copy.read_page()
    copy.read()

    assert copy.rows == lists(copy.client) != {}


def test_no_uid_is_told_that_was_made_after_the_role_ended(program: Program, viewer: User, signed_in: SignedIn) -> None:
    copy = copy_of(viewer, signed_in)
    Membership.objects.filter(user=viewer).update(valid_to=TODAY - DAY)

    later = make.make_milestone(program, created_at=timezone.now() + timedelta(minutes=5))
    copy.read()

    assert str(later.uid) not in {uid for _, _, uid in copy.told}


def test_a_stranger_learns_nothing(full: Program, outsider: User, signed_in: SignedIn) -> None:
    stage = make.make_stage(make.make_flow(full))
    copy = copy_of(outsider, signed_in)

    full.milestones.update(name="Changed")
    stage.delete()
    full.memberships.exclude(role="pmo_lead").delete()
    copy.read()

    assert copy.told == []
    assert copy.rows == lists(copy.client)
    assert str(full.uid) not in str(copy.rows)


@pytest.mark.parametrize("who", ["steward", "administrator", "member_of_a_committee"])
def test_whoever_sees_more_or_less_holds_just_that(full: Program, steward: User, signed_in: SignedIn, who: str) -> None:
    committee = make_committees.make_committee()
    sits = make_committees.make_seat(committee).user
    administrator = make.make_user(is_superuser=True)
    user = {"steward": steward, "administrator": administrator, "member_of_a_committee": sits}[who]
    copy = copy_of(user, signed_in)
    assert copy.rows == lists(copy.client)

    make_committees.make_held(committee, make_committees.make_seat(committee))
    make.make_portfolio(full)
    make_committees.make_mandate(full, committee=committee)

    assert copy.read().rows == lists(copy.client) != {}


def test_a_steward_who_is_none_any_more_keeps_what_the_programs_show(
    full: Program, steward: User, signed_in: SignedIn
) -> None:
    make.make_membership(steward, full, "viewer")
    make_committees.make_meeting(make_committees.make_committee())
    copy = copy_of(steward, signed_in)

    User.objects.filter(pk=steward.pk).update(is_steward=False)

    assert copy.read().rows == lists(copy.client) != {}


def test_nobody_reads_on_from_a_cursor_of_somebody_else(
    full: Program, viewer: User, outsider: User, signed_in: SignedIn
) -> None:
    copy = copy_of(viewer, signed_in)
    other: APIClient = signed_in(outsider)

    answer = other.get(copy.next)

    assert (answer.status_code, answer.json()["code"]) == (410, "read_anew")
    assert other.get(ADDRESS).status_code == 200


def test_a_role_that_goes_and_comes_back_while_its_rows_are_told_leaves_none_out(
    full: Program, viewer: User, signed_in: SignedIn
) -> None:
    role = Membership.objects.filter(user=viewer)
    role.update(valid_to=TODAY - DAY)
    copy = copy_of(viewer, signed_in, size=5)
    role.update(valid_to=None)
    copy.read_page()

    role.update(valid_to=TODAY - DAY)
    while place_of(copy).walk:
        copy.read_page()
    role.update(valid_to=None)

    assert copy.read().rows == lists(copy.client)
    assert not place_of(copy).hidden


def place_of(copy: Copy) -> Place:
    """Where the client stands, which it does not know itself."""
    return decode(copy.next.partition("after=")[2].partition("&")[0])
