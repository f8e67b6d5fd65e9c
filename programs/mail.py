"""Mail of the record. Whoever causes one never waits for it, and never fails because of it."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.template.loader import render_to_string

from config.celery import app
from programs.tasks import send_mail

logger = logging.getLogger(__name__)


def send_soon(to: str, *, subject: str, template: str, context: dict[str, object]) -> threading.Thread:
    """Hands the mail to the workers from a thread of its own; it is dropped, with a warning, when the broker is away.

    returns  the thread, for whoever wants to wait
    """
    text = render_to_string(template, context)
    thread = threading.Thread(target=hand_over, args=(to, subject, text), name="mail", daemon=True)
    thread.start()
    return thread


def hand_over(to: str, subject: str, text: str) -> None:
    """The mail in the workers' queue. Its text holds a secret, so it is neither logged nor shown with the task."""
    try:
        # By name, since a new thread would look for its task in another application.
        task = app.tasks[send_mail.name]
        shown: dict[str, Any] = {"argsrepr": "(a mail)", "kwargsrepr": "{}"}
        task.apply_async(args=(to, subject, text), retry=False, **shown)
    except Exception as error:  # Whatever is wrong with the broker, the link is on the page.
        logger.warning("The broker did not take a mail (%s); nobody sends it.", type(error).__name__)
