"""Celery's doors to the record: each calls one function."""

from __future__ import annotations

from celery import shared_task
from django.core.mail import EmailMessage
from django.utils import timezone

from programs import digests
from programs.actions import feed
from programs.models import BulkJob, KeptAnswer


@shared_task(
    name="programs.send_mail",
    autoretry_for=(OSError,),
    max_retries=5,
    retry_backoff=30,
    retry_jitter=True,
)
def send_mail(to: str, subject: str, text: str) -> None:
    """Sends one mail. Run twice it sends it twice, which harms nobody: its link still works once.

    The text comes along, not an id: a link's secret is stored nowhere.
    """
    EmailMessage(subject=subject, body=text, to=[to]).send()


@shared_task(name="programs.send_digests")
def send_digests() -> int:
    """Mails everybody who is due what they owe; returns the number of mails. Safe to run twice and at once."""
    return digests.send_due(timezone.now())


@shared_task(name="programs.forget_requests")
def forget_requests() -> int:
    """Drops answers to POSTs and bulk jobs that were kept long enough; returns how many. Safe to run twice."""
    now = timezone.now()
    return sum(kept.objects.over_at(now).delete()[0] for kept in (KeptAnswer, BulkJob))


@shared_task(name="programs.prune_feed")
def prune_feed() -> int:
    """Takes out changes that were kept long enough; returns their number. Safe to run twice and at once."""
    return feed.prune(timezone.now())
