"""The feed's own housekeeping: a new life after a restore, and an end for what was kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from programs.models import Change, FeedAccess, FeedGeneration

KEPT = timedelta(days=90)
LOCK = 7_310_001


@transaction.atomic
def begin_generation(fingerprint: str) -> None:
    """The feed as that of the database with this fingerprint: empty, so that whoever keeps a copy reads anew.

    Safe to run twice and at once: the second finds it done.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if FeedGeneration.objects.filter(fingerprint=fingerprint).exists():
        return
    FeedGeneration.objects.all().delete()
    FeedAccess.objects.all().delete()
    entries = Change.objects.all()
    entries._raw_delete(entries.db)
    FeedGeneration.objects.create(fingerprint=fingerprint)


@transaction.atomic
def prune(now: datetime) -> int:
    """Takes out entries older than ``KEPT``, but for the newest of them: cursors of that time name it.

    returns  how many went; safe to run twice and at once
    """
    old = Change.objects.filter(at__lt=now - KEPT)
    newest = old.order_by("-xact", "-id").values("xact", "id").first()
    if newest is None:
        return 0
    FeedAccess.objects.filter(used_on__lt=(now - KEPT).date()).delete()
    too_old = old.exclude(id=newest["id"])
    gone = int(too_old._raw_delete(too_old.db))
    if gone:
        FeedGeneration.objects.update(pruned_at=now)
    return gone
