"""Mail that says what a person owes: at most once a window, to active people, and only when they owe something."""

from __future__ import annotations

import logging
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from programs.actions.digests import secret_of
from programs.models import DigestMail, User
from programs.obligations import owed_by
from programs.obligations.obligation import Obligation, seats
from programs.obligations.owed_to import owed_to
from programs.periods import monday_of

log = logging.getLogger(__name__)
MOST_SHOWN = 15


def send_due(now: datetime) -> int:
    """Sends every digest that is due and was not sent yet; how many.

    Without a mail server nothing is claimed, so that the next run tries again.
    """
    today = timezone.localdate(now)
    people = due_people(today)
    if not people:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException):
        log.exception("No mail server: %s digests wait", len(people))
        return 0
    try:
        return sum(send_one(person, now=now, connection=connection) for person in people)
    finally:
        connection.close()


def due_people(today: date) -> list[User]:
    """Active people who want digests and have had none in the window that the day lies in."""
    due = Q()
    for digest in (User.Digest.DAILY, User.Digest.WEEKLY):
        had = DigestMail.objects.filter(window_starts_on__range=(window_start(digest, today), today))
        due |= Q(digest=digest) & ~Q(pk__in=had.values("user_id"))
    return list(User.objects.filter(due, is_active=True).order_by("pk"))


def window_start(digest: str, today: date) -> date:
    """First day of the time in which one digest is enough: the day itself, or the week's Monday."""
    return monday_of(today) if digest == User.Digest.WEEKLY else today


def send_one(person: User, *, now: datetime, connection: BaseEmailBackend) -> bool:
    """Mails one person what they owe; false when that is nothing, or when another worker does.

    The window is claimed before the mail goes out: a mail that may or may not have arrived is not sent again.
    """
    today = timezone.localdate(now)
    owed = owed_by(person, today)
    if not owed or not claim(person, today=today, now=now, count=len(owed)):
        return False
    message = message_to(person, owed, today=today)
    message.connection = connection
    try:
        message.send()
    except (OSError, SMTPException):
        log.exception("The digest of person %s was not sent", person.pk)
        return False
    return True


def claim(person: User, *, today: date, now: datetime, count: int) -> bool:
    """Whether this call alone sends the person's digest of the window that today lies in."""
    values = {"sent_at": now, "obligations": count}
    with transaction.atomic():
        starts_on = window_start(person.digest, today)
        _, is_mine = DigestMail.objects.get_or_create(user=person, window_starts_on=starts_on, defaults=values)
    return is_mine


def message_to(person: User, owed: list[Obligation], *, today: date) -> EmailMultiAlternatives:
    """The mail as text and as a simple page, with a link that stops it without signing in."""
    stop = settings.SITE_URL + reverse("programs:digest-stop", args=[secret_of(person)])
    context = {
        "person": person,
        "site": settings.SITE_URL,
        "shown": owed[:MOST_SHOWN],
        "more": max(0, len(owed) - MOST_SHOWN),
        "late": sum(each.is_late(today) for each in owed),
        "expected": owed_to(person, today)[:3],
        "leads": bool(seats(person, today)),
        "stop": stop,
    }
    count = len(owed)
    message = EmailMultiAlternatives(
        subject=f"{count} thing{'s' if count > 1 else ''} to do in your programs",
        body=render_to_string("programs/digests/mail.txt", context),
        to=[person.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    message.attach_alternative(render_to_string("programs/digests/mail.html", context), "text/html")
    return message
