from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from programs.actions import status_reports
from programs.models import Program, RefreshRequest, User
from programs.models.base import new_uid
from tests import factories
from tracker.claims import Heartbeat, claim_batch
from tracker.models import Run, Snapshot
from tracker.runs import start_nightly, work_off, work_on

TODAY = timezone.localdate()


def ask_for(*programs: Program) -> None:
    RefreshRequest.objects.bulk_create(RefreshRequest(program=program) for program in programs)


@pytest.mark.django_db
def test_edits_are_worked_off_once_each_and_leave_nothing_waiting(program: Program) -> None:
    ask_for(program, program, factories.make_program())

    work_off()

    run = Run.objects.get()
    assert (run.kind, run.programs_total, run.programs_done, run.programs_failed) == ("refresh", 2, 2, 0)
    assert run.finished_at is not None
    assert not RefreshRequest.objects.exists()


@pytest.mark.django_db
def test_a_program_that_fails_is_named_with_its_error_and_the_others_are_done(program: Program) -> None:
    broken = factories.make_program(start_on=date.max)
    ask_for(broken, program)

    work_off()

    run = Run.objects.get()
    assert (run.programs_done, run.programs_failed) == (1, 1)
    assert run.failures.get().program == broken
    assert run.failures.get().error


@pytest.mark.django_db
def test_a_fresh_claim_is_left_alone_and_a_stale_one_taken_over(program: Program) -> None:
    ask_for(program)
    first = claim_batch()

    assert first is not None
    assert claim_batch() is None

    RefreshRequest.objects.update(claimed_at=Now() - timedelta(seconds=61))
    second = claim_batch()
    assert second is not None
    assert second.request_ids == first.request_ids


@pytest.mark.django_db
def test_a_batch_that_was_taken_over_is_counted_once(program: Program) -> None:
    start_nightly(TODAY)
    lost = claim_batch()
    RefreshRequest.objects.update(claimed_at=Now() - timedelta(seconds=61))
    taken_over = claim_batch()
    assert lost is not None
    assert taken_over is not None

    work_on(taken_over)
    work_on(lost)

    assert Run.objects.get(kind="nightly").programs_done == 1


@pytest.mark.django_db
def test_an_edit_during_the_computation_stays_waiting(program: Program) -> None:
    ask_for(program)
    claim = claim_batch()
    assert claim is not None
    ask_for(program)

    work_on(claim)

    assert RefreshRequest.objects.filter(claim__isnull=True).count() == 1


@pytest.mark.django_db
def test_the_nightly_run_is_queued_once_a_day_and_finishes_when_the_last_program_is_done() -> None:
    programs = [factories.make_program() for _ in range(3)]

    first, second = start_nightly(TODAY), start_nightly(TODAY)
    work_off()

    run = Run.objects.get(kind="nightly")
    assert first.pk == second.pk == run.pk
    assert (run.programs_total, run.programs_done) == (3, 3)
    assert run.finished_at is not None
    assert Snapshot.objects.filter(program__in=programs).count() == 3


@pytest.mark.django_db
def test_a_heartbeat_renews_the_claim_and_its_run_while_it_is_held(program: Program) -> None:
    ask_for(program)
    claim = claim_batch()
    assert claim is not None
    old = timezone.now() - timedelta(seconds=30)
    RefreshRequest.objects.update(claimed_at=old)
    Run.objects.update(heartbeat_at=old)

    renewed = Heartbeat(claim).beat()

    assert renewed
    assert RefreshRequest.objects.filter(claimed_at__gt=old).exists()
    assert Run.objects.filter(heartbeat_at__gt=old).exists()
    RefreshRequest.objects.update(claim=new_uid())
    assert not Heartbeat(claim).beat()


@pytest.mark.django_db
def test_an_installation_without_programs_finishes_its_night() -> None:
    start_nightly(TODAY)

    assert Run.objects.get().finished_at is not None


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_land_on_one_row_a_program() -> None:
    programs = [factories.make_program() for _ in range(60)]
    ask_for(*programs, *programs[:20])

    def work() -> None:
        try:
            work_off()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert Snapshot.objects.count() == 60
    assert not RefreshRequest.objects.exists()
    assert sum(Run.objects.values_list("programs_failed", flat=True)) == 0


@pytest.mark.django_db(transaction=True)
def test_an_edit_asks_for_its_refresh_in_its_own_transaction(program: Program, pmo_lead: User) -> None:
    with transaction.atomic():
        status_reports.report(program, by=pmo_lead, on=TODAY, status="green", reason="Fine")
        inside = RefreshRequest.objects.count()
        transaction.set_rollback(True)

    assert inside == 1
    assert not RefreshRequest.objects.exists()
