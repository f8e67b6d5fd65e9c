"""Replay equals a full dump, while many write at once, one transaction stays open, and roles come and go."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction
from django.utils import timezone

from programs.models import FlowStage, Membership, Milestone, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.api.feed.copy import Copy, another_session, lists
from tests.sweep.world import build

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 3
WRITERS = 4
TODAY = timezone.localdate()


class Undone(Exception):
    """The writer thought better of it."""


@contextmanager
def going_on(*works: Callable[[], None]) -> Iterator[None]:
    """Runs each work again and again in a thread of its own, until the block is left."""
    over = Event()

    def repeat(work: Callable[[], None]) -> None:
        try:
            while not over.is_set():
                work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        threads = [pool.submit(repeat, work) for work in works]
        try:
            yield
        finally:
            over.set()
        for thread in threads:
            thread.result()


class Writer:
    """Somebody who writes a few rows in each transaction, and undoes every fifth."""

    def __init__(self, number: int, programs: list[Program]) -> None:
        self.chance = random.Random(number)
        self.programs = programs
        self.done = 0

    def __call__(self) -> None:
        try:
            with transaction.atomic():
                for _ in range(self.chance.randrange(1, 4)):
                    self.write(self.chance.choice(self.programs))
                time.sleep(self.chance.random() / 200)
                if self.chance.randrange(5) == 0:
                    raise Undone
            self.done += 1
        except (Undone, IntegrityError, OperationalError):  # Of two that wait for each other the database undoes one.
            pass

    def write(self, program: Program) -> None:
        what = self.chance.randrange(5)
        keys = list(program.milestones.filter(kind="deliverable").values_list("pk", flat=True)[:30])
        if what == 0 or not keys:
            make.make_milestone(program, name=f"New {self.chance.random()}")
        elif what == 1:
            Milestone.objects.filter(pk=self.chance.choice(keys)).update(name=f"Changed {self.chance.random()}")
        elif what == 2:
            stated_on = TODAY - timedelta(days=self.chance.randrange(400))
            make.make_forecast(Milestone.objects.get(pk=self.chance.choice(keys)), finish_on=TODAY, stated_on=stated_on)
        elif what == 3:
            make.make_stage(program.flows.all()[0], position=self.chance.randrange(10, 10_000))
        else:
            made = FlowStage.objects.filter(flow__program=program, position__gte=10)
            FlowStage.objects.filter(pk__in=made.order_by("?").values("pk")[:1]).delete()


def come_and_go(roles: list[Membership]) -> Callable[[], None]:
    """Ends and begins roles in turn, as their leads would."""
    chance = random.Random(99)

    def turn() -> None:
        role = Membership.objects.filter(pk=chance.choice(roles).pk)
        role.update(valid_to=chance.choice([None, TODAY - timedelta(days=1)]))
        time.sleep(0.05)

    return turn


@pytest.mark.slow
def test_replay_equals_a_full_dump(program: Program, pmo_lead: User, steward: User, signed_in: SignedIn) -> None:
    build(program, pmo_lead)
    programs = [program, *(make.make_program() for _ in range(3))]
    for each in programs[1:]:
        make.make_stage(make.make_flow(each))
    wanderer = make.make_user()
    roles = [make.make_membership(wanderer, each, "viewer", valid_from=TODAY - timedelta(days=9)) for each in programs]
    make.make_membership(steward, programs[1], "viewer")
    people = (pmo_lead, steward, wanderer, make.make_user(is_superuser=True))
    copies = [Copy(signed_in(user), size=size) for user, size in zip(people, (17, 1_000, 40, 200), strict=True)]
    writers = [Writer(number, programs) for number in range(WRITERS)]

    with going_on(*writers, come_and_go(roles)):
        with another_session() as patient:
            patient.execute("UPDATE programs_program SET sponsor_name = 'Patient'")
            read_for(SECONDS, copies)
            lags = [copy.read_page()["lag_seconds"] for copy in copies]
            patient.commit()
        read_for(SECONDS, copies)

    for copy in copies:
        assert copy.read().rows == lists(copy.client)
    assert min(lags) >= SECONDS
    assert sum(writer.done for writer in writers) > 20
    assert {row["sponsor_name"] for (kind, _), row in copies[3].rows.items() if kind == "programs"} == {"Patient"}


def read_for(seconds: float, copies: list[Copy]) -> None:
    """Lets everybody read on, page by page in turn."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for copy in copies:
            copy.read_page()
