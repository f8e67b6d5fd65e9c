"""A wake-up never makes an edit wait, whatever the broker does; and many edits send few messages."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from typing import cast

import pytest
import redis
from django.db import transaction

from config import env
from config.waking import Waker, refresh_waker
from programs.actions import milestones
from programs.models import Milestone, Program, RefreshRequest, User
from tests.config.conftest import QUEUE, sending_to
from tests.factories import make_milestone

AT_ONCE = 0.005
DEAD_BROKERS = ["closed_broker", "silent_broker"]
TASK = "tracker.refresh_programs"
END_OF_A_PROCESS = """
import django; django.setup()
from config.waking import refresh_waker
refresh_waker.wake()
"""
LAST_WORD_OF_A_PROCESS = """
import django; django.setup()
from config.celery import app
from config.waking import refresh_waker
app.send_task("tests.first_word", ignore_result=True)
refresh_waker.wake()
"""
WAKE_IN_PARENT_AND_CHILD = """
import os, django; django.setup()
from config.waking import refresh_waker as waker
waker.wake(); waker._idle.wait(10)
child = os.fork()
if child == 0:
    waker.wake(); waker._idle.wait(10); os._exit(0)
assert os.waitpid(child, 0)[1] == 0
"""


def seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def messages(queue: redis.Redis) -> int:
    return queue.llen(QUEUE)


def messages_after(queue: redis.Redis, *, at_least: int = 1) -> int:
    """Messages in the queue once there are some and no more come."""
    deadline = time.monotonic() + 10
    while messages(queue) < at_least and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    return messages(queue)


def run(script: str, broker_url: str) -> float:
    """Seconds that a process of its own takes for the script."""
    environment = env.child_environment(BROKER_URL=broker_url, DJANGO_SETTINGS_MODULE="config.settings")
    command = [sys.executable, "-c", script]
    return seconds(lambda: subprocess.run(command, env=environment, cwd=env.BASE_DIR, check=True, timeout=60))


@pytest.mark.parametrize("broker", DEAD_BROKERS)
def test_waking_returns_at_once_with_a_dead_broker(broker: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(broker)
    waker = Waker(TASK)

    taken = sorted(seconds(waker.wake) for _ in range(200))

    # One in ten may meet a busy machine; all two hundred together still take less than one try to connect.
    assert taken[180] < AT_ONCE
    assert sum(taken) < 1


@pytest.mark.parametrize("broker", DEAD_BROKERS)
@pytest.mark.django_db(transaction=True)
def test_an_edit_is_saved_at_full_speed_with_a_dead_broker(
    broker: str, request: pytest.FixtureRequest, program: Program, pmo_lead: User
) -> None:
    request.getfixturevalue(broker)
    milestone = make_milestone(program)

    taken = sorted(
        seconds(lambda name=name: milestones.change(milestone, by=pmo_lead, name=name))  # type: ignore[misc]
        for name in ("Map", "Sign", "Lock", "Run", "Cut")
    )

    assert taken[2] < 1
    assert Milestone.objects.get().version == 6
    assert RefreshRequest.objects.filter(program=program, claim=None).count() == 5


def test_a_wake_up_is_one_message_for_the_worker(queue: redis.Redis) -> None:
    Waker(TASK).wake()

    assert messages_after(queue) == 1
    assert TASK.encode() in cast("list[bytes]", queue.lrange(QUEUE, 0, 0))[0]


def test_a_burst_sends_few_messages(queue: redis.Redis) -> None:
    waker = Waker(TASK)

    for _ in range(100):
        waker.wake()

    assert 1 <= messages_after(queue) <= 10


def test_a_wake_up_during_a_message_is_not_lost(queue: redis.Redis) -> None:
    """What was saved after the message left needs another one."""
    waker = Waker(TASK)
    waker.wake()
    before = messages_after(queue)

    waker.wake()

    assert messages_after(queue, at_least=before + 1) == before + 1


def test_waking_works_again_when_the_broker_is_back(closed_broker: str, valkey_url: str) -> None:
    waker = Waker(TASK)
    waker.wake()
    waker._idle.wait(10)

    with sending_to(valkey_url), redis.Redis.from_url(valkey_url) as client:
        client.flushall()
        waker.wake()
        assert messages_after(client) == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_woken_after_the_commit(queue: redis.Redis, program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program)

    with transaction.atomic():
        milestones.change(milestone, by=pmo_lead, name="Map")
        time.sleep(0.3)
        sent_before_commit = messages(queue)

    assert sent_before_commit == 0
    assert messages_after(queue) == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_is_woken_for_what_was_rolled_back(queue: redis.Redis, program: Program, pmo_lead: User) -> None:
    milestone = make_milestone(program)

    with transaction.atomic():
        milestones.change(milestone, by=pmo_lead, name="Map")
        transaction.set_rollback(True)

    time.sleep(0.3)
    assert messages(queue) == 0
    assert not RefreshRequest.objects.exists()


def test_a_process_ends_though_the_broker_is_silent(silent_broker: str) -> None:
    """It gives its last wake-up a second, not the whole patience of a connection."""
    idle = run("import django; django.setup()", silent_broker)

    assert run(END_OF_A_PROCESS, silent_broker) < idle + 7


def test_the_last_wake_up_of_a_process_still_leaves(queue: redis.Redis, valkey_url: str) -> None:
    run(LAST_WORD_OF_A_PROCESS, valkey_url)

    assert messages(queue) == 2


def test_a_process_wakes_after_it_was_forked(queue: redis.Redis, valkey_url: str) -> None:
    run(WAKE_IN_PARENT_AND_CHILD, valkey_url)

    assert messages(queue) == 2


def test_actions_wake_the_task_that_refreshes() -> None:
    assert refresh_waker.task_name == TASK
