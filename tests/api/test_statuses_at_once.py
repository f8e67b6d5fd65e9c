"""The list of statuses while the reckoning writes: page and divergences are read at one moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from programs.models import Program
from tests.tracker.stored_days import day_before, keep, keep_day
from tracker.models import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


class Between:
    """Does something on another connection before the divergences are read, and after the page was."""

    def __init__(self, done: Callable[[], object]) -> None:
        self.done, self.times = done, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('SELECT "tracker_analysis"'):
            self.times += 1
            with ThreadPoolExecutor(1) as threads:
                threads.submit(self.apart).result(PATIENCE)
        return execute(sql, params, many, context)

    def apart(self) -> None:
        try:
            self.done()
        finally:
            connection.close()


def move_day() -> None:
    """The newest day of each program gone, another one there."""
    Snapshot.objects.filter(as_of=day_before(0)).delete()
    keep_day(Program.objects.order_by("id")[0], day_before(30), reported="green", delivery="red")


def test_a_day_that_goes_between_two_reads_breaks_no_list(program: Program, lead_client: APIClient) -> None:
    keep(program, (9, "green", "amber"))
    between = Between(move_day)

    with connection.execute_wrapper(between):
        answer = lead_client.get("/api/v1/progress/")

    assert (answer.status_code, between.times) == (200, 1)
    assert answer.json()["results"][0]["against_delivery"]["days"] == 9
    assert not Snapshot.objects.filter(as_of=day_before(0)).exists()
