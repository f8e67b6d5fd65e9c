"""Two people at the same moment, on two connections: one wins, the other is told, and the record stays true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from programs.actions import attachments, functions, memberships, milestones, portfolios
from programs.errors import Refused, Stale
from programs.models import AttachmentContent, MilestoneLink, Program, RefreshRequest, User
from tests.factories import START, make_function, make_membership, make_milestone, make_portfolio, make_user

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20
DAY = timedelta(days=1)
Call = Callable[[], Any]


def closing(call: Call) -> Call:
    """The call, after which the connection of its thread is closed."""

    def closed() -> Any:
        try:
            return call()
        finally:
            connection.close()

    return closed


def at_once(*calls: Call) -> list[Any]:
    """Results or errors of the calls, each on a thread and a connection of its own, started together."""
    start = Barrier(len(calls))

    def run(call: Call) -> Any:
        start.wait(PATIENCE)
        try:
            return call()
        except Refused as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        running = [threads.submit(closing(partial(run, call))) for call in calls]
        return [each.result(PATIENCE) for each in running]


@contextmanager
def held_back(call: Call) -> Iterator[None]:
    """Does the block, then the call on another thread, which must wait until the block is committed."""
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            yield
            later = threads.submit(closing(call))
            with pytest.raises(TimeoutError):
                later.result(0.3)
        later.result(PATIENCE)


def codes(results: list[Any]) -> list[str]:
    return sorted(each.code if isinstance(each, Refused) else "done" for each in results)


def test_of_two_edits_of_one_version_one_is_stale(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program)

    results = at_once(
        *(lambda name=name: milestones.change(milestone, by=pmo_lead, version=1, name=name) for name in ("Map", "Draw"))
    )

    assert codes(results) == ["changed_meanwhile", "done"]
    milestone.refresh_from_db()
    assert milestone.version == 2
    assert RefreshRequest.objects.count() == 1


def test_the_stale_one_learns_the_version_that_won(program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program)

    results = at_once(
        *(lambda day=day: milestones.start(milestone, by=pmo_lead, version=1, on=day) for day in (START, START + DAY))
    )

    stale = next(each for each in results if isinstance(each, Stale))
    assert stale.current_version == 2


def test_edits_of_two_milestones_do_not_wait_for_each_other(program: Program, pmo_lead: User) -> None:
    first, second = make_milestone(program), make_milestone(program)

    with transaction.atomic():
        milestones.change(first, by=pmo_lead, name="Map")
        with ThreadPoolExecutor(1) as threads:
            edit = threads.submit(closing(lambda: milestones.change(second, by=pmo_lead, name="Sign")))
            assert edit.result(PATIENCE).name == "Sign"

    assert RefreshRequest.objects.filter(program=program).count() == 2


def test_two_orders_made_at_once_do_not_close_a_circle(program: Program, pmo_lead: User) -> None:
    first, second = make_milestone(program), make_milestone(program)

    results = at_once(
        lambda: milestones.put_before(first, by=pmo_lead, successor=second),
        lambda: milestones.put_before(second, by=pmo_lead, successor=first),
    )

    assert codes(results) == ["done", "order_in_a_circle"]
    assert MilestoneLink.objects.count() == 1


def test_two_moves_made_at_once_do_not_close_a_circle(steward: User) -> None:
    first, second = make_function(), make_function()

    results = at_once(
        lambda: functions.change(first, by=steward, name="First", parent=second),
        lambda: functions.change(second, by=steward, name="Second", parent=first),
    )

    assert codes(results) == ["done", "function_in_a_circle"]


def test_two_leads_who_end_each_other_leave_one(program: Program, pmo_lead: User) -> None:
    second = make_user()
    roles = [pmo_lead.memberships.get(), make_membership(second, program)]

    results = at_once(
        lambda: memberships.end(roles[0], by=second, valid_to=START + 9_999 * DAY),
        lambda: memberships.end(roles[1], by=pmo_lead, valid_to=START + 9_999 * DAY),
    )

    assert codes(results) == ["done", "last_pmo_lead"]
    assert program.memberships.filter(role="pmo_lead", valid_to=None).count() == 1


def test_a_program_added_twice_at_once_is_in_the_portfolio_once(program: Program, pmo_lead: User) -> None:
    portfolio = make_portfolio()

    def add() -> Any:
        return portfolios.add_program(portfolio, by=pmo_lead, program=program, joined_on=START)

    assert codes(at_once(add, add)) == ["already_in_portfolio", "done"]


def test_bytes_are_kept_when_somebody_adds_them_while_the_last_attachment_goes(
    program: Program, pmo_lead: User
) -> None:
    last = attachments.add(program, by=pmo_lead, name="a.txt", content=b"Agreed.")

    with held_back(lambda: attachments.add(program, by=pmo_lead, name="b.txt", content=b"Agreed.")):
        attachments.remove(last, by=pmo_lead)

    assert bytes(AttachmentContent.objects.get().content) == b"Agreed."


def test_bytes_are_kept_when_the_last_attachment_goes_while_somebody_adds_them(
    program: Program, pmo_lead: User
) -> None:
    last = attachments.add(program, by=pmo_lead, name="a.txt", content=b"Agreed.")

    with held_back(lambda: attachments.remove(last, by=pmo_lead)):
        attachments.add(program, by=pmo_lead, name="b.txt", content=b"Agreed.")

    assert AttachmentContent.objects.count() == 1
    assert program.attachments.get().name == "b.txt"
