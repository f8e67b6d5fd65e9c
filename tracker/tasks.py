"""Celery's doors: each calls one function. Programs are named by nothing: work waits in PostgreSQL."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from tracker import runs


@shared_task(name="tracker.refresh_programs")
def refresh_programs() -> int:
    """Computes every program that waits for it; returns the number of batches. Safe to run twice and at once."""
    return runs.work_off()


@shared_task(name="tracker.compute_all")
def compute_all() -> str:
    """Queues the nightly computation of every active program for today; returns the run's uid."""
    return str(runs.start_nightly(timezone.localdate()).uid)
