"""The feed: what changed, in which transaction, and who may know. Written by triggers, read by the API."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from programs.models.base import new_uid
from programs.models.constraint_words import SpeakingModel
from programs.models.scope import Scope


class Change(models.Model):
    """A row of the record was written; what it says now is read from the row itself, which may be gone.

    xact      number of the transaction, which orders the feed: an entry may be read once no older one is still open
    kind      name of the table, as tombstones say it
    scope_id  which program, portfolio, committee or meeting it belonged to; NULL when that was gone already
    """

    class Op(models.TextChoices):
        INSERTED = "i", "Inserted"
        UPDATED = "u", "Updated"
        DELETED = "d", "Deleted, or gone from where it was"

    xact = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    uid = models.UUIDField()
    op = models.CharField(max_length=1, choices=Op)
    scope = models.CharField(max_length=1, choices=Scope)
    scope_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["xact", "id"]
        indexes = [
            models.Index(fields=["xact", "id"], name="change_in_order"),
            models.Index(fields=["kind", "row_id"], condition=models.Q(op="d"), name="change_deleted"),
        ]

    def __str__(self) -> str:
        return f"{self.get_op_display()}: {self.kind} {self.uid}"


class FeedGeneration(models.Model):
    """One life of the feed, in which its entries are in one order. A database that was restored begins another.

    fingerprint  of the database that it belongs to, which a restore changes
    pruned_at    when old entries were last taken out; NULL when all are there
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    fingerprint = models.CharField(max_length=200)
    pruned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.uid)


class FeedAccess(SpeakingModel):
    """What a person could see when a cursor was given to them; never changed.

    scopes   ids by scope, ``all`` for every one
    digest   of the scopes: cursors name it
    used_on  the last day on which a cursor named it; it goes when cursors as old are no longer served
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=40)
    scopes = models.JSONField()
    used_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="feed_access_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.digest}"
