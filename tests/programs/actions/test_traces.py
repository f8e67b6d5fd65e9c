"""What every action leaves behind: history with its author, a request to compute, and a wake-up after commit only."""

from __future__ import annotations

from typing import Any

import pghistory
import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from config.waking import refresh_waker
from programs.actions import milestones
from programs.errors import Gone, Refused, Stale
from programs.models import Milestone, Program, RefreshRequest, Tombstone, User
from tests.factories import START, make_milestone, make_program, make_user
from tests.programs.actions.case import ActionCase
from tests.programs.actions.every_action import CASES
from tests.programs.models.test_history import events_of

pytestmark = pytest.mark.django_db
every_action = pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)
versioned = pytest.mark.parametrize(
    "case", [case for case in CASES.values() if case.versioned], ids=[name for name in CASES if CASES[name].versioned]
)

LEAVES_ITS_SUBJECT = {"copies.copy_structure"}
changing = pytest.mark.parametrize(
    "case",
    [case for name, case in CASES.items() if case.versioned and name not in LEAVES_ITS_SUBJECT],
    ids=[name for name in CASES if CASES[name].versioned and name not in LEAVES_ITS_SUBJECT],
)


@pytest.fixture
def administrator() -> User:
    return make_user(is_superuser=True)


@every_action
def test_history_names_the_person_and_the_action(
    name: str, case: ActionCase, program: Program, administrator: User
) -> None:
    result = case.act(case.prepare(program), administrator)

    if result is None:
        assert Tombstone.objects.get().deleted_by_id == administrator.pk
        return
    assert events_of(result)[-1].pgh_context.metadata == {"user": administrator.pk, "action": name}


@every_action
def test_the_program_is_marked_in_the_same_transaction_and_the_worker_woken_after_it(
    name: str,
    case: ActionCase,
    program: Program,
    administrator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    subject = case.prepare(program)

    with django_capture_on_commit_callbacks() as after_commit:
        case.act(subject, administrator)

    marked = list(RefreshRequest.objects.values_list("program_id", "claim"))
    assert marked == ([(program.pk, None)] if case.refreshes else [])
    assert after_commit == ([refresh_waker.wake] if case.refreshes else [])


@versioned
def test_a_version_that_was_overtaken_is_refused(case: ActionCase, program: Program, administrator: User) -> None:
    subject = case.prepare(program)
    version = type(subject)._base_manager.get(pk=subject.pk).version

    with pytest.raises(Stale) as refusal:
        case.act(subject, administrator, version=version - 1)

    assert refusal.value.current_version == version
    assert not RefreshRequest.objects.exists()


@versioned
def test_the_version_that_was_read_is_accepted_and_the_next_or_another_row_is_returned(
    case: ActionCase, program: Program, administrator: User
) -> None:
    subject = case.prepare(program)
    version = type(subject)._base_manager.get(pk=subject.pk).version

    result = case.act(subject, administrator, version=version)

    if result is None:
        assert not type(subject)._base_manager.filter(pk=subject.pk).exists()
        return
    assert result.version == (version + 1 if result.uid == subject.uid else 1)


@changing
def test_of_two_writes_for_one_version_one_is_refused(case: ActionCase, program: Program, administrator: User) -> None:
    """Whatever the action writes, the row that it was asked of has another version afterwards, or is gone."""
    subject = case.prepare(program)
    version = type(subject)._base_manager.get(pk=subject.pk).version
    case.act(subject, administrator, version=version)

    with pytest.raises((Stale, Gone)):
        case.act(subject, administrator, version=version)


def test_a_refused_action_leaves_nothing(program: Program, pmo_lead: User) -> None:
    before = make_milestone(program, kind="gate")

    with pytest.raises(Refused):
        milestones.remove(before, by=pmo_lead, on=START)

    assert len(events_of(before)) == 1
    assert not RefreshRequest.objects.exists()


def test_an_action_that_changes_nothing_writes_no_history(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program, name="Map")

    same = milestones.change(milestone, by=pmo_lead, name="Map")

    assert same.version == 1
    assert len(events_of(same)) == 1


def test_two_actions_of_one_request_sign_their_own_writes(program: Program, pmo_lead: User) -> None:
    """A request has a history context of its own: the second action must not rewrite the name of the first."""
    other = make_user(is_superuser=True)

    with pghistory.context(user=pmo_lead.pk, url="/milestones/"):
        first = milestones.change(make_milestone(program), by=pmo_lead, name="Map")
        second = milestones.start(make_milestone(program), by=other, on=START)

    signed = [events_of(row)[-1].pgh_context.metadata for row in (first, second)]
    assert signed[0] == {"user": pmo_lead.pk, "url": "/milestones/", "action": "milestones.change"}
    assert signed[1] == {"user": other.pk, "url": "/milestones/", "action": "milestones.start"}


def test_what_a_request_writes_after_an_action_is_its_own_again(program: Program, pmo_lead: User) -> None:
    with pghistory.context(url="/milestones/"):
        milestones.change(make_milestone(program), by=pmo_lead, name="Map")
        after = make_milestone(program)

    assert events_of(after)[-1].pgh_context.metadata == {"url": "/milestones/"}


def test_a_policy_marks_every_active_program_and_no_other(steward: User) -> None:
    active = {make_program().pk for _ in range(3)}
    for state in ("draft", "paused", "closed"):
        make_program(state=state)
    make_program(removed_on=START, removed_by=steward)

    CASES["policies.approve"].act(START, steward)

    assert set(RefreshRequest.objects.values_list("program_id", flat=True)) == active


def test_two_edits_leave_two_requests(program: Program, pmo_lead: User) -> None:
    milestone: Any = make_milestone(program)
    for name in ("Map", "Map signed"):
        milestone = milestones.change(milestone, by=pmo_lead, name=name)

    assert RefreshRequest.objects.count() == 2
    assert Milestone.objects.get().version == 3
