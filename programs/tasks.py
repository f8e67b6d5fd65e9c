"""Celery's doors to the record: each calls one function."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from programs import digests


@shared_task(name="programs.send_digests")
def send_digests() -> int:
    """Mails everybody who is due what they owe; returns the number of mails. Safe to run twice and at once."""
    return digests.send_due(timezone.now())
