"""How often a new password may be asked for: five mails an hour to an address, and five from a machine."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from programs.models import PasswordRequest

MOST = 5
SPAN = timedelta(hours=1)


def may_ask(*, email: str, machine: str, now: datetime) -> bool:
    """True when neither the address nor the machine has asked too often; what is refused does not count.

    Every request is written before it is counted, so that many at once do not all find room.
    """
    PasswordRequest.objects.filter(asked_at__lte=now - SPAN).delete()
    digests = [digest_of("address", email.strip().lower()), digest_of("machine", machine)]
    with transaction.atomic():
        written = [PasswordRequest.objects.create(what=digest, asked_at=now) for digest in digests]
    asked = [PasswordRequest.objects.filter(what=digest, asked_at__gt=now - SPAN).count() for digest in digests]
    if max(asked) <= MOST:
        return True
    PasswordRequest.objects.filter(pk__in=[each.pk for each in written]).delete()
    return False


def digest_of(kind: str, text: str) -> str:
    """What is stored of an address: nobody reads it back without the installation's key."""
    return salted_hmac(f"programs.password_limits.{kind}", text, algorithm="sha256").hexdigest()
