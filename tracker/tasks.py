"""Celery's doors: each calls one function. Programs are named by nothing: work waits in PostgreSQL."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from tracker import runs
from tracker.event_logs import work


@shared_task(name="tracker.refresh_programs")
def refresh_programs() -> int:
    """Computes every program that waits for it; returns the number of batches. Safe to run twice and at once."""
    return runs.work_off()


@shared_task(name="tracker.compute_all")
def compute_all() -> str:
    """Queues today's nightly computation of every active program when its time has come; the run's uid, or blank."""
    run = runs.start_when_due(timezone.localtime())
    return str(run.uid) if run else ""


@shared_task(name="tracker.read_event_logs")
def read_event_logs() -> int:
    """Reads and loads the event logs that wait; returns how many. Safe to run twice and at once."""
    return work.work_off()
