"""Celery's door to the rows that were sent to the API and wait."""

from __future__ import annotations

from celery import shared_task

from programs.api import bulk_work


@shared_task(name="programs.write_bulk_jobs")
def write_bulk_jobs() -> int:
    """Writes the rows of bulk jobs that wait; returns the number of pieces. Safe to run twice and at once."""
    return bulk_work.work_off()
