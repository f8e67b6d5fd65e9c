"""A report that is published with an Idempotency-Key, while others write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from rest_framework.test import APIClient

from programs.models import Portfolio, Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.api.test_races import wait_until_blocked
from tracker.snapshot_store import STORE_LOCK

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planned(program: Program) -> Program:
    """The program with a plan and a portfolio."""
    make.make_milestone(program, finish_on=make.START + timedelta(weeks=4))
    make.make_baseline(program)
    make.make_portfolio(program, name="Spare parts")
    return program


def publish(client: APIClient, program: Program) -> Any:
    try:
        return client.post(f"/api/v1/programs/{program.uid}/reports/", headers={"idempotency-key": "report-1"})
    finally:
        connections.close_all()


@pytest.fixture
def at_work(planned: Program, pmo_lead: User, signed_in: SignedIn) -> Any:
    """Publishes; when the record was read and the numbers are about to be stored, writes ``meanwhile``."""

    def publish_while(meanwhile: Any) -> Any:
        client = signed_in(pmo_lead)
        with ThreadPoolExecutor() as pool:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [STORE_LOCK, planned.pk])
                published = pool.submit(publish, client, planned)
                wait_until_blocked(1)
                meanwhile()
            return published.result(timeout=60)

    return publish_while


def test_it_tells_the_record_of_the_moment_at_which_it_was_begun(at_work: Any) -> None:
    answer = at_work(lambda: Portfolio.objects.update(name="Everything"))

    assert answer.status_code == 201, answer.content
    assert answer.json()["document"]["header"]["portfolio_name"] == "Spare parts"


def test_where_the_program_itself_was_changed_meanwhile_it_is_asked_for_again(
    at_work: Any, planned: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    refused = at_work(lambda: Program.objects.update(name="Alpha, renamed"))

    published = publish(signed_in(pmo_lead), planned)

    assert (refused.status_code, refused.json()["code"], refused["Retry-After"]) == (409, "conflict", "1")
    assert (published.status_code, published.json()["document"]["header"]["report_number"]) == (201, 1)
