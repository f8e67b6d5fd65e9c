"""Celery's door of the record: mail leaves through it, so that no page waits for a mail server."""

from __future__ import annotations

from celery import shared_task
from django.core.mail import EmailMessage


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
